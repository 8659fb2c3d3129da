//! Answers of the service: a response, or a refusal, within an envelope.

use crate::action::{Action, Operation};
use crate::error::{Code, DecodeError, Error, NotApi, RawCode, ServiceError};
use crate::wire::{self, Record, Unreadable};
use serde_json::Value;

/// Reads the body of an answer.
///
/// A member `Error` with a text `Code` is a refusal, whatever stands beside it, unless the action
/// declares such a member itself.
///
/// # Errors
///
/// [`Error::Service`] for a refusal, [`Error::Decode`] if the response is not what the action
/// declares, and [`Error::NotApi`] if the body is no answer of the API at all.
pub fn decode<A: Action>(body: &[u8]) -> Result<A::Response, Error<A::Error>> {
    let mut response = A::Response::blank();
    match read(A::OPERATION, 0, body, &mut response) {
        Ok(()) => Ok(response),
        Err(error) => Err(error.retype()),
    }
}

/// What [`decode`] does, compiled once for all actions.
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
        Err(Unreadable::NoEnvelope { reason }) => {
            Err(Error::from(NotApi { status, reason: reason.into(), body: body.into() }))
        }
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
