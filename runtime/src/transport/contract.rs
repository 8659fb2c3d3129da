//! The contract between the client and whatever carries its requests.

pub use crate::future::BoxFuture;

use crate::error::TimedOut;
use bytes::Bytes;
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Carries requests. The default is `Hyper`; tests use [`crate::testing::FakeTransport`].
///
/// A transport sends each request unchanged and once, because headers and body are signed. It follows
/// no redirect and does not retry. Dropping the future cancels.
///
/// One transport serves any number of clients: give each a clone, or an [`Arc`](std::sync::Arc) of
/// it. To observe or limit requests, wrap a transport in one of your own:
///
/// ```
/// use bytes::Bytes;
/// use tencentcloud_runtime::transport::{BoxFuture, Failure, Limits, Transport};
///
/// struct Logged<T>(T);
///
/// impl<T: Transport> Transport for Logged<T> {
///     fn send(
///         &self,
///         request: http::Request<Bytes>,
///         limits: Limits,
///     ) -> BoxFuture<'_, Result<http::Response<Bytes>, Failure>> {
///         let host = request.uri().host().unwrap_or_default().to_owned();
///         Box::pin(async move {
///             let response = self.0.send(request, limits).await;
///             eprintln!("{host}: {:?}", response.as_ref().map(http::Response::status));
///             response
///         })
///     }
/// }
/// ```
///
/// A stack of tower services is wrapped in the same way: hold a clonable service of
/// `http::Request<Bytes>`, clone it in `send`, await its readiness and call it. Map errors to
/// [`Failure::NotSent`] only where nothing can have been sent.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request and reads the whole response, whatever its status.
    ///
    /// The client drops the future when its time is over, so an async transport need not watch
    /// [`Limits::timeout`]; one that does can report the phase it was in.
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, Failure>>;

    /// Returns the proxy that a request to this address goes through, without its credentials, for
    /// error messages.
    fn proxy(&self, address: &http::Uri) -> Option<String> {
        let _ = address;
        None
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, Failure>> {
        (**self).send(request, limits)
    }

    fn proxy(&self, address: &http::Uri) -> Option<String> {
        (**self).proxy(address)
    }
}

/// The bounds of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Limits the time from connecting to the end of the response.
    pub timeout: Duration,
    /// Limits the body of the response, in bytes. More are not read.
    pub body: usize,
}

/// The reason why a request brought no response.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// Nothing was sent: the service cannot have done anything.
    NotSent(Cause),
    /// Something was sent, or may have been, and no whole response came.
    NoResponse(Cause),
    /// The body of the response is longer than [`Limits::body`]; this much of it was read.
    TooLong(Box<http::Response<Bytes>>),
}

/// Any error, as the cause of another.
pub type Cause = Box<dyn Error + Send + Sync>;

impl Failure {
    pub(crate) fn timed_out(limit: Duration) -> Self {
        Self::NoResponse(TimedOut::new(format!("no complete answer came within {limit:?}")).into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent(cause) => write!(f, "not sent: {cause}"),
            Self::NoResponse(cause) => write!(f, "no answer: {cause}"),
            Self::TooLong(answer) => {
                write!(f, "the answer is too long (HTTP status {})", answer.status())
            }
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NotSent(cause) | Self::NoResponse(cause) => cause.source(),
            Self::TooLong(_) => None,
        }
    }
}
