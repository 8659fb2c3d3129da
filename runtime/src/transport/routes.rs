//! The proxies that a client's requests go through, as they are named somewhere.

use super::proxy::Proxy;
use crate::error::ConfigError;

/// The proxies of a client, as they are named somewhere.
#[derive(Default)]
pub(super) struct Routes {
    /// For `https://` addresses: the address, and where it was read.
    pub(super) https: Option<Route>,
    /// For `http://` addresses.
    pub(super) http: Option<Route>,
    /// The hosts that are reached directly, separated by commas.
    pub(super) except: String,
}

/// The address of a proxy.
#[derive(Clone)]
pub(super) struct Route {
    pub(super) address: String,
    /// Where it was read, for messages.
    pub(super) origin: &'static str,
}

impl Routes {
    pub(super) fn of(proxy: &Proxy, environment: impl Fn(&str) -> Option<String>) -> Self {
        match proxy {
            Proxy::None => Self::default(),
            Proxy::At(address) => {
                let route =
                    Route { address: address.clone(), origin: "the client's configuration" };
                Self { https: Some(route.clone()), http: Some(route), except: METADATA.to_owned() }
            }
            Proxy::Environment => {
                let any = route(&environment, "ALL_PROXY", "all_proxy");
                // Servers put a request's header `Proxy` into `HTTP_PROXY` for CGI programs.
                let http = if environment("REQUEST_METHOD").is_some() {
                    None
                } else {
                    route(&environment, "HTTP_PROXY", "http_proxy")
                };
                let except = environment("NO_PROXY").or_else(|| environment("no_proxy"));
                Self {
                    https: route(&environment, "HTTPS_PROXY", "https_proxy").or(any.clone()),
                    http: http.or(any),
                    except: format!("{METADATA},{}", except.unwrap_or_default()),
                }
            }
        }
    }
}

/// The address stays out of the message, as it may hold a password.
pub(super) fn unusable(route: &Route) -> ConfigError {
    ConfigError::new(format!("the proxy that {} names has no usable address", route.origin))
}

/// The host that tells a machine about itself, which no proxy can reach.
const METADATA: &str = "metadata.tencentyun.com";

fn route(
    environment: &impl Fn(&str) -> Option<String>,
    upper: &'static str,
    lower: &'static str,
) -> Option<Route> {
    [upper, lower].into_iter().find_map(|origin| {
        let address = environment(origin).filter(|address| !address.trim().is_empty())?;
        Some(Route { address, origin })
    })
}

#[cfg(test)]
mod tests {
    use super::Routes;
    use crate::transport::Proxy;

    fn routes(pairs: &[(&str, &str)]) -> (Option<String>, Option<String>, String) {
        let find = |name: &str| {
            let pair = pairs.iter().find(|(known, _)| *known == name);
            pair.map(|(_, value)| (*value).to_owned())
        };
        let routes = Routes::of(&Proxy::Environment, find);
        let address = |route: Option<super::Route>| route.map(|route| route.address);
        (address(routes.https), address(routes.http), routes.except)
    }

    #[test]
    fn each_scheme_has_its_proxy_and_one_may_serve_all() {
        let (https, http, _) =
            routes(&[("ALL_PROXY", "http://all"), ("https_proxy", "http://tls")]);
        assert_eq!(https.as_deref(), Some("http://tls"));
        assert_eq!(http.as_deref(), Some("http://all"));
    }

    #[test]
    fn the_metadata_of_a_machine_is_never_asked_through_a_proxy() {
        let (_, _, except) = routes(&[("NO_PROXY", "localhost"), ("ALL_PROXY", "http://all")]);
        assert_eq!(except, "metadata.tencentyun.com,localhost");
    }

    #[test]
    fn a_cgi_program_does_not_let_a_visitor_choose_the_proxy() {
        let (https, http, _) = routes(&[("REQUEST_METHOD", "GET"), ("HTTP_PROXY", "http://evil")]);
        assert_eq!((https, http), (None, None));
    }

    #[test]
    fn an_empty_variable_names_no_proxy() {
        assert_eq!(routes(&[("HTTPS_PROXY", " ")]).0, None);
    }
}
