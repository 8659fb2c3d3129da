//! A clock that only tests move.

use crate::clock::Clock;
use crate::future::BoxFuture;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::time::{Duration, SystemTime};

/// A clock for tests that stands still until it is advanced.
///
/// Sleeping advances the clock and returns immediately. A timer ends when the clock has been
/// advanced far enough. Clones are the same clock.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use tencentcloud_runtime::{clock::Clock, testing::ManualClock};
///
/// let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
/// clock.advance(Duration::from_secs(60));
/// assert_eq!(clock.now(), SystemTime::UNIX_EPOCH + Duration::from_secs(60));
/// ```
#[derive(Clone, Debug)]
pub struct ManualClock {
    start: SystemTime,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    elapsed: Duration,
    slept: Vec<Duration>,
    waiting: Vec<Waker>,
}

impl ManualClock {
    /// Creates a clock that shows this time.
    pub fn at(now: SystemTime) -> Self {
        Self { start: now, state: Arc::default() }
    }

    /// Advances the clock.
    pub fn advance(&self, duration: Duration) {
        let woken = self.with(|state| {
            state.elapsed = state.elapsed.saturating_add(duration);
            std::mem::take(&mut state.waiting)
        });
        woken.into_iter().for_each(Waker::wake);
    }

    /// Returns the length of each sleep, in order.
    pub fn slept(&self) -> Vec<Duration> {
        self.with(|state| state.slept.clone())
    }

    fn with<T>(&self, read: impl FnOnce(&mut State) -> T) -> T {
        read(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Clock for ManualClock {
    fn now(&self) -> SystemTime {
        self.start.checked_add(self.elapsed()).unwrap_or(self.start)
    }

    fn elapsed(&self) -> Duration {
        self.with(|state| state.elapsed)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move {
            clock.with(|state| state.slept.push(duration));
            clock.advance(duration);
        })
    }

    fn timer(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        let end = self.elapsed().saturating_add(duration);
        Box::pin(std::future::poll_fn(move |context| {
            clock.with(|state| {
                if state.elapsed >= end {
                    return Poll::Ready(());
                }
                state.waiting.push(context.waker().clone());
                Poll::Pending
            })
        }))
    }
}
