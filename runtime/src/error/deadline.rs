//! Calls that took longer than the caller allows.

use std::fmt;
use std::time::Duration;

/// The deadline of the call has passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineError {
    /// How long the call was allowed to take.
    pub limit: Duration,
    /// How many times the request was sent; if any, it may have happened.
    pub attempts: u32,
}

impl fmt::Display for DeadlineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the deadline of {:?} has passed (requests sent: {})", self.limit, self.attempts)
    }
}

impl std::error::Error for DeadlineError {}
