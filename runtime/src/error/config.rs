//! Configuration that cannot work.

use super::call::CallInfo;
use std::fmt;
use std::sync::Arc;

/// The client's configuration is not valid, or the request does not suit the client's site.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConfigError {
    /// The defect and its remedy.
    pub reason: Box<str>,
    pub(super) call: Option<Arc<CallInfo>>,
}

impl ConfigError {
    /// Creates the error from the defect and its remedy.
    pub fn new(reason: impl Into<Box<str>>) -> Self {
        Self { reason: reason.into(), call: None }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

// `main` prints errors with `Debug`: it is the message, too.
impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ConfigError {}
