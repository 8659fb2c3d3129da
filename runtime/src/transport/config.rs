//! The settings that a client's own transport is made with.

use super::proxy::Proxy;
use std::time::Duration;

/// The settings that a client's own transport is made with.
#[allow(dead_code, reason = "the features decide which of them are read")]
pub(crate) struct TransportConfig<'a> {
    pub(crate) connect_timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) proxy: &'a Proxy,
}

/// How long a connection may be idle. The service closes its side after 60 s, and a request sent
/// into that moment gets no answer.
#[cfg(any(feature = "reqwest", feature = "blocking"))]
pub(super) const IDLE: Duration = Duration::from_secs(30);
#[cfg(any(feature = "reqwest", feature = "blocking"))]
const _: () = assert!(IDLE.as_secs() < 60);
