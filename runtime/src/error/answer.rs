//! Answers that cannot be used: those of another sender, and those of another shape.

use super::call::CallInfo;
use super::hint;
use std::fmt;
use std::sync::Arc;

/// The answer is not one of the API: it is not JSON, or it is JSON without `Response`.
#[non_exhaustive]
pub struct UnexpectedResponse {
    /// The HTTP status; 0 if the body came without one.
    pub status: u16,
    /// The defect of the answer.
    pub reason: Box<str>,
    /// The address that a redirect names, if the answer is one.
    pub location: Option<Box<str>>,
    /// The body, or its beginning. A partial answer of the API may hold secrets: take care where
    /// you print it.
    pub body: Box<[u8]>,
    pub(super) call: Option<Arc<CallInfo>>,
}

impl UnexpectedResponse {
    /// Creates the error from the HTTP status, the defect and the body.
    pub fn new(status: u16, reason: impl Into<Box<str>>, body: impl Into<Box<[u8]>>) -> Self {
        Self { status, reason: reason.into(), location: None, body: body.into(), call: None }
    }

    /// Adds the address of a redirect.
    pub(crate) fn at(mut self, location: Option<&str>) -> Self {
        self.location = location.map(Into::into);
        self
    }

    /// Returns the beginning of the body for messages; `None` if the body may be a part of an answer
    /// of the API, which may hold secrets.
    pub fn excerpt(&self) -> Option<String> {
        // Parts of an answer, and credentials without their envelope.
        let marks = ["\"Response\"", "SecretKey", "\"Token\""];
        let has = |mark: &str| memchr::memmem::find(&self.body, mark.as_bytes()).is_some();
        (!marks.into_iter().any(has)).then(|| excerpt(&self.body))
    }
}

// `main` prints errors with `Debug`: it is the message, too.
impl fmt::Debug for UnexpectedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for UnexpectedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer is not one of the API")?;
        if self.status != 0 {
            write!(f, " (HTTP status {})", self.status)?;
        }
        write!(f, ": {}", self.reason)?;
        match self.excerpt() {
            Some(excerpt) if !excerpt.is_empty() => write!(f, "; it begins {excerpt:?}")?,
            Some(_) => f.write_str("; its body is empty")?,
            None => {}
        }
        match hint::for_status(self.status) {
            Some(hint) => write!(f, " (hint: {hint})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnexpectedResponse {}

/// The answer is one of the API, but a member has a type that its declaration does not allow.
#[non_exhaustive]
pub struct DecodeError {
    /// The action that was called.
    pub action: Box<str>,
    /// The path in the response, such as `Items[2].MemberUin`; empty for the response itself.
    pub path: Box<str>,
    /// The defect at that path. It holds nothing of a sensitive member's value.
    pub reason: Box<str>,
    /// The request ID; empty if it is not known.
    pub request_id: Box<str>,
    /// The whole body, including sensitive values: take care where you print it.
    pub body: Box<[u8]>,
    pub(super) call: Option<Arc<CallInfo>>,
}

impl DecodeError {
    /// Creates the error from the action, the path in the response and the defect there.
    pub fn new(
        action: impl Into<Box<str>>,
        path: impl Into<Box<str>>,
        reason: impl Into<Box<str>>,
    ) -> Self {
        Self {
            action: action.into(),
            path: path.into(),
            reason: reason.into(),
            request_id: Box::default(),
            body: Box::default(),
            call: None,
        }
    }

    /// Adds the request ID and the body.
    pub(crate) fn of(mut self, request_id: impl Into<Box<str>>, body: &[u8]) -> Self {
        (self.request_id, self.body) = (request_id.into(), body.into());
        self
    }
}

// `main` prints errors with `Debug`: it is the message, too.
impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read the answer to {}", self.action)?;
        if !self.path.is_empty() {
            write!(f, " at {}", self.path)?;
        }
        write!(f, ": {}", self.reason)?;
        if self.request_id.is_empty() {
            Ok(())
        } else {
            write!(f, " (request {})", self.request_id)
        }
    }
}

impl std::error::Error for DecodeError {}

/// The first 200 characters of a body as text; bytes that are no UTF-8 are replaced.
pub(crate) fn excerpt(body: &[u8]) -> String {
    // Four bytes make at most one character more than needed; the cut may split the last one.
    let head = body.get(..800).unwrap_or(body);
    String::from_utf8_lossy(head).chars().take(200).collect()
}
