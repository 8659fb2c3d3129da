//! The default transport: hyper over rustls, on a tokio runtime.

mod body;
mod connector;

use super::config::TransportConfig;
use super::contract::{Failure, Limits, Transport};
use super::destination::Destination;
use super::error::{Phase, Place, TransportError};
use super::proxy::Routes;
use super::tls;
use crate::error::{ConfigError, TimedOut};
use crate::future::BoxFuture;
use ::hyper::Request;
use body::{TooLong, Whole};
use bytes::Bytes;
use connector::Connector;
use http::header::PROXY_AUTHORIZATION;
use http::{HeaderValue, Response};
use hyper_util::client::legacy::connect::{CaptureConnection, capture_connection};
use hyper_util::client::legacy::{self, Client};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use std::fmt;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Sends over HTTP/1.1 with hyper and rustls.
///
/// Clones share one pool of connections, which any number of clients and credentials may use:
///
/// ```no_run
/// use tencentcloud_runtime::client::Client;
/// use tencentcloud_runtime::credential::Credential;
/// use tencentcloud_runtime::transport::{Hyper, TransportConfig};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let accounts: Vec<Credential> = Vec::new();
/// let transport = Hyper::with(&TransportConfig::new().max_connections(64))?;
/// for credential in accounts {
///     let client: Client =
///         Client::builder().credentials(credential).transport(transport.clone()).build()?;
///     # let _ = client;
/// }
/// # Ok(())
/// # }
/// ```
///
/// It needs a tokio runtime with I/O and time enabled. Open connections are at most
/// [`max_connections`](TransportConfig::max_connections) in use, and
/// [`max_idle_per_host`](TransportConfig::max_idle_per_host) idle ones for each host.
#[derive(Clone)]
pub struct Hyper {
    shared: Arc<Shared>,
}

struct Shared {
    client: Client<Connector, Whole>,
    routes: Arc<Routes>,
    /// One permit for each connection in use.
    slots: Semaphore,
}

impl Hyper {
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
        let connector = Connector::new(config, routes.clone(), tls::config(&config.roots)?);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(config.idle_timeout)
            .pool_max_idle_per_host(config.max_idle_per_host)
            .build(connector);
        let slots = Semaphore::new(config.max_connections.clamp(1, Semaphore::MAX_PERMITS));
        Ok(Self { shared: Arc::new(Shared { client, routes, slots }) })
    }
}

impl fmt::Debug for Hyper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hyper").field("routes", &self.shared.routes).finish_non_exhaustive()
    }
}

impl Transport for Hyper {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, Failure>> {
        Box::pin(self.shared.exchange(request, limits))
    }

    fn proxy(&self, address: &http::Uri) -> Option<String> {
        self.shared.routes.find(address).map(ToString::to_string)
    }
}

/// How far a request has come.
enum Progress {
    Waiting,
    Connecting,
    Answering,
    Reading(usize),
}

impl Shared {
    async fn exchange(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<Response<Bytes>, Failure> {
        let destination = Destination::of(request.uri());
        let route = self.routes.find(request.uri());
        let place = Place::new(&destination, route.map(|route| route.to_string().into()));
        let unready = |cause: &'static str| {
            Err(Failure::NotSent(place.permanent(Phase::Prepare, None, cause).into()))
        };
        if tokio::runtime::Handle::try_current().is_err() {
            return unready("there is no tokio runtime here, which this transport needs");
        }
        let mut request = request.map(Whole::new);
        if request.uri().scheme() == Some(&http::uri::Scheme::HTTP)
            && let Some(proxy) = route.filter(|proxy| proxy.forwards())
            && let Some(login) = proxy.authorization()
        {
            let Ok(mut value) = HeaderValue::try_from(login) else {
                return unready("user and password of the proxy do not fit into a header");
            };
            value.set_sensitive(true);
            request.headers_mut().insert(PROXY_AUTHORIZATION, value);
        }
        let captured = capture_connection(&mut request);
        let mut progress = Progress::Waiting;
        let carried = self.carry(request, limits, &captured, &place, &mut progress);
        if let Ok(result) = tokio::time::timeout(limits.timeout, carried).await {
            return result;
        }
        // Without a connection, nothing can have been sent.
        let unsent = captured.connection_metadata().is_none();
        Err(late(&progress, unsent, limits, &place))
    }

    async fn carry(
        &self,
        request: Request<Whole>,
        limits: Limits,
        captured: &CaptureConnection,
        place: &Place,
        progress: &mut Progress,
    ) -> Result<Response<Bytes>, Failure> {
        let _slot = self.slots.acquire().await;
        *progress = Progress::Connecting;
        let sent = self.client.request(request).await;
        let response = sent.map_err(|error| {
            let unsent = captured.connection_metadata().is_none();
            failed(error, unsent, place)
        })?;
        *progress = Progress::Answering;
        let (parts, body) = response.into_parts();
        let read = body::read(body, limits.body, |length| *progress = Progress::Reading(length));
        match read.await {
            Ok(body) => Ok(Response::from_parts(parts, body)),
            Err(TooLong::Body(body)) => {
                Err(Failure::TooLong(Box::new(Response::from_parts(parts, body))))
            }
            Err(TooLong::Broken(length, error)) => {
                let cause = format!(
                    "the response (HTTP status {}) broke off after {length} bytes of its body: {}",
                    parts.status,
                    crate::error::Chain(&error)
                );
                Err(Failure::NoResponse(place.passing(Phase::Exchange, None, cause).into()))
            }
        }
    }
}

/// Describes a request whose time is over.
fn late(progress: &Progress, unsent: bool, limits: Limits, place: &Place) -> Failure {
    let limit = limits.timeout;
    match progress {
        Progress::Waiting => {
            let cause = format!("all connections of the transport were in use for {limit:?}");
            let hint = Some("raise the transport's max_connections, or start fewer calls at once");
            Failure::NotSent(place.passing(Phase::Prepare, hint, cause).into())
        }
        Progress::Connecting if unsent => {
            let cause = TimedOut::new(format!("no connection within {limit:?}"));
            Failure::NotSent(place.passing(Phase::Connect, None, cause).into())
        }
        Progress::Connecting => {
            let cause = TimedOut::new(format!("no response within {limit:?}"));
            Failure::NoResponse(place.passing(Phase::Exchange, None, cause).into())
        }
        Progress::Answering | Progress::Reading(_) => {
            let length = if let Progress::Reading(length) = progress { *length } else { 0 };
            let cause = TimedOut::new(format!(
                "the response was not complete within {limit:?}; {length} bytes of its body came"
            ));
            Failure::NoResponse(place.passing(Phase::Exchange, None, cause).into())
        }
    }
}

/// Sorts an error of hyper's. Those of the connector bear their phase.
fn failed(error: legacy::Error, unsent: bool, place: &Place) -> Failure {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(current) = cause {
        if let Some(known) = current.downcast_ref::<TransportError>() {
            return Failure::NotSent(known.clone().into());
        }
        cause = current.source();
    }
    if error.is_connect() {
        return Failure::NotSent(place.passing(Phase::Connect, None, error).into());
    }
    if unsent {
        return Failure::NotSent(place.permanent(Phase::Prepare, None, error).into());
    }
    Failure::NoResponse(place.passing(Phase::Exchange, None, error).into())
}
