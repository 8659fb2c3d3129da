//! Calls that took longer than the caller allows.

use super::call::{CallInfo, TaskReport, Unfinished};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The deadline of a call or a waiter has passed.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeadlineError {
    /// The time that was allowed.
    pub limit: Duration,
    /// How many times the request was sent; for a waiter, how many polls there were.
    pub attempts: u32,
    /// For a waiter, the tasks with their last states.
    pub tasks: Vec<TaskReport>,
    pub(super) call: Option<Arc<CallInfo>>,
}

impl DeadlineError {
    /// Creates the error from the time that was allowed and the number of requests.
    pub fn new(limit: Duration, attempts: u32) -> Self {
        Self { limit, attempts, tasks: Vec::new(), call: None }
    }

    /// Adds the tasks that were waited for.
    pub(crate) fn with_tasks(mut self, tasks: Vec<TaskReport>) -> Self {
        self.tasks = tasks;
        self
    }
}

impl fmt::Display for DeadlineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the deadline of {:?} has passed (requests sent: {})",
            self.limit, self.attempts
        )?;
        Unfinished(&self.tasks).fmt(f)
    }
}

// `main` prints errors with `Debug`: it is the message, too.
impl fmt::Debug for DeadlineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for DeadlineError {}
