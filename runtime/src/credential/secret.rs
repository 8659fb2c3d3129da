//! A secret ID with its secret key and token.

use super::identity::{Identity, Origin};
use super::text;
use crate::sign::{Derived, SigningInput};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;
use zeroize::Zeroizing;

/// A secret ID, its secret key and, if it is temporary, the token and the time it expires.
///
/// ```
/// use tencentcloud_runtime::credential::Credential;
///
/// let credential = Credential::new("AKIDEXAMPLE", "secret");
/// assert!(!format!("{credential:?}").contains("secret\""));
/// ```
#[derive(Clone)]
pub struct Credential {
    id: Box<str>,
    key: Zeroizing<String>,
    token: Option<Zeroizing<String>>,
    expires: Option<SystemTime>,
    origin: Arc<Origin>,
    derived: Arc<Derived>,
}

impl Credential {
    /// Creates a permanent credential.
    pub fn new(id: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            id: id.into().into(),
            key: Zeroizing::new(key.into()),
            token: None,
            expires: None,
            origin: Arc::new(Origin::new("static credential")),
            derived: Arc::default(),
        }
    }

    /// Sets the token of a temporary credential.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(Zeroizing::new(token.into()));
        self
    }

    /// Sets the time after which it is no longer accepted.
    #[must_use]
    pub fn with_expiry(mut self, expires: SystemTime) -> Self {
        self.expires = Some(expires);
        self
    }

    /// Sets the name of the provider, which [`Credential::identity`] returns.
    #[must_use]
    pub fn with_provider(self, name: impl Into<Cow<'static, str>>) -> Self {
        self.found_at(Origin::new(name))
    }

    pub(super) fn found_at(mut self, origin: Origin) -> Self {
        self.origin = Arc::new(origin);
        self
    }

    /// Returns the secret ID. It is not secret: each request contains it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the secret key. Do not print it.
    pub fn expose_key(&self) -> &str {
        &self.key
    }

    /// Returns the token, if the credential is temporary. Do not print it.
    pub fn expose_token(&self) -> Option<&str> {
        self.token.as_ref().map(|token| token.as_str())
    }

    /// Returns the time at which it expires, if that is known.
    pub fn expires(&self) -> Option<SystemTime> {
        self.expires
    }

    /// Returns where the credential comes from and its shortened secret ID, to be logged.
    pub fn identity(&self) -> Identity {
        Identity::new(&self.id, self.token.is_some(), self.expires, self.origin.clone())
    }

    /// Returns the value of the header `Authorization` for a request.
    ///
    /// It equals [`SigningInput::authorization`] and takes half the time for requests to the same
    /// service on the same day.
    pub fn authorization(&self, signing: &SigningInput<'_>) -> String {
        signing.authorization_with(&self.id, &self.key, &self.derived)
    }

    /// Returns the reason why no service accepts it, if that can be seen. It holds no value.
    pub(crate) fn flaw(&self) -> Option<String> {
        let parts = [
            ("secret ID", Some(&*self.id)),
            ("secret key", Some(self.expose_key())),
            ("token", self.expose_token()),
        ];
        let flaw = parts.into_iter().find_map(|(name, value)| {
            let flaw = text::flaw(value?)?;
            Some(format!("the {name} {flaw}"))
        });
        // The header `Authorization` divides its parts by these marks.
        flaw.or_else(|| {
            let mark = self.id.chars().find(|it| matches!(it, '/' | ',' | '='))?;
            Some(format!("the secret ID contains `{mark}`; was the secret key taken for it?"))
        })
    }

    /// Returns the name of the provider it comes from.
    pub(crate) fn provider(&self) -> &str {
        &self.origin.provider
    }

    pub(super) fn same_as(&self, other: &Self) -> bool {
        self.id == other.id && self.key == other.key && self.expose_token() == other.expose_token()
    }
}

// The key and the token print as redacted.
impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("id", &self.id)
            .field("key", &format_args!("[redacted]"))
            .field("token", &self.token.as_ref().map(|_| format_args!("[redacted]")))
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}
