//! Addresses of proxies.

use crate::transport::destination::Destination;
use std::fmt;
use std::net::Ipv6Addr;

/// The protocol that a proxy speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    Http,
    /// HTTP within TLS.
    Https,
    /// SOCKS 5; host names are resolved on this machine.
    Socks5,
    /// SOCKS 5; the proxy resolves host names.
    Socks5h,
}

/// The address of a proxy, taken apart.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) protocol: Protocol,
    /// Without brackets, if it is an IPv6 address.
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) login: Option<Login>,
}

/// User and password, decoded.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Login {
    pub(crate) user: Vec<u8>,
    pub(crate) password: Vec<u8>,
}

impl Address {
    /// Reads an address; an error says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
        let (protocol, default_port) = match scheme.to_ascii_lowercase().as_str() {
            "http" => (Protocol::Http, 80),
            "https" => (Protocol::Https, 443),
            "socks5" => (Protocol::Socks5, 1080),
            "socks5h" => (Protocol::Socks5h, 1080),
            "socks" | "socks4" | "socks4a" => {
                return Err("SOCKS 4 is not supported; use socks5:// or socks5h://".to_owned());
            }
            _ => {
                return Err(format!(
                    "unknown scheme {scheme:?}; use http://, https://, socks5:// or socks5h://"
                ));
            }
        };
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        // A password may contain a slash that is not encoded.
        if path.contains('@') {
            return Err("encode signs such as / in user and password as %2F".to_owned());
        }
        if !matches!(path, "" | "/") {
            return Err("a proxy has no path".to_owned());
        }
        let (login, server) = match authority.rsplit_once('@') {
            Some((login, server)) => (Some(Login::parse(login)), server),
            None => (None, authority),
        };
        let (host, port) = server_parts(server)?;
        let port = match port {
            None => default_port,
            Some(port) => match port.parse() {
                Ok(port @ 1..) => port,
                // The value is not quoted: without a host, it is a password.
                _ => return Err("the port is not a number from 1 to 65535".to_owned()),
            },
        };
        Ok(Self { protocol, host: host.to_owned(), port, login })
    }

    /// Returns the value of `Proxy-Authorization`.
    pub(crate) fn authorization(&self) -> Option<String> {
        let login = self.login.as_ref()?;
        let pair = [&*login.user, b":", &*login.password].concat();
        Some(format!("Basic {}", base64(&pair)))
    }

    /// Returns whether requests for `http://` addresses are given to the proxy itself.
    pub(crate) fn forwards(&self) -> bool {
        matches!(self.protocol, Protocol::Http | Protocol::Https)
    }

    pub(crate) fn is_tls(&self) -> bool {
        self.protocol == Protocol::Https
    }

    pub(crate) fn resolves(&self) -> bool {
        self.protocol != Protocol::Socks5
    }

    pub(crate) fn scheme(&self) -> &'static str {
        match self.protocol {
            Protocol::Http => "http",
            Protocol::Https => "https",
            Protocol::Socks5 => "socks5",
            Protocol::Socks5h => "socks5h",
        }
    }

    /// Returns host and port as they are written in addresses.
    pub(crate) fn authority(&self) -> String {
        Destination { host: self.host.clone(), port: self.port }.authority()
    }
}

/// Takes a host and its port apart; brackets around an IPv6 address are removed.
fn server_parts(server: &str) -> Result<(&str, Option<&str>), String> {
    if let Some(rest) = server.strip_prefix('[') {
        let (host, port) = rest.split_once(']').ok_or("a bracket is not closed")?;
        if host.parse::<Ipv6Addr>().is_err() {
            return Err(format!("{host:?} is not an IPv6 address"));
        }
        return match (port, port.strip_prefix(':')) {
            ("", _) => Ok((host, None)),
            (_, Some(port)) => Ok((host, Some(port))),
            _ => Err("an address in brackets is followed by more than a port".to_owned()),
        };
    }
    let (host, port) = match server.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (server, None),
    };
    if port.is_some_and(|port| port.contains(':')) {
        return Err("an IPv6 address must be in brackets".to_owned());
    }
    if host.is_empty() {
        return Err("the host is missing".to_owned());
    }
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    if let Some(other) = host.chars().find(|c| !known(*c)) {
        return Err(format!("{other:?} is not allowed in a host"));
    }
    Ok((host, port))
}

