//! The mock's own view of a signature, which it returns for a request ID.

use bytes::Bytes;
use http::{Request, Uri};
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use std::net::{IpAddr, ToSocketAddrs as _};
use std::time::Duration;
use tokio::net::TcpStream;

const PATIENCE: Duration = Duration::from_secs(3);
const MOST_BODY: usize = 16 << 20;

/// Asks the mock at an endpoint; `None` if it is not a mock on this machine, or does not answer.
pub(super) async fn ask(endpoint: &str, request_id: &str) -> Option<Value> {
    let uri: Uri = endpoint.parse().ok()?;
    let is_id = request_id.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    if uri.scheme_str() != Some("http") || !is_id {
        return None;
    }
    let view = tokio::time::timeout(PATIENCE, fetch(&uri, request_id)).await.ok()??;
    let signature = view.get("signature").filter(|signature| signature.is_object())?;
    Some(json!({
        "canonicalRequest": signature["canonical_request"],
        "stringToSign": signature["string_to_sign"],
        "matches": signature["matches"],
    }))
}

async fn fetch(uri: &Uri, request_id: &str) -> Option<Value> {
    let (host, port) = (uri.host()?, uri.port_u16().unwrap_or(80));
    let name = host.trim_start_matches('[').trim_end_matches(']');
    let addresses = match name.parse::<IpAddr>() {
        Ok(address) => vec![(address, port).into()],
        Err(_) if name == "localhost" => (name, port).to_socket_addrs().ok()?.collect(),
        Err(_) => return None,
    };
    let address = addresses.into_iter().find(|address| address.ip().is_loopback())?;
    let stream = TcpStream::connect(address).await.ok()?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.ok()?;
    let driver = tokio::spawn(connection);
    let request = Request::get(format!("/_mock/requests/{request_id}"))
        .header(http::header::HOST, format!("{host}:{port}"))
        .body(Empty::<Bytes>::new())
        .ok()?;
    let response = sender.send_request(request).await.ok()?;
    let body = Limited::new(response.into_body(), MOST_BODY).collect().await.ok();
    driver.abort();
    serde_json::from_slice(&body?.to_bytes()).ok()
}
