//! Transports: what carries a signed request to the service and brings the answer back.

#[cfg(feature = "blocking")]
mod blocking;
mod config;
mod contract;
mod proxy;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod routes;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod tls;
#[cfg(feature = "blocking")]
pub(crate) mod ureq;

#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;
#[cfg(feature = "blocking")]
pub(crate) use blocking::BlockingAdapter;
#[cfg(feature = "blocking")]
pub use blocking::BlockingTransport;
pub(crate) use config::TransportConfig;
pub use contract::{BoxFuture, Cause, Failure, Limits, Transport};
pub use proxy::Proxy;

use crate::error::ConfigError;
use std::sync::Arc;

/// Creates the transport of an async client that is not given one.
#[cfg(feature = "reqwest")]
pub(crate) fn connect(config: &TransportConfig<'_>) -> Result<Arc<dyn Transport>, ConfigError> {
    Ok(Arc::new(Reqwest::with(config)?))
}

/// Creates the transport of an async client that is not given one.
#[cfg(not(feature = "reqwest"))]
pub(crate) fn connect(_: &TransportConfig<'_>) -> Result<Arc<dyn Transport>, ConfigError> {
    Err(ConfigError::new("there is no transport: set one, or enable the feature `reqwest`"))
}

/// Creates the transport of a blocking client that is not given one.
#[cfg(feature = "blocking")]
pub(crate) fn connect_blocking(
    config: &TransportConfig<'_>,
) -> Result<Arc<dyn Transport>, ConfigError> {
    Ok(Arc::new(BlockingAdapter(ureq::Ureq::with(config)?)))
}
