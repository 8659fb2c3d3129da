//! Credentials of the role that a virtual machine has.

use super::context::ProviderContext;
use super::env::Env;
use super::identity::Origin;
use super::keys::Lack;
use super::provider::Provider;
use super::secret::Credential;
use super::sts;
use crate::error::{Chain, CredentialError};
use crate::future::BoxFuture;
use crate::transport::Failure;
use bytes::Bytes;
use serde_json::Value;
use std::time::Duration;

/// Asks the metadata service of the machine (a CVM instance) for the credential of its role.
///
/// Elsewhere there is no such service, so the request times out after two seconds. A machine
/// without the service or without a role means that this provider is not configured, unless
/// `TENCENTCLOUD_CAM_ROLE_NAME` or [`InstanceRole::role`] names the role.
#[derive(Clone, Debug)]
pub struct InstanceRole {
    env: Env,
    address: String,
    role: Option<String>,
}

const NAME: &str = "instance role";
const ROLE: &str = "TENCENTCLOUD_CAM_ROLE_NAME";
const PATH: &str = "/latest/meta-data/cam/security-credentials/";

/// The time that an answer from the machine itself may take.
const TIMEOUT: Duration = Duration::from_secs(2);

impl InstanceRole {
    /// Uses the role that the machine has.
    pub fn new() -> Self {
        Self::of(Env::process())
    }

    /// Reads these variables instead of those of this process.
    pub fn of(env: Env) -> Self {
        Self { env, address: "http://metadata.tencentyun.com".to_owned(), role: None }
    }

    /// Uses the role of this name, without asking for the name.
    #[must_use]
    pub fn role(mut self, name: impl Into<String>) -> Self {
        self.role = Some(name.into());
        self
    }

    /// Sets the address of the service, such as `http://127.0.0.1:8080`.
    #[must_use]
    pub fn address(mut self, address: impl Into<String>) -> Self {
        self.address = address.into();
        self
    }

    /// Returns the variable that names a role.
    pub(super) fn chosen_by(&self) -> Option<&'static str> {
        self.env.is_set(ROLE).then_some(ROLE)
    }

    async fn ask(&self, context: &ProviderContext<'_>) -> Result<Credential, Lack> {
        let named = self.role.clone().map_or_else(|| self.env.text(ROLE), |role| Ok(Some(role)))?;
        let role = match named {
            Some(role) => role,
            None => self.list(context).await?,
        };
        // It was named, or the machine has just said that it has it.
        self.credential(context, &role).await.map_err(Lack::configured)
    }

    /// Returns the name of the machine's role.
    async fn list(&self, context: &ProviderContext<'_>) -> Result<String, Lack> {
        let answer = self.get(context, PATH).await?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        match answer.lines().map(str::trim).find(|line| !line.is_empty()) {
            None => Err(Lack::NotConfigured("the machine has no role".to_owned())),
            Some(name) if is_role(name) => Ok(name.to_owned()),
            Some(_) => Err(Lack::Wrong(format!(
                "{}{PATH} returned {} instead of the name of a role",
                self.address,
                kind(&answer)
            ))),
        }
    }

    async fn credential(
        &self,
        context: &ProviderContext<'_>,
        role: &str,
    ) -> Result<Credential, Lack> {
        if !is_role(role) {
            return Err(Lack::Wrong(format!("{role:?} is not the name of a role")));
        }
        let answer = self.get(context, &format!("{PATH}{role}")).await?;
        let wrong = |reason: String| Lack::Wrong(format!("{}{PATH}{role} {reason}", self.address));
        let parsed: Value = serde_json::from_slice(&answer).map_err(|_| {
            let kind = kind(&String::from_utf8_lossy(&answer));
            wrong(format!("returned {kind} instead of a credential"))
        })?;
        match parsed.get("Code").and_then(Value::as_str) {
            Some("Success") => {}
            Some(code) => return Err(wrong(format!("returned no credential: Code is {code:?}"))),
            None => return Err(wrong("returned no credential: Code is missing".to_owned())),
        }
        let credential = sts::read(&parsed, &parsed)
            .map_err(|reason| wrong(format!("returned no usable credential: {reason}")))?;
        Ok(credential.found_at(Origin::new(NAME).at(role)))
    }

    async fn get(&self, context: &ProviderContext<'_>, path: &str) -> Result<Bytes, Lack> {
        let url = format!("{}{path}", self.address);
        let request = http::Request::get(&url)
            .body(Bytes::new())
            .map_err(|error| format!("{url} is not a valid address: {error}"))?;
        let answer = match context.fetch(request, TIMEOUT).await {
            Ok(answer) => answer,
            Err(failure) => {
                let reason = format!("{url}: {}", Chain(&failure));
                return Err(match failure {
                    Failure::TooLong(_) => Lack::Wrong(reason),
                    _ => Lack::NotConfigured(reason),
                });
            }
        };
        match answer.status() {
            http::StatusCode::OK => Ok(answer.into_body()),
            status => {
                let reason = format!("{url} returned status {status}");
                Err(match status {
                    // The service is there, and the machine has no role.
                    http::StatusCode::NOT_FOUND => Lack::NotConfigured(reason),
                    _ => Lack::Wrong(reason),
                })
            }
        }
    }
}

/// Whether this can be the name of a role, which is then a safe part of a path.
fn is_role(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_-+=,.@".contains(c);
    !name.is_empty() && name.len() <= 128 && name.chars().all(fits)
}

/// Says what kind of text came, without quoting it.
fn kind(answer: &str) -> &'static str {
    match answer.trim_start().chars().next() {
        None => "an empty text",
        Some('<') => "HTML, as a proxy or a portal does,",
        Some('{' | '[') => "JSON",
        Some(_) => "other text",
    }
}

impl Default for InstanceRole {
    fn default() -> Self {
        Self::new()
    }
}

impl Provider for InstanceRole {
    fn provide<'a>(
        &'a self,
        context: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(async move { self.ask(context).await.map_err(|lack| lack.of(NAME)) })
    }
}
