//! The checks that keep other pages and other users of the machine from calling.
//!
//! A page of another origin cannot name the server's own `Origin`, nor send JSON without a preflight
//! that is not answered. A rebound DNS name brings another `Host`. Another user of the machine has no
//! token.

use super::settings::ServerError;
use http::{HeaderMap, HeaderName, header};
use ring::rand::{SecureRandom as _, SystemRandom};
use std::fmt::Write as _;
use std::io;

pub(super) struct Guard {
    hosts: [String; 2],
    token: String,
}

const TOKEN: HeaderName = HeaderName::from_static("x-explorer-token");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

impl Guard {
    pub(super) fn new(port: u16) -> Result<Self, ServerError> {
        let mut bytes = [0; 32];
        SystemRandom::new()
            .fill(&mut bytes)
            .map_err(|_| ServerError::Start(io::Error::other("there are no random numbers")))?;
        let mut token = String::new();
        for byte in bytes {
            let _ = write!(token, "{byte:02x}");
        }
        Ok(Self { hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")], token })
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Checks that a request names this server.
    pub(super) fn check_host(&self, headers: &HeaderMap) -> Result<(), &'static str> {
        match only(headers, &header::HOST) {
            Some(host) if self.hosts.iter().any(|own| own == host) => Ok(()),
            _ => Err("the header Host does not name this server"),
        }
    }

    /// Checks that a call comes from the page of this server, in a tab that has the token.
    pub(super) fn check_call(&self, headers: &HeaderMap) -> Result<(), &'static str> {
        let host = only(headers, &header::HOST).unwrap_or_default();
        let origin = only(headers, &header::ORIGIN).and_then(|it| it.strip_prefix("http://"));
        if origin != Some(host) {
            return Err("the header Origin does not name the page of this server");
        }
        if headers.contains_key(&FETCH_SITE) && only(headers, &FETCH_SITE) != Some("same-origin") {
            return Err("the request comes from another site");
        }
        if only(headers, &header::CONTENT_TYPE) != Some("application/json") {
            return Err("calls have the content type application/json");
        }
        let given = only(headers, &TOKEN).unwrap_or_default();
        if !is_equal(given.as_bytes(), self.token.as_bytes()) {
            return Err("the token is not that of this start: open the address that was printed");
        }
        Ok(())
    }
}

/// Returns a header that is there exactly once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// Compares in a time that does not depend on where the first difference is.
fn is_equal(left: &[u8], right: &[u8]) -> bool {
    let differences = left.iter().zip(right).fold(0, |sum, (left, right)| sum | (left ^ right));
    left.len() == right.len() && differences == 0
}
