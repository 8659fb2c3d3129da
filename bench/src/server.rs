//! A server that returns one response to every request.

use bytes::Bytes;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

/// A server that runs until the program ends.
pub struct Server {
    url: String,
    last: Arc<Mutex<Option<Request>>>,
}

/// A recorded request, for sending it again.
#[derive(Clone)]
pub struct Request {
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: Bytes,
}

impl Server {
    pub fn start(answer: &'static [u8]) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}", listener.local_addr()?);
        let last = Arc::new(Mutex::new(None));
        let (remembered, address) = (last.clone(), url.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (last, url) = (remembered.clone(), address.clone());
                std::thread::spawn(move || serve(&stream, answer, &url, &last));
            }
        });
        Ok(Self { url, last })
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the first request of the latest connection.
    pub fn last(&self) -> Option<Request> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn serve(stream: &TcpStream, answer: &[u8], url: &str, last: &Mutex<Option<Request>>) {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        answer.len()
    );
    let answer = [head.as_bytes(), answer].concat();
    let (mut reader, mut writer) = (BufReader::new(stream), stream);
    let _ = stream.set_nodelay(true);
    let mut first = true;
    while let Some(request) = read(&mut reader, url) {
        // Only the first request is recorded, because recording takes time.
        if std::mem::take(&mut first) {
            *last.lock().unwrap_or_else(PoisonError::into_inner) = Some(request);
        }
        if writer.write_all(&answer).is_err() {
            return;
        }
    }
}

fn read(reader: &mut BufReader<&TcpStream>, url: &str) -> Option<Request> {
    let (mut headers, mut length) = (Vec::new(), 0);
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().ok()?;
        } else {
            headers.push((name.to_owned(), value.to_owned()));
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { url: url.to_owned(), headers, body: body.into() })
}
