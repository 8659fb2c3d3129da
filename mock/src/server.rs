//! The server: a [`Mock`] that listens on a socket, in a thread of its own.
//!
//! The thread has a runtime of its own, so that a test may block the one it runs on, or have none.

mod body;
mod connection;
mod connection_limit;
mod service;
pub(crate) mod settings;
mod socket;
#[cfg(feature = "tls")]
mod tls;

use crate::error::Error;
use crate::log::Received;
use crate::mock::Mock;
use crate::rule::Rule;
use connection::Connections;
use settings::Settings;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
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

impl MockServer {
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
            // Open connections are closed, and not waited for.
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

    /// Returns the address to send requests to: `http://127.0.0.1:<port>`, or `https://localhost:<port>`.
    pub fn url(&self) -> String {
        let scheme = if self.certificate.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.host())
    }

    /// Returns host and port, for clients that take no URL.
    pub fn host(&self) -> String {
        let is_local = self.address.ip() == IpAddr::V4(Ipv4Addr::LOCALHOST);
        if self.certificate.is_some() && is_local {
            // Some clients look for names alone in certificates.
            return format!("localhost:{}", self.address.port());
        }
        self.address.to_string()
    }

    /// Returns the address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the certificate of the authority that signed the server's, in PEM; `None` without HTTPS.
    pub fn certificate_pem(&self) -> Option<&str> {
        self.certificate.as_deref()
    }

    /// Returns the mock that answers.
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

    /// Returns the last requests, oldest first.
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
