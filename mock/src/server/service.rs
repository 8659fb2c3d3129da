//! One request: its body read within bounds, answered, and the answer sent as it asks to be.

use super::Limits;
use super::body::{Body, Held};
use super::room::Seat;
use crate::answer::{Answer, Ending};
use crate::mock::Mock;
use bytes::{Bytes, BytesMut};
use http::{HeaderValue, Request, Response, StatusCode, header, request};
use http_body::Body as _;
use hyper::body::Incoming;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, SystemTime};
use tokio::time::{sleep, timeout};

/// How much of a body that is too large is still read, so that the client gets to read the answer.
const DRAIN: usize = 64 << 20;

/// How long that may take.
const DRAIN_TIME: Duration = Duration::from_secs(2);

/// The longest hint that is sent, in bytes.
const MAX_HINT: usize = 2_048;

/// Answers requests.
pub(super) struct Service {
    mock: Arc<Mock>,
    limits: Limits,
    /// How many bytes of bodies are held at the moment, of requests and of answers.
    held: Arc<AtomicUsize>,
}

/// There is no answer: the connection ends.
#[derive(Debug)]
pub(super) struct NoAnswer;

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is closed without an answer")
    }
}

impl std::error::Error for NoAnswer {}

/// Why there is no body.
enum Refused {
    TooLarge,
    TooBusy,
    TooSlow,
    Broken,
}

impl Service {
    pub(super) fn new(mock: Arc<Mock>, limits: Limits) -> Self {
        Self { mock, limits, held: Arc::default() }
    }

    /// Answers a request.
    pub(super) async fn respond(
        &self,
        request: Request<Incoming>,
        seat: &Arc<Seat>,
    ) -> Result<Response<Body>, NoAnswer> {
        let (head, mut body) = request.into_parts();
        let mut held = Held::new(&self.held);
        let read = timeout(self.limits.body_time, self.read(&mut body, &mut held)).await;
        let (mut answer, is_read) = match read.unwrap_or(Err(Refused::TooSlow)) {
            Ok(bytes) => (self.answer(head, bytes), true),
            Err(Refused::TooLarge) => {
                (self.mock.answer_too_large(self.limits.body, SystemTime::now()), false)
            }
            Err(Refused::TooBusy) => (self.mock.answer_too_busy(SystemTime::now()), false),
            Err(Refused::TooSlow) => {
                let text = "<html><body><h1>408 Request Timeout</h1></body></html>";
                (Answer::page(StatusCode::REQUEST_TIMEOUT, text), false)
            }
            Err(Refused::Broken) => return Err(NoAnswer),
        };
        drop(held);
        let mut held = Held::new(&self.held);
        if !held.grow(answer.body.len(), self.limits.bodies) {
            answer = self.mock.answer_too_busy(SystemTime::now());
            held = Held::new(&self.held);
        }
        if !is_read {
            // Closing while the client still sends would reset the connection, and it would not
            // read the answer.
            let _ = timeout(DRAIN_TIME, drain(&mut body)).await;
        }
        if !answer.delay.is_zero() {
            sleep(answer.delay).await;
        }
        match answer.ending {
            Ending::Reset => {
                seat.reset();
                Err(NoAnswer)
            }
            Ending::Silence => {
                // It waits for nothing but its end, so it may as well make way.
                seat.idle();
                sleep(self.limits.silence).await;
                Err(NoAnswer)
            }
            Ending::Whole | Ending::Truncated(_) => Ok(response(answer, is_read, held)),
        }
    }

    fn answer(&self, head: request::Parts, body: Bytes) -> Answer {
        let request = Request::from_parts(head, body);
        self.mock.answer(&request, SystemTime::now())
    }

    async fn read(&self, body: &mut Incoming, held: &mut Held) -> Result<Bytes, Refused> {
        let announced = body.size_hint().lower();
        if usize::try_from(announced).is_ok_and(|bytes| bytes > self.limits.body) {
            return Err(Refused::TooLarge);
        }
        let mut first = Bytes::new();
        let mut rest = BytesMut::new();
        while let Some(chunk) = next(body).await? {
            if first.len() + rest.len() + chunk.len() > self.limits.body {
                return Err(Refused::TooLarge);
            }
            if !held.grow(chunk.len(), self.limits.bodies) {
                return Err(Refused::TooBusy);
            }
            // Most bodies are one chunk, which need not be copied.
            if first.is_empty() {
                first = chunk;
            } else {
                rest.extend_from_slice(&chunk);
            }
        }
        if rest.is_empty() {
            return Ok(first);
        }
        let mut whole = BytesMut::with_capacity(first.len() + rest.len());
        whole.extend_from_slice(&first);
        whole.extend_from_slice(&rest);
        Ok(whole.freeze())
    }
}

/// The next bytes of a body; trailers are passed over.
async fn next(body: &mut Incoming) -> Result<Option<Bytes>, Refused> {
    loop {
        match poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await {
            None => return Ok(None),
            Some(Err(_)) => return Err(Refused::Broken),
            Some(Ok(frame)) => {
                if let Ok(bytes) = frame.into_data() {
                    return Ok(Some(bytes));
                }
            }
        }
    }
}

async fn drain(body: &mut Incoming) {
    let mut drained = 0;
    while let Ok(Some(bytes)) = next(body).await {
        drained += bytes.len();
        if drained > DRAIN {
            return;
        }
    }
}

fn response(answer: Answer, keep: bool, held: Held) -> Response<Body> {
    let body = match answer.ending {
        Ending::Truncated(bytes) => Body::truncated(answer.body, bytes, held),
        _ => Body::whole(answer.body, held),
    };
    let mut response = Response::new(body);
    *response.status_mut() = answer.status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    if let Some(hint) = answer.hint.as_deref().and_then(hint) {
        headers.insert("x-mock-hint", hint);
    }
    if !keep {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// A hint as a header can have it.
fn hint(text: &str) -> Option<HeaderValue> {
    let plain = |byte: u8| if (b' '..=b'~').contains(&byte) { byte } else { b'?' };
    let bytes: Vec<u8> = text.bytes().take(MAX_HINT).map(plain).collect();
    HeaderValue::from_bytes(&bytes).ok()
}
