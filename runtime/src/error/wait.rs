//! Tasks that were waited for and failed.

use super::call::{CallInfo, TaskReport, TaskStatus};
use std::fmt;
use std::sync::Arc;

/// Some of the tasks that were waited for have failed.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WaitError {
    /// The action that returns the states.
    pub action: &'static str,
    /// The tasks that failed; at least one.
    pub failed: Vec<FailedTask>,
    /// How many tasks there were.
    pub tasks: usize,
    /// All tasks in order, those that succeeded, too.
    pub reports: Vec<TaskReport>,
    pub(super) call: Option<Arc<CallInfo>>,
}

impl WaitError {
    /// Creates the error from the action that returns the states, the failed tasks and all tasks.
    pub fn new(action: &'static str, failed: Vec<FailedTask>, reports: Vec<TaskReport>) -> Self {
        Self { action, failed, tasks: reports.len(), reports, call: None }
    }
}

/// A task that ended in a state that means failure.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailedTask {
    /// Its index in the response that names the tasks; 0 if that names one only.
    pub index: usize,
    /// Its name, such as `TaskId=t-1`.
    pub task: Box<str>,
    /// The state it ended in.
    pub state: Box<str>,
    /// The reason, if the service gives one.
    pub reason: Option<Box<str>>,
}

impl FailedTask {
    /// Returns the failure of a task, if it has failed.
    pub(crate) fn of(task: &TaskReport) -> Option<Self> {
        let TaskReport { index, task, status: TaskStatus::Failed, state, reason, .. } = task else {
            return None;
        };
        let state = state.clone().unwrap_or_default();
        Some(Self { index: *index, task: task.clone(), state, reason: reason.clone() })
    }
}

impl fmt::Display for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of {} tasks failed according to {}",
            self.failed.len(),
            self.tasks,
            self.action
        )?;
        for (index, failed) in self.failed.iter().enumerate() {
            let separator = if index == 0 { ": " } else { "; " };
            write!(f, "{separator}{failed}")?;
        }
        Ok(())
    }
}

impl fmt::Display for FailedTask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is {}", self.task, self.state)?;
        match &self.reason {
            Some(reason) => write!(f, " ({reason})"),
            None => Ok(()),
        }
    }
}

// `main` prints errors with `Debug`: it is the message, too.
impl fmt::Debug for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for WaitError {}
