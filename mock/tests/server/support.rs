//! HTTP by hand: a test of what is wrong on the wire cannot use a client that does it right.

use serde_json::Value;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use tencentcloud_mock::{Builder, MockServer};

/// A server that takes requests without signatures.
pub fn server() -> MockServer {
    start(builder())
}

pub fn builder() -> Builder {
    MockServer::builder().accept_unsigned().without_rate_limits()
}

pub fn start(builder: Builder) -> MockServer {
    builder.start_blocking().expect("the server starts")
}

/// Connects; nothing that is read or written takes longer than a few seconds.
pub fn connect(server: &MockServer) -> TcpStream {
    let stream = TcpStream::connect(server.address()).expect("a connection");
    let limit = Some(Duration::from_secs(10));
    stream.set_read_timeout(limit).expect("a limit");
    stream.set_write_timeout(limit).expect("a limit");
    stream
}

/// A request as text.
pub fn post(action: &str, body: &str, headers: &str) -> String {
    format!(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         X-TC-Action: {action}\r\nX-TC-Version: 2021-03-31\r\nContent-Length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
}

/// A request that is right.
pub fn good() -> String {
    post("DescribeOrganization", "{}", "")
}

/// The response: the status, the head and as much of the body as came.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub head: String,
    pub body: String,
    /// Whether the body was as long as announced.
    pub is_whole: bool,
}

impl Response {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }

    /// The code of an error of the API.
    pub fn code(&self) -> Option<String> {
        self.json()["Response"]["Error"]["Code"].as_str().map(str::to_owned)
    }
}

/// Sends bytes and reads one response; `None` if the connection ends without one.
pub fn send(stream: &mut TcpStream, bytes: &[u8]) -> Option<Response> {
    // The server may refuse and close before all is written: what it answered is read all the same.
    let _ = stream.write_all(bytes);
    receive(stream)
}

/// Reads one response; `None` if the connection ends without one.
pub fn receive(stream: &mut TcpStream) -> Option<Response> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    let mut more = |bytes: &mut Vec<u8>| match stream.read(&mut buffer) {
        Ok(0) => false,
        Ok(count) => {
            bytes.extend_from_slice(&buffer[..count]);
            true
        }
        Err(error) => {
            assert_ne!(
                error.kind(),
                ErrorKind::WouldBlock,
                "the server neither answers nor closes"
            );
            false
        }
    };
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if !more(&mut bytes) {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).expect("a head");
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().expect("a length"))
    });
    let length: usize = length.unwrap_or_default();
    while bytes.len() < end + 4 + length && more(&mut bytes) {}
    let body = String::from_utf8_lossy(&bytes[end + 4..]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    Some(Response {
        status: status.expect("a status"),
        is_whole: bytes.len() == end + 4 + length,
        head,
        body,
    })
}

/// That the server answers a request that is right, on a connection of its own.
pub fn assert_serves(server: &MockServer) {
    let response = send(&mut connect(server), good().as_bytes()).expect("an answer");
    assert_eq!((response.status, response.code()), (200, None), "{response:?}");
}

/// Waits until something holds, which on a busy machine may take a while.
pub fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !holds() {
        assert!(Instant::now() < deadline, "not within ten seconds: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Keeps tests apart that take much memory or measure it, which is that of the whole process.
pub fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The memory of this process that is in use, in bytes.
pub fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse().ok());
    kilobytes.unwrap_or(0_usize) * 1_024
}
