//! Requests that were not sent, and requests without a response.

use super::call::CallInfo;
use std::error::Error as Source;
use std::fmt;
use std::io;
use std::sync::Arc;

/// The request was never sent, so the service did nothing.
#[non_exhaustive]
pub struct NotSent {
    /// The cause.
    pub source: Box<dyn Source + Send + Sync>,
    is_permanent: bool,
    pub(super) call: Option<Arc<CallInfo>>,
}

impl NotSent {
    /// Creates the error from its cause.
    pub fn new(source: impl Into<Box<dyn Source + Send + Sync>>) -> Self {
        Self { source: source.into(), is_permanent: false, call: None }
    }

    /// Returns whether the same request would fail again, as with an unknown certificate issuer.
    pub fn is_permanent(&self) -> bool {
        self.is_permanent
    }

    /// Sets whether the same request would fail again.
    pub(crate) fn permanent(mut self, is_permanent: bool) -> Self {
        self.is_permanent = is_permanent;
        self
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the request was not sent: {}", Chain(&*self.source))
    }
}

// `main` prints errors with `Debug`: it is the message, too.
impl fmt::Debug for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Source for NotSent {
    fn source(&self) -> Option<&(dyn Source + 'static)> {
        Some(&*self.source)
    }
}

/// The request was sent and no complete response came: it may have happened.
#[non_exhaustive]
pub struct NoResponse {
    /// The cause.
    pub source: Box<dyn Source + Send + Sync>,
    pub(super) call: Option<Arc<CallInfo>>,
}

impl NoResponse {
    /// Creates the error from its cause.
    pub fn new(source: impl Into<Box<dyn Source + Send + Sync>>) -> Self {
        Self { source: source.into(), call: None }
    }
}

impl fmt::Display for NoResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the request was sent and no complete response came, so it may have happened: {}",
            Chain(&*self.source)
        )
    }
}

// `main` prints errors with `Debug`: it is the message, too.
impl fmt::Debug for NoResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Source for NoResponse {
    fn source(&self) -> Option<&(dyn Source + 'static)> {
        Some(&*self.source)
    }
}

/// The time of a request was over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimedOut(Box<str>);

impl TimedOut {
    /// Creates the error from its message, such as `no response within 5s`.
    pub fn new(message: impl Into<Box<str>>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Source for TimedOut {}

/// Returns whether an error or one of its causes says that time was over.
pub(super) fn is_timeout(error: &(dyn Source + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(cause) = next {
        let is_io = |error: &io::Error| error.kind() == io::ErrorKind::TimedOut;
        if cause.is::<TimedOut>() || cause.downcast_ref().is_some_and(is_io) {
            return true;
        }
        #[cfg(feature = "blocking")]
        if matches!(cause.downcast_ref(), Some(ureq::Error::Timeout(_))) {
            return true;
        }
        next = cause.source();
    }
    false
}

/// An error with all its causes on one line. HTTP libraries put what matters (`Connection refused`)
/// last, below what says nothing (`error sending request`).
pub(crate) struct Chain<'a>(pub(crate) &'a (dyn Source + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said = self.0.to_string();
        f.write_str(&said)?;
        let mut next = self.0.source();
        while let Some(cause) = next {
            let text = cause.to_string();
            // Some libraries print their cause as well as giving it.
            if !said.ends_with(&text) {
                write!(f, ": {text}")?;
                said = text;
            }
            next = cause.source();
        }
        Ok(())
    }
}
