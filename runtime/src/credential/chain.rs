//! Several providers, in order.

use super::context::ProviderContext;
use super::env::Env;
use super::provider::{self, Provider};
use super::secret::Credential;
use super::usual::Usual;
use crate::error::CredentialError;
use crate::future::BoxFuture;
use std::sync::Arc;

/// Takes the credential of the first provider that is configured.
///
/// The chain goes on only past providers that are *not configured*. One that is configured and
/// fails ends it: the next one would sign as someone else. By default, the chain looks in the usual
/// places; the [module](super) lists them with their order.
#[derive(Clone, Debug)]
pub struct Chain {
    providers: Vec<Arc<dyn Provider>>,
}

impl Chain {
    /// Looks in the usual places, as the environment of this process says.
    pub fn new() -> Self {
        Self::of(&Env::process())
    }

    /// Looks in the usual places, as these variables say.
    pub fn of(env: &Env) -> Self {
        Self::empty().or(Usual::of(env.clone()))
    }

    /// Creates a chain without providers.
    pub fn empty() -> Self {
        Self { providers: Vec::new() }
    }

    /// Adds a provider, asked after those before.
    #[must_use]
    pub fn or(mut self, provider: impl Provider) -> Self {
        self.providers.push(Arc::new(provider));
        self
    }
}

impl Default for Chain {
    fn default() -> Self {
        Self::new()
    }
}

impl Provider for Chain {
    fn provide<'a>(
        &'a self,
        context: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(provider::first(self.providers.iter().map(|provider| &**provider), context))
    }
}
