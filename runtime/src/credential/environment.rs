//! Credentials from environment variables.

use super::context::ProviderContext;
use super::env::Env;
use super::identity::Origin;
use super::keys::{self, Lack, Named};
use super::provider::Provider;
use super::role::RoleSettings;
use super::secret::Credential;
use super::text;
use crate::error::CredentialError;
use crate::future::BoxFuture;

/// Reads `TENCENTCLOUD_SECRET_ID` and `TENCENTCLOUD_SECRET_KEY`, and `TENCENTCLOUD_TOKEN` for a
/// temporary credential.
///
/// With `TENCENTCLOUD_ROLE_ARN`, it assumes that role with the key pair. The [module](super) lists
/// all variables and their other names.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    env: Env,
}

const NAME: &str = "environment";
pub(super) const ID: &str = "TENCENTCLOUD_SECRET_ID";
const KEY: &str = "TENCENTCLOUD_SECRET_KEY";
const TOKENS: [&str; 3] =
    ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN", "TENCENTCLOUD_SESSION_TOKEN"];

impl Environment {
    /// Reads the variables of this process.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads these variables instead.
    pub fn of(env: Env) -> Self {
        Self { env }
    }

    /// Returns the first variable that is set of those that make a key pair.
    pub(super) fn chosen_by(&self) -> Option<&'static str> {
        let all = [ID, KEY].into_iter().chain(TOKENS);
        all.into_iter().find(|name| self.env.is_set(name))
    }

    /// Reads the key pair and its token.
    pub(super) fn pair(&self) -> Result<Credential, CredentialError> {
        self.read().map_err(|lack| lack.of(NAME))
    }

    fn read(&self) -> Result<Credential, Lack> {
        let value = |name| self.env.text(name);
        let tokens = TOKENS.map(value).into_iter().collect::<Result<Vec<_>, _>>()?;
        let token = text::agree(TOKENS.into_iter().zip(tokens))?;
        let (id, key) = (value(ID)?, value(KEY)?);
        let id = Named { name: ID, value: id };
        let key = Named { name: KEY, value: key };
        let credential = keys::credential(id, key, token)?;
        let credential = credential.ok_or_else(|| {
            Lack::NotConfigured(format!("{ID} and {KEY} are not set, or are empty"))
        })?;
        Ok(credential.found_at(Origin::new(NAME).at(ID)))
    }
}

impl Provider for Environment {
    fn provide<'a>(
        &'a self,
        context: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(async move {
            let role = RoleSettings::of_env(&self.env);
            let role = role.map_err(|reason| CredentialError::new(NAME, reason))?;
            match (self.pair(), role) {
                (Ok(pair), Some(role)) => role.assume(pair).provide(context).await,
                (Err(error), Some(role)) => Err(error.configured(&role.lack())),
                (pair, None) => pair,
            }
        })
    }
}
