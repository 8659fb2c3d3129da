//! The proxy for each request, from the configuration or the environment.

use super::Proxy;
use super::address::Address;
use super::except::Exceptions;
use super::mask::masked;
use crate::error::ConfigError;
use http::Uri;
use std::ffi::OsString;
use std::sync::Arc;

/// The proxies of a transport.
#[derive(Clone, Debug, Default)]
pub(crate) struct Routes {
    https: Option<Arc<Address>>,
    http: Option<Arc<Address>>,
    except: Exceptions,
}

/// The host that tells a machine about itself, which no proxy can reach.
const METADATA: &str = "metadata.tencentyun.com";

impl Routes {
    /// Reads the configuration, and the environment of the process if that is asked for.
    pub(crate) fn new(proxy: &Proxy) -> Result<Self, ConfigError> {
        Self::read(proxy, |name| std::env::var_os(name))
    }

    fn read(
        proxy: &Proxy,
        environment: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, ConfigError> {
        let mut routes = match proxy {
            Proxy::None => return Ok(Self::default()),
            Proxy::At(text) => {
                let address = Arc::new(parse("the proxy of the configuration", text)?);
                Self { https: Some(address.clone()), http: Some(address), ..Self::default() }
            }
            Proxy::Environment => Self::of_environment(&environment)?,
        };
        routes.except.add(METADATA);
        Ok(routes)
    }

    fn of_environment(
        environment: &impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, ConfigError> {
        let address = |names: [&'static str; 2]| {
            let found = variable(environment, names)?;
            found.map(|(name, text)| parse(name, &text).map(Arc::new)).transpose()
        };
        let any = address(["ALL_PROXY", "all_proxy"])?;
        // Servers put a request's header `Proxy` into `HTTP_PROXY` for CGI programs.
        let http = match environment("REQUEST_METHOD") {
            Some(_) => None,
            None => address(["HTTP_PROXY", "http_proxy"])?,
        };
        let except = match variable(environment, ["NO_PROXY", "no_proxy"])? {
            Some((name, list)) => Exceptions::parse(&list).map_err(|reason| {
                ConfigError::new(format!("{name} has an invalid entry {reason}"))
            })?,
            None => Exceptions::default(),
        };
        Ok(Self {
            https: address(["HTTPS_PROXY", "https_proxy"])?.or_else(|| any.clone()),
            http: http.or(any),
            except,
        })
    }

    /// Returns the proxy for a request to this address.
    pub(crate) fn find(&self, uri: &Uri) -> Option<&Arc<Address>> {
        let (proxy, port) = match uri.scheme_str() {
            Some("https") => (self.https.as_ref()?, 443),
            _ => (self.http.as_ref()?, 80),
        };
        let (host, port) = (uri.host()?, uri.port_u16().unwrap_or(port));
        (!self.except.contain(host, port)).then_some(proxy)
    }
}

/// Returns the first variable that is set and not empty, and its value.
fn variable(
    environment: &impl Fn(&str) -> Option<OsString>,
    names: [&'static str; 2],
) -> Result<Option<(&'static str, String)>, ConfigError> {
    for name in names {
        let Some(value) = environment(name) else { continue };
        match value.into_string() {
            Ok(value) if value.trim().is_empty() => {}
            Ok(value) => return Ok(Some((name, value))),
            Err(_) => return Err(ConfigError::new(format!("{name} is not valid UTF-8"))),
        }
    }
    Ok(None)
}

fn parse(origin: &str, text: &str) -> Result<Address, ConfigError> {
    Address::parse(text).map_err(|reason| {
        ConfigError::new(format!("{origin} is not a usable address: {:?}: {reason}", masked(text)))
    })
}

#[cfg(test)]
mod tests {
    use super::Routes;
    use crate::transport::Proxy;

    fn read(pairs: &[(&str, &str)]) -> Result<Routes, String> {
        let find = |name: &str| {
            let pair = pairs.iter().find(|(known, _)| *known == name);
            pair.map(|(_, value)| (*value).into())
        };
        Routes::read(&Proxy::Environment, find).map_err(|error| error.to_string())
    }

    fn route(routes: &Routes, uri: &str) -> Option<String> {
        routes.find(&uri.parse().unwrap()).map(ToString::to_string)
    }

    fn found(pairs: &[(&str, &str)], uri: &str) -> Option<String> {
        route(&read(pairs).unwrap(), uri)
    }

    #[test]
    fn each_scheme_has_its_proxy_and_one_may_serve_all() {
        let pairs = [("ALL_PROXY", "http://all"), ("https_proxy", "http://tls")];
        assert_eq!(found(&pairs, "https://host").as_deref(), Some("http://tls:80"));
        assert_eq!(found(&pairs, "http://host").as_deref(), Some("http://all:80"));
        assert_eq!(found(&[("HTTP_PROXY", "http://plain")], "https://host"), None);
    }

    #[test]
    fn the_metadata_of_a_machine_is_never_asked_through_a_proxy() {
        let pairs = [("NO_PROXY", "localhost"), ("ALL_PROXY", "http://all")];
        assert_eq!(found(&pairs, "http://metadata.tencentyun.com/latest"), None);
        let routes = Routes::new(&Proxy::At("http://all".to_owned())).unwrap();
        assert_eq!(route(&routes, "http://metadata.tencentyun.com/latest"), None);
        assert!(route(&routes, "http://tencentyun.com/").is_some());
    }

    #[test]
    fn a_cgi_program_does_not_let_a_visitor_choose_the_proxy() {
        let pairs = [("REQUEST_METHOD", "GET"), ("HTTP_PROXY", "http://evil")];
        assert_eq!(found(&pairs, "http://host"), None);
    }

    #[test]
    fn an_empty_variable_names_no_proxy() {
        assert_eq!(found(&[("HTTPS_PROXY", " ")], "https://host"), None);
        let pairs = [("HTTPS_PROXY", ""), ("https_proxy", "p"), ("NO_PROXY", "")];
        assert_eq!(found(&pairs, "https://host").as_deref(), Some("http://p:80"));
    }

    #[test]
    fn exceptions_know_the_port_of_the_scheme() {
        let pairs = [("ALL_PROXY", "p"), ("no_proxy", "host:443")];
        assert_eq!(found(&pairs, "https://host"), None);
        assert!(found(&pairs, "http://host").is_some());
        assert_eq!(found(&pairs, "http://host:443"), None);
    }

    #[test]
    fn an_unusable_value_is_an_error_that_names_it_without_its_credentials() {
        for (name, value, shown) in [
            ("HTTPS_PROXY", "htp://me:hush@127.0.0.1:1", "htp://***@127.0.0.1:1"),
            ("http_proxy", "http://me:hush@:1", "http://***@:1"),
            ("ALL_PROXY", "socks4://127.0.0.1", "socks4://127.0.0.1"),
            ("NO_PROXY", "10.0.0.0/40", "10.0.0.0/40"),
        ] {
            let error = read(&[(name, value)]).unwrap_err();
            assert!(error.contains(name) && error.contains(shown), "{error}");
            assert!(!error.contains("hush"), "{error}");
        }
        let given = Routes::new(&Proxy::At("htp://me:hush@127.0.0.1:1".to_owned()));
        let error = given.unwrap_err().to_string();
        assert!(error.contains("configuration") && error.contains("htp://***@"), "{error}");
        assert!(!error.contains("hush"), "{error}");
    }
}
