//! Answers of the service: a response, or a refusal, within an envelope.

use crate::error::{Code, DecodeError, Error, RawCode, ServiceError, UnexpectedResponse};
use crate::operation::Operation;
use crate::wire::{self, Record, Unreadable};
use bytes::Bytes;
use http::StatusCode;
use serde_json::Value;

/// An answer of the API that is not a refusal.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
}

impl Answer {
    /// The id under which the service knows the request, found without reading the whole.
    #[cfg(feature = "tracing")]
    pub(crate) fn request_id(&self) -> Option<&str> {
        let name = br#""RequestId""#;
        let start = memchr::memmem::rfind(&self.body, name)? + name.len();
        let rest = self.body.get(start..)?.trim_ascii_start().strip_prefix(b":")?;
        let rest = rest.trim_ascii_start().strip_prefix(b"\"")?;
        let end = memchr::memchr(b'"', rest)?;
        std::str::from_utf8(rest.get(..end)?).ok()
    }
}

/// Reads the body of an answer into a blank response, compiled once for all actions.
pub(crate) fn read(
    operation: &Operation,
    status: u16,
    body: &[u8],
    response: &mut dyn Record,
) -> Result<(), Error> {
    let read = wire::from_envelope(body, response);
    if matches!(read, Ok(false)) {
        return Ok(());
    }
    // What follows is rare, so it may read the body once more.
    let declared = operation.output_error || response.shape().wire.contains(&"Error");
    let envelope: Value = serde_json::from_slice(body).unwrap_or_default();
    let found = &envelope["Response"];
    if let (false, Some(refusal)) = (declared, refusal(found)) {
        return Err(Error::Service(refusal));
    }
    match read {
        Ok(_) => Ok(()),
        Err(Unreadable::NoEnvelope { reason }) => Err(Error::from(UnexpectedResponse {
            status,
            reason: reason.into(),
            body: body.into(),
        })),
        Err(Unreadable::Response { path, reason }) => Err(Error::from(DecodeError {
            action: operation.name,
            path: path.into(),
            reason: reason.into(),
            request_id: text(found, "RequestId").into(),
            body: body.into(),
        })),
    }
}

/// The refusal in a response, if there is one.
pub(crate) fn refusal(response: &Value) -> Option<ServiceError<RawCode>> {
    let error = response.get("Error")?;
    let code = error.get("Code")?.as_str()?;
    Some(ServiceError::new(
        RawCode::from_code(code),
        text(error, "Message"),
        text(response, "RequestId"),
    ))
}

fn text<'a>(object: &'a Value, member: &str) -> &'a str {
    object.get(member).and_then(Value::as_str).unwrap_or_default()
}

/// Reads an answer as JSON and returns the value of `Response`.
///
/// `output_error` is set for actions whose response declares a member `Error` of its own.
pub(crate) fn read_raw(output_error: bool, answer: &Answer) -> Result<Value, Error> {
    let wrong = |reason: String| {
        Error::from(UnexpectedResponse {
            status: answer.status.as_u16(),
            reason: reason.into(),
            body: answer.body[..].into(),
        })
    };
    let mut body: Value = serde_json::from_slice(&answer.body).map_err(|e| wrong(e.to_string()))?;
    let response = body.get_mut("Response").map(Value::take);
    let response = response.filter(Value::is_object);
    let response = response.ok_or_else(|| wrong("it has no object `Response`".to_owned()))?;
    match refusal(&response) {
        Some(refusal) if !output_error => Err(Error::Service(refusal)),
        _ => Ok(response),
    }
}

/// Returns the refusal in a body, if there is one: a member `Error` with a string `Code` under
/// `Response`.
pub(crate) fn find_refusal(body: &[u8]) -> Option<ServiceError<RawCode>> {
    // Nearly all answers are not refusals, and are read once, later, into their own type.
    memchr::memmem::find(body, b"\"Error\"")?;
    let body: Value = serde_json::from_slice(body).ok()?;
    refusal(body.get("Response")?)
}
