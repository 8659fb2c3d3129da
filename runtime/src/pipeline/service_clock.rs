//! The time as the service sees it, corrected where the machine's clock is wrong.

use crate::clock::{Clock, unix_seconds};
use http::HeaderMap;
use http::header::DATE;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

/// The machine's clock, and its distance from the service's.
#[derive(Debug)]
pub(crate) struct ServiceClock {
    clock: Arc<dyn Clock>,
    /// By how many seconds the service's clock is ahead of the machine's, once that is known.
    skew: AtomicI64,
}

/// By how many seconds a request's time may differ from the service's without being the reason of
/// an error. The service allows five minutes; some time passes on the way.
const TOLERANCE: u64 = 120;

impl ServiceClock {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, skew: AtomicI64::new(0) }
    }

    /// Returns the machine's clock.
    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Returns the time of day as the service sees it.
    pub(crate) fn now(&self) -> SystemTime {
        let (now, skew) = (self.clock.now(), self.skew.load(Ordering::Relaxed));
        let distance = Duration::from_secs(skew.unsigned_abs());
        let corrected =
            if skew < 0 { now.checked_sub(distance) } else { now.checked_add(distance) };
        corrected.unwrap_or(now)
    }

    /// Takes the time from the headers of an answer. Returns whether a request that was signed for
    /// `timestamp` had a wrong one.
    pub(super) fn adjust(&self, timestamp: i64, headers: &HeaderMap) -> bool {
        let date = headers.get(DATE).and_then(|date| date.to_str().ok());
        let Some(date) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else {
            return false;
        };
        let date = unix_seconds(date);
        let is_wrong = date.abs_diff(timestamp) > TOLERANCE;
        if is_wrong {
            let skew = date.saturating_sub(unix_seconds(self.clock.now()));
            self.skew.store(skew, Ordering::Relaxed);
        }
        is_wrong
    }
}
