//! The transport of blocking clients: ureq over rustls.

use super::blocking::BlockingTransport;
use super::config::{IDLE, TransportConfig};
use super::contract::{Failure, Limits};
use super::routes::{Route, Routes, unusable};
use super::tls;
use crate::error::ConfigError;
use ::ureq::tls::{RootCerts, TlsConfig};
use ::ureq::{Agent, AsSendBody, Body, Error, Proxy, Timeout};
use bytes::Bytes;
use http::{Request, Response};
use std::io::{ErrorKind, Read};
use std::time::Duration;

/// A year is for ever; ureq adds times to moments, which panics with much longer ones.
const LONGEST: Duration = Duration::from_secs(365 * 86_400);

/// Sends over HTTP/1.1 with ureq, while the thread waits. Clones share one pool of connections.
#[derive(Clone, Debug)]
pub struct Ureq {
    // Two, as each scheme has its proxy.
    https: Agent,
    http: Agent,
    /// The limit that the agents have. A request with another one is configured by itself.
    timeout: Duration,
}

impl Ureq {
    pub(crate) fn with(config: &TransportConfig<'_>) -> Result<Self, ConfigError> {
        let routes = Routes::of(config.proxy, |name| std::env::var(name).ok());
        let agent = |route: &Option<Route>| {
            let proxy = route.as_ref().map(|route| proxy(route, &routes.except)).transpose()?;
            let tls = TlsConfig::builder()
                .root_certs(RootCerts::PlatformVerifier)
                .unversioned_rustls_crypto_provider(tls::provider())
                .build();
            let agent = Agent::config_builder()
                .tls_config(tls)
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false)
                .max_idle_age(IDLE)
                .timeout_connect(Some(config.connect_timeout.min(LONGEST)))
                .timeout_global(Some(config.attempt_timeout.min(LONGEST)))
                .proxy(proxy)
                .build();
            Ok(Agent::new_with_config(agent))
        };
        Ok(Self {
            https: agent(&routes.https)?,
            http: agent(&routes.http)?,
            timeout: config.attempt_timeout,
        })
    }

    fn run(
        &self,
        request: Request<impl AsSendBody>,
        limits: Limits,
    ) -> Result<Response<Body>, Error> {
        let secure = request.uri().scheme_str() == Some("https");
        let agent = if secure { &self.https } else { &self.http };
        if limits.timeout == self.timeout {
            return agent.run(request);
        }
        let timeout = Some(limits.timeout.min(LONGEST));
        agent.run(agent.configure_request(request).timeout_global(timeout).build())
    }
}

impl BlockingTransport for Ureq {
    fn send(&self, request: Request<Bytes>, limits: Limits) -> Result<Response<Bytes>, Failure> {
        let (parts, body) = request.into_parts();
        let response = if body.is_empty() {
            self.run(Request::from_parts(parts, ()), limits)
        } else {
            self.run(Request::from_parts(parts, &*body), limits)
        };
        let (parts, mut body) = response.map_err(sort)?.into_parts();
        let mut bytes = Vec::new();
        let most = (limits.body as u64).saturating_add(1);
        let read = body.as_reader().take(most).read_to_end(&mut bytes);
        read.map_err(|error| Failure::NoResponse(error.into()))?;
        let too_long = bytes.len() > limits.body;
        bytes.truncate(limits.body);
        let answer = Response::from_parts(parts, bytes.into());
        if too_long { Err(Failure::TooLong(Box::new(answer))) } else { Ok(answer) }
    }
}

/// A proxy that serves neither these hosts nor those below them.
fn proxy(route: &Route, except: &str) -> Result<Proxy, ConfigError> {
    let parsed = Proxy::new(&route.address).map_err(|_| unusable(route))?;
    let mut builder = Proxy::builder(parsed.protocol()).host(parsed.host()).port(parsed.port());
    if let Some(user) = parsed.username() {
        builder = builder.username(user);
    }
    if let Some(password) = parsed.password() {
        builder = builder.password(password);
    }
    for host in except.split(',').map(str::trim).filter(|host| !host.is_empty()) {
        builder = builder.no_proxy(host);
        if host.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            builder = builder.no_proxy(&format!(".{host}"));
        }
    }
    builder.build().map_err(|_| unusable(route))
}

/// Whether a request that failed was sent. What can be told apart is before the first byte of it:
/// looking up the host, connecting, the proxy's consent, the server's certificate.
fn sort(error: Error) -> Failure {
    let unsent = match &error {
        Error::HostNotFound
        | Error::ConnectionFailed
        | Error::ConnectProxyFailed(_)
        | Error::BadUri(_)
        | Error::Http(_)
        | Error::InvalidProxyUrl
        | Error::Tls(_)
        | Error::Rustls(_)
        | Error::TlsRequired
        | Error::Timeout(Timeout::Resolve | Timeout::Connect) => true,
        Error::Io(error) => {
            let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
            let refused = matches!(tls, Some(rustls::Error::InvalidCertificate(_)));
            refused || error.kind() == ErrorKind::ConnectionRefused
        }
        _ => false,
    };
    if unsent { Failure::NotSent(error.into()) } else { Failure::NoResponse(error.into()) }
}
