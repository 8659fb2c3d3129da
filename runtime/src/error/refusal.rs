//! A refusal by the service: the value of `Response.Error`.

use super::call::CallInfo;
use super::catalogue::Class;
use super::code::Code;
use super::hint;
use crate::credential::identity::Identity;
use std::fmt;
use std::sync::Arc;

/// An error that the service returned: a code, a message and the request ID.
#[derive(Clone, PartialEq, Eq)]
pub struct ServiceError<E> {
    error: E,
    said: Arc<Said>,
}

/// The parts beside the code. They are kept apart, as programs compile the code that moves and
/// drops a refusal once per action that they call.
#[derive(PartialEq, Eq)]
struct Said {
    message: Box<str>,
    request_id: Box<str>,
    signed_by: Option<Identity>,
    call: Option<Arc<CallInfo>>,
}

impl<E> ServiceError<E> {
    /// Creates the error from its parts, as tests and mock servers do.
    pub fn new(error: E, message: impl Into<Box<str>>, request_id: impl Into<Box<str>>) -> Self {
        let (message, request_id) = (message.into(), request_id.into());
        let said = Said { message, request_id, signed_by: None, call: None };
        Self { error, said: Arc::new(said) }
    }

    /// Returns the code, as a value of the action's enum.
    pub fn error(&self) -> &E {
        &self.error
    }

    /// Returns the message. Its wording and language change: decide by the code.
    pub fn message(&self) -> &str {
        &self.said.message
    }

    /// Returns the request ID; empty if the service sent none.
    pub fn request_id(&self) -> &str {
        &self.said.request_id
    }

    /// Returns the identity that signed the request, if the refusal is about authentication or
    /// permission (`AuthFailure`, `UnauthorizedOperation`).
    pub fn signed_by(&self) -> Option<&Identity> {
        self.said.signed_by.as_ref()
    }

    /// Adds the identity that signed the request.
    pub(crate) fn with_signer(self, identity: Identity) -> Self {
        let (message, request_id) = (self.message().into(), self.request_id().into());
        let said = Said { message, request_id, signed_by: Some(identity), call: None };
        Self { error: self.error, said: Arc::new(said) }
    }

    pub(super) fn call(&self) -> Option<&Arc<CallInfo>> {
        self.said.call.as_ref()
    }

    pub(super) fn set_call(&mut self, call: Arc<CallInfo>) {
        if let Some(said) = Arc::get_mut(&mut self.said) {
            said.call = Some(call);
        }
    }

    pub(super) fn erased(&self) -> Erased<'_>
    where
        E: Printed,
    {
        Erased { error: &self.error, said: &self.said }
    }

    /// Returns the code alone.
    pub fn into_error(self) -> E {
        self.error
    }

    /// Converts the code to another type.
    pub fn map<F>(self, code: impl FnOnce(E) -> F) -> ServiceError<F> {
        ServiceError { error: code(self.error), said: self.said }
    }
}

impl<E: Code> ServiceError<E> {
    /// Returns the code as on the wire.
    pub fn code(&self) -> &str {
        self.error.code()
    }

    /// Returns the meaning of the code, if it is documented.
    pub fn description(&self) -> Option<&'static str> {
        self.error.description()
    }

    /// Returns the class, by what a caller can do about it.
    pub fn class(&self) -> Class {
        self.error.class()
    }

    /// Returns the class, also of codes that no catalogue has: families that all services share.
    pub(super) fn kind(&self) -> Class {
        super::code::kind(self.error.code(), E::catalogue())
    }

    /// Converts the code to the enum of all codes of its version.
    pub fn erase(self) -> ServiceError<E::All> {
        self.map(|code| E::All::from_code(code.code()))
    }
}

impl<E: fmt::Display> fmt::Display for ServiceError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display(f, &self.error, &self.said)
    }
}

impl<E: fmt::Debug + fmt::Display> fmt::Debug for ServiceError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(f, &self.error, &self.said)
    }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for ServiceError<E> {}

/// Anything that can be printed either way.
pub(super) trait Printed: fmt::Debug + fmt::Display {}

impl<E: fmt::Debug + fmt::Display> Printed for E {}

/// A refusal without the type of its code, so that printing is compiled once and not once per
/// action.
pub(super) struct Erased<'a> {
    error: &'a dyn Printed,
    said: &'a Said,
}

impl<'a> Erased<'a> {
    pub(super) fn call(&self) -> Option<&'a CallInfo> {
        self.said.call.as_deref()
    }
}

impl fmt::Display for Erased<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display(f, self.error, self.said)
    }
}

impl fmt::Debug for Erased<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(f, self.error, self.said)
    }
}

fn display(f: &mut fmt::Formatter<'_>, error: &dyn fmt::Display, said: &Said) -> fmt::Result {
    let Said { message, request_id, signed_by, .. } = said;
    write!(f, "{error}: {message}")?;
    if !request_id.is_empty() {
        write!(f, " (request {request_id})")?;
    }
    if let Some(identity) = signed_by {
        write!(f, "; signed by {identity}")?;
    }
    match hint::for_code(&error.to_string()) {
        Some(hint) => write!(f, " (hint: {hint})"),
        None => Ok(()),
    }
}

fn debug(f: &mut fmt::Formatter<'_>, error: &dyn Printed, said: &Said) -> fmt::Result {
    if !f.alternate() {
        // `main` prints errors with `Debug`: it is the message, too.
        return display(f, error, said);
    }
    f.debug_struct("ServiceError")
        .field("error", &format_args!("{error}"))
        .field("message", &said.message)
        .field("request_id", &said.request_id)
        .field("signed_by", &said.signed_by)
        .field("call", &said.call)
        .finish()
}
