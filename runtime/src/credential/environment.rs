//! Credentials from variables of the environment.

use super::context::ProviderContext;
use super::env::Env;
use super::provider::Provider;
use super::secret::Credential;
use crate::error::CredentialError;
use crate::future::BoxFuture;

/// Reads `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY` and, for temporary credentials,
/// `TENCENTCLOUD_TOKEN`.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    variables: Env,
}

const ID: &str = "TENCENTCLOUD_SECRET_ID";
const KEY: &str = "TENCENTCLOUD_SECRET_KEY";

impl Environment {
    /// Reads the variables of this process.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads these variables instead.
    pub fn of(variables: Env) -> Self {
        Self { variables }
    }

    fn read(&self) -> Result<Credential, &'static str> {
        let credential = match (self.variables.get(ID), self.variables.get(KEY)) {
            (Some(id), Some(key)) => Credential::new(id, key),
            (None, Some(_)) => return Err("TENCENTCLOUD_SECRET_ID is not set"),
            (Some(_), None) => return Err("TENCENTCLOUD_SECRET_KEY is not set"),
            (None, None) => {
                return Err("TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY are not set");
            }
        };
        Ok(match self.variables.get("TENCENTCLOUD_TOKEN") {
            Some(token) => credential.with_token(token),
            None => credential,
        })
    }
}

impl Provider for Environment {
    fn provide<'a>(
        &'a self,
        _: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        let read = self.read().map_err(|reason| CredentialError::new("environment", reason));
        Box::pin(std::future::ready(read))
    }
}
