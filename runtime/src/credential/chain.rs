//! Several places to look for a credential, in order.

use super::{Access, Credential, Environment, Metadata, Oidc, Profile, Provider, Tccli, Variables};
use crate::error::CredentialError;
use crate::future::BoxFuture;
use std::sync::Arc;

/// Takes the credential of the first provider that has one. If none has, the error says why, of
/// each.
///
/// By default these are asked: [`Environment`], [`Profile`], [`Tccli`], [`Oidc`], [`Metadata`].
#[derive(Clone, Debug)]
pub struct Chain {
    providers: Vec<Arc<dyn Provider>>,
}

impl Chain {
    /// The usual places, as this process's environment says.
    pub fn new() -> Self {
        Self::of(&Variables::of_process())
    }

    /// The usual places, as these variables say.
    pub fn of(variables: &Variables) -> Self {
        Self::empty()
            .or(Environment::of(variables.clone()))
            .or(Profile::of(variables.clone()))
            .or(Tccli::of(variables.clone()))
            .or(Oidc::of(variables.clone()))
            .or(Metadata::new())
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
        access: &'a Access<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(async move {
            let mut tried = Vec::new();
            for provider in &self.providers {
                match provider.provide(access).await {
                    Ok(credential) => return Ok(credential),
                    Err(error) => tried.extend(error.tried),
                }
            }
            Err(CredentialError { tried })
        })
    }
}
