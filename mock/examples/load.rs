//! How fast the mock is: requests per second and latency, beside a server that always answers the
//! same bytes and looks at nothing, in the same run; and memory over many requests.
//!
//! ```text
//! cargo run --release --package tencentcloud-mock --example load -- [seconds per step] [requests]
//! ```
//!
//! The speed is that of `GetUser`. The memory is that of a mix which fills all that grows: lists,
//! tasks, refusals, and the log of them.
//!
//! It speaks to this machine alone, stops by itself, and compares medians of alternating rounds, so
//! that whatever else the machine does falls on both servers alike.

use bytes::Bytes;
use http_body::{Body, Frame};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tencentcloud_api::runtime::sign::SigningInput;
use tencentcloud_mock::{MockServer, SECRET_ID, SECRET_KEY};

/// How many clients there are at once, step by step.
const CONNECTIONS: [usize; 3] = [1, 16, 256];

/// How many rounds each step has; the median counts.
const ROUNDS: usize = 3;

/// The parameters of the action whose speed is measured.
const USER: &str = r#"{"ZoneId":"z-1","UserId":"u-1"}"#;

/// The most of either argument, so that a slip does not run for days.
const MAX_SECONDS: u64 = 600;
const MAX_REQUESTS: u64 = 100_000_000;

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default: u64| arguments.next().map_or(Ok(default), |text| text.parse());
    let seconds = number(3)?.clamp(1, MAX_SECONDS);
    let requests = number(1_000_000)?.clamp(1, MAX_REQUESTS);
    // Two threads each: clients and servers share the machine, and are to share it alike.
    let mock = MockServer::builder().without_rate_limits().threads(2).start_blocking()?;
    let answer = exchange(
        &mut TcpStream::connect(mock.address())?,
        &signed("GetUser", USER)?,
        &mut Vec::new(),
    )?;
    let constant = constant(answer)?;

    println!("{:>11}  {:>28}  {:>28}  {:>7}", "", "constant", "mock", "");
    print!("{:>11}", "connections");
    for _ in 0..2 {
        print!("  {:>10}{:>9}{:>9}", "requests/s", "median", "99 %");
    }
    println!("  {:>7}", "ratio");
    for connections in CONNECTIONS {
        let duration = Duration::from_secs(seconds);
        let mut rounds: [Vec<Round>; 2] = [Vec::new(), Vec::new()];
        for _ in 0..ROUNDS {
            rounds[0].push(round(constant, connections, duration)?);
            rounds[1].push(round(mock.address(), connections, duration)?);
        }
        let [constant, mock] = rounds.map(median);
        println!("{connections:>11}  {constant}  {mock}  {:>7.2}", mock.rate / constant.rate);
    }

    println!("\nmemory over {requests} requests of 16 connections");
    for part in 0..=10 {
        if part > 0 {
            count(mock.address(), 16, requests / 10)?;
        }
        println!("{:>10} requests: {:>6.1} MiB", mock.mock().request_count(), memory());
    }
    Ok(())
}

/// The measurements of a round.
struct Round {
    rate: f64,
    median: Duration,
    slow: Duration,
}

impl std::fmt::Display for Round {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let micros = |duration: Duration| format!("{} µs", duration.as_micros());
        write!(f, "{:>10.0}{:>9}{:>9}", self.rate, micros(self.median), micros(self.slow))
    }
}

fn median(mut rounds: Vec<Round>) -> Round {
    rounds.sort_by(|left, right| left.rate.total_cmp(&right.rate));
    rounds.swap_remove(rounds.len() / 2)
}

/// Sends requests over so many connections at once, each waiting for its answer.
fn round(address: SocketAddr, connections: usize, duration: Duration) -> Result<Round, Failure> {
    let stop = AtomicBool::new(false);
    let start = Instant::now();
    let mut latencies = thread::scope(|scope| {
        let clients: Vec<_> = (0..connections)
            .map(|_| {
                scope.spawn(|| -> Result<Vec<Duration>, Failure> {
                    let request = signed("GetUser", USER)?;
                    let (mut stream, mut buffer) = (TcpStream::connect(address)?, Vec::new());
                    stream.set_nodelay(true)?;
                    let mut latencies = Vec::new();
                    while !stop.load(Ordering::Relaxed) {
                        let sent = Instant::now();
                        exchange(&mut stream, &request, &mut buffer)?;
                        latencies.push(sent.elapsed());
                    }
                    Ok(latencies)
                })
            })
            .collect();
        thread::sleep(duration);
        stop.store(true, Ordering::Relaxed);
        let mut all = Vec::new();
        for client in clients {
            all.extend(client.join().map_err(|_| "a client panicked")??);
        }
        Ok::<_, Failure>(all)
    })?;
    let elapsed = start.elapsed().as_secs_f64();
    latencies.sort_unstable();
    let at = |percent: usize| latencies.get(latencies.len() * percent / 100).copied();
    Ok(Round {
        rate: f64::from(u32::try_from(latencies.len())?) / elapsed,
        median: at(50).unwrap_or_default(),
        slow: at(99).unwrap_or_default(),
    })
}

