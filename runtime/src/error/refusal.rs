//! A refusal by the service: what stands under `Response.Error`.

use super::{Class, Code};
use std::fmt;

/// The service refused: a code, a message for people, and the request's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError<E> {
    error: E,
    message: Box<str>,
    request_id: Box<str>,
}

impl<E> ServiceError<E> {
    /// A refusal of these parts; tests and mock servers make some, too.
    pub fn new(error: E, message: impl Into<Box<str>>, request_id: impl Into<Box<str>>) -> Self {
        Self { error, message: message.into(), request_id: request_id.into() }
    }

    /// The code, as a value of the action's enum.
    pub fn error(&self) -> &E {
        &self.error
    }

    /// The message. Its wording and language change: decide by the code.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The id under which the service knows the request; empty if it sent none.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// The code alone.
    pub fn into_error(self) -> E {
        self.error
    }

    /// The same refusal with another type of code.
    pub fn map<F>(self, code: impl FnOnce(E) -> F) -> ServiceError<F> {
        ServiceError { error: code(self.error), message: self.message, request_id: self.request_id }
    }
}

impl<E: Code> ServiceError<E> {
    /// The code as on the wire.
    pub fn code(&self) -> &str {
        self.error.code()
    }

    /// What the code means, if the documentation says.
    pub fn description(&self) -> Option<&'static str> {
        self.error.description()
    }

    /// What a caller can do about it.
    pub fn class(&self) -> Class {
        self.error.class()
    }

    /// The same refusal with the code as the enum of all codes of its version has it.
    pub fn erase(self) -> ServiceError<E::All> {
        self.map(|code| E::All::from_code(code.code()))
    }
}

impl<E: fmt::Display> fmt::Display for ServiceError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print(f, &self.error, &self.message, &self.request_id)
    }
}

/// Compiled once, not once per action.
fn print(
    f: &mut fmt::Formatter<'_>,
    code: &dyn fmt::Display,
    message: &str,
    request_id: &str,
) -> fmt::Result {
    write!(f, "{code}: {message}")?;
    if request_id.is_empty() { Ok(()) } else { write!(f, " (request {request_id})") }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for ServiceError<E> {}
