//! Answers: the envelope of the API, and what is not of the API at all.

use crate::refusal::Refusal;
use bytes::Bytes;
use http::StatusCode;
use serde_json::{Map, Value, json};
use std::time::Duration;

/// What a mock sends back, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// The status; the API answers 200 to everything it understood.
    pub status: StatusCode,
    /// The media type of the body.
    pub content_type: &'static str,
    /// The body.
    pub body: Bytes,
    /// What the mock knows about a refusal and the cloud would not tell.
    pub hint: Option<String>,
    /// How long to wait before sending it.
    pub delay: Duration,
    /// How it ends.
    pub ending: Ending,
}

/// How an answer ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Ending {
    /// As it should.
    #[default]
    Whole,
    /// The connection is closed after so many bytes of the body.
    Truncated(usize),
    /// The connection is reset and nothing is sent.
    Reset,
    /// Nothing is sent, and the connection stays open until the client or the time limit closes it.
    Silence,
}

/// The media type of the API's answers. Some clients look for errors only if it stands alone.
const JSON: &str = "application/json";

impl Answer {
    /// An answer of the API: what stands under `Response`, without the request id.
    pub(crate) fn success(response: &Map<String, Value>, request_id: &str) -> Self {
        Self::of_api(&serde_json::to_vec(response).unwrap_or_default(), request_id)
    }

    /// The same for an object that is JSON text already.
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
        Self::new(JSON, body)
    }

    /// A refusal in the API's form.
    pub(crate) fn refusal(refusal: Refusal, request_id: &str) -> Self {
        let error = json!({"Error": {"Code": refusal.code, "Message": refusal.message}});
        let mut answer = Self::of_api(&serde_json::to_vec(&error).unwrap_or_default(), request_id);
        answer.hint = refusal.hint;
        answer
    }

    /// A page, as of a proxy.
    pub(crate) fn page(status: StatusCode, body: impl Into<Bytes>) -> Self {
        let mut answer = Self::new("text/html", body);
        answer.status = status;
        answer
    }

    /// JSON that is not of the API.
    pub(crate) fn json(value: &Value) -> Self {
        Self::new(JSON, serde_json::to_vec(value).unwrap_or_default())
    }

    fn new(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self {
            status: StatusCode::OK,
            content_type,
            body: body.into(),
            hint: None,
            delay: Duration::ZERO,
            ending: Ending::Whole,
        }
    }
}
