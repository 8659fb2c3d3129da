//! Configuration that cannot work.

use std::fmt;

/// The client's configuration is not valid, or the request is none for the client's site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// What is wrong, and what to do about it.
    pub reason: Box<str>,
}

impl ConfigError {
    /// Not valid, because of this.
    pub fn new(reason: impl Into<Box<str>>) -> Self {
        Self { reason: reason.into() }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for ConfigError {}
