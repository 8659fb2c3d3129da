//! Making connections for ureq: address lookup, TCP, proxy, TLS. Each failure bears its phase.

use super::super::destination::Destination;
use super::super::error::{Phase, Place, TransportError};
use super::super::proxy::{Address, Handshake, Routes, Step};
use super::super::tls;
use ::ureq::Error;
use ::ureq::config::Config;
use ::ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ::ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, LazyBuffers, NextTimeout, Transport,
};
use http::Uri;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use std::cell::Cell;
use std::fmt;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

thread_local! {
    /// Whether the request of this thread has been begun to be written. ureq sends on the thread
    /// that calls it.
    static BEGUN: Cell<bool> = const { Cell::new(false) };
}

/// Notes that a request begins, of which nothing has been written.
pub(super) fn begin() {
    BEGUN.set(false);
}

/// Returns whether some of the request may have been written.
pub(super) fn has_begun() -> bool {
    BEGUN.get()
}

/// Looks up hosts, but for those that a proxy looks up.
#[derive(Debug)]
pub(super) struct Lookup {
    pub(super) routes: Arc<Routes>,
    pub(super) inner: DefaultResolver,
}

impl Resolver for Lookup {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let route = self.routes.find(uri);
        if route.is_some_and(|proxy| proxy.resolves()) {
            return Ok(self.empty());
        }
        let place = Place::new(&Destination::of(uri), route.map(|route| route.to_string().into()));
        let failed = |error| other(place.passing(Phase::Resolve, None, error));
        self.inner.resolve(uri, config, timeout).map_err(failed)
    }
}

fn other(error: TransportError) -> Error {
    Error::Other(Box::new(error))
}

/// Makes connections.
#[derive(Debug)]
pub(super) struct Dial {
    pub(super) routes: Arc<Routes>,
    pub(super) tls: Arc<ClientConfig>,
}

impl Connector for Dial {
    type Out = Link;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        _: Option<()>,
    ) -> Result<Option<Link>, Error> {
        let destination = Destination::of(details.uri);
        let route = self.routes.find(details.uri);
        let place = Place::new(&destination, route.map(|route| route.to_string().into()));
        let opened = self.open(details, destination, route, &place).map_err(other)?;
        let config = details.config;
        let buffers = LazyBuffers::new(config.input_buffer_size(), config.output_buffer_size());
        let (stream, socket, prefix) = opened;
        Ok(Some(Link { stream, socket, buffers, prefix, at_head: true, tls: details.needs_tls() }))
    }
}

type Opened = (BoxIo, Socket, Option<String>);

impl Dial {
    fn open(
        &self,
        details: &ConnectionDetails<'_>,
        mut destination: Destination,
        route: Option<&Arc<Address>>,
        place: &Place,
    ) -> Result<Opened, TransportError> {
        let deadline = deadline(details.timeout);
        let secure = details.needs_tls();
        let name = secure.then(|| tls::server_name(&destination.host, place)).transpose()?;
        let Some(proxy) = route else {
            let socket = dial(&details.addrs, deadline, place)?;
            let stream: BoxIo = Box::new(socket.clone());
            let stream = match name {
                Some(name) => self.secure(name, stream, place)?,
                None => stream,
            };
            return Ok((stream, socket, None));
        };
        let socket = dial(&proxy_addresses(proxy, details, place)?, deadline, place)?;
        let mut stream: BoxIo = Box::new(socket.clone());
        if proxy.is_tls() {
            stream = self.secure(tls::server_name(&proxy.host, place)?, stream, place)?;
        }
        if !secure && proxy.forwards() {
            let prefix = format!("http://{}", details.uri.authority().map_or("", |a| a.as_str()));
            return Ok((stream, socket, Some(prefix)));
        }
        if !proxy.resolves()
            && let Some(address) = details.addrs.first()
        {
            destination.host = address.ip().to_string();
        }
        tunnel(Handshake::new(proxy.clone(), destination), &mut stream, place)?;
        if let Some(name) = name {
            stream = self.secure(name, stream, place)?;
        }
        Ok((stream, socket, None))
    }

    fn secure(
        &self,
        name: rustls::pki_types::ServerName<'static>,
        mut stream: BoxIo,
        place: &Place,
    ) -> Result<BoxIo, TransportError> {
        let failed = |error: io::Error| tls::failed(error, place);
        let connection = ClientConnection::new(self.tls.clone(), name);
        let mut connection = connection.map_err(|error| failed(io::Error::other(error)))?;
        while connection.is_handshaking() {
            connection.complete_io(&mut stream).map_err(failed)?;
        }
        Ok(Box::new(StreamOwned::new(connection, stream)))
    }
}

fn deadline(timeout: NextTimeout) -> Option<Instant> {
    Instant::now().checked_add(**timeout.not_zero().as_ref()?)
}

fn proxy_addresses(
    proxy: &Address,
    details: &ConnectionDetails<'_>,
    place: &Place,
) -> Result<ResolvedSocketAddrs, TransportError> {
    let uri = Uri::builder().scheme("http").authority(proxy.authority()).path_and_query("/");
    let uri = uri.build().map_err(|error| place.permanent(Phase::Prepare, None, error))?;
    let found = DefaultResolver::default().resolve(&uri, details.config, details.timeout);
    found.map_err(|error| place.passing(Phase::Resolve, None, error))
}

