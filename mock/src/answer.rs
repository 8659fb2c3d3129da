//! Answers: the envelope of the API, pages of proxies, and how they are delivered.

use crate::refusal::Refusal;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// An answer of a mock, and how it is delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// The HTTP status; the API answers 200 to everything it understood.
    pub status: StatusCode,
    /// The media type of the body; `None` if there is no body.
    pub content_type: Option<&'static str>,
    /// Further headers: those that let a page of another origin read the answer.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// A hint that the cloud would not give, sent as `X-Mock-Hint`.
    pub hint: Option<String>,
    /// The delay before sending.
    pub delay: Duration,
    /// How it is delivered.
    pub delivery: Delivery,
}

/// How an answer is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Delivery {
    /// Completely.
    #[default]
    Whole,
    /// The connection is closed after this many bytes of the body.
    Truncated(usize),
    /// The connection is reset and nothing is sent.
    Reset,
    /// Nothing is sent, and the connection stays open until the client or a time limit closes it.
    Hang,
}

/// The media type of the API's answers. Some clients look for errors only if it has no parameters.
const JSON: &str = "application/json";

impl Answer {
    /// An answer of the API from the members under `Response`, without the request ID.
    pub(crate) fn success(response: &Map<String, Value>, request_id: &str) -> Self {
        Self::of_api(&serde_json::to_vec(response).unwrap_or_default(), request_id)
    }

    /// An answer of the API from the JSON text of the object under `Response`.
    pub(crate) fn of_api(object: &[u8], request_id: &str) -> Self {
        let inner = object.strip_prefix(b"{").and_then(|object| object.strip_suffix(b"}"));
        let inner = inner.unwrap_or_default();
        let mut body = Vec::with_capacity(inner.len() + request_id.len() + 36);
        body.extend_from_slice(b"{\"Response\":{");
        body.extend_from_slice(inner);
        if !inner.is_empty() {
            body.push(b',');
        }
        body.extend_from_slice(b"\"RequestId\":\"");
        body.extend_from_slice(request_id.as_bytes());
        body.extend_from_slice(b"\"}}");
        Self::new(Some(JSON), body)
    }

    /// A refusal in the API's form.
    pub(crate) fn refusal(refusal: Refusal, request_id: &str) -> Self {
        let error = json!({"Error": {"Code": refusal.code, "Message": refusal.message}});
        let mut answer = Self::of_api(&serde_json::to_vec(&error).unwrap_or_default(), request_id);
        answer.hint = refusal.hint;
        answer
    }

    /// An HTML page, as a proxy sends it.
    pub(crate) fn page(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self { status, ..Self::new(Some("text/html"), body) }
    }

    /// JSON without the API's envelope.
    pub(crate) fn json(status: StatusCode, value: &Value) -> Self {
        Self { status, ..Self::new(Some(JSON), serde_json::to_vec(value).unwrap_or_default()) }
    }

    /// An answer without a body.
    pub(crate) fn empty(status: StatusCode) -> Self {
        Self { status, ..Self::new(None, Bytes::new()) }
    }

    fn new(content_type: Option<&'static str>, body: impl Into<Bytes>) -> Self {
        Self {
            status: StatusCode::OK,
            content_type,
            headers: HeaderMap::new(),
            body: body.into(),
            hint: None,
            delay: Duration::ZERO,
            delivery: Delivery::Whole,
        }
    }
}
