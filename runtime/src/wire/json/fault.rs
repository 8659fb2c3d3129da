//! Errors of the JSON reader.

use std::borrow::Cow;
use std::fmt;

/// A reason why a text cannot be read. It quotes nothing of the text, which may be secret.
///
/// Boxed, so that the results of reading stay small.
#[derive(Debug)]
pub(crate) struct Fault(Box<Inner>);

#[derive(Debug)]
struct Inner {
    at: Option<usize>,
    reason: Cow<'static, str>,
}

impl Fault {
    /// A fault of the text itself at this offset, in bytes.
    #[cold]
    pub(crate) fn at(at: usize, reason: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner { at: Some(at), reason: reason.into() }))
    }

    /// The offset, in bytes; absent if a value of valid JSON does not fit its type.
    pub(crate) fn offset(&self) -> Option<usize> {
        self.0.at
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.reason)
    }
}

impl std::error::Error for Fault {}

impl serde::de::Error for Fault {
    #[cold]
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self(Box::new(Inner { at: None, reason: reason.to_string().into() }))
    }
}
