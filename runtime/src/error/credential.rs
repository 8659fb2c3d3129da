//! No usable credential.

use std::error::Error as Source;
use std::fmt;
use std::sync::Arc;

/// No provider gave a usable credential.
///
/// Many calls may wait for one credential, so the error can be cloned.
#[derive(Clone, Debug)]
pub struct CredentialError {
    /// What was tried, in order, and why it gave none. It holds no secret.
    pub tried: Vec<Tried>,
}

/// A provider that gave no credential.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The provider's name.
    pub provider: Box<str>,
    /// Why it gave none.
    pub reason: Arc<dyn Source + Send + Sync>,
}

impl CredentialError {
    /// This provider gave no credential, because of this. The reason must hold no secret.
    pub fn new(
        provider: impl Into<Box<str>>,
        reason: impl Into<Box<dyn Source + Send + Sync>>,
    ) -> Self {
        Self { tried: vec![Tried { provider: provider.into(), reason: reason.into().into() }] }
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no usable credential")?;
        for (index, Tried { provider, reason }) in self.tried.iter().enumerate() {
            let separator = if index == 0 { ": " } else { "; " };
            write!(f, "{separator}{provider}: {reason}")?;
        }
        Ok(())
    }
}

// Several things failed and none of them is the cause: all are printed, none is the source.
impl Source for CredentialError {}
