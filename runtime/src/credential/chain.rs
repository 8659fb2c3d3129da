//! Several places to look for a credential, in order.

use super::context::ProviderContext;
use super::env::Env;
use super::environment::Environment;
use super::instance_role::InstanceRole;
use super::profile::Profile;
use super::provider::Provider;
use super::secret::Credential;
use super::tccli::Tccli;
use super::web_identity::WebIdentity;
use crate::error::CredentialError;
use crate::future::BoxFuture;
use std::sync::Arc;

/// Takes the credential of the first provider that has one. If none has, the error says why, of
/// each.
///
/// By default these are asked: [`Environment`], [`Profile`], [`Tccli`], [`WebIdentity`], [`InstanceRole`].
#[derive(Clone, Debug)]
pub struct Chain {
    providers: Vec<Arc<dyn Provider>>,
}

impl Chain {
    /// The usual places, as this process's environment says.
    pub fn new() -> Self {
        Self::of(&Env::process())
    }

    /// The usual places, as these variables say.
    pub fn of(variables: &Env) -> Self {
        Self::empty()
            .or(Environment::of(variables.clone()))
            .or(Profile::of(variables.clone()))
            .or(Tccli::of(variables.clone()))
            .or(WebIdentity::of(variables.clone()))
            .or(InstanceRole::new())
    }

    /// No place, to which others are added.
    pub fn empty() -> Self {
        Self { providers: Vec::new() }
    }

    /// One more place, asked after those before.
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
        Box::pin(async move {
            let mut tried = Vec::new();
            for provider in &self.providers {
                match provider.provide(context).await {
                    Ok(credential) => return Ok(credential),
                    Err(error) => tried.extend(error.tried),
                }
            }
            Err(CredentialError { tried })
        })
    }
}
