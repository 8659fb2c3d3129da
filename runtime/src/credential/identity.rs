//! Says which credential signs, without its secrets.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

/// The identity that requests are signed with: where it comes from and its shortened secret ID.
///
/// It holds no secret and may be logged. [`Client::identity`](crate::client::Client::identity)
/// returns the current one; errors about authentication carry the one that signed.
///
/// ```
/// use tencentcloud_runtime::credential::Credential;
///
/// let credential = Credential::new("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "secret");
/// assert_eq!(credential.identity().to_string(), "AKID****MPLE from static credential");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    secret_id: Box<str>,
    has_token: bool,
    expires: Option<SystemTime>,
    origin: Arc<Origin>,
}

/// The place a credential comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) provider: Cow<'static, str>,
    /// The variable, the file and profile, or the role of the machine.
    pub(super) place: Option<Box<str>>,
    /// The role that was assumed, and the identity that assumed it if there was one.
    pub(super) role: Option<Box<str>>,
    pub(super) base: Option<Box<Identity>>,
}

impl Origin {
    pub(super) fn new(provider: impl Into<Cow<'static, str>>) -> Self {
        Self { provider: provider.into(), place: None, role: None, base: None }
    }

    pub(super) fn at(mut self, place: impl Into<Box<str>>) -> Self {
        self.place = Some(place.into());
        self
    }

    pub(super) fn role(mut self, role: impl Into<Box<str>>, base: Option<Identity>) -> Self {
        self.role = Some(role.into());
        self.base = base.map(Box::new);
        self
    }
}

impl Identity {
    pub(super) fn new(
        secret_id: &str,
        has_token: bool,
        expires: Option<SystemTime>,
        origin: Arc<Origin>,
    ) -> Self {
        Self { secret_id: shorten(secret_id).into(), has_token, expires, origin }
    }

    /// Returns the provider's name, such as `environment`, `profile file` or `AssumeRole`.
    pub fn provider(&self) -> &str {
        &self.origin.provider
    }

    /// Returns the place where the provider found it, such as a variable, or a file and its profile.
    pub fn place(&self) -> Option<&str> {
        self.origin.place.as_deref()
    }

    /// Returns the secret ID, shortened to at most four characters at each end: `AKID****MPLE`.
    pub fn secret_id(&self) -> &str {
        &self.secret_id
    }

    /// Whether the credential has a token, as temporary credentials do.
    pub fn has_token(&self) -> bool {
        self.has_token
    }

    /// Returns the time at which the credential expires, if that is known.
    pub fn expires(&self) -> Option<SystemTime> {
        self.expires
    }

    /// Returns the resource description of the assumed role, if a role was assumed.
    pub fn role(&self) -> Option<&str> {
        self.origin.role.as_deref()
    }

    /// Returns the identity that assumed the role, if that call was signed.
    pub fn base(&self) -> Option<&Identity> {
        self.origin.base.as_deref()
    }
}

/// Prints secret ID, provider and place, such as
/// `AKID****MPLE from environment (TENCENTCLOUD_SECRET_ID)`.
impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {}", self.secret_id, self.origin.provider)?;
        if let Some(place) = &self.origin.place {
            write!(f, " ({place})")?;
        }
        if let Some(role) = &self.origin.role {
            write!(f, " of role {role}")?;
        }
        if let Some(base) = &self.origin.base {
            write!(f, " by {base}")?;
        }
        // Nothing renews such a credential before the service rejects it.
        match (self.has_token, self.expires) {
            (true, None) => f.write_str(", with a token of unknown expiry"),
            _ => Ok(()),
        }
    }
}

/// Keeps a quarter of the text at each end, four characters at most.
fn shorten(text: &str) -> String {
    let count = text.chars().count();
    let kept = (count / 4).min(4);
    let head: String = text.chars().take(kept).collect();
    let tail: String = text.chars().skip(count - kept).collect();
    format!("{head}****{tail}")
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn at_most_half_of_a_secret_id_is_shown() {
        assert_eq!(shorten("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE"), "AKID****MPLE");
        assert_eq!(shorten("AKID1"), "A****1");
        assert_eq!(shorten("äöüß"), "ä****ß");
        assert_eq!(shorten("abc"), "****");
        assert_eq!(shorten(""), "****");
    }
}
