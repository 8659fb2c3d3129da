//! Connections: accepted, bounded, served, and closed the way the answer asks for.

use super::Limits;
use super::room::{Room, Seat, Seated};
use super::service::Service;
use crate::mock::Mock;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::future::poll_fn;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::time::sleep;

#[cfg(feature = "tls")]
use tokio_rustls::TlsAcceptor;

/// The largest head of a request, in bytes: the longest query, and headers.
const MAX_HEAD: usize = 64 << 10;

/// How long to wait when no connection can be accepted, for want of file descriptors.
const PAUSE: Duration = Duration::from_millis(20);

/// How long a TLS handshake may take.
#[cfg(feature = "tls")]
const HANDSHAKE_TIME: Duration = Duration::from_secs(10);

/// Serves connections.
pub(super) struct Connections {
    service: Arc<Service>,
    room: Arc<Room>,
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
        Arc::new(Self {
            room: Room::new(limits.connections),
            http,
            #[cfg(feature = "tls")]
            tls,
            service: Arc::new(Service::new(mock, limits)),
        })
    }

    /// Accepts connections until told to stop.
    pub(super) async fn accept(
        self: Arc<Self>,
        listener: TcpListener,
        mut stopped: oneshot::Receiver<()>,
    ) {
        loop {
            let next = poll_fn(|context| {
                if Pin::new(&mut stopped).poll(context).is_ready() {
                    return Poll::Ready(None);
                }
                listener.poll_accept(context).map(Some)
            });
            match next.await {
                None => return,
                Some(Ok((stream, _))) => {
                    if let Some(seated) = self.room.enter().await {
                        tokio::spawn(Arc::clone(&self).serve(stream, seated));
                    }
                }
                // The client went away before it was accepted, or there are no descriptors left:
                // then one is freed.
                Some(Err(_)) => {
                    self.room.make_way();
                    sleep(PAUSE).await;
                }
            }
        }
    }

    async fn serve(self: Arc<Self>, stream: TcpStream, seated: Seated) {
        // Without it small answers wait for the acknowledgement of the ones before.
        let _ = stream.set_nodelay(true);
        let seat = Arc::clone(&seated.seat);
        let socket = Socket { stream, seat: Arc::clone(&seat) };
        let work = async {
            #[cfg(feature = "tls")]
            if let Some(tls) = &self.tls {
                let handshake = tokio::time::timeout(HANDSHAKE_TIME, tls.accept(socket));
                if let Ok(Ok(stream)) = handshake.await {
                    self.speak(stream, &seat).await;
                }
                return;
            }
            self.speak(socket, &seat).await;
        };
        let mut work = pin!(work);
        let mut leave = pin!(seat.told_to_leave());
        poll_fn(|context| {
            if leave.as_mut().poll(context).is_ready() {
                return Poll::Ready(());
            }
            work.as_mut().poll(context)
        })
        .await;
        drop(seated);
    }

    async fn speak(&self, stream: impl AsyncRead + AsyncWrite + Unpin, seat: &Arc<Seat>) {
        let service = service_fn(|request| {
            let (service, seat) = (Arc::clone(&self.service), Arc::clone(seat));
            async move {
                seat.busy();
                let response = service.respond(request, &seat).await;
                seat.idle();
                response
            }
        });
        // An error here is a client that went away, was too slow, or did not speak HTTP; hyper has
        // answered what can be answered.
        let _ = self.http.serve_connection(TokioIo::new(stream), service).await;
    }
}

/// A connection's socket, which is reset when dropped if that was asked for.
struct Socket {
    stream: TcpStream,
    seat: Arc<Seat>,
}

impl Drop for Socket {
    fn drop(&mut self) {
        if self.seat.reset.load(Ordering::Relaxed) {
            // Closing without lingering sends a reset. If it fails, the connection is closed as
            // usual, which the client will notice too.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
