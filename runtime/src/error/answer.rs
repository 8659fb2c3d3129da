//! Answers that cannot be used: not of the API at all, or not of the declared shape.

use std::fmt;

/// What came is not an answer of the API: no JSON, or JSON without `Response`.
pub struct UnexpectedResponse {
    /// The HTTP status; 0 if the body came without one.
    pub status: u16,
    /// What is wrong with the body.
    pub reason: Box<str>,
    /// The body, as far as it was kept. If it is the beginning of an answer of the API, it may hold
    /// secrets: mind where you print it.
    pub body: Box<[u8]>,
}

impl UnexpectedResponse {
    /// The beginning of the body as text, for messages; nothing if the body may be a part of an
    /// answer of the API, which may hold secrets.
    pub fn excerpt(&self) -> Option<String> {
        // Parts of an answer, and credentials without their envelope.
        let marks = ["\"Response\"", "SecretKey", "\"Token\""];
        let has = |mark: &str| memchr::memmem::find(&self.body, mark.as_bytes()).is_some();
        (!marks.into_iter().any(has)).then(|| excerpt(&self.body))
    }
}

// What the message leaves out is left out here, too.
impl fmt::Debug for UnexpectedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnexpectedResponse")
            .field("status", &self.status)
            .field("reason", &self.reason)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("excerpt", &self.excerpt())
            .finish()
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
            Some(excerpt) => write!(f, "; it begins {excerpt:?}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnexpectedResponse {}

/// The answer is one of the API, but a member has a type that its declaration does not allow.
pub struct DecodeError {
    /// The action that was called.
    pub action: Box<str>,
    /// Where in the response the trouble is, such as `Items[2].MemberUin`; empty for the response
    /// itself.
    pub path: Box<str>,
    /// What is wrong there. It holds nothing of a sensitive member's value.
    pub reason: Box<str>,
    /// The request's id; empty if it is not known.
    pub request_id: Box<str>,
    /// The whole body, with everything in it that is sensitive: mind where you print it.
    pub body: Box<[u8]>,
}

// The body may hold secrets: debugging output counts its bytes and no more.
impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("action", &self.action)
            .field("path", &self.path)
            .field("reason", &self.reason)
            .field("request_id", &self.request_id)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
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
