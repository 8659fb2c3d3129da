//! The settings of a local server.

use std::fmt;
use std::io;
use tencentcloud_model::model::Site;
use tencentcloud_runtime::credential::{Chain, Provider};
use tencentcloud_runtime::error::ConfigError;

/// The settings of a local server: its port, and the target of calls.
#[derive(Debug)]
pub struct Settings {
    pub(super) port: u16,
    pub(super) site: Site,
    pub(super) region: Option<String>,
    pub(super) endpoint: Option<String>,
    pub(super) provider: Box<dyn Provider>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            port: 0,
            site: Site::Mainland,
            region: None,
            endpoint: None,
            provider: Box::new(Chain::new()),
        }
    }
}

impl Settings {
    /// Creates the defaults: any free port, the mainland site, credentials from the usual places.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the port; 0 takes a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the site to call.
    #[must_use]
    pub fn site(mut self, site: Site) -> Self {
        self.site = site;
        self
    }

    /// Sets the region to call, such as `ap-singapore`.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the address to call instead of the site's hosts, such as that of a mock.
    #[must_use]
    pub fn endpoint(mut self, address: impl Into<String>) -> Self {
        self.endpoint = Some(address.into());
        self
    }

    /// Sets the source of credentials.
    #[must_use]
    pub fn credentials(mut self, provider: impl Provider) -> Self {
        self.provider = Box::new(provider);
        self
    }
}

/// The reason that a server does not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum ServerError {
    /// It cannot listen on this port.
    Listen(u16, io::Error),
    /// The system has no threads, sockets or random numbers for it.
    Start(io::Error),
    /// The settings of the client cannot work.
    Config(ConfigError),
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listen(port, cause) => write!(
                f,
                "cannot listen on port {port} of this machine: {cause}; choose another with `--port`"
            ),
            Self::Start(cause) => write!(f, "cannot start the explorer: {cause}"),
            Self::Config(cause) => write!(f, "cannot start the explorer: {cause}"),
        }
    }
}

impl std::error::Error for ServerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Listen(_, cause) | Self::Start(cause) => Some(cause),
            Self::Config(cause) => Some(cause),
        }
    }
}
