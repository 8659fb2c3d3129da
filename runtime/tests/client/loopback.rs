//! An HTTP server on a real socket, which behaves as badly as a test wants.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A server that lives until the test process ends.
pub struct Server {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
    abandoned: Arc<AtomicUsize>,
}

/// A request, as it came.
#[derive(Clone, Debug)]
pub struct Received {
    pub line: String,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Which connection it came on, from 0.
    pub connection: usize,
}

impl Received {
    /// The value of a header; empty if it was not sent.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    pub fn action(&self) -> &str {
        self.header("x-tc-action")
    }
}

/// The server's reaction to a request.
#[derive(Clone, Debug)]
pub enum Act {
    /// Answers.
    Answer(Answer),
    /// Sends nothing until the client goes.
    Hang,
    /// Closes the connection without a word.
    Close,
    /// Answers, and closes the connection without having said so.
    Last(Answer),
    /// Announces the body, sends half of it and closes the connection.
    Break(Answer),
    /// Announces the body, sends half of it and then nothing until the client goes.
    Stall(Answer),
    /// Sends a body in chunks, without end.
    Flood,
}

/// An HTTP answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: &'static str,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn new(status: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into() }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn head(&self) -> String {
        let mut head =
            format!("HTTP/1.1 {}\r\ncontent-length: {}\r\n", self.status, self.body.len());
        for (name, value) in &self.headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head + "\r\n"
    }

    fn write_half(&self, mut writer: &TcpStream) -> std::io::Result<()> {
        let half = self.body.get(..self.body.len() / 2).unwrap_or_default();
        writer.write_all(self.head().as_bytes()).and(writer.write_all(half))
    }
}

/// Waits for something that happens on another thread.
pub async fn until(happened: impl Fn() -> bool) {
    soon(async {
        while !happened() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}

/// Returns the output of a future that must not take long.
pub async fn soon<T>(future: impl Future<Output = T>) -> T {
    let bounded = tokio::time::timeout(Duration::from_secs(30), future);
    bounded.await.expect("it does not take long")
}

/// The message of an error, without the circumstances of calls: `Action at host (2 requests in 1s): `.
pub fn words(error: &impl std::fmt::Display) -> String {
    let mut text = error.to_string();
    let mut from = 0;
    while let Some(end) = text[from..].find("): ").map(|end| from + end) {
        from = end + 1;
        let Some(open) = text[..end].rfind(" (") else { continue };
        let inner = &text[open + 2..end];
        let Some(at) = text[..open].rfind(" at ") else { continue };
        if inner.starts_with("nothing sent in ") || inner.contains(" request") {
            let start = text[..at].rfind(' ').map_or(0, |space| space + 1);
            text.replace_range(start..end + 3, "");
            from = start;
        }
    }
    text
}

/// A success with this response, the text of a JSON object.
pub fn ok(response: &str) -> Act {
    Act::Answer(Answer::new("200 OK", format!(r#"{{"Response":{response}}}"#)))
}

/// A refusal.
pub fn refuse(code: &str) -> Act {
    let error = format!(r#""Error":{{"Code":"{code}","Message":"no"}}"#);
    ok(&format!(r#"{{{error},"RequestId":"r-refused"}}"#))
}

impl Server {
    /// Starts a server that decides about each request.
    pub fn start(decide: impl Fn(&Received) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let server = Self { address, received: Arc::default(), abandoned: Arc::default() };
        let (log, abandoned) = (server.received.clone(), server.abandoned.clone());
        let decide = Arc::new(decide);
        std::thread::spawn(move || {
            for (connection, stream) in listener.incoming().flatten().enumerate() {
                let (log, abandoned) = (log.clone(), abandoned.clone());
                let decide = decide.clone();
                std::thread::spawn(move || serve(&stream, connection, &log, &abandoned, &*decide));
            }
        });
        server
    }

    /// Starts a server that does this, in order, and the last of it for ever.
    pub fn script(acts: impl Into<Vec<Act>>) -> Self {
        let acts: Vec<Act> = acts.into();
        let next = Mutex::new(0);
        Self::start(move |_| {
            let mut next = next.lock().expect("no handler has failed");
            let act = acts.get(*next).or(acts.last()).expect("there is an act");
            *next += 1;
            act.clone()
        })
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many clients have gone while the server hung.
    pub fn abandoned(&self) -> usize {
        self.abandoned.load(Ordering::SeqCst)
    }

    /// The requests so far.
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().expect("no handler has failed").clone()
    }
}

fn serve(
    stream: &TcpStream,
    connection: usize,
    log: &Mutex<Vec<Received>>,
    abandoned: &AtomicUsize,
    decide: &(dyn Fn(&Received) -> Act + Send + Sync),
) {
    // Head and body of an answer are written apart, and the second does not wait for a receipt.
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream);
    let mut writer = stream;
    while let Some(request) = read(&mut reader, connection) {
        log.lock().expect("no handler has failed").push(request.clone());
        let sent = match decide(&request) {
            Act::Answer(answer) => {
                writer.write_all(answer.head().as_bytes()).and(writer.write_all(&answer.body))
            }
            Act::Last(answer) => {
                let _ =
                    writer.write_all(answer.head().as_bytes()).and(writer.write_all(&answer.body));
                return;
            }
            Act::Break(answer) => {
                let _ = answer.write_half(writer);
                return;
            }
            Act::Stall(answer) => {
                let _ = answer.write_half(writer).and(reader.read(&mut [0]));
                abandoned.fetch_add(1, Ordering::SeqCst);
                return;
            }
            Act::Flood => {
                let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
                let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
                let mut sent = writer.write_all(head.as_bytes());
                while sent.is_ok() {
                    sent = writer.write_all(chunk.as_bytes());
                }
                abandoned.fetch_add(1, Ordering::SeqCst);
                return;
            }
            Act::Hang => {
                // Nothing comes but the end of the connection.
                let _ = reader.read(&mut [0]);
                abandoned.fetch_add(1, Ordering::SeqCst);
                return;
            }
            Act::Close => return,
        };
        if sent.is_err() {
            return;
        }
    }
}

fn read(reader: &mut BufReader<&TcpStream>, connection: usize) -> Option<Received> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.split_once(':') else { break };
        headers.push((name.trim().to_owned(), value.trim().to_owned()));
    }
    let mut request =
        Received { line: line.trim_end().to_owned(), headers, body: Vec::new(), connection };
    let length = request.header("content-length").parse().unwrap_or(0);
    request.body.resize(length, 0);
    reader.read_exact(&mut request.body).ok()?;
    Some(request)
}
