//! Answers of the service: a response or an error within an envelope.
//!
//! Whether an answer is a refusal is decided once, in [`check`], before anything else of it is
//! read. All that read an answer share one reader of JSON, so that none of them accepts what
//! another one stumbles over.

mod refusal;
mod response;

use crate::error::{CallInfo, DecodeError, Error, UnexpectedResponse};
use crate::operation::Operation;
use crate::wire::json;
use crate::wire::{self, Record, Room};
use bytes::Bytes;
use http::StatusCode;
use refusal::Verdict;
use response::Unreadable;
use serde_json::Value;
use std::sync::Arc;

/// An answer of the API that is not a refusal.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
    /// The circumstances of the call, for errors in reading it.
    pub(crate) call: Arc<CallInfo>,
}

impl Answer {
    /// The id under which the service knows the request, found without reading the whole.
    #[cfg(feature = "tracing")]
    pub(crate) fn request_id(&self) -> Option<std::borrow::Cow<'_, str>> {
        response::quick_request_id(&self.body)
    }
}

/// Checks that an answer is not a refusal.
///
/// A non-empty member `Error` of the response is one if it has a code, whatever is beside it.
/// `output_error` is set for actions whose response declares such a member of its own.
///
/// # Errors
///
/// [`Error::Service`] for a refusal, and [`Error::Decode`] for an error without a readable code.
pub(crate) fn check(action: &str, output_error: bool, body: &[u8]) -> Result<(), Error> {
    // Nearly all answers are responses, and are read once, later, into their own type.
    if output_error || !refusal::is_possible(body) {
        return Ok(());
    }
    match refusal::find(&String::from_utf8_lossy(body)) {
        Verdict::Response => Ok(()),
        Verdict::Refusal(refusal) => Err(Error::Service(refusal)),
        Verdict::Unreadable { path, reason } => Err(undecoded(action, body, path, reason)),
    }
}

/// Reads the body of a checked answer into a blank response, compiled once for all actions.
pub(crate) fn read(
    operation: &Operation,
    status: u16,
    body: &[u8],
    response: &mut dyn Record,
) -> Result<(), Error> {
    let text = String::from_utf8_lossy(body);
    let mut failed = None;
    let read = response::read(&text, |reader| {
        wire::read_json(reader, response, Room::for_answer(body.len())).map_err(|mismatch| {
            let (fault, path, reason) = mismatch;
            failed = Some((path, reason));
            fault
        })
    });
    read.map_err(|unreadable| match (unreadable, failed) {
        (Unreadable::Response { fault, .. }, Some((path, reason))) if fault.offset().is_none() => {
            undecoded(operation.name, body, path, reason)
        }
        (unreadable, _) => error(operation.name, status, body, &text, unreadable),
    })
}

/// Reads the body of a checked answer as JSON and returns the value of `Response`.
pub(crate) fn read_raw(action: &str, answer: &Answer) -> Result<Value, Error> {
    let body = &answer.body[..];
    let text = String::from_utf8_lossy(body);
    let mut value = Value::Null;
    let read = response::read(&text, |reader| {
        value = json::value(reader, &mut Room::for_answer(body.len()))?;
        Ok(())
    });
    match read {
        Ok(()) => Ok(value),
        Err(unreadable) => {
            let error = error(action, answer.status.as_u16(), body, &text, unreadable);
            Err(error.in_call(&answer.call))
        }
    }
}

/// The error for an answer that cannot be read.
fn error(action: &str, status: u16, body: &[u8], text: &str, unreadable: Unreadable) -> Error {
    match unreadable {
        Unreadable::NoEnvelope { reason } => {
            Error::from(UnexpectedResponse::new(status, reason, body))
        }
        Unreadable::Response { start, fault } => {
            let (path, reason) = response::located(text, start, &fault);
            undecoded(action, body, path, reason)
        }
    }
}

fn undecoded(action: &str, body: &[u8], path: String, reason: String) -> Error {
    let request_id = response::request_id(body).unwrap_or_default();
    Error::from(DecodeError::new(action, path, reason).of(request_id, body))
}
