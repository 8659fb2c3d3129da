//! The hosts that are reached without the proxy: `NO_PROXY`.

use std::net::IpAddr;

/// Hosts, networks and patterns.
#[derive(Clone, Debug, Default)]
pub(super) struct Exceptions(Vec<Entry>);

#[derive(Clone, Debug)]
struct Entry {
    hosts: Hosts,
    port: Option<u16>,
}

#[derive(Clone, Debug)]
enum Hosts {
    /// A host and all hosts below it, in lower case.
    Domain(String),
    Address(IpAddr),
    /// An address and the number of its bits that count.
    Network(IpAddr, u32),
    /// A pattern in lower case, in which `*` stands for any characters.
    Pattern(String),
}

impl Exceptions {
    /// Reads a list; an error names the entry and says what is wrong with it.
    pub(super) fn parse(list: &str) -> Result<Self, String> {
        let entries = list.split(|c: char| c == ',' || c.is_whitespace());
        entries
            .filter(|entry| !entry.is_empty())
            .map(Entry::parse)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Adds a host that is always reached directly.
    pub(super) fn add(&mut self, host: &str) {
        self.0.push(Entry { hosts: Hosts::Domain(host.to_owned()), port: None });
    }

    /// Returns whether this host, which may be in brackets, is reached directly at this port.
    pub(super) fn contain(&self, host: &str, port: u16) -> bool {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let name = bare.trim_end_matches('.').to_ascii_lowercase();
        let address = name.parse::<IpAddr>().ok();
        let fits = |entry: &Entry| {
            entry.port.is_none_or(|only| only == port) && entry.hosts.contain(&name, address)
        };
        self.0.iter().any(fits)
    }
}

impl Entry {
    fn parse(text: &str) -> Result<Self, String> {
        let (host, port) = host_and_port(text);
        let port = match port {
            None => None,
            Some(port) => match port.parse() {
                Ok(port @ 1..) => Some(port),
                _ => return Err(format!("{text:?}: {port:?} is not a port from 1 to 65535")),
            },
        };
        let hosts = Hosts::parse(host).map_err(|reason| format!("{text:?}: {reason}"))?;
        Ok(Self { hosts, port })
    }
}

/// Takes an entry apart. More than one colon is an IPv6 address, unless there are brackets.
fn host_and_port(text: &str) -> (&str, Option<&str>) {
    if let Some((host, rest)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return match rest.strip_prefix(':') {
            Some(port) => (host, Some(port)),
            None if rest.is_empty() => (host, None),
            // A network in brackets, or something else.
            None => (text, None),
        };
    }
    match text.split_once(':') {
        Some((host, port)) if !port.contains(':') => (host, Some(port)),
        _ => (text, None),
    }
}

impl Hosts {
    fn parse(text: &str) -> Result<Self, String> {
        if let Ok(address) = text.parse() {
            return Ok(Self::Address(address));
        }
        if let Some((address, bits)) = text.split_once('/') {
            let bare = address.trim_start_matches('[').trim_end_matches(']');
            let address: IpAddr =
                bare.parse().map_err(|_| format!("{bare:?} is not an IP address"))?;
            let most = if address.is_ipv4() { 32 } else { 128 };
            return match bits.parse() {
                Ok(bits) if bits <= most => Ok(Self::Network(address, bits)),
                _ => Err(format!("{bits:?} is not a number of bits from 0 to {most}")),
            };
        }
        let known = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '*' | ':');
        if let Some(other) = text.chars().find(|c| !known(*c)) {
            return Err(format!("{other:?} is not allowed in a host"));
        }
        let text = text.trim_end_matches('.').to_ascii_lowercase();
        if text.contains('*') {
            return Ok(Self::Pattern(text));
        }
        let domain = text.trim_start_matches('.');
        if domain.is_empty() {
            return Err("the host is missing".to_owned());
        }
        Ok(Self::Domain(domain.to_owned()))
    }

    fn contain(&self, name: &str, address: Option<IpAddr>) -> bool {
        match self {
            // The end of an IP address is not a domain.
            Self::Domain(domain) if address.is_some() => domain == name,
            Self::Domain(domain) => name
                .strip_suffix(domain.as_str())
                .is_some_and(|front| front.is_empty() || front.ends_with('.')),
            Self::Address(own) => address == Some(*own),
            Self::Network(network, bits) => {
                address.is_some_and(|address| same_network(*network, address, *bits))
            }
            Self::Pattern(pattern) => matches(pattern, name),
        }
    }
}

fn same_network(network: IpAddr, address: IpAddr, bits: u32) -> bool {
    match (network, address) {
        (IpAddr::V4(network), IpAddr::V4(address)) => {
            let differing = network.to_bits() ^ address.to_bits();
            differing.leading_zeros() >= bits
        }
        (IpAddr::V6(network), IpAddr::V6(address)) => {
            let differing = network.to_bits() ^ address.to_bits();
            differing.leading_zeros() >= bits
        }
        _ => false,
    }
}

/// Returns whether a text fits a pattern, in which `*` stands for any characters.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::Exceptions;

    fn direct(list: &str, host: &str, port: u16) -> bool {
        Exceptions::parse(list).unwrap().contain(host, port)
    }

    #[test]
    fn a_host_stands_for_itself_and_the_hosts_below_it() {
        let host = "organization.tencentcloudapi.com";
        for list in [
            "tencentcloudapi.com",
            ".tencentcloudapi.com",
            "*.tencentcloudapi.com",
            "TencentCloudAPI.com.",
            "organization.tencentcloudapi.com",
            "other.example, organization.tencentcloudapi.com",
            "other.example organization.tencentcloudapi.com",
            "*",
            "organization.*",
            "organization.tencentcloudapi.com:443",
            "tencentcloudapi.com:443",
            "*:443",
        ] {
            assert!(direct(list, host, 443), "{list}");
        }
        for list in [
            "",
            "cloudapi.com",
            "example.organization.tencentcloudapi.com",
            "*.organization.tencentcloudapi.com",
            "organization.tencentcloudapi.com:8443",
            "organization",
            "127.0.0.0/8",
        ] {
            assert!(!direct(list, host, 443), "{list}");
        }
    }

    #[test]
    fn addresses_fit_addresses_networks_and_patterns() {
        for list in ["127.0.0.1", "127.0.0.0/8", "*", "127.*", "127.0.0.1:80", "0.0.0.0/0"] {
            assert!(direct(list, "127.0.0.1", 80), "{list}");
        }
        for list in ["0.0.1", "127.0.0.2", "128.0.0.0/8", "127.0.0.1:443", "::1", "::/0"] {
            assert!(!direct(list, "127.0.0.1", 80), "{list}");
        }
        for list in ["::1", "[::1]", "::/8", "*", "[::1]:80", "::1/128", "[::]/8"] {
            assert!(direct(list, "[::1]", 80), "{list}");
        }
        assert!(!direct("[::1]:443", "[::1]", 80));
        assert!(!direct("fe80::/10", "[::1]", 80));
        assert!(direct("fe80::/10", "[fe80::1]", 80));
    }

    #[test]
    fn entries_that_mean_nothing_are_errors() {
        for (list, reason) in [
            ("10.0.0.0/33", "number of bits"),
            ("::/129", "number of bits"),
            ("example.com/8", "IP address"),
            ("http://example.com", "port"),
            ("example.com:https", "port"),
            ("exa$mple.com", "not allowed"),
            (".", "missing"),
        ] {
            let error = Exceptions::parse(list).unwrap_err();
            assert!(error.contains(reason), "{list}: {error}");
        }
    }
}
