//! Transports that block the thread, and their use by the client.

use super::contract::{Failure, Limits, Transport};
use crate::future::BoxFuture;
use bytes::Bytes;
use std::sync::Arc;

/// Carries the requests of a blocking client, like [`Transport`](super::Transport).
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends the request and reads the whole response, whatever its status, within the limits.
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, Failure>;

    /// Returns the proxy that a request to this address goes through, without its credentials, for
    /// error messages.
    fn proxy(&self, address: &http::Uri) -> Option<String> {
        let _ = address;
        None
    }
}

impl<T: BlockingTransport + ?Sized> BlockingTransport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, Failure> {
        (**self).send(request, limits)
    }

    fn proxy(&self, address: &http::Uri) -> Option<String> {
        (**self).proxy(address)
    }
}

/// Adapts a blocking transport; its futures complete when they are first polled.
pub(crate) struct BlockingAdapter<T>(pub(crate) T);

impl<T: BlockingTransport> Transport for BlockingAdapter<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, Failure>> {
        Box::pin(async move { self.0.send(request, limits) })
    }

    fn proxy(&self, address: &http::Uri) -> Option<String> {
        self.0.proxy(address)
    }
}
