//! Making connections: address lookup, TCP, proxy, TLS. Each failure bears its phase.

use super::super::config::TransportConfig;
use super::super::destination::Destination;
use super::super::error::{Phase, Place, TransportError};
use super::super::proxy::{Address, Handshake, Routes, Step};
use super::super::tls;
use crate::error::TimedOut;
use crate::future::BoxFuture;
use ::hyper::rt::{Read, ReadBufCursor, Write};
use http::Uri;
use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use std::error::Error;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_rustls::TlsConnector;
use tower_service::Service;

/// Makes connections for hyper.
#[derive(Clone)]
pub(super) struct Connector {
    dial: HttpConnector<Lookup>,
    tls: TlsConnector,
    routes: Arc<Routes>,
    timeout: Duration,
}

impl Connector {
    pub(super) fn new(
        config: &TransportConfig,
        routes: Arc<Routes>,
        tls: Arc<ClientConfig>,
    ) -> Self {
        let mut dial = HttpConnector::new_with_resolver(Lookup(GaiResolver::new()));
        dial.set_nodelay(true);
        dial.set_keepalive(config.keep_alive);
        // It is shared out among the addresses of a host, so that one that is silent does not use
        // up the time for the others.
        dial.set_connect_timeout(Some(config.connect_timeout));
        Self { dial, tls: tls.into(), routes, timeout: config.connect_timeout }
    }

    async fn open(mut self, uri: Uri) -> Result<Stream, TransportError> {
        let destination = Destination::of(&uri);
        let route = self.routes.find(&uri).cloned();
        let place = Place::new(&destination, route.as_ref().map(|route| route.to_string().into()));
        let (mut phase, limit) = (Phase::Connect, self.timeout);
        let steps = self.steps(&uri, destination, route, &place, &mut phase);
        let opened = tokio::time::timeout(limit, steps).await;
        opened.unwrap_or_else(|_| {
            let cause =
                TimedOut::new(format!("no connection within {limit:?}, the connect timeout"));
            Err(place.passing(phase, None, cause))
        })
    }

    async fn steps(
        &mut self,
        uri: &Uri,
        mut destination: Destination,
        route: Option<Arc<Address>>,
        place: &Place,
        phase: &mut Phase,
    ) -> Result<Stream, TransportError> {
        let secure = uri.scheme() == Some(&http::uri::Scheme::HTTPS);
        let name = secure.then(|| tls::server_name(&destination.host, place)).transpose()?;
        let Some(proxy) = route else {
            let stream = self.dial(&destination.authority(), place).await?;
            return match name {
                Some(name) => {
                    *phase = Phase::Tls;
                    self.secure(name, stream, place).await.map(Stream::direct)
                }
                None => Ok(Stream::direct(stream)),
            };
        };
        let mut stream = self.dial(&proxy.authority(), place).await?;
        *phase = Phase::Proxy;
        if proxy.is_tls() {
            let name = tls::server_name(&proxy.host, place)?;
            stream = self.secure(name, stream, place).await?;
        }
        if !secure && proxy.forwards() {
            return Ok(Stream { io: TokioIo::new(stream), forwarded: true });
        }
        if !proxy.resolves() {
            destination = resolved(destination, place).await?;
        }
        stream = tunnel(Handshake::new(proxy, destination), stream, place).await?;
        match name {
            Some(name) => {
                *phase = Phase::Tls;
                self.secure(name, stream, place).await.map(Stream::direct)
            }
            None => Ok(Stream::direct(stream)),
        }
    }

    async fn dial(&mut self, authority: &str, place: &Place) -> Result<BoxIo, TransportError> {
        let uri = Uri::builder().scheme("http").authority(authority).path_and_query("/").build();
        let uri = uri.map_err(|error| place.permanent(Phase::Prepare, None, error))?;
        match self.dial.call(uri).await {
            Ok(stream) => Ok(Box::new(stream.into_inner())),
            Err(error) => {
                let unresolved = error.source().is_some_and(<dyn Error>::is::<Unresolved>);
                let phase = if unresolved { Phase::Resolve } else { Phase::Connect };
                Err(place.passing(phase, None, error))
            }
        }
    }

