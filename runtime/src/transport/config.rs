//! The settings of transports.

use super::proxy::Proxy;
#[cfg(feature = "tls")]
use crate::error::ConfigError;
#[cfg(feature = "tls")]
use rustls::pki_types::CertificateDer;
#[cfg(feature = "tls")]
use rustls::pki_types::pem::PemObject;
use std::time::Duration;

/// The settings of a transport, for `Hyper::with` and `Ureq::with`.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_runtime::transport::{Proxy, TransportConfig};
///
/// let config = TransportConfig::new()
///     .connect_timeout(Duration::from_secs(3))
///     .max_connections(32)
///     .proxy(Proxy::None);
/// # let _ = config;
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "tls"), allow(dead_code, reason = "only the transports read them"))]
pub struct TransportConfig {
    pub(super) connect_timeout: Duration,
    pub(super) idle_timeout: Duration,
    pub(super) max_idle_per_host: usize,
    pub(super) max_connections: usize,
    pub(super) keep_alive: Option<Duration>,
    pub(super) proxy: Proxy,
    #[cfg(feature = "tls")]
    pub(super) roots: Vec<CertificateDer<'static>>,
}

/// The service closes its side after 60 s, and a request sent into that moment gets no response.
const IDLE: Duration = Duration::from_secs(30);
const _: () = assert!(IDLE.as_secs() < 60);

impl TransportConfig {
    /// Returns the defaults.
    pub fn new() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            idle_timeout: IDLE,
            max_idle_per_host: 64,
            max_connections: 256,
            keep_alive: Some(Duration::from_secs(15)),
            proxy: Proxy::default(),
            #[cfg(feature = "tls")]
            roots: Vec::new(),
        }
    }

    /// Limits the time for making a connection: address lookup, TCP, proxy and TLS. The default is
    /// 10 seconds.
    #[must_use]
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Closes connections that have been idle for this long. The default is 30 seconds; the service
    /// closes them after 60.
    #[must_use]
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.idle_timeout = limit;
        self
    }

    /// Limits the idle connections that are kept open to each host. The default is 64; 0 closes each
    /// connection after its request.
    #[must_use]
    pub fn max_idle_per_host(mut self, most: usize) -> Self {
        self.max_idle_per_host = most;
        self
    }

    /// Limits the connections that carry requests at the same time, over all hosts and clients. The
    /// default is 256; further requests wait, and their timeout runs. 0 counts as 1. A blocking
    /// transport has as many as there are threads that send.
    #[must_use]
    pub fn max_connections(mut self, most: usize) -> Self {
        self.max_connections = most;
        self
    }

    /// Sends TCP keep-alive probes on connections that have been silent for this long, or never.
    /// The default is 15 seconds. Blocking transports send none.
    #[must_use]
    pub fn keep_alive(mut self, after: Option<Duration>) -> Self {
        self.keep_alive = after;
        self
    }

    /// Selects the proxy. The default is the one of the environment.
    #[must_use]
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = proxy;
        self
    }

    /// Trusts the CA certificates of this PEM text, beside those of the machine.
    ///
    /// The machine's are those of the operating system, or of `SSL_CERT_FILE` and `SSL_CERT_DIR`.
    ///
    /// # Errors
    ///
    /// If the text contains no certificate, or one that cannot be read.
    #[cfg(feature = "tls")]
    pub fn add_root_certificates(mut self, pem: &[u8]) -> Result<Self, ConfigError> {
        let before = self.roots.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|error| {
                ConfigError::new(format!("cannot read the root certificates: {error}"))
            })?;
            self.roots.push(certificate);
        }
        if self.roots.len() == before {
            return Err(ConfigError::new("there is no certificate in the PEM text"));
        }
        Ok(self)
    }
}

impl Default for TransportConfig {
    fn default() -> Self {
        Self::new()
    }
}
