//! The place and phase in which a request failed.

#[cfg(any(feature = "tls", feature = "reqwest"))]
use super::contract::Cause;
#[cfg(any(feature = "tls", feature = "reqwest"))]
use super::destination::Destination;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// The phase of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Phase {
    /// Preparing the request, or waiting for one of the connections that the cap allows.
    Prepare,
    /// Looking up the host's addresses.
    Resolve,
    /// Opening a TCP connection to the host or the proxy.
    Connect,
    /// Asking the proxy for a tunnel.
    Proxy,
    /// Agreeing on TLS.
    Tls,
    /// Sending the request or reading the response. Only from here on may the service have acted.
    Exchange,
}

/// An error of a transport, the cause in [`Failure::NotSent`](super::Failure::NotSent) and
/// [`Failure::NoResponse`](super::Failure::NoResponse).
#[derive(Clone, Debug)]
pub struct TransportError {
    phase: Phase,
    place: Place,
    permanent: bool,
    hint: Option<&'static str>,
    source: Arc<dyn Error + Send + Sync>,
}

/// The host that a request is for, and the proxy on the way.
#[derive(Clone, Debug)]
pub(super) struct Place {
    host: Arc<str>,
    proxy: Option<Arc<str>>,
}

#[cfg(any(feature = "tls", feature = "reqwest"))]
impl Place {
    /// The proxy's address must not contain its credentials.
    pub(super) fn new(destination: &Destination, proxy: Option<Arc<str>>) -> Self {
        Self { host: destination.authority().into(), proxy }
    }

    /// Returns an error that may pass.
    pub(super) fn passing(
        &self,
        phase: Phase,
        hint: Option<&'static str>,
        source: impl Into<Cause>,
    ) -> TransportError {
        self.error(phase, hint, false, source.into())
    }

    /// Returns an error that the same request would meet again.
    pub(super) fn permanent(
        &self,
        phase: Phase,
        hint: Option<&'static str>,
        source: impl Into<Cause>,
    ) -> TransportError {
        self.error(phase, hint, true, source.into())
    }

    fn error(
        &self,
        phase: Phase,
        hint: Option<&'static str>,
        permanent: bool,
        source: Cause,
    ) -> TransportError {
        let place = self.clone();
        TransportError { phase, place, permanent, hint, source: source.into() }
    }
}

impl TransportError {
    /// Returns the phase that failed.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Returns the host and port that the request is for.
    pub fn host(&self) -> &str {
        &self.place.host
    }

    /// Returns the proxy that was used, if any, without its credentials.
    pub fn proxy(&self) -> Option<&str> {
        self.place.proxy.as_deref()
    }

    /// Returns whether the same request would fail again, as with an unknown certificate issuer.
    pub fn is_permanent(&self) -> bool {
        self.permanent
    }

    /// Returns advice on the likely mistake.
    pub fn hint(&self) -> Option<&str> {
        self.hint
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = &self.place.host;
        match self.phase {
            Phase::Prepare => write!(f, "cannot start a request to {host}")?,
            Phase::Resolve => write!(f, "cannot look up the address for {host}")?,
            Phase::Connect => write!(f, "cannot connect to {host}")?,
            Phase::Proxy => write!(f, "cannot reach {host}")?,
            Phase::Tls => write!(f, "the TLS handshake with {host} failed")?,
            Phase::Exchange => write!(f, "the exchange with {host} failed")?,
        }
        if let Some(proxy) = &self.place.proxy {
            write!(f, " through the proxy {proxy}")?;
        }
        match self.hint {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
