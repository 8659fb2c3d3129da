//! A secret ID with its secret key and token.

use crate::sign::{Derived, SigningInput};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
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
    derived: Arc<Derived>,
}

impl Credential {
    /// A credential for ever.
    pub fn new(id: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            id: id.into().into(),
            key: Zeroizing::new(key.into()),
            token: None,
            expires: None,
            derived: Arc::default(),
        }
    }

    /// The same with the token of a temporary credential.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(Zeroizing::new(token.into()));
        self
    }

    /// The same with the time after which it is no longer accepted.
    #[must_use]
    pub fn with_expiry(mut self, expires: SystemTime) -> Self {
        self.expires = Some(expires);
        self
    }

    /// The secret ID, which is no secret: each request has it in the clear.
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

    /// When it expires, if it does.
    pub fn expires(&self) -> Option<SystemTime> {
        self.expires
    }

    /// The value of the header `Authorization` for a request: what [`SigningInput::authorization`] gives,
    /// in half the time for requests to the same service on the same day.
    pub fn authorization(&self, signing: &SigningInput<'_>) -> String {
        signing.authorization_with(&self.id, &self.key, &self.derived)
    }

    /// Why no service accepts it, if that can be seen. It tells nothing of the values.
    pub(super) fn flaw(&self) -> Option<&'static str> {
        let unfit = |text: &str| text.is_empty() || text.contains(|c: char| !c.is_ascii_graphic());
        let token = self.expose_token();
        if unfit(&self.id) {
            Some("the secret ID is empty, or has blanks or signs that are not ASCII")
        } else if unfit(&self.key) {
            Some("the secret key is empty, or has blanks or signs that are not ASCII")
        } else if token.is_some_and(unfit) {
            Some("the token is empty, or has blanks or signs that are not ASCII")
        } else {
            None
        }
    }

    /// The same with an expiry as services tell it, in seconds since 1970-01-01 UTC; nothing if no
    /// clock goes so far.
    pub(super) fn expiring(self, seconds: u64) -> Option<Self> {
        let expires = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
        Some(self.with_expiry(expires))
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
