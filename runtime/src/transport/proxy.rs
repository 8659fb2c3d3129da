//! Which proxy requests go through.

use std::fmt;

/// Whether requests go through a proxy. Requests for a machine's own metadata never do.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proxy {
    /// Through the one that the environment names: `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY`, but
    /// for the hosts of `NO_PROXY`. The names may be in lower case, too.
    #[default]
    Environment,
    /// Through none.
    None,
    /// Through the one at this address, such as `http://user:password@proxy.example.com:3128`.
    At(String),
}

// An address may hold a password.
impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Environment => "Environment",
            Self::None => "None",
            Self::At(_) => "At([redacted])",
        })
    }
}
