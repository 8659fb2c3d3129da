//! Transports, which carry signed requests to the service and bring the responses back.
//!
//! `Hyper` is the default, `Ureq` that of blocking clients, and `Reqwest` sends with a client of the
//! program. [`Transport`] shows how to wrap one.

#[cfg(feature = "blocking")]
mod blocking;
mod config;
mod contract;
#[cfg(any(feature = "tls", feature = "reqwest"))]
mod destination;
mod error;
#[cfg(feature = "hyper")]
mod hyper;
mod proxy;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "tls")]
mod tls;
#[cfg(feature = "blocking")]
mod ureq;

#[cfg(feature = "hyper")]
pub use self::hyper::Hyper;
#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;
#[cfg(feature = "blocking")]
pub use self::ureq::Ureq;
#[cfg(feature = "blocking")]
pub(crate) use blocking::BlockingAdapter;
#[cfg(feature = "blocking")]
pub use blocking::BlockingTransport;
pub use config::TransportConfig;
pub use contract::{BoxFuture, Cause, Failure, Limits, Transport};
pub use error::{Phase, TransportError};
pub use proxy::Proxy;

use crate::error::ConfigError;
use std::sync::Arc;

/// Creates the transport of an async client that is not given one.
#[cfg(feature = "hyper")]
pub(crate) fn connect(config: &TransportConfig) -> Result<Arc<dyn Transport>, ConfigError> {
    Ok(Arc::new(Hyper::with(config)?))
}

/// Creates the transport of an async client that is not given one.
#[cfg(not(feature = "hyper"))]
pub(crate) fn connect(_: &TransportConfig) -> Result<Arc<dyn Transport>, ConfigError> {
    Err(ConfigError::new("there is no transport: set one, or enable the feature `hyper`"))
}

/// Creates the transport of a blocking client that is not given one.
#[cfg(feature = "blocking")]
pub(crate) fn connect_blocking(
    config: &TransportConfig,
) -> Result<Arc<dyn Transport>, ConfigError> {
    Ok(Arc::new(BlockingAdapter(Ureq::with(config)?)))
}
