//! Puts a credential together from the values that a provider found.

use super::secret::Credential;
use crate::error::CredentialError;

/// A value and the name of its place, such as a variable or a key of a file.
pub(super) struct Named<'a> {
    pub(super) name: &'a str,
    pub(super) value: Option<String>,
}

/// Returns the credential, or `None` if none of its parts is there. One half of a pair, or a token
/// without a pair, is an error.
pub(super) fn credential(
    id: Named<'_>,
    key: Named<'_>,
    token: Option<(&str, String)>,
) -> Result<Option<Credential>, String> {
    let half = |there: &str, missing: &str| {
        Err(format!("{there} is set, but {missing} is missing or empty"))
    };
    let credential = match (id.value, key.value) {
        (Some(secret_id), Some(secret_key)) => Credential::new(secret_id, secret_key),
        (Some(_), None) => return half(id.name, key.name),
        (None, Some(_)) => return half(key.name, id.name),
        (None, None) => {
            return match token {
                Some((name, _)) => half(name, &format!("the pair of {} and {}", id.name, key.name)),
                None => Ok(None),
            };
        }
    };
    Ok(Some(match token {
        Some((_, token)) => credential.with_token(token),
        None => credential,
    }))
}

/// The reason why a provider returns no credential.
#[derive(Debug)]
pub(super) enum Lack {
    /// Nobody asked for it: other providers may be tried.
    NotConfigured(String),
    /// It was asked for, and is missing or wrong.
    Wrong(String),
}

impl Lack {
    /// Returns the reason of a provider that was asked for.
    pub(super) fn configured(self) -> Self {
        match self {
            Self::NotConfigured(reason) | Self::Wrong(reason) => Self::Wrong(reason),
        }
    }

    pub(super) fn of(self, provider: &'static str) -> CredentialError {
        match self {
            Self::NotConfigured(reason) => CredentialError::not_configured(provider, reason),
            Self::Wrong(reason) => CredentialError::new(provider, reason),
        }
    }
}

impl From<String> for Lack {
    fn from(reason: String) -> Self {
        Self::Wrong(reason)
    }
}
