//! Addresses at which services are called.

use crate::error::ConfigError;
use http::Uri;

/// The address that requests are sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    pub(crate) uri: Uri,
    /// The value of the header `Host`, which is signed.
    pub(crate) host: String,
}

impl Endpoint {
    /// Reads an address such as `https://organization.tencentcloudapi.com`, or a host alone.
    pub(crate) fn parse(text: &str) -> Result<Self, ConfigError> {
        let refuse = |reason: &str| {
            // The part before an @ may be a password.
            let shown = text.rsplit('@').next().unwrap_or_default();
            ConfigError::new(format!("the endpoint {shown:?} cannot be used: {reason}"))
        };
        let address =
            if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let uri: Uri = address.parse().map_err(|_| refuse("it is not an address"))?;
        let default = match uri.scheme_str() {
            Some("https") => 443,
            Some("http") => 80,
            _ => return Err(refuse("it begins with neither https:// nor http://")),
        };
        let authority = uri.authority().ok_or_else(|| refuse("it has no host"))?;
        if authority.as_str().contains('@') {
            return Err(refuse("it has a user's name"));
        }
        // `Uri` drops a port that is not a number of 16 bits.
        let port = authority.as_str().strip_prefix(authority.host()).unwrap_or_default();
        if !port.is_empty() && authority.port_u16().is_none_or(|port| port == 0) {
            return Err(refuse("its port is not a number from 1 to 65535"));
        }
        if uri.query().is_some() {
            return Err(refuse("it has a query"));
        }
        let host = match authority.port_u16() {
            Some(port) if port != default => format!("{}:{port}", authority.host()),
            _ => authority.host().to_owned(),
        };
        Ok(Self { uri, host })
    }
}

#[cfg(test)]
mod tests {
    use super::Endpoint;

    #[test]
    fn the_signed_host_is_the_one_that_is_sent() {
        for (address, uri, host) in [
            (
                "cvm.ap-singapore.tencentcloudapi.com",
                "https://cvm.ap-singapore.tencentcloudapi.com/",
                "cvm.ap-singapore.tencentcloudapi.com",
            ),
            ("https://example.com:443", "https://example.com:443/", "example.com"),
            ("http://[::1]:8080", "http://[::1]:8080/", "[::1]:8080"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/", "127.0.0.1:8080"),
            (
                "http://gateway.example.com/cloud",
                "http://gateway.example.com/cloud",
                "gateway.example.com",
            ),
        ] {
            let endpoint = Endpoint::parse(address).expect(address);
            assert_eq!((endpoint.uri.to_string().as_str(), endpoint.host.as_str()), (uri, host));
        }
    }

    #[test]
    fn texts_that_are_no_address_of_a_service_are_rejected() {
        for address in [
            "",
            "ftp://example.com",
            "https://user@example.com",
            "https://example.com/?a=b",
            "https:///",
            "http://localhost:99999",
            "http://localhost:0",
            "localhost:",
            "http://[::1]:65536",
        ] {
            assert!(Endpoint::parse(address).is_err(), "{address}");
        }
    }

    #[test]
    fn a_password_in_an_address_is_refused_and_not_repeated() {
        for address in ["https://user:hush@example.com", "ftp://user:hush@example.com", "hush@:"] {
            let error = Endpoint::parse(address).expect_err(address).to_string();
            assert!(!error.contains("hush"), "{error}");
        }
    }
}
