//! Credentials: what requests are signed with, and where it comes from.
//!
//! A client has one [`Provider`]. [`Credential`] itself is one, for a secret that the program has;
//! [`Chain`] is the default and looks in all the usual places. Temporary credentials are kept and
//! renewed before they expire, once for all callers that wait.

mod access;
mod cache;
mod chain;
mod environment;
mod metadata;
mod oidc;
mod profile;
mod role;
mod tccli;
mod variables;

pub use access::Access;
pub(crate) use cache::Cache;
pub use chain::Chain;
pub use environment::Environment;
pub use metadata::Metadata;
pub use oidc::Oidc;
pub use profile::Profile;
pub use role::AssumeRole;
pub use tccli::Tccli;
pub use variables::Variables;

use crate::error::CredentialError;
use crate::future::BoxFuture;
use crate::sign::{Derived, Signing};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

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
    key: SecretString,
    token: Option<SecretString>,
    expires: Option<SystemTime>,
    derived: Arc<Derived>,
}

impl Credential {
    /// A credential for ever.
    pub fn new(id: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            id: id.into().into(),
            key: SecretString::from(key.into()),
            token: None,
            expires: None,
            derived: Arc::default(),
        }
    }

    /// The same with the token of a temporary credential.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(SecretString::from(token.into()));
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

    /// The secret key.
    pub fn key(&self) -> &SecretString {
        &self.key
    }

    /// The token, if the credential is temporary.
    pub fn token(&self) -> Option<&SecretString> {
        self.token.as_ref()
    }

    /// When it expires, if it does.
    pub fn expires(&self) -> Option<SystemTime> {
        self.expires
    }

    /// The value of the header `Authorization` for a request: what [`Signing::authorization`] gives,
    /// in half the time for requests to the same service on the same day.
    pub fn authorization(&self, signing: &Signing<'_>) -> String {
        signing.authorization_with(&self.id, &self.key, &self.derived)
    }

    /// Why no service accepts it, if that can be seen. It tells nothing of the values.
    fn flaw(&self) -> Option<&'static str> {
        let unfit = |text: &str| text.is_empty() || text.contains(|c: char| !c.is_ascii_graphic());
        let token = self.token.as_ref().map(ExposeSecret::expose_secret);
        if unfit(&self.id) {
            Some("the secret ID is empty, or has blanks or signs that are not ASCII")
        } else if unfit(self.key.expose_secret()) {
            Some("the secret key is empty, or has blanks or signs that are not ASCII")
        } else if token.is_some_and(unfit) {
            Some("the token is empty, or has blanks or signs that are not ASCII")
        } else {
            None
        }
    }

    /// The same with an expiry as services tell it, in seconds since 1970-01-01 UTC; nothing if no
    /// clock goes so far.
    fn expiring(self, seconds: u64) -> Option<Self> {
        let expires = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
        Some(self.with_expiry(expires))
    }

    fn same_as(&self, other: &Self) -> bool {
        let token = |of: &Self| of.token.as_ref().map(|token| token.expose_secret().to_owned());
        self.id == other.id
            && self.key.expose_secret() == other.key.expose_secret()
            && token(self) == token(other)
    }
}

// The key and the token print as redacted.
impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("id", &self.id)
            .field("key", &self.key)
            .field("token", &self.token)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

/// Where credentials come from.
pub trait Provider: Send + Sync + fmt::Debug + 'static {
    /// Gives a credential. It is kept until shortly before it expires; then this is called again,
    /// by one caller for all.
    ///
    /// The future is dropped when that caller goes away, and a few seconds after it was asked while
    /// the credential from before is still valid. [`Access::left`] tells how much time there is.
    fn provide<'a>(
        &'a self,
        access: &'a Access<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>>;
}

impl Provider for Credential {
    fn provide<'a>(
        &'a self,
        _: &'a Access<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}
