//! One request: its body read within the limits, answered, and the answer delivered as asked.

use super::body::{Body, Held};
use super::connection_limit::{ConnectionLimit, Slot};
use super::settings::Limits;
use crate::answer::{Answer, Delivery};
use crate::mock::Mock;
use bytes::{Bytes, BytesMut};
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body::Body as _;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

/// How many bytes of a body that is too large are still read, so that the client reads the answer.
const MAX_DRAIN: usize = 64 << 20;

/// How long that may take.
const DRAIN_TIME: Duration = Duration::from_secs(2);

/// The longest hint that is sent, in bytes; the log keeps all of it.
const MAX_HINT: usize = 2_048;

/// Answers requests.
pub(super) struct Service {
    mock: Arc<Mock>,
    limits: Limits,
    connections: Arc<ConnectionLimit>,
    /// A permit for each byte of bodies that may still be held, of requests and of answers.
    free: Arc<Semaphore>,
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

/// Why a body was not read.
enum Unread {
    TooLarge,
    TooBusy,
    TooSlow,
    Broken,
}

impl Service {
    pub(super) fn new(mock: Arc<Mock>, limits: Limits, connections: Arc<ConnectionLimit>) -> Self {
        let free = Semaphore::new(limits.bodies.min(Semaphore::MAX_PERMITS));
        Self { mock, limits, connections, free: Arc::new(free) }
    }

    /// Answers a request.
    pub(super) async fn respond(
        &self,
        request: Request<Incoming>,
        slot: Arc<Slot>,
    ) -> Result<Response<Body>, NoAnswer> {
        let (head, mut body) = request.into_parts();
        let mut held = Held::new(&self.free);
        let read = timeout(self.limits.body_time, self.read(&mut body, &mut held)).await;
        let read = read.unwrap_or(Err(Unread::TooSlow));
        let is_read = read.is_ok();
        let mut answer = match read {
            Ok(bytes) => self.mock.answer(&Request::from_parts(head, bytes), SystemTime::now()),
            Err(unread) => self.answer_unread(&unread)?,
        };
        drop(held);
        let mut held = Held::new(&self.free);
        if !held.grow(answer.body.len()) {
            answer = self.mock.answer_too_busy(SystemTime::now());
        }
        if !is_read {
            // Closing while the client still sends would reset the connection, and it would not
            // read the answer.
            let mut rest = Limited::new(body, MAX_DRAIN);
            let drain = async { while let Some(Ok(_)) = rest.frame().await {} };
            let _ = timeout(DRAIN_TIME, drain).await;
        }
        if !answer.delay.is_zero() {
            sleep(answer.delay).await;
        }
        match answer.delivery {
            Delivery::Reset => {
                slot.reset();
                Err(NoAnswer)
            }
            Delivery::Hang => {
                slot.hang();
                sleep(self.limits.hang_time).await;
                Err(NoAnswer)
            }
            Delivery::Whole | Delivery::Truncated(_) => {
                let closes = !is_read || self.connections.is_waiting();
                Ok(response(answer, closes, held, slot))
            }
        }
    }

    fn answer_unread(&self, unread: &Unread) -> Result<Answer, NoAnswer> {
        let now = SystemTime::now();
        match unread {
            Unread::TooLarge => Ok(self.mock.answer_too_large(self.limits.body, now)),
            Unread::TooBusy => Ok(self.mock.answer_too_busy(now)),
            Unread::TooSlow => {
                let text = "<html><body><h1>408 Request Timeout</h1></body></html>";
                Ok(Answer::page(StatusCode::REQUEST_TIMEOUT, text))
            }
            Unread::Broken => Err(NoAnswer),
        }
    }

    async fn read(&self, body: &mut Incoming, held: &mut Held) -> Result<Bytes, Unread> {
        let announced = body.size_hint().lower();
        if usize::try_from(announced).map_or(true, |bytes| bytes > self.limits.body) {
            return Err(Unread::TooLarge);
        }
        let mut limited = Limited::new(body, self.limits.body);
        let mut whole = BytesMut::new();
        while let Some(frame) = limited.frame().await {
            let frame = frame.map_err(|error| {
                if error.is::<LengthLimitError>() { Unread::TooLarge } else { Unread::Broken }
            })?;
            // Trailers are passed over: the API has none.
            let Ok(chunk) = frame.into_data() else { continue };
            if !held.grow(chunk.len()) {
                return Err(Unread::TooBusy);
            }
            whole.extend_from_slice(&chunk);
        }
        Ok(whole.freeze())
    }
}

fn response(answer: Answer, closes: bool, held: Held, slot: Arc<Slot>) -> Response<Body> {
    let body = match answer.delivery {
        Delivery::Truncated(bytes) => Body::truncated(answer.body, bytes, held, slot),
        _ => Body::whole(answer.body, held, slot),
    };
    let mut response = Response::new(body);
    *response.status_mut() = answer.status;
    let headers = response.headers_mut();
    headers.extend(answer.headers);
    if let Some(content_type) = answer.content_type {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    if let Some(hint) = answer.hint.as_deref().and_then(hint) {
        headers.insert("x-mock-hint", hint);
    }
    if closes {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// The form of a hint in a header: printable ASCII, cut if it is too long.
fn hint(text: &str) -> Option<HeaderValue> {
    let plain = |byte: u8| if (b' '..=b'~').contains(&byte) { byte } else { b'?' };
    let mut bytes: Vec<u8> = text.bytes().take(MAX_HINT).map(plain).collect();
    if text.len() > MAX_HINT {
        bytes.truncate(MAX_HINT - 3);
        bytes.extend_from_slice(b"...");
    }
    HeaderValue::from_bytes(&bytes).ok()
}
