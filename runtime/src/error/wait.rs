//! Tasks that were waited for and failed.

use std::fmt;

/// Of the tasks that were waited for, some ended in a state that means failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitError {
    /// The action that was asked for the states.
    pub action: &'static str,
    /// The tasks that failed; at least one.
    pub failed: Vec<FailedTask>,
    /// How many tasks there were.
    pub tasks: usize,
}

/// A task that ended in a state that means failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedTask {
    /// What names the task, such as `TaskId=t-1`.
    pub task: Box<str>,
    /// The state it ended in.
    pub state: Box<str>,
    /// Why it failed, if the service says.
    pub reason: Option<Box<str>>,
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

impl std::error::Error for WaitError {}
