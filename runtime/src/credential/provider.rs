//! The contract between the client and its source of credentials.

use super::context::ProviderContext;
use super::secret::Credential;
use crate::error::CredentialError;
use crate::future::BoxFuture;
use std::fmt;

/// Where credentials come from.
pub trait Provider: Send + Sync + fmt::Debug + 'static {
    /// Gives a credential. It is kept until shortly before it expires; then this is called again,
    /// by one caller for all.
    ///
    /// The future is dropped when that caller goes away, and a few seconds after it was asked while
    /// the credential from before is still valid. [`ProviderContext::left`] tells how much time there is.
    fn provide<'a>(
        &'a self,
        access: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>>;
}

impl Provider for Credential {
    fn provide<'a>(
        &'a self,
        _: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}
