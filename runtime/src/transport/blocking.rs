//! Transports that block the thread, and their use by the client.

use super::contract::{Failure, Limits, Transport};
use crate::future::BoxFuture;
use bytes::Bytes;

/// What carries the requests of a blocking client, like [`Transport`](super::Transport).
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends the request and reads the whole answer, whatever its status, within the limits.
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, Failure>;
}

/// A blocking transport as one with async, whose futures are done when they are first asked.
pub(crate) struct BlockingAdapter<T>(pub(crate) T);

impl<T: BlockingTransport> Transport for BlockingAdapter<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, Failure>> {
        Box::pin(async move { self.0.send(request, limits) })
    }
}