/// Connects to the first address that answers; the time is shared out among those that are left.
fn dial(
    addresses: &[SocketAddr],
    deadline: Option<Instant>,
    place: &Place,
) -> Result<Socket, TransportError> {
    let mut failure = io::Error::other("the host has no address");
    let mut left = u32::try_from(addresses.len()).unwrap_or(u32::MAX);
    for address in addresses {
        let connected = match deadline {
            None => TcpStream::connect(address),
            Some(deadline) => {
                let share = deadline.saturating_duration_since(Instant::now()) / left.max(1);
                TcpStream::connect_timeout(address, share.max(Duration::from_millis(1)))
            }
        };
        left = left.saturating_sub(1);
        match connected {
            Ok(stream) => {
                let failed = |error| place.passing(Phase::Connect, None, error);
                stream.set_nodelay(true).map_err(failed)?;
                return Ok(Socket {
                    stream: Arc::new(stream),
                    deadline: Arc::new(Mutex::new(deadline)),
                });
            }
            Err(error) => failure = error,
        }
    }
    Err(place.passing(Phase::Connect, None, failure))
}

/// Talks to a proxy until the connection leads to the destination.
fn tunnel(
    mut handshake: Handshake,
    stream: &mut BoxIo,
    place: &Place,
) -> Result<(), TransportError> {
    let mut input = Vec::new();
    let broken = |error: io::Error| place.passing(Phase::Proxy, None, error);
    loop {
        match handshake.step(&mut input).map_err(|refused| refused.at(place))? {
            Step::Send(bytes) => stream.write_all(&bytes).map_err(broken)?,
            Step::Done => return Ok(()),
            Step::Read => {
                let mut chunk = [0; 1024];
                match stream.read(&mut chunk).map_err(broken)? {
                    0 => return Err(broken(io::ErrorKind::UnexpectedEof.into())),
                    read => input.extend(chunk.iter().take(read)),
                }
            }
        }
    }
}

/// Any bidirectional stream of bytes.
trait Io: Read + Write + Send + Sync {}

impl<T: Read + Write + Send + Sync> Io for T {}

type BoxIo = Box<dyn Io>;

/// A TCP connection whose reads and writes end at a moment, which can be changed from outside of
/// the TLS layers around it.
#[derive(Clone)]
struct Socket {
    stream: Arc<TcpStream>,
    deadline: Arc<Mutex<Option<Instant>>>,
}

impl Socket {
    fn end_at(&self, deadline: Option<Instant>) {
        *self.deadline.lock().unwrap_or_else(PoisonError::into_inner) = deadline;
    }

    /// Returns the time that is left; an error if none is.
    fn left(&self) -> io::Result<Option<Duration>> {
        let deadline = *self.deadline.lock().unwrap_or_else(PoisonError::into_inner);
        let left = deadline.map(|moment| moment.saturating_duration_since(Instant::now()));
        match left {
            Some(Duration::ZERO) => Err(io::ErrorKind::TimedOut.into()),
            left => Ok(left),
        }
    }

    /// Returns whether the server has neither closed the connection nor sent anything.
    fn is_quiet(&self) -> io::Result<bool> {
        self.stream.set_nonblocking(true)?;
        let quiet = match (&*self.stream).read(&mut [0]) {
            Err(error) => error.kind() == io::ErrorKind::WouldBlock,
            Ok(_) => false,
        };
        self.stream.set_nonblocking(false)?;
        Ok(quiet)
    }
}

/// Unix reports a read or write whose time is over as one that would block.
fn timed_out(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::WouldBlock => io::ErrorKind::TimedOut.into(),
        _ => error,
    }
}

impl Read for Socket {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(self.left()?)?;
        (&*self.stream).read(buffer).map_err(timed_out)
    }
}

impl Write for Socket {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(self.left()?)?;
        (&*self.stream).write(bytes).map_err(timed_out)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A connection.
pub(super) struct Link {
    stream: BoxIo,
    socket: Socket,
    buffers: LazyBuffers,
    /// The part that a forwarding proxy needs before the path of a request.
    prefix: Option<String>,
    /// Whether the next bytes to send are the head of a request.
    at_head: bool,
    tls: bool,
}

impl Link {
    fn write(&mut self, amount: usize) -> io::Result<()> {
        let mut bytes = self.buffers.output().get(..amount).unwrap_or_default().to_vec();
        if let Some(prefix) = &self.prefix
            && std::mem::take(&mut self.at_head)
            && let Some(space) = bytes.iter().position(|byte| *byte == b' ')
        {
            bytes.splice((space + 1)..=space, prefix.bytes());
        }
        self.stream.write_all(&bytes)?;
        self.stream.flush()
    }
}

impl Transport for Link {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let timeout = timeout.for_write();
        self.socket.end_at(deadline(timeout));
        BEGUN.set(true);
        self.write(amount).map_err(|error| late(error, timeout))
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let timeout = timeout.for_read();
        self.socket.end_at(deadline(timeout));
        let buffer = self.buffers.input_append_buf();
        let read = loop {
            match self.stream.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(late(error, timeout)),
                Ok(read) => break read,
            }
        };
        self.buffers.input_appended(read);
        self.at_head = true;
        Ok(read > 0)
    }

    fn is_open(&mut self) -> bool {
        self.socket.is_quiet().unwrap_or(false)
    }

    fn is_tls(&self) -> bool {
        self.tls
    }
}

fn late(error: io::Error, timeout: NextTimeout) -> Error {
    match error.kind() {
        io::ErrorKind::TimedOut => Error::Timeout(timeout.reason),
        _ => error.into(),
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link")
            .field("peer", &self.socket.stream.peer_addr().ok())
            .finish_non_exhaustive()
    }
}
