//! Transports: what carries a signed request to the service and brings the answer back.

mod proxy;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod routes;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod tls;
#[cfg(feature = "blocking")]
pub(crate) mod ureq;

#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;
pub use proxy::Proxy;

pub use crate::future::BoxFuture;

use bytes::Bytes;
use std::error::Error;
use std::fmt;
use std::time::Duration;

/// How long a connection may be idle. The service closes its side after 60 s, and a request sent
/// into that moment gets no answer.
#[cfg(any(feature = "reqwest", feature = "blocking"))]
const IDLE: Duration = Duration::from_secs(30);
#[cfg(any(feature = "reqwest", feature = "blocking"))]
const _: () = assert!(IDLE.as_secs() < 60);

/// What carries requests. By default that is reqwest; tests use [`crate::memory::Memory`].
///
/// A transport sends the request as it is, once: headers and body are signed. It follows no
/// redirect and does not send again by itself. Dropping the future cancels.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request and reads the whole answer, whatever its status.
    ///
    /// The client drops the future when its time is over, so a transport with async need not
    /// watch [`Limits::timeout`].
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, Failure>>;
}

/// The bounds of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How long the request may take, from connecting to the end of the answer.
    pub timeout: Duration,
    /// How many bytes the body of the answer may have. More are not read.
    pub body: usize,
}

/// Why a request brought no answer.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// Nothing was sent: the service cannot have done anything.
    NotSent(Cause),
    /// Something was sent, or may have been, and no whole answer came.
    NoAnswer(Cause),
    /// The body of the answer is longer than [`Limits::body`]; this much of it was read.
    TooLong(Box<http::Response<Bytes>>),
}

/// Any error, as the cause of another.
pub type Cause = Box<dyn Error + Send + Sync>;

impl Failure {
    pub(crate) fn nothing_within(limit: Duration) -> Self {
        Self::NoAnswer(format!("nothing came within {limit:?}").into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent(cause) => write!(f, "not sent: {cause}"),
            Self::NoAnswer(cause) => write!(f, "no answer: {cause}"),
            Self::TooLong(answer) => {
                write!(f, "the answer is too long (HTTP status {})", answer.status())
            }
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NotSent(cause) | Self::NoAnswer(cause) => cause.source(),
            Self::TooLong(_) => None,
        }
    }
}
