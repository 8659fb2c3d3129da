//! Connections: accepted within the limit, and served until they end.

use super::connection_limit::{ConnectionLimit, Occupied, Slot};
use super::service::Service;
use super::settings::Limits;
use super::socket::Socket;
use crate::mock::Mock;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::time::sleep;

#[cfg(feature = "tls")]
use tokio_rustls::TlsAcceptor;

/// The largest head of a request, in bytes: the longest query, and headers.
const MAX_HEAD: usize = 64 << 10;

/// How long to wait when no connection can be accepted because there are no file descriptors.
const PAUSE: Duration = Duration::from_millis(20);

/// How long a TLS handshake may take.
#[cfg(feature = "tls")]
const HANDSHAKE_TIME: Duration = Duration::from_secs(10);

/// Serves connections.
pub(super) struct Connections {
    service: Arc<Service>,
    limit: Arc<ConnectionLimit>,
    #[cfg(feature = "tls")]
    silent_time: Duration,
    http: http1::Builder,
    #[cfg(feature = "tls")]
    tls: Option<TlsAcceptor>,
}

impl Connections {
    pub(super) fn new(
        mock: Arc<Mock>,
        limits: Limits,
        #[cfg(feature = "tls")] tls: Option<TlsAcceptor>,
    ) -> Arc<Self> {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(limits.head_time).max_buf_size(MAX_HEAD);
        let limit = ConnectionLimit::new(limits.connections, limits.silent_time);
        Arc::new(Self {
            #[cfg(feature = "tls")]
            silent_time: limits.silent_time,
            service: Arc::new(Service::new(mock, limits, Arc::clone(&limit))),
            limit,
            http,
            #[cfg(feature = "tls")]
            tls,
        })
    }

    /// Accepts connections until told to stop.
    pub(super) async fn accept(
        self: Arc<Self>,
        listener: TcpListener,
        mut stopped: oneshot::Receiver<()>,
    ) {
        let mut accepting = pin!(self.accept_all(listener));
        poll_fn(|context| {
            if Pin::new(&mut stopped).poll(context).is_ready() {
                return Poll::Ready(());
            }
            accepting.as_mut().poll(context)
        })
        .await;
    }

    async fn accept_all(self: &Arc<Self>, listener: TcpListener) {
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                // The client went away before it was accepted, or there are no descriptors left:
                // then one is freed.
                self.limit.evict_idle();
                sleep(PAUSE).await;
                continue;
            };
            let Some(occupied) = self.limit.acquire().await else { return };
            tokio::spawn(Arc::clone(self).serve(stream, occupied));
        }
    }

    async fn serve(self: Arc<Self>, stream: TcpStream, occupied: Occupied) {
        // Without it small answers wait for the acknowledgement of the ones before.
        let _ = stream.set_nodelay(true);
        let slot = Arc::clone(&occupied.0);
        let socket = Socket::new(stream, Arc::clone(&slot));
        #[cfg(feature = "tls")]
        if let Some(tls) = &self.tls {
            let handshake = tokio::time::timeout(HANDSHAKE_TIME, tls.accept(socket));
            if let Ok(Ok(stream)) = handshake.await {
                slot.idle(self.silent_time);
                self.speak(stream, &slot).await;
            }
            return;
        }
        self.speak(socket, &slot).await;
    }

    async fn speak(&self, stream: impl AsyncRead + AsyncWrite + Unpin, slot: &Arc<Slot>) {
        let service = service_fn(|request| {
            let (service, slot) = (Arc::clone(&self.service), Arc::clone(slot));
            slot.busy();
            async move { service.respond(request, slot).await }
        });
        // An error here is a client that went away, was too slow, or did not speak HTTP; hyper has
        // answered what can be answered.
        let _ = self.http.serve_connection(TokioIo::new(stream), service).await;
    }
}
