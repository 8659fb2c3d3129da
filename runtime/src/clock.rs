//! Time, which tests can replace.

use crate::future::BoxFuture;
use std::fmt;
use std::time::{Duration, SystemTime};

/// A source of time.
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
/// Needs tokio; without it, sleeps block the thread and timeouts never fire. Programs on other
/// runtimes give the client a clock of their own.
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

/// Converts a time to whole seconds since 1970-01-01 UTC, negative before.
pub(crate) fn unix_seconds(time: SystemTime) -> i64 {
    let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => seconds(after),
        Err(before) => -seconds(before.duration()),
    }
}
