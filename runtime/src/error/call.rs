//! The circumstances of a failed call: which action, where, how often, how long.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The circumstances of a failed call.
///
/// ```text
/// QuitOrganization at organization.tencentcloudapi.com through the proxy http://proxy:3128 (4 requests in 3.2s)
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallInfo {
    /// The action, such as `QuitOrganization`.
    pub action: Box<str>,
    /// The host that was called; empty if none could be determined.
    pub host: Box<str>,
    /// The proxy on the way, without its credentials.
    pub proxy: Option<Box<str>>,
    /// How many requests were sent.
    pub attempts: u32,
    /// How long the call took, with pauses.
    pub elapsed: Duration,
    /// The HTTP status of the last answer, if one came.
    pub status: Option<u16>,
    /// Whether a request was sent whose effect is not known.
    pub(crate) is_uncertain: bool,
    /// The tasks that were waited for, if the call was one of a waiter.
    pub(crate) tasks: Vec<TaskReport>,
}

impl fmt::Display for CallInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.action)?;
        if !self.host.is_empty() {
            write!(f, " at {}", self.host)?;
        }
        if let Some(proxy) = &self.proxy {
            write!(f, " through the proxy {proxy}")?;
        }
        match self.attempts {
            0 => f.write_str(" (nothing sent"),
            1 => f.write_str(" (1 request"),
            sent => write!(f, " ({sent} requests"),
        }?;
        let doubt = if self.is_uncertain { ", may have happened" } else { "" };
        write!(f, " in {:.1?}{doubt})", self.elapsed)
    }
}

/// An error that can have circumstances.
pub(super) trait InCall {
    fn call(&self) -> Option<&Arc<CallInfo>>;

    fn slot(&mut self) -> &mut Option<Arc<CallInfo>>;
}

/// The last known status of a task that is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskReport {
    /// Its index in the response that names the tasks; 0 if that names one only.
    pub index: usize,
    /// Its name, such as `TaskId=t-1`.
    pub task: Box<str>,
    /// Whether it has ended, and how.
    pub status: TaskStatus,
    /// The state that the last answer had, unchanged; `None` before the first answer, or if the
    /// answer has no state.
    pub state: Option<Box<str>>,
    /// The reason of a failure, if the service gives one.
    pub reason: Option<Box<str>>,
    /// How many times the state was requested.
    pub polls: u32,
    /// The error of the last poll, if it failed.
    pub error: Option<Box<str>>,
}

/// Whether a task has ended, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TaskStatus {
    /// It has not ended, as far as is known.
    Running,
    /// It has succeeded.
    Succeeded,
    /// It has failed.
    Failed,
}

impl TaskReport {
    pub(crate) fn new(index: usize, task: Box<str>) -> Self {
        let status = TaskStatus::Running;
        Self { index, task, status, state: None, reason: None, polls: 0, error: None }
    }
}

impl fmt::Display for TaskReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.task {
            "" => write!(f, "task {}", self.index)?,
            task => f.write_str(task)?,
        }
        match &self.state {
            Some(state) => write!(f, " is {state}")?,
            None => f.write_str(" has no known state")?,
        }
        if let Some(reason) = &self.reason {
            write!(f, " ({reason})")?;
        }
        if self.status == TaskStatus::Running {
            write!(f, " after {} {}", self.polls, if self.polls == 1 { "poll" } else { "polls" })?;
        }
        match &self.error {
            Some(error) => write!(f, "; the last poll failed: {error}"),
            None => Ok(()),
        }
    }
}

/// Prints the tasks that have not ended, and how many have.
pub(super) struct Unfinished<'a>(pub(super) &'a [TaskReport]);

impl fmt::Display for Unfinished<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = ": ";
        for task in self.0.iter().filter(|task| task.status == TaskStatus::Running) {
            write!(f, "{separator}{task}")?;
            separator = "; ";
        }
        let succeeded = self.0.iter().filter(|task| task.status == TaskStatus::Succeeded).count();
        if succeeded > 0 {
            write!(f, "; {succeeded} of {} tasks have succeeded", self.0.len())?;
        }
        Ok(())
    }
}
