//! The time limit of a call, over all of its requests and pauses.

use super::prepared::{Prepared, Settings};
use crate::clock::Clock;
use crate::error::{DeadlineError, Error};
use crate::future::with_timeout;
use crate::transport::Limits;
use std::time::Duration;

/// Timers are imprecise: less time than this counts as none.
pub(crate) const DEADLINE_SLACK: Duration = Duration::from_millis(10);

/// The moment by which a call must be over, if there is one.
pub(super) struct Deadline<'a> {
    clock: &'a dyn Clock,
    limit: Option<Duration>,
    /// When the call began.
    start: Duration,
}

impl<'a> Deadline<'a> {
    pub(super) fn new(clock: &'a dyn Clock, settings: &Settings, call: &Prepared) -> Self {
        let limit = call.options.deadline.or(settings.deadline);
        Self { clock, limit, start: clock.elapsed() }
    }

    /// Returns the moment, by the monotonic clock.
    pub(super) fn end(&self) -> Option<Duration> {
        self.limit.map(|limit| self.start.saturating_add(limit))
    }

    /// Returns what is left, if there is a deadline.
    fn left(&self) -> Option<Duration> {
        let spent = || self.clock.elapsed().saturating_sub(self.start);
        self.limit.map(|limit| limit.saturating_sub(spent()))
    }

    /// Returns whether a pause of this length ends in time.
    pub(super) fn allows(&self, pause: Duration) -> bool {
        self.left().is_none_or(|left| left > pause)
    }

    fn is_over(&self) -> bool {
        self.left().is_some_and(|left| left < DEADLINE_SLACK)
    }

    fn passed(&self, attempts: u32) -> Error {
        Error::from(DeadlineError::new(self.limit.unwrap_or_default(), attempts))
    }

    /// Waits for a future, but no longer than is left. `attempts` counts the requests so far.
    pub(super) async fn keep<T>(
        &self,
        attempts: u32,
        future: impl Future<Output = T>,
    ) -> Result<T, Error> {
        let Some(left) = self.left() else {
            return Ok(future.await);
        };
        let done = with_timeout(self.clock.timer(left), future).await;
        done.ok_or_else(|| self.passed(attempts))
    }

    /// Returns the limits of the next request.
    pub(super) fn limits(&self, settings: &Settings, attempts: u32) -> Result<Limits, Error> {
        let timeout = settings.attempt_timeout;
        let timeout = match self.left() {
            Some(Duration::ZERO) => return Err(self.passed(attempts)),
            Some(left) => timeout.min(left),
            None => timeout,
        };
        Ok(Limits { timeout, body: settings.response_limit })
    }

    /// Returns the error to report: the deadline's, if that is why no answer came.
    pub(super) fn explain(&self, attempts: u32, error: Error) -> Error {
        match error {
            Error::NotSent(_) | Error::NoResponse(_) | Error::Credential(_) if self.is_over() => {
                self.passed(attempts)
            }
            error => error,
        }
    }
}