    async fn secure(
        &self,
        name: rustls::pki_types::ServerName<'static>,
        stream: BoxIo,
        place: &Place,
    ) -> Result<BoxIo, TransportError> {
        let connected = self.tls.connect(name, stream).await;
        let stream = connected.map_err(|error| tls::failed(error, place))?;
        Ok(Box::new(stream))
    }
}

/// Looks up a host for a proxy that takes addresses only.
async fn resolved(destination: Destination, place: &Place) -> Result<Destination, TransportError> {
    let found = tokio::net::lookup_host((&*destination.host, destination.port)).await;
    let mut found = found.map_err(|error| place.passing(Phase::Resolve, None, error))?;
    let Some(address) = found.next() else {
        return Err(place.passing(Phase::Resolve, None, "the host has no address"));
    };
    Ok(Destination { host: address.ip().to_string(), ..destination })
}

/// Talks to a proxy until the connection leads to the destination.
async fn tunnel(
    mut handshake: Handshake,
    mut stream: BoxIo,
    place: &Place,
) -> Result<BoxIo, TransportError> {
    let mut input = Vec::new();
    let broken = |error: io::Error| place.passing(Phase::Proxy, None, error);
    loop {
        match handshake.step(&mut input).map_err(|refused| refused.at(place))? {
            Step::Send(bytes) => write(&mut stream, &bytes).await.map_err(broken)?,
            Step::Done => return Ok(stream),
            Step::Read => read(&mut stream, &mut input).await.map_err(broken)?,
        }
    }
}

// tokio's own extensions are a feature that takes longer to compile than all of this module.

/// Writes all bytes.
async fn write(stream: &mut BoxIo, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        let some = |context: &mut Context<'_>| Pin::new(&mut *stream).poll_write(context, bytes);
        match std::future::poll_fn(some).await? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            written => bytes = bytes.get(written..).unwrap_or_default(),
        }
    }
    std::future::poll_fn(|context| Pin::new(&mut *stream).poll_flush(context)).await
}

/// Reads some bytes and appends them; the end of the stream is an error.
async fn read(stream: &mut BoxIo, input: &mut Vec<u8>) -> io::Result<()> {
    let mut space = [0; 1024];
    let mut space = ReadBuf::new(&mut space);
    std::future::poll_fn(|context| Pin::new(&mut *stream).poll_read(context, &mut space)).await?;
    if space.filled().is_empty() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    input.extend_from_slice(space.filled());
    Ok(())
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Stream, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().open(uri))
    }
}

/// The machine's resolver, whose errors can be told from those of connecting.
#[derive(Clone)]
struct Lookup(GaiResolver);

#[derive(Debug)]
struct Unresolved(io::Error);

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Unresolved {}

impl Service<Name> for Lookup {
    type Response = <GaiResolver as Service<Name>>::Response;
    type Error = Unresolved;
    type Future = BoxFuture<'static, Result<Self::Response, Unresolved>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Unresolved>> {
        self.0.poll_ready(context).map_err(Unresolved)
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let found = self.0.call(name);
        Box::pin(async move { found.await.map_err(Unresolved) })
    }
}

/// Any bidirectional stream of bytes.
trait Io: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

type BoxIo = Box<dyn Io>;

/// A connection.
pub(super) struct Stream {
    io: TokioIo<BoxIo>,
    /// The proxy forwards requests, which then bear the whole address.
    forwarded: bool,
}

impl Stream {
    fn direct(stream: BoxIo) -> Self {
        Self { io: TokioIo::new(stream), forwarded: false }
    }
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        Connected::new().proxy(self.forwarded)
    }
}

impl Read for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(context, buffer)
    }
}

impl Write for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(context, bytes)
    }
}
