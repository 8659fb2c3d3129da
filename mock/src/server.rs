//! The server: a [`Mock`] behind a socket, on a thread of its own.
//!
//! The thread has a runtime of its own, so that a test may block the one it runs on, or have none.

mod body;
mod connection;
mod room;
mod service;
#[cfg(feature = "tls")]
mod tls;

use crate::builder::Builder;
use crate::error::Error;
use crate::log::Received;
use crate::mock::Mock;
use crate::rule::Rule;
use crate::spec::Spec;
use connection::Connections;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime::{self, Runtime};
use tokio::sync::oneshot;

/// A mock that listens. It stops when it is dropped.
///
/// ```
/// use tencentcloud_mock::{MockServer, Spec};
///
/// # async fn example() -> Result<(), tencentcloud_mock::Error> {
/// let server = MockServer::start(Spec::embedded()?).await?;
/// // … have the program call `server.url()`, then:
/// assert!(server.requests().iter().all(|request| request.action == "ListUsers"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct MockServer {
    mock: Arc<Mock>,
    address: SocketAddr,
    /// The certificate that clients must trust, if this is HTTPS.
    certificate: Option<String>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// How a server listens.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) address: SocketAddr,
    pub(crate) allow_remote: bool,
    #[cfg(feature = "tls")]
    pub(crate) tls: bool,
    pub(crate) threads: usize,
    pub(crate) limits: Limits,
}

/// What bounds a server.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// Open connections.
    pub(crate) connections: usize,
    /// Bytes of a body.
    pub(crate) body: usize,
    /// Bytes of all bodies that are held at once.
    pub(crate) bodies: usize,
    /// From one request to the end of the next one's head.
    pub(crate) head_time: Duration,
    /// For a body.
    pub(crate) body_time: Duration,
    /// How long an answer that never comes is waited for.
    pub(crate) silence: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            allow_remote: false,
            #[cfg(feature = "tls")]
            tls: false,
            threads: 1,
            limits: Limits {
                connections: 512,
                body: 10 << 20,
                bodies: 256 << 20,
                // As long as the cloud keeps idle connections.
                head_time: Duration::from_secs(60),
                body_time: Duration::from_secs(30),
                silence: Duration::from_secs(600),
            },
        }
    }
}

impl MockServer {
    /// Starts a server for an API, with all defaults, on a free port of this machine alone.
    ///
    /// # Errors
    ///
    /// If no port can be had.
    pub async fn start(spec: impl Into<Spec>) -> Result<Self, Error> {
        Self::builder().spec(spec).start().await
    }

    /// The same for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// If no port can be had.
    pub fn start_blocking(spec: impl Into<Spec>) -> Result<Self, Error> {
        Self::builder().spec(spec).start_blocking()
    }

    /// Sets up a server.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Starts a server on another thread, because reading a spec takes too long to block on.
    pub(crate) async fn start_aside(builder: Builder) -> Result<Self, Error> {
        let (send, receive) = oneshot::channel();
        let start = move || {
            // Whoever waited may have gone: then the server stops at once.
            let _ = send.send(builder.start_blocking());
        };
        let aside = thread::Builder::new().name("mock start".to_owned()).spawn(start);
        aside.map_err(Error::Thread)?;
        let stopped = |_| Error::Thread(io::Error::other("it stopped"));
        receive.await.map_err(stopped)?
    }

    pub(crate) fn serve(mock: Mock, settings: Settings) -> Result<Self, Error> {
        if !settings.allow_remote && !settings.address.ip().is_loopback() {
            return Err(Error::NotLoopback(settings.address));
        }
        let listen = |error| Error::Listen(settings.address, error);
        let runtime = runtime(settings.threads).map_err(Error::Thread)?;
        let listener = {
            let _context = runtime.enter();
            listener(settings.address).map_err(listen)?
        };
        let address = listener.local_addr().map_err(listen)?;
        #[cfg(feature = "tls")]
        let (acceptor, certificate) = if settings.tls {
            let (acceptor, certificate) = tls::acceptor(mock.spec(), address.ip())?;
            (Some(acceptor), Some(certificate))
        } else {
            (None, None)
        };
        #[cfg(not(feature = "tls"))]
        let certificate = None;
        let mock = Arc::new(mock);
        let connections = Connections::new(
            Arc::clone(&mock),
            settings.limits,
            #[cfg(feature = "tls")]
            acceptor,
        );
        let (stop, stopped) = oneshot::channel();
        let serve = move || {
            runtime.block_on(connections.accept(listener, stopped));
            // What is still open is closed, and not waited for.
            runtime.shutdown_background();
        };
        let thread = thread::Builder::new().name("mock server".to_owned()).spawn(serve);
        Ok(Self {
            mock,
            address,
            certificate,
            stop: Some(stop),
            thread: Some(thread.map_err(Error::Thread)?),
        })
    }

    /// Where to send requests: `http://127.0.0.1:<port>`, or `https://localhost:<port>`.
    pub fn url(&self) -> String {
        let scheme = if self.certificate.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.host())
    }

    /// Host and port, for clients that want no URL.
    pub fn host(&self) -> String {
        let is_local = self.address.ip() == IpAddr::V4(Ipv4Addr::LOCALHOST);
        if self.certificate.is_some() && is_local {
            // Some clients look for names alone in certificates.
            return format!("localhost:{}", self.address.port());
        }
        self.address.to_string()
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The certificate of the authority that signed the server's, in PEM; `None` without HTTPS.
    pub fn certificate_pem(&self) -> Option<&str> {
        self.certificate.as_deref()
    }

    /// The mock that answers.
    pub fn mock(&self) -> &Mock {
        &self.mock
    }

    /// Adds a rule.
    ///
    /// # Errors
    ///
    /// If it can never apply, because the spec has no such action, version or code.
    pub fn rule(&self, rule: Rule) -> Result<(), Error> {
        self.mock.rule(rule)
    }

    /// The last requests, oldest first.
    pub fn requests(&self) -> Vec<Received> {
        self.mock.requests()
    }

    /// Waits until the server stops, which it does when the process is told to.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so itself.
            let _ = thread.join();
        }
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // If nobody listens, the server has stopped already.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Listens, with room for more clients at once than is usual: a test may well start that many.
fn listener(address: SocketAddr) -> io::Result<TcpListener> {
    const WAITING: u32 = 4_096;
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // Elsewhere this would let two servers have one port.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}

fn runtime(threads: usize) -> io::Result<Runtime> {
    if threads <= 1 {
        return runtime::Builder::new_current_thread().enable_all().build();
    }
    let mut builder = runtime::Builder::new_multi_thread();
    builder.worker_threads(threads).thread_name("mock worker").enable_all().build()
}