impl Login {
    fn parse(text: &str) -> Self {
        let (user, password) = text.split_once(':').unwrap_or((text, ""));
        Self { user: decoded(user), password: decoded(password) }
    }
}

/// Decodes `%40` and the like; other percent signs are kept, as curl does.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let byte = code
            .filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        match byte {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - group.len()));
        for place in 0..4 {
            let digit = DIGITS.get((bits >> (18 - 6 * place)) as usize & 63);
            let padding = place > group.len();
            text.push(digit.filter(|_| !padding).map_or('=', |digit| char::from(*digit)));
        }
    }
    text
}

// User and password are not printed.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let login = if self.login.is_some() { "***@" } else { "" };
        write!(f, "{}://{login}{}", self.scheme(), self.authority())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::super::mask::masked;
    use super::{Address, Protocol};

    fn read(text: &str) -> (Protocol, String, u16, Option<String>) {
        let address = Address::parse(text).unwrap();
        let authorization = address.authorization();
        (address.protocol, address.host, address.port, authorization)
    }

    #[test]
    fn parts_have_their_usual_defaults() {
        let plain = |protocol, port| (protocol, "proxy.example.com".to_owned(), port, None);
        assert_eq!(read("proxy.example.com"), plain(Protocol::Http, 80));
        assert_eq!(read(" proxy.example.com:3128 "), plain(Protocol::Http, 3128));
        assert_eq!(read("HTTP://proxy.example.com:3128/"), plain(Protocol::Http, 3128));
        assert_eq!(read("https://proxy.example.com"), plain(Protocol::Https, 443));
        assert_eq!(read("socks5://proxy.example.com"), plain(Protocol::Socks5, 1080));
        assert_eq!(read("socks5h://proxy.example.com:1"), plain(Protocol::Socks5h, 1));
        assert_eq!(read("http://[::1]:8080").1, "::1");
    }

    #[test]
    fn user_and_password_are_decoded() {
        let basic = |text: &str| read(text).3.unwrap();
        assert_eq!(basic("http://Aladdin:open%20sesame@p"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(basic("http://u:p%40ss%3A%2F@p"), "Basic dTpwQHNzOi8=");
        assert_eq!(basic("http://u:50%@p"), "Basic dTo1MCU=");
        assert_eq!(basic("http://u:a@b@p"), "Basic dTphQGI=");
        assert_eq!(basic("u:@p:1"), "Basic dTo=");
        assert_eq!(basic("u@p:1"), "Basic dTo=");
    }

    #[test]
    fn unusable_addresses_say_why() {
        let cases = [
            ("htp://127.0.0.1:1", "unknown scheme"),
            ("socks4://127.0.0.1:1", "SOCKS 4"),
            ("http://", "host is missing"),
            ("http://:3128", "host is missing"),
            ("http://proxy:0", "port"),
            ("http://proxy:", "port"),
            ("http://proxy:99999", "port"),
            ("http://proxy:80x", "port"),
            ("http://pro xy:80", "not allowed"),
            ("http://[::1:80", "bracket"),
            ("http://[::x]:80", "IPv6"),
            ("::1", "brackets"),
            ("http://proxy/path", "path"),
            ("http://proxy?x", "path"),
            ("http://u:p/w@proxy", "encode"),
            ("", "host is missing"),
        ];
        for (text, reason) in cases {
            let error = Address::parse(text).unwrap_err();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }

    #[test]
    fn credentials_are_never_printed() {
        let address = Address::parse("http://me:hush@proxy:3128").unwrap();
        assert_eq!(address.to_string(), "http://***@proxy:3128");
        assert_eq!(format!("{address:?}"), "http://***@proxy:3128");
        assert_eq!(masked("htp://me:hu@sh@proxy:1"), "htp://***@proxy:1");
        assert_eq!(masked("me:hush@proxy"), "***@proxy");
        assert_eq!(masked("http://me:hu/sh@proxy"), "http://***@proxy");
        assert_eq!(masked("http://me:hush"), "http://me:***");
        assert_eq!(masked("http://proxy:3128/"), "http://proxy:3128/");
    }
}
