//! The default transport: reqwest over rustls, on a tokio runtime.

use super::config::{IDLE, TransportConfig};
use super::contract::{Failure, Limits, Transport};
use super::routes::{Route, Routes, unusable};
use super::tls;
use crate::error::ConfigError;
use crate::future::BoxFuture;
use bytes::{Bytes, BytesMut};

/// Sends over HTTP/1.1 with reqwest. Clones share one pool of connections.
#[derive(Clone, Debug)]
pub struct Reqwest {
    client: ::reqwest::Client,
}

impl Reqwest {
    /// Sends with a client of the caller's. It must not follow redirects, nor decompress, nor send
    /// again by itself, and should close idle connections before the service does, after 60 s.
    pub fn new(client: ::reqwest::Client) -> Self {
        Self { client }
    }

    pub(crate) fn with(config: &TransportConfig<'_>) -> Result<Self, ConfigError> {
        let tls = tls::config()
            .map_err(|error| ConfigError::new(format!("TLS cannot be set up: {error}")))?;
        let mut builder = ::reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .http1_only()
            .redirect(::reqwest::redirect::Policy::none())
            .retry(::reqwest::retry::never())
            .connect_timeout(config.connect_timeout)
            .pool_idle_timeout(IDLE)
            .tcp_nodelay(true)
            .no_proxy();
        let routes = Routes::of(config.proxy, |name| std::env::var(name).ok());
        let make = |kind: fn(String) -> ::reqwest::Result<::reqwest::Proxy>, route: &Route| {
            let except = ::reqwest::NoProxy::from_string(&routes.except);
            let proxy = kind(route.address.clone()).map_err(|_| unusable(route))?;
            Ok::<_, ConfigError>(proxy.no_proxy(except))
        };
        if let Some(route) = &routes.https {
            builder = builder.proxy(make(::reqwest::Proxy::https, route)?);
        }
        if let Some(route) = &routes.http {
            builder = builder.proxy(make(::reqwest::Proxy::http, route)?);
        }
        let client = builder
            .build()
            .map_err(|error| ConfigError::new(format!("HTTP cannot be set up: {error}")))?;
        Ok(Self { client })
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, Failure>> {
        Box::pin(send_once(&self.client, request, limits))
    }
}

async fn send_once(
    client: &::reqwest::Client,
    request: http::Request<Bytes>,
    limits: Limits,
) -> Result<http::Response<Bytes>, Failure> {
    if tokio::runtime::Handle::try_current().is_err() {
        return Err(Failure::NotSent(
            "there is no tokio runtime here, which this transport config".into(),
        ));
    }
    let request = ::reqwest::Request::try_from(request).map_err(|e| Failure::NotSent(e.into()))?;
    let mut response = client.execute(request).await.map_err(sort)?;
    let mut answer = http::Response::new(Bytes::new());
    *answer.status_mut() = response.status();
    *answer.headers_mut() = std::mem::take(response.headers_mut());
    let mut body = Bytes::new();
    while let Some(chunk) = response.chunk().await.map_err(sort)? {
        body = join(body, chunk);
        if body.len() > limits.body {
            body.truncate(limits.body);
            *answer.body_mut() = body;
            return Err(Failure::TooLong(Box::new(answer)));
        }
    }
    *answer.body_mut() = body;
    Ok(answer)
}

/// Appends a chunk to what there is. Small bodies are one chunk, which is not copied.
fn join(body: Bytes, chunk: Bytes) -> Bytes {
    if body.is_empty() {
        return chunk;
    }
    let mut whole = BytesMut::from(body);
    whole.extend_from_slice(&chunk);
    whole.freeze()
}

fn sort(error: ::reqwest::Error) -> Failure {
    let unsent = error.is_connect() || error.is_builder();
    let cause = error.without_url().into();
    if unsent { Failure::NotSent(cause) } else { Failure::NoResponse(cause) }
}
