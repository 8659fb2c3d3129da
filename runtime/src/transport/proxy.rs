//! Proxies: one reading of the configuration and the environment, for all transports.

#[cfg(feature = "tls")]
mod address;
#[cfg(feature = "tls")]
mod except;
#[cfg(feature = "tls")]
mod handshake;
mod mask;
#[cfg(feature = "tls")]
mod routes;

#[cfg(feature = "tls")]
pub(super) use address::Address;
#[cfg(feature = "tls")]
pub(super) use handshake::{Handshake, Step};
#[cfg(feature = "tls")]
pub(super) use routes::Routes;

use std::fmt;

/// The proxy that requests go through. Requests for a machine's own metadata never use one.
///
/// An address is `scheme://user:password@host:port`. The scheme is `http` (the default), `https`,
/// `socks5` (host names are resolved here) or `socks5h` (the proxy resolves them). Without a port,
/// `http` means 80, `https` 443 and SOCKS 1080. User and password are percent-decoded.
/// An unusable address is a configuration error.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proxy {
    /// The proxy of the environment, as curl reads it: `HTTPS_PROXY` or `HTTP_PROXY` by the scheme
    /// of the request, else `ALL_PROXY`; names in lower case count, too, and empty values do not.
    ///
    /// `NO_PROXY` lists exceptions, separated by commas or blanks: a host with all hosts below it
    /// (`example.com`, `.example.com`), an address (`::1`), a network (`10.0.0.0/8`), a pattern
    /// (`*.example.com`, `192.168.*`) or `*` for all, each also with a port (`example.com:443`).
    #[default]
    Environment,
    /// No proxy.
    None,
    /// The proxy at this address, such as `http://user:password@proxy.example.com:3128`.
    At(String),
}

// An address may contain a password.
impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Environment => f.write_str("Environment"),
            Self::None => f.write_str("None"),
            Self::At(address) => f.debug_tuple("At").field(&mask::masked(address)).finish(),
        }
    }
}
