//! The local server: the page, its data, and calls that it signs and sends.
//!
//! It listens on the loopback interface alone. Calls need the token of this start, a `Host` and an
//! `Origin` that are the server's own, and a confirmation for actions that are not idempotent. Keys
//! stay in this process, and nothing is stored.

mod api;
mod guard;
mod mock_view;
mod open;
mod record;
mod settings;
mod steps;

pub use open::open_browser;
pub use settings::{ServerError, Settings};

use crate::explorer::Explorer;
use api::Api;
use bytes::Bytes;
use guard::Guard;
use http::{Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::json;
use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

/// The largest request of the page, in bytes: the API takes 10 MiB.
const MOST_BODY: usize = 12 << 20;

/// The most connections at once.
const MOST_CONNECTIONS: usize = 64;

/// A running server. It stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    runtime: Option<Runtime>,
    address: SocketAddr,
    token: String,
}

struct Shared {
    explorer: Explorer,
    guard: Guard,
    api: Api,
}

impl Server {
    /// Starts a server in threads of its own.
    ///
    /// # Errors
    ///
    /// Returns an error if the port is taken, or if the settings cannot work.
    pub fn start(explorer: Explorer, settings: Settings) -> Result<Self, ServerError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, settings.port))
            .map_err(|cause| ServerError::Listen(settings.port, cause))?;
        listener.set_nonblocking(true).map_err(ServerError::Start)?;
        let address = listener.local_addr().map_err(ServerError::Start)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("explorer")
            .enable_all()
            .build()
            .map_err(ServerError::Start)?;
        let entered = runtime.enter();
        let api = Api::new(settings)?;
        let listener = tokio::net::TcpListener::from_std(listener).map_err(ServerError::Start)?;
        drop(entered);
        let guard = Guard::new(address.port())?;
        let token = guard.token().to_owned();
        runtime.spawn(accept(listener, Arc::new(Shared { explorer, guard, api })));
        Ok(Self { runtime: Some(runtime), address, token })
    }

    /// Returns the address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the URL to open, with the token of this start in its fragment, which no browser sends.
    pub fn url(&self) -> String {
        format!("http://{}/#token={}", self.address, self.token)
    }

    /// Waits until the process ends.
    pub fn wait(&self) {
        loop {
            std::thread::park();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Dropping a runtime may block, which an async caller may not.
            runtime.shutdown_background();
        }
    }
}

async fn accept(listener: tokio::net::TcpListener, shared: Arc<Shared>) {
    let room = Arc::new(tokio::sync::Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok(permit) = room.clone().acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // Such as too many open files: they may become free.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let shared = shared.clone();
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let shared = shared.clone();
                async move { Ok::<_, Infallible>(answer(&shared, request).await) }
            });
            let connection = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(Duration::from_secs(60))
                .serve_connection(TokioIo::new(stream), service);
            // A connection that breaks concerns its browser alone.
            let _ = connection.await;
            drop(permit);
        });
    }
}

async fn answer(shared: &Shared, request: Request<Incoming>) -> Response<Full<Bytes>> {
    if let Err(reason) = shared.guard.check_host(request.headers()) {
        return error(StatusCode::FORBIDDEN, reason);
    }
    let path = request.uri().path().to_owned();
    if let Some(call) = path.strip_prefix("/api/") {
        if request.method() != Method::POST {
            return error(StatusCode::METHOD_NOT_ALLOWED, "calls are POST requests");
        }
        if let Err(reason) = shared.guard.check_call(request.headers()) {
            return error(StatusCode::FORBIDDEN, reason);
        }
        let body = match Limited::new(request.into_body(), MOST_BODY).collect().await {
            Ok(body) => body.to_bytes(),
            Err(_) => return error(StatusCode::PAYLOAD_TOO_LARGE, "the request is too large"),
        };
        let (status, value) = shared.api.answer(&shared.explorer, call, &body).await;
        return reply(status, "application/json", value.to_string());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return error(StatusCode::METHOD_NOT_ALLOWED, "files are read with GET");
    }
    file(&shared.explorer, path.trim_start_matches('/'))
}

fn file(explorer: &Explorer, path: &str) -> Response<Full<Bytes>> {
    if matches!(path, "" | "index.html") {
        let page = crate::assets::page(true, explorer.start().as_deref());
        return reply(StatusCode::OK, "text/html; charset=utf-8", page);
    }
    let data = path.strip_prefix("data/").and_then(|path| explorer.file(path));
    match data {
        Some(text) => reply(StatusCode::OK, "application/json", text.to_owned()),
        None => error(StatusCode::NOT_FOUND, "there is no such file"),
    }
}

/// The page's policy, and no frame around it, which only a header can say.
fn policy() -> String {
    format!("{}; frame-ancestors 'none'", crate::assets::POLICY.trim())
}

fn error(status: StatusCode, reason: &str) -> Response<Full<Bytes>> {
    reply(status, "application/json", json!({ "error": reason }).to_string())
}

fn reply(status: StatusCode, kind: &str, text: String) -> Response<Full<Bytes>> {
    let response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, kind)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::CONTENT_SECURITY_POLICY, policy())
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::REFERRER_POLICY, "no-referrer")
        .header("cross-origin-resource-policy", "same-origin")
        .header("cross-origin-opener-policy", "same-origin")
        .body(Full::new(Bytes::from(text)));
    response.unwrap_or_default()
}
