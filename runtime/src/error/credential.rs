//! No usable credential.

use super::call::CallInfo;
use std::error::Error as Source;
use std::fmt;
use std::sync::Arc;

/// No provider returned a usable credential.
///
/// Many calls may wait for one credential, so the error can be cloned. It holds no secret.
#[derive(Clone)]
#[non_exhaustive]
pub struct CredentialError {
    /// The providers that were tried, in order, and their reasons.
    pub tried: Vec<Tried>,
    pub(super) call: Option<Arc<CallInfo>>,
}

/// A provider that returned no credential.
#[derive(Clone)]
#[non_exhaustive]
pub struct Tried {
    /// The provider's name.
    pub provider: Box<str>,
    /// The reason, with the variable, file, line and profile where there is one.
    pub reason: Arc<dyn Source + Send + Sync>,
    /// Whether a variable, a file or the program asked for this provider. If so, others are not
    /// tried: they would sign as someone else.
    pub configured: bool,
}

impl CredentialError {
    /// Creates the error of a provider that was asked for and failed: a chain ends with it. The
    /// reason must hold no secret.
    pub fn new(
        provider: impl Into<Box<str>>,
        reason: impl Into<Box<dyn Source + Send + Sync>>,
    ) -> Self {
        Self::of(provider.into(), reason.into(), true)
    }

    /// Creates the error of a provider that nothing asked for: a chain goes on to the next one. The
    /// reason must hold no secret.
    pub fn not_configured(
        provider: impl Into<Box<str>>,
        reason: impl Into<Box<dyn Source + Send + Sync>>,
    ) -> Self {
        Self::of(provider.into(), reason.into(), false)
    }

    /// Creates the error from all providers that were tried.
    pub(crate) fn of_all(tried: Vec<Tried>) -> Self {
        Self { tried, call: None }
    }

    /// Whether no provider is configured, so that another one may be tried.
    pub fn is_not_configured(&self) -> bool {
        self.tried.iter().all(|tried| !tried.configured)
    }

    fn of(provider: Box<str>, reason: Box<dyn Source + Send + Sync>, configured: bool) -> Self {
        Self { tried: vec![Tried { provider, reason: reason.into(), configured }], call: None }
    }

    /// Returns the error of a provider that is not configured, but was asked for by this.
    pub(crate) fn configured(self, request: &str) -> Self {
        if !self.is_not_configured() {
            return self;
        }
        let tried = self.tried.into_iter().map(|Tried { provider, reason, .. }| Tried {
            reason: Arc::from(Box::<dyn Source + Send + Sync>::from(format!(
                "{request}: {reason}"
            ))),
            provider,
            configured: true,
        });
        Self { tried: tried.collect(), call: None }
    }
}

/// Prints the providers that are configured and failed, or all of them if none is configured.
impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no usable credential")?;
        let none = self.is_not_configured();
        let shown = self.tried.iter().filter(|tried| none || tried.configured);
        for (index, tried) in shown.enumerate() {
            let separator = if index == 0 { ": " } else { "; " };
            write!(f, "{separator}{}: {}", tried.provider, tried.reason)?;
        }
        if none && self.tried.len() != 1 {
            f.write_str("; set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY")?;
            f.write_str(", or give the client a credential")?;
        }
        Ok(())
    }
}

// `main` prints errors with `Debug`: it is the message, too.
impl fmt::Debug for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Tried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.provider, self.reason)
    }
}

// Several things failed and none of them is the cause: all are printed, none is the source.
impl Source for CredentialError {}
