//! Requests that were not sent, and requests that got no answer.

use std::error::Error as Source;
use std::fmt;

/// The request was never sent, so the service did nothing.
#[derive(Debug)]
pub struct NotSent {
    /// Why.
    pub source: Box<dyn Source + Send + Sync>,
}

impl NotSent {
    /// Not sent, because of this.
    pub fn new(source: impl Into<Box<dyn Source + Send + Sync>>) -> Self {
        Self { source: source.into() }
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the request was not sent: {}", Chain(&*self.source))
    }
}

impl Source for NotSent {
    fn source(&self) -> Option<&(dyn Source + 'static)> {
        Some(&*self.source)
    }
}

/// The request was sent and no answer came: what it asks for may have happened.
#[derive(Debug)]
pub struct NoResponse {
    /// Why.
    pub source: Box<dyn Source + Send + Sync>,
}

impl NoResponse {
    /// No answer, because of this.
    pub fn new(source: impl Into<Box<dyn Source + Send + Sync>>) -> Self {
        Self { source: source.into() }
    }
}

impl fmt::Display for NoResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the request was sent and no answer came, so it may have happened: {}",
            Chain(&*self.source)
        )
    }
}

impl Source for NoResponse {
    fn source(&self) -> Option<&(dyn Source + 'static)> {
        Some(&*self.source)
    }
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
