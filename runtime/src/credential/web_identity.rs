//! Credentials for programs in a cluster of the Tencent Kubernetes Engine.

use super::context::ProviderContext;
use super::env::Env;
use super::provider::Provider;
use super::role;
use super::secret::Credential;
use crate::error::CredentialError;
use crate::future::BoxFuture;
use serde_json::json;

/// Exchanges the token of the pod's service account for a credential, by
/// `AssumeRoleWithWebIdentity` of the Security Token Service.
///
/// Clusters set what it needs: `TKE_REGION`, `TKE_PROVIDER_ID`, `TKE_WEB_IDENTITY_TOKEN_FILE` and
/// `TKE_ROLE_ARN`. All are read anew each time, as the cluster changes the token.
#[derive(Clone, Debug, Default)]
pub struct WebIdentity {
    variables: Env,
    endpoint: Option<String>,
}

const NAME: &str = "TKE OIDC";

impl WebIdentity {
    /// Reads the variables of this process.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads these variables instead.
    pub fn of(variables: Env) -> Self {
        Self { variables, endpoint: None }
    }

    /// The address at which the service is asked, instead of the site's.
    #[must_use]
    pub fn endpoint(mut self, address: impl Into<String>) -> Self {
        self.endpoint = Some(address.into());
        self
    }

    fn variable(&self, name: &str) -> Result<String, String> {
        self.variables.get(name).ok_or_else(|| format!("{name} is not set"))
    }

    async fn send_once(
        &self,
        context: &ProviderContext<'_>,
    ) -> Result<Credential, CredentialError> {
        let failed = |reason: String| CredentialError::new(NAME, reason);
        let path = self.variable("TKE_WEB_IDENTITY_TOKEN_FILE").map_err(failed)?;
        let provider = self.variable("TKE_PROVIDER_ID").map_err(failed)?;
        let role = self.variable("TKE_ROLE_ARN").map_err(failed)?;
        let region = self.variable("TKE_REGION").map_err(failed)?;
        let token = std::fs::read_to_string(&path)
            .map_err(|error| failed(format!("{path} cannot be read: {error}")))?;
        let body = json!({
            "ProviderId": provider,
            "WebIdentityToken": token.trim(),
            "RoleArn": role,
            "RoleSessionName": role::session_name(),
            "DurationSeconds": 7200,
        });
        let action = "AssumeRoleWithWebIdentity";
        let answer = context.sts(action, &body, None, &region, self.endpoint.as_deref()).await;
        let answer = answer.map_err(|error| CredentialError::new(NAME, error))?;
        role::parse(&answer).ok_or_else(|| failed(role::INCOMPLETE.to_owned()))
    }
}

impl Provider for WebIdentity {
    fn provide<'a>(
        &'a self,
        context: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(self.send_once(context))
    }
}
