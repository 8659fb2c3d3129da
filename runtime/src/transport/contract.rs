//! The contract between the client and whatever carries its requests.

pub use crate::future::BoxFuture;

use bytes::Bytes;
use std::error::Error;
use std::fmt;
use std::time::Duration;

/// What carries requests. By default that is reqwest; tests use [`crate::testing::FakeTransport`].
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
    NoResponse(Cause),
    /// The body of the answer is longer than [`Limits::body`]; this much of it was read.
    TooLong(Box<http::Response<Bytes>>),
}

/// Any error, as the cause of another.
pub type Cause = Box<dyn Error + Send + Sync>;

impl Failure {
    pub(crate) fn timed_out(limit: Duration) -> Self {
        Self::NoResponse(format!("nothing came within {limit:?}").into())
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
