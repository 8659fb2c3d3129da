//! Credentials of the role that a virtual machine has.

use super::context::ProviderContext;
use super::provider::Provider;
use super::secret::Credential;
use crate::error::{Chain, CredentialError};
use crate::future::BoxFuture;
use bytes::Bytes;
use serde_json::Value;
use std::time::Duration;

/// Asks the metadata service of the machine (a CVM instance) for the credential of its role.
///
/// Elsewhere there is no such service, so the question is given up after two seconds.
#[derive(Clone, Debug)]
pub struct InstanceRole {
    address: String,
    role: Option<String>,
}

const NAME: &str = "CVM role";

/// How long an answer from the machine itself may take.
const TIMEOUT: Duration = Duration::from_secs(2);

impl InstanceRole {
    /// The role that the machine has.
    pub fn new() -> Self {
        Self { address: "http://metadata.tencentyun.com".to_owned(), role: None }
    }

    /// The role of this name, without asking for the name.
    #[must_use]
    pub fn role(mut self, name: impl Into<String>) -> Self {
        self.role = Some(name.into());
        self
    }

    /// Asks at this address, such as `http://127.0.0.1:8080`.
    #[must_use]
    pub fn address(mut self, address: impl Into<String>) -> Self {
        self.address = address.into();
        self
    }

    async fn ask(&self, context: &ProviderContext<'_>) -> Result<Credential, String> {
        let path = "/latest/meta-data/cam/security-credentials/";
        let role = if let Some(role) = &self.role {
            role.clone()
        } else {
            let roles = self.get(context, path).await?;
            let roles = String::from_utf8_lossy(&roles).into_owned();
            let first = roles.lines().next().unwrap_or_default().trim();
            if first.is_empty() {
                return Err("the machine has no role".to_owned());
            }
            first.to_owned()
        };
        let answer = self.get(context, &format!("{path}{role}")).await?;
        parse(&answer).ok_or_else(|| format!("there is no credential for the role {role:?}"))
    }

    async fn get(&self, context: &ProviderContext<'_>, path: &str) -> Result<Bytes, String> {
        let request = http::Request::get(format!("{}{path}", self.address))
            .body(Bytes::new())
            .map_err(|error| error.to_string())?;
        let answer = context.fetch(request, TIMEOUT).await;
        let answer = answer.map_err(|failure| Chain(&failure).to_string())?;
        if answer.status() == http::StatusCode::OK {
            Ok(answer.into_body())
        } else {
            Err(format!("the metadata service answers with status {}", answer.status()))
        }
    }
}

impl Default for InstanceRole {
    fn default() -> Self {
        Self::new()
    }
}

fn parse(answer: &[u8]) -> Option<Credential> {
    let answer: Value = serde_json::from_slice(answer).ok()?;
    if answer.get("Code")?.as_str()? != "Success" {
        return None;
    }
    let text = |key: &str| answer.get(key)?.as_str();
    Credential::new(text("TmpSecretId")?, text("TmpSecretKey")?)
        .with_token(text("Token")?)
        .expiring(answer.get("ExpiredTime")?.as_u64()?)
}

impl Provider for InstanceRole {
    fn provide<'a>(
        &'a self,
        context: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(async move {
            let asked = self.ask(context).await;
            asked.map_err(|reason| CredentialError::new(NAME, reason))
        })
    }
}