/// Sends so many requests.
fn count(address: SocketAddr, connections: usize, requests: u64) -> Result<(), Failure> {
    let left = AtomicU64::new(requests);
    thread::scope(|scope| {
        let clients: Vec<_> = (0..connections)
            .map(|_| {
                scope.spawn(|| -> Result<(), Failure> {
                    let (mut stream, mut buffer) = (TcpStream::connect(address)?, Vec::new());
                    let mut requests = mix()?.into_iter().cycle();
                    let mut sent = 0_u64;
                    let take = |left: u64| left.checked_sub(1);
                    while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok() {
                        // A signature is good for five minutes.
                        if sent.is_multiple_of(10_000) {
                            requests = mix()?.into_iter().cycle();
                        }
                        let request = requests.next().unwrap_or_default();
                        exchange(&mut stream, &request, &mut buffer)?;
                        sent += 1;
                    }
                    Ok(())
                })
            })
            .collect();
        for client in clients {
            client.join().map_err(|_| "a client panicked")??;
        }
        Ok(())
    })
}

/// One request of each kind that leaves something behind in the mock.
fn mix() -> Result<Vec<Vec<u8>>, Failure> {
    let kinds = [
        ("GetUser", USER),
        ("ListUsers", r#"{"ZoneId":"z-1","MaxResults":10}"#),
        ("CreateRoleAssignment", r#"{"ZoneId":"z-1","RoleAssignmentInfo":[]}"#),
        ("GetTaskStatus", r#"{"ZoneId":"z-1","TaskId":"t-1"}"#),
        ("GetUser", r#"{"ZoneId":"z-1","UserId":1}"#),
        ("NoSuchAction", "{}"),
    ];
    kinds.into_iter().map(|(action, body)| signed(action, body)).collect()
}

/// A request as clients send it, signed now.
fn signed(action: &str, body: &str) -> Result<Vec<u8>, Failure> {
    let host = "127.0.0.1";
    let timestamp = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let signing = SigningInput {
        method: "POST",
        query: "",
        headers: &[("content-type", "application/json"), ("host", host)],
        body: body.as_bytes(),
        timestamp: i64::try_from(timestamp)?,
        service: "organization",
    };
    let authorization = signing.authorization(SECRET_ID, SECRET_KEY);
    let request = format!(
        "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n\
         X-TC-Action: {action}\r\nX-TC-Version: 2021-03-31\r\nX-TC-Timestamp: {timestamp}\r\n\
         X-TC-Region: ap-guangzhou\r\nX-TC-Language: en-US\r\nX-TC-RequestClient: load\r\n\
         Authorization: {authorization}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    Ok(request.into_bytes())
}

/// Sends a request and reads the answer, whose body it returns.
fn exchange(stream: &mut TcpStream, request: &[u8], buffer: &mut Vec<u8>) -> io::Result<Bytes> {
    stream.write_all(request)?;
    buffer.clear();
    let mut chunk = [0; 8192];
    loop {
        let count = stream.read(&mut chunk)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        buffer.extend_from_slice(chunk.get(..count).unwrap_or_default());
        let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let (head, body) = buffer.split_at(end + 4);
        let head = String::from_utf8_lossy(head);
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().ok())?
        });
        if !head.starts_with("HTTP/1.1 200") || length.is_none() {
            return Err(io::Error::other(head.into_owned()));
        }
        if length == Some(body.len()) {
            return Ok(Bytes::copy_from_slice(body));
        }
    }
}

/// A body of bytes that are there.
struct Whole(Option<Bytes>);

impl Body for Whole {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.0.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

/// Starts a server that answers every request with the same bytes, on threads of its own.
fn constant(answer: Bytes) -> Result<SocketAddr, Failure> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).enable_all().build()?;
    let serve = async move {
        let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
            return;
        };
        while let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            let answer = answer.clone();
            let service = service_fn(move |request| {
                let answer = answer.clone();
                async move {
                    // The body is read, as every server must, and not looked at.
                    let mut body: hyper::body::Incoming = http::Request::into_body(request);
                    let next = |context: &mut Context<'_>| Pin::new(&mut body).poll_frame(context);
                    let mut next = next;
                    while let Some(Ok(_)) = std::future::poll_fn(&mut next).await {}
                    let response =
                        http::Response::builder().header("content-type", "application/json");
                    response.body(Whole(Some(answer)))
                }
            });
            tokio::spawn(async move {
                let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
            });
        }
    };
    thread::spawn(move || runtime.block_on(serve));
    Ok(address)
}

/// The memory of this process, clients and all, in mebibytes; 0 where it cannot be told.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<u32>().ok());
    f64::from(kilobytes.unwrap_or_default()) / 1_024.0
}
