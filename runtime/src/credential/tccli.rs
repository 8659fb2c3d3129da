//! Credentials of the official command line.

use super::context::ProviderContext;
use super::env::Env;
use super::instance_role::InstanceRole;
use super::provider::Provider;
use super::role::AssumeRole;
use super::secret::Credential;
use crate::error::CredentialError;
use crate::future::BoxFuture;
use serde_json::Value;

/// Reads `~/.tccli/<profile>.credential`, which the official command line `tccli` writes. The
/// profile is `default` unless `TCCLI_PROFILE` or [`Tccli::named`] says otherwise.
///
/// The file may hold a credential, or a credential and the role to assume with it, or say that the
/// role of the machine is to be used. What a login in the browser has brought can be used until it
/// expires; only `tccli` can renew it.
#[derive(Clone, Debug, Default)]
pub struct Tccli {
    variables: Env,
    name: Option<String>,
}

const NAME: &str = "tccli";

enum Found {
    Credential(Credential),
    Role(AssumeRole),
    Machine,
}

impl Tccli {
    /// The default profile.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads these variables instead of those of this process.
    pub fn of(variables: Env) -> Self {
        Self { variables, name: None }
    }

    /// Reads the profile of this name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    fn read(&self) -> Result<Found, String> {
        let home = self.variables.home().ok_or("there is no home directory")?;
        let chosen = self.name.clone().or_else(|| self.variables.get("TCCLI_PROFILE"));
        let profile = chosen.as_deref().unwrap_or("default");
        let path = home.join(".tccli").join(format!("{profile}.credential"));
        let text = std::fs::read(&path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        parse(&text).map_err(|reason| format!("{} {reason}", path.display()))
    }
}

fn parse(text: &[u8]) -> Result<Found, &'static str> {
    // The parser's own message may quote the file.
    let file: Value = serde_json::from_slice(text).map_err(|_| "is not JSON")?;
    let value = |key: &str| {
        let text = file.get(key).and_then(Value::as_str);
        text.filter(|text| !text.is_empty())
    };
    if value("type") == Some("cvm-role") {
        return Ok(Found::Machine);
    }
    let mut credential = Credential::new(
        value("secretId").ok_or("has no secretId")?,
        value("secretKey").ok_or("has no secretKey")?,
    );
    if let Some(token) = value("token") {
        credential = credential.with_token(token);
    }
    if let Some(seconds) = file.get("expiresAt").and_then(Value::as_u64) {
        credential = credential.expiring(seconds).ok_or("has an expiresAt that is no time")?;
    }
    Ok(match (value("role-arn"), value("role-session-name")) {
        (Some(arn), session) => {
            let role = AssumeRole::new(credential, arn);
            Found::Role(match session {
                Some(session) => role.session(session),
                None => role,
            })
        }
        (None, _) => Found::Credential(credential),
    })
}

fn has_expired(credential: &Credential, context: &ProviderContext<'_>) -> bool {
    credential.expires().is_some_and(|expires| expires <= context.now())
}

impl Provider for Tccli {
    fn provide<'a>(
        &'a self,
        context: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(async move {
            match self.read().map_err(|reason| CredentialError::new(NAME, reason))? {
                Found::Credential(credential) if has_expired(&credential, context) => {
                    let reason = "the login has expired; `tccli` renews it";
                    Err(CredentialError::new(NAME, reason))
                }
                Found::Credential(credential) => Ok(credential),
                Found::Role(role) => role.provide(context).await,
                Found::Machine => InstanceRole::new().provide(context).await,
            }
        })
    }
}
