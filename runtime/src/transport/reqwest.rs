//! Sending with a client of reqwest.

use super::contract::{Failure, Limits, Transport};
use super::destination::Destination;
use super::error::{Phase, Place};
use crate::future::BoxFuture;
use bytes::{Bytes, BytesMut};
use http::{Request, Response};

/// Sends with a reqwest client that the program has configured, such as one that it uses elsewhere.
///
/// TLS, proxies and the pool of connections are those of the client. None of reqwest's features is
/// enabled here, because they would change the TLS of other clients in the program: enable one of
/// its TLS features for `https://`.
#[derive(Clone, Debug)]
pub struct Reqwest {
    client: ::reqwest::Client,
}

impl Reqwest {
    /// Sends with this client, which must not follow redirects, decompress, or retry.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = reqwest::Client::builder()
    ///     .redirect(reqwest::redirect::Policy::none())
    ///     .retry(reqwest::retry::never())
    ///     .pool_idle_timeout(std::time::Duration::from_secs(30))
    ///     .build()?;
    /// let transport = tencentcloud_runtime::transport::Reqwest::new(client);
    /// # let _ = transport;
    /// # Ok(())
    /// # }
    /// ```
    pub fn new(client: ::reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<Response<Bytes>, Failure>> {
        Box::pin(exchange(&self.client, request, limits))
    }
}

async fn exchange(
    client: &::reqwest::Client,
    request: Request<Bytes>,
    limits: Limits,
) -> Result<Response<Bytes>, Failure> {
    let place = Place::new(&Destination::of(request.uri()), None);
    if tokio::runtime::Handle::try_current().is_err() {
        let cause = "there is no tokio runtime here, which this transport needs";
        return Err(Failure::NotSent(place.permanent(Phase::Prepare, None, cause).into()));
    }
    let request = ::reqwest::Request::try_from(request)
        .map_err(|error| Failure::NotSent(place.permanent(Phase::Prepare, None, error).into()))?;
    let sent = client.execute(request).await;
    let mut response = sent.map_err(|error| sort(error, &place))?;
    let mut answer = Response::new(Bytes::new());
    *answer.status_mut() = response.status();
    *answer.headers_mut() = std::mem::take(response.headers_mut());
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| sort(error, &place))? {
        body.extend_from_slice(&chunk);
        if body.len() > limits.body {
            body.truncate(limits.body);
            *answer.body_mut() = body.freeze();
            return Err(Failure::TooLong(Box::new(answer)));
        }
    }
    *answer.body_mut() = body.freeze();
    Ok(answer)
}

fn sort(error: ::reqwest::Error, place: &Place) -> Failure {
    let (unsent, built) = (error.is_connect(), error.is_builder());
    let error = error.without_url();
    if built {
        Failure::NotSent(place.permanent(Phase::Prepare, None, error).into())
    } else if unsent {
        Failure::NotSent(place.passing(Phase::Connect, None, error).into())
    } else {
        Failure::NoResponse(place.passing(Phase::Exchange, None, error).into())
    }
}
