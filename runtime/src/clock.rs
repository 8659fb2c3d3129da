//! Time: what the client reads and waits by, so that tests can hold it still.

use crate::future::BoxFuture;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::time::{Duration, SystemTime};

/// What tells the time and lets it pass.
pub trait Clock: Send + Sync + fmt::Debug + 'static {
    /// The time of day. Requests are signed with it.
    fn now(&self) -> SystemTime;

    /// How long some moment in the past is ago. It never runs backwards; deadlines count by it.
    fn elapsed(&self) -> Duration;

    /// Waits on purpose: before a request is sent again, between questions for a state.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Ends when this much time has passed; what was waited for is then given up.
    fn timer(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleep(duration)
    }
}

/// The machine's clock, with the timers of tokio. It is what the client uses unless told otherwise.
///
/// It wants a tokio runtime. Elsewhere pauses occupy the thread and nothing is given up because of
/// time, so programs on other runtimes give the client a clock of theirs.
#[derive(Clone, Copy, Debug)]
pub struct System {
    start: tokio::time::Instant,
}

impl System {
    /// The machine's clock.
    pub fn new() -> Self {
        Self { start: tokio::time::Instant::now() }
    }
}

impl Default for System {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for System {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // Asked when it is waited for: that is when there is a runtime.
        Box::pin(async move {
            if has_runtime() {
                tokio::time::sleep(duration).await;
            } else {
                std::thread::sleep(duration);
            }
        })
    }

    fn timer(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            if has_runtime() {
                tokio::time::sleep(duration).await;
            } else {
                std::future::pending::<()>().await;
            }
        })
    }
}

fn has_runtime() -> bool {
    tokio::runtime::Handle::try_current().is_ok()
}

/// The machine's clock, with waits that occupy the thread. Clients without async use it.
#[cfg(feature = "blocking")]
#[derive(Clone, Copy, Debug)]
pub struct Thread {
    start: std::time::Instant,
}

#[cfg(feature = "blocking")]
impl Thread {
    /// The machine's clock.
    pub fn new() -> Self {
        Self { start: std::time::Instant::now() }
    }
}

#[cfg(feature = "blocking")]
impl Default for Thread {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(feature = "blocking")]
impl Clock for Thread {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            if crate::future::is_running() {
                crate::future::until(std::time::Instant::now().checked_add(duration)).await;
            } else {
                std::thread::sleep(duration);
            }
        })
    }

    fn timer(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // Transports occupy the thread and keep to their limits themselves; this ends what waits
        // for another thread.
        Box::pin(crate::future::until(std::time::Instant::now().checked_add(duration)))
    }
}

/// A clock for tests: it stands still until someone moves it, or waits.
///
/// Whoever sleeps moves it on and goes on at once. A timer ends when the clock has been moved far
/// enough. Clones are the same clock.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use tencentcloud_runtime::clock::{Clock, Manual};
///
/// let clock = Manual::at(SystemTime::UNIX_EPOCH);
/// clock.advance(Duration::from_secs(60));
/// assert_eq!(clock.now(), SystemTime::UNIX_EPOCH + Duration::from_secs(60));
/// ```
#[derive(Clone, Debug)]
pub struct Manual {
    start: SystemTime,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    elapsed: Duration,
    slept: Vec<Duration>,
    waiting: Vec<Waker>,
}

impl Manual {
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

impl Clock for Manual {
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
