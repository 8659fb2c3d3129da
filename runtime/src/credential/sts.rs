//! The common parts of providers that call the Security Token Service.

use super::expiry;
use super::secret::Credential;
use super::text;
use crate::error::Error;
use serde_json::Value;
use std::fmt;

/// The region in which the service is asked by default; any region will do.
pub(super) const REGION: &str = "ap-guangzhou";

/// Returns the name of a session that is not named by the program.
pub(super) fn session_name() -> String {
    format!("tencentcloud-rust-{}", std::process::id())
}

/// Reads the credential from an object with `TmpSecretId`, `TmpSecretKey` and `Token`, and its
/// expiry from the object that has `ExpiredTime`. Errors name the member and not its value.
pub(super) fn read(keys: &Value, times: &Value) -> Result<Credential, String> {
    let text = |name: &str| match keys.get(name) {
        Some(Value::String(value)) => match text::flaw(value) {
            Some(flaw) => Err(format!("{name} {flaw}")),
            None => Ok(value.as_str()),
        },
        Some(Value::Null) | None => Err(format!("{name} is missing")),
        Some(_) => Err(format!("{name} is not a string")),
    };
    let credential = Credential::new(text("TmpSecretId")?, text("TmpSecretKey")?);
    let credential = credential.with_token(text("Token")?);
    let time = |name| expiry::read(times.get(name)).map_err(|reason| format!("{name} {reason}"));
    // The second is the same time as text.
    let expires = match time("ExpiredTime")? {
        Some(expires) => Some(expires),
        None => time("Expiration")?,
    };
    Ok(credential.with_expiry(expires.ok_or("ExpiredTime is missing")?))
}

/// A call of the service that failed, and for what it was made.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) purpose: String,
    pub(super) cause: Error,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.purpose, self.cause)
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}
