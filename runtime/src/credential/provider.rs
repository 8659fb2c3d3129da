//! The contract between the client and its source of credentials.

use super::context::ProviderContext;
use super::secret::Credential;
use crate::error::CredentialError;
use crate::future::BoxFuture;
use std::fmt;

/// A source of credentials.
pub trait Provider: Send + Sync + fmt::Debug + 'static {
    /// Returns a credential. It is kept until shortly before it expires; then this is called again,
    /// by one caller for all.
    ///
    /// [`CredentialError::not_configured`] lets a chain go on to the next provider; any other error
    /// ends it.
    ///
    /// The future is dropped when that caller goes away, and a few seconds after it was asked while
    /// the credential from before is still valid. [`ProviderContext::left`] returns the time left.
    fn provide<'a>(
        &'a self,
        context: &'a ProviderContext<'a>,
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

/// Returns the credential of the first provider that is configured.
pub(super) async fn first<'a>(
    providers: impl Iterator<Item = &'a dyn Provider>,
    context: &ProviderContext<'_>,
) -> Result<Credential, CredentialError> {
    let mut tried = Vec::new();
    for provider in providers {
        match provider.provide(context).await {
            Ok(credential) => return Ok(credential),
            Err(error) => {
                let ends = !error.is_not_configured();
                tried.extend(error.tried);
                if ends {
                    break;
                }
            }
        }
    }
    Err(CredentialError::of_all(tried))
}
