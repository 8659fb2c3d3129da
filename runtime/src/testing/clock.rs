//! A clock that only tests move.

use crate::clock::Clock;
use crate::future::BoxFuture;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::time::{Duration, SystemTime};

/// A clock for tests: it stands still until someone moves it, or waits.
///
/// Whoever sleeps moves it on and goes on at once. A timer ends when the clock has been moved far
/// enough. Clones are the same clock.
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
    /// A clock that shows this time.
    pub fn at(now: SystemTime) -> Self {
        Self { start: now, state: Arc::default() }
    }

    /// Lets time pass.
    pub fn advance(&self, duration: Duration) {
        let woken = self.with(|state| {
            state.elapsed = state.elapsed.saturating_add(duration);
            std::mem::take(&mut state.waiting)
        });
        woken.into_iter().for_each(Waker::wake);
    }

    /// How long each sleep was, in order.
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
