//! The usual places of credentials, in their order.

use super::context::ProviderContext;
use super::env::Env;
use super::environment::Environment;
use super::instance_role::InstanceRole;
use super::profile::Profile;
use super::provider::{self, Provider};
use super::role::RoleSettings;
use super::secret::Credential;
use super::tccli::Tccli;
use super::web_identity::WebIdentity;
use crate::error::CredentialError;
use crate::future::BoxFuture;

/// Looks for a credential in all the usual places, and assumes the role that the environment names.
#[derive(Debug)]
pub(super) struct Usual {
    env: Env,
    environment: Environment,
    profile: Profile,
    tccli: Tccli,
    web_identity: WebIdentity,
    instance_role: InstanceRole,
}

const NAME: &str = "environment";

impl Usual {
    pub(super) fn of(env: Env) -> Self {
        Self {
            environment: Environment::of(env.clone()),
            profile: Profile::of(env.clone()),
            tccli: Tccli::of(env.clone()),
            web_identity: WebIdentity::of(env.clone()),
            instance_role: InstanceRole::of(env.clone()),
            env,
        }
    }

    /// Returns the one place that a variable names, if there is one. Two of them contradict each
    /// other: whichever is taken, the other account was asked for, too.
    fn named(&self) -> Result<Option<Place<'_>>, CredentialError> {
        let named = [
            (self.environment.chosen_by(), Place::Pair(&self.environment)),
            (self.profile.chosen_by(), Place::Other(&self.profile)),
            (self.tccli.chosen_by(), Place::Other(&self.tccli)),
            (self.instance_role.chosen_by(), Place::Other(&self.instance_role)),
        ];
        let named = named.into_iter().filter_map(|(variable, place)| Some((variable?, place)));
        let named: Vec<_> = named.collect();
        if named.len() < 2 {
            return Ok(named.into_iter().next().map(|(_, place)| place));
        }
        let values: Vec<_> = named.iter().map(|(variable, _)| self.shown(variable)).collect();
        let reason = format!(
            "{} each name an identity; unset all but one, or give the client a provider",
            values.join(" and ")
        );
        Err(CredentialError::new(NAME, reason))
    }

    /// Shows a variable with its value, unless that may be a part of a key.
    fn shown(&self, variable: &str) -> String {
        let value = self.env.path(variable).filter(|_| !variable.contains("_SECRET_"));
        match value.filter(|_| !variable.contains("TOKEN")) {
            Some(value) => format!("{variable} ({})", value.display()),
            None => variable.to_owned(),
        }
    }

    async fn base(&self, context: &ProviderContext<'_>) -> Result<Credential, CredentialError> {
        match self.named()? {
            Some(Place::Pair(environment)) => environment.pair(),
            Some(Place::Other(provider)) => provider.provide(context).await,
            None => {
                let pair = self.environment.pair();
                let mut tried = match pair {
                    Ok(credential) => return Ok(credential),
                    Err(error) => error.tried,
                };
                let rest: [&dyn Provider; 4] =
                    [&self.web_identity, &self.profile, &self.tccli, &self.instance_role];
                let found = provider::first(rest.into_iter(), context).await;
                found.map_err(|error| {
                    tried.extend(error.tried);
                    CredentialError::of_all(tried)
                })
            }
        }
    }
}

/// A place that a variable names.
enum Place<'a> {
    /// The key pair in the environment, without the role to assume with it.
    Pair(&'a Environment),
    Other(&'a dyn Provider),
}

impl Provider for Usual {
    fn provide<'a>(
        &'a self,
        context: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(async move {
            let role = RoleSettings::of_env(&self.env);
            match role.map_err(|reason| CredentialError::new(NAME, reason))? {
                None => self.base(context).await,
                Some(role) => match self.base(context).await {
                    Ok(base) => role.assume(base).provide(context).await,
                    Err(error) => Err(error.configured(&role.lack())),
                },
            }
        })
    }
}
