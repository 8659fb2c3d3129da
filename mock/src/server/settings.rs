//! Settings of a server: its address and its limits.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

/// How a server listens.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) address: SocketAddr,
    pub(crate) allow_remote: bool,
    #[cfg(feature = "tls")]
    pub(crate) tls: bool,
    pub(crate) threads: usize,
    pub(crate) limits: Limits,
}

/// The limits of a server.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// Connections that are served at once.
    pub(crate) connections: usize,
    /// How long a new connection may stay silent while others wait.
    pub(crate) silent_time: Duration,
    /// Bytes of a body.
    pub(crate) body: usize,
    /// Bytes of all bodies that are held at once.
    pub(crate) bodies: usize,
    /// From one request to the end of the next one's head.
    pub(crate) head_time: Duration,
    /// For a body.
    pub(crate) body_time: Duration,
    /// How long a hanging request stays open.
    pub(crate) hang_time: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            allow_remote: false,
            #[cfg(feature = "tls")]
            tls: false,
            threads: 1,
            limits: Limits {
                connections: 512,
                silent_time: Duration::from_secs(2),
                body: 10 << 20,
                bodies: 256 << 20,
                // As long as the cloud keeps idle connections.
                head_time: Duration::from_secs(60),
                body_time: Duration::from_secs(30),
                hang_time: Duration::from_secs(600),
            },
        }
    }
}
