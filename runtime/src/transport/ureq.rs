//! The transport of blocking clients: ureq over rustls.

mod connector;

use super::blocking::BlockingTransport;
use super::config::TransportConfig;
use super::contract::{Cause, Failure, Limits};
use super::destination::Destination;
use super::error::{Phase, Place, TransportError};
use super::proxy::Routes;
use super::tls;
use crate::error::{ConfigError, TimedOut};
use ::ureq::unversioned::resolver::DefaultResolver;
use ::ureq::{Agent, AsSendBody, Body, Error};
use bytes::Bytes;
use connector::{Dial, Lookup};
use http::header::PROXY_AUTHORIZATION;
use http::{HeaderValue, Request, Response};
use std::io::{self, Read};
use std::sync::Arc;
use std::time::Duration;

/// A year is for ever; ureq adds times to moments, which panics with much longer ones.
const LONGEST: Duration = Duration::from_secs(365 * 86_400);

/// Sends over HTTP/1.1 with ureq and rustls, and blocks the thread meanwhile.
///
/// Clones share one pool of connections, which any number of clients and credentials may use.
#[derive(Clone, Debug)]
pub struct Ureq {
    agent: Agent,
    routes: Arc<Routes>,
}

impl Ureq {
    /// Creates a transport with the default settings.
    ///
    /// # Errors
    ///
    /// If a proxy that the environment names is not usable.
    pub fn new() -> Result<Self, ConfigError> {
        Self::with(&TransportConfig::new())
    }

    /// Creates a transport with these settings.
    ///
    /// # Errors
    ///
    /// If the proxy, be it of the settings or of the environment, or a root certificate is not
    /// usable.
    pub fn with(config: &TransportConfig) -> Result<Self, ConfigError> {
        let routes = Arc::new(Routes::new(&config.proxy)?);
        let connect_timeout = Some(config.connect_timeout.min(LONGEST));
        let settings = Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_age(config.idle_timeout.min(LONGEST))
            .max_idle_connections(config.max_connections.max(1))
            .max_idle_connections_per_host(config.max_idle_per_host)
            .timeout_resolve(connect_timeout)
            .timeout_connect(connect_timeout)
            .build();
        let dial = Dial { routes: routes.clone(), tls: tls::config(&config.roots)? };
        let lookup = Lookup { routes: routes.clone(), inner: DefaultResolver::default() };
        Ok(Self { agent: Agent::with_parts(settings, dial, lookup), routes })
    }

    fn run(
        &self,
        request: Request<impl AsSendBody>,
        limits: Limits,
    ) -> Result<Response<Body>, Error> {
        let timeout = Some(limits.timeout.min(LONGEST));
        self.agent.run(self.agent.configure_request(request).timeout_global(timeout).build())
    }
}

impl BlockingTransport for Ureq {
    fn proxy(&self, address: &http::Uri) -> Option<String> {
        self.routes.find(address).map(ToString::to_string)
    }

    fn send(&self, request: Request<Bytes>, limits: Limits) -> Result<Response<Bytes>, Failure> {
        let destination = Destination::of(request.uri());
        let route = self.routes.find(request.uri());
        let place = Place::new(&destination, route.map(|route| route.to_string().into()));
        let (mut parts, body) = request.into_parts();
        if parts.uri.scheme() == Some(&http::uri::Scheme::HTTP)
            && let Some(proxy) = route.filter(|proxy| proxy.forwards())
            && let Some(login) = proxy.authorization()
        {
            let mut value = HeaderValue::try_from(login).map_err(|error| {
                Failure::NotSent(place.permanent(Phase::Prepare, None, error).into())
            })?;
            value.set_sensitive(true);
            parts.headers.insert(PROXY_AUTHORIZATION, value);
        }
        connector::begin();
        let response = if body.is_empty() {
            self.run(Request::from_parts(parts, ()), limits)
        } else {
            self.run(Request::from_parts(parts, &*body), limits)
        };
        let response = response.map_err(|error| failed(error, limits, &place))?;
        read(response, limits, &place)
    }
}

fn read(
    response: Response<Body>,
    limits: Limits,
    place: &Place,
) -> Result<Response<Bytes>, Failure> {
    let (parts, mut body) = response.into_parts();
    let mut bytes = Vec::new();
    let most = (limits.body as u64).saturating_add(1);
    if let Err(error) = body.as_reader().take(most).read_to_end(&mut bytes) {
        let length = bytes.len();
        let cause: Cause = if is_timeout(&error) {
            let text = format!(
                "the response was not complete within {:?}; {length} bytes of its body came",
                limits.timeout
            );
            TimedOut::new(text).into()
        } else {
            let status = parts.status;
            format!(
                "the response (HTTP status {status}) broke off after {length} bytes of its body: \
                 {error}"
            )
            .into()
        };
        return Err(Failure::NoResponse(place.passing(Phase::Exchange, None, cause).into()));
    }
    let too_long = bytes.len() > limits.body;
    bytes.truncate(limits.body);
    let answer = Response::from_parts(parts, bytes.into());
    if too_long { Err(Failure::TooLong(Box::new(answer))) } else { Ok(answer) }
}

fn is_timeout(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
    error.kind() == io::ErrorKind::TimedOut || matches!(inner, Some(Error::Timeout(_)))
}

/// Sorts an error of ureq's. Those of the connector bear their phase; of the others counts whether a
/// byte of the request was written.
fn failed(error: Error, limits: Limits, place: &Place) -> Failure {
    let begun = connector::has_begun();
    match error {
        Error::Other(cause) => match cause.downcast::<TransportError>() {
            Ok(known) => Failure::NotSent(known),
            Err(cause) => unknown(cause, begun, place),
        },
        Error::Timeout(_) if begun => {
            let cause = TimedOut::new(format!("no response within {:?}", limits.timeout));
            Failure::NoResponse(place.passing(Phase::Exchange, None, cause).into())
        }
        Error::Timeout(_) => {
            let cause = TimedOut::new(format!("no connection within {:?}", limits.timeout));
            Failure::NotSent(place.passing(Phase::Connect, None, cause).into())
        }
        Error::BadUri(_) | Error::Http(_) if !begun => {
            Failure::NotSent(place.permanent(Phase::Prepare, None, error).into())
        }
        error => unknown(error.into(), begun, place),
    }
}

fn unknown(cause: Cause, begun: bool, place: &Place) -> Failure {
    if begun {
        Failure::NoResponse(place.passing(Phase::Exchange, None, cause).into())
    } else {
        Failure::NotSent(place.passing(Phase::Prepare, None, cause).into())
    }
}
