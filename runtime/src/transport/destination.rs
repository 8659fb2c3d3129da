//! The host that a request is for.

use http::Uri;

/// A host and its port.
#[derive(Clone, Debug)]
pub(crate) struct Destination {
    /// Without brackets, if it is an IPv6 address.
    pub(crate) host: String,
    pub(crate) port: u16,
}

impl Destination {
    /// Returns the host of an address, which is empty if there is none.
    pub(crate) fn of(uri: &Uri) -> Self {
        let host = uri.host().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let port = if uri.scheme_str() == Some("https") { 443 } else { 80 };
        Self { host, port: uri.port_u16().unwrap_or(port) }
    }

    /// Returns host and port as they are written in addresses.
    pub(crate) fn authority(&self) -> String {
        let Self { host, port } = self;
        if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
    }
}
