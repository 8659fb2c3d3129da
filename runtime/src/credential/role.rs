//! Credentials of a role that is assumed with another credential.

use super::context::ProviderContext;
use super::provider::Provider;
use super::secret::Credential;
use crate::error::CredentialError;
use crate::future::BoxFuture;
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::Duration;

/// Calls `AssumeRole` of the Security Token Service with a credential from another provider, which
/// may itself assume a role.
#[derive(Clone, Debug)]
pub struct AssumeRole {
    source: Arc<dyn Provider>,
    parameters: Map<String, Value>,
    region: String,
    endpoint: Option<String>,
}

const NAME: &str = "AssumeRole";

/// Where the Security Token Service is asked if nothing else is said; any region will do.
pub(super) const REGION: &str = "ap-guangzhou";

impl AssumeRole {
    /// Assumes the role of this name, such as `qcs::cam::uin/12345678:roleName/admin`, for two
    /// hours at a time.
    pub fn new(source: impl Provider, role: impl Into<String>) -> Self {
        let mut parameters = Map::new();
        parameters.insert("RoleArn".to_owned(), Value::String(role.into()));
        parameters.insert("RoleSessionName".to_owned(), Value::String(session_name()));
        parameters.insert("DurationSeconds".to_owned(), Value::from(7200));
        Self { source: Arc::new(source), parameters, region: REGION.to_owned(), endpoint: None }
    }

    /// The name of the session, which logs show.
    #[must_use]
    pub fn session(self, name: impl Into<String>) -> Self {
        self.with("RoleSessionName", name.into())
    }

    /// How long each credential is valid; whole seconds, up to twelve hours.
    #[must_use]
    pub fn duration(self, duration: Duration) -> Self {
        self.with("DurationSeconds", duration.as_secs())
    }

    /// The external ID that the role asks for.
    #[must_use]
    pub fn external_id(self, id: impl Into<String>) -> Self {
        self.with("ExternalId", id.into())
    }

    /// A policy that narrows what the credential allows, as URL-encoded JSON.
    #[must_use]
    pub fn policy(self, policy: impl Into<String>) -> Self {
        self.with("Policy", policy.into())
    }

    /// The region in which the service is asked.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = region.into();
        self
    }

    /// The address at which the service is asked, instead of the site's.
    #[must_use]
    pub fn endpoint(mut self, address: impl Into<String>) -> Self {
        self.endpoint = Some(address.into());
        self
    }

    fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.parameters.insert(key.to_owned(), value.into());
        self
    }
}

pub(super) fn session_name() -> String {
    format!("tencentcloud-rust-{}", std::process::id())
}

impl Provider for AssumeRole {
    fn provide<'a>(
        &'a self,
        context: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(async move {
            let source = self.source.provide(context).await?;
            let body = Value::Object(self.parameters.clone());
            let answer = context
                .sts("AssumeRole", &body, Some(&source), &self.region, self.endpoint.as_deref())
                .await;
            let answer = answer.map_err(|error| CredentialError::new(NAME, error))?;
            parse(&answer).ok_or_else(|| CredentialError::new(NAME, INCOMPLETE))
        })
    }
}

pub(super) const INCOMPLETE: &str = "the answer holds no complete credential";

/// The credential in an answer of the Security Token Service.
pub(super) fn parse(answer: &Value) -> Option<Credential> {
    let credentials = answer.get("Credentials")?;
    let text = |key: &str| credentials.get(key)?.as_str();
    Credential::new(text("TmpSecretId")?, text("TmpSecretKey")?)
        .with_token(text("Token")?)
        .expiring(answer.get("ExpiredTime")?.as_u64()?)
}
