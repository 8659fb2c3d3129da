//! Credentials for programs in a cluster of the Tencent Kubernetes Engine.

use super::context::ProviderContext;
use super::env::Env;
use super::identity::Origin;
use super::keys::Lack;
use super::provider::Provider;
use super::secret::Credential;
use super::{files, sts, text};
use crate::error::CredentialError;
use crate::future::BoxFuture;
use serde_json::{Value, json};

/// Exchanges the token of the pod's service account for a credential, by
/// `AssumeRoleWithWebIdentity` of the Security Token Service.
///
/// Clusters set the variables: `TKE_REGION`, `TKE_PROVIDER_ID`, `TKE_WEB_IDENTITY_TOKEN_FILE` and
/// `TKE_ROLE_ARN`. All are read anew each time, as the cluster renews the token. If none of the last
/// three is set, this provider is not configured; if some are missing, it fails.
#[derive(Clone, Debug, Default)]
pub struct WebIdentity {
    env: Env,
    endpoint: Option<String>,
}

const NAME: &str = "web identity";
const REGION: &str = "TKE_REGION";
const PROVIDER: &str = "TKE_PROVIDER_ID";
const TOKEN: &str = "TKE_WEB_IDENTITY_TOKEN_FILE";
const ROLE: &str = "TKE_ROLE_ARN";

/// The parameters of the exchange.
struct Request {
    region: String,
    role: String,
    body: Value,
}

impl WebIdentity {
    /// Reads the variables of this process.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads these variables instead.
    pub fn of(env: Env) -> Self {
        Self { env, endpoint: None }
    }

    /// Sets the endpoint at which the service is called, instead of the client's.
    #[must_use]
    pub fn endpoint(mut self, address: impl Into<String>) -> Self {
        self.endpoint = Some(address.into());
        self
    }

    fn request(&self) -> Result<Request, Lack> {
        // Other programs in a cluster use its region, too: it alone asks for nothing.
        let chosen = [PROVIDER, TOKEN, ROLE].into_iter().find(|name| self.env.is_set(name));
        let Some(chosen) = chosen else {
            let reason = format!("{PROVIDER}, {TOKEN} and {ROLE} are not set, or are empty");
            return Err(Lack::NotConfigured(reason));
        };
        let missing = |name| format!("{chosen} is set, but {name} is missing or empty");
        let required = |name| self.env.text(name)?.ok_or_else(|| missing(name));
        let (provider, role) = (required(PROVIDER)?, required(ROLE)?);
        let region = required(REGION)?;
        let path = self.env.path(TOKEN).ok_or_else(|| missing(TOKEN))?;
        let token = files::read(&path).map_err(|reason| format!("{TOKEN}: {reason}"))?;
        let shown = format!("{TOKEN}: {}", path.display());
        let token = token.ok_or_else(|| format!("{shown} does not exist"))?;
        let token = text::clean(&token, &shown)?.ok_or_else(|| format!("{shown} is empty"))?;
        let body = json!({
            "ProviderId": provider,
            "WebIdentityToken": token,
            "RoleArn": role,
            "RoleSessionName": sts::session_name(),
            "DurationSeconds": 7200,
        });
        Ok(Request { region, role, body })
    }

    async fn exchange(&self, context: &ProviderContext<'_>) -> Result<Credential, CredentialError> {
        let Request { region, role, body } = self.request().map_err(|lack| lack.of(NAME))?;
        let action = "AssumeRoleWithWebIdentity";
        let answer = context.sts(action, &body, None, &region, self.endpoint.as_deref()).await;
        let purpose = format!("{action} for role {role} ({ROLE})");
        let answer = match answer {
            Ok(answer) => answer,
            Err(cause) => return Err(CredentialError::new(NAME, sts::Failure { purpose, cause })),
        };
        let keys = answer.get("Credentials").unwrap_or(&Value::Null);
        let credential = sts::read(keys, &answer).map_err(|reason| {
            let reason = format!("{purpose}: the response has no usable credential: {reason}");
            CredentialError::new(NAME, reason)
        })?;
        Ok(credential.found_at(Origin::new(NAME).at(ROLE).role(role, None)))
    }
}

impl Provider for WebIdentity {
    fn provide<'a>(
        &'a self,
        context: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(self.exchange(context))
    }
}
