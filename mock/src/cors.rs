//! Cross-origin requests (CORS) of pages on this machine, for origins that were allowed.

use crate::answer::Answer;
use crate::error::Error;
use bytes::Bytes;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN,
    VARY,
};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri};
use std::net::{Ipv4Addr, Ipv6Addr};

/// The methods of the API and of the mock's own addresses.
const METHODS: &str = "GET, POST, DELETE";

/// The headers that a page may send.
const HEADERS: &str = "Authorization, Content-Type, X-TC-Action, X-TC-Content-SHA256, \
                       X-TC-Language, X-TC-Region, X-TC-RequestClient, X-TC-Timestamp, X-TC-Token, \
                       X-TC-Version, X-Mock-Delay-Ms, X-Mock-Error, X-Mock-Fault";

/// The headers of an answer that a page may read.
const EXPOSED: &str = "X-Mock-Hint";

/// How long a browser may keep the answer to a preflight, in seconds.
const MAX_AGE: &str = "600";

/// Checks an origin that is to be allowed: a scheme, a host of this machine, and perhaps a port.
pub(crate) fn check_origin(origin: &str) -> Result<HeaderValue, Error> {
    let problem = |reason| Error::Origin(origin.to_owned(), reason);
    let form = "an origin is a scheme, a host and a port, as in `http://localhost:3000`";
    let uri: Uri = origin.parse().map_err(|_| problem(form))?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(problem(form));
    };
    // A browser compares the text, so it must be written as a browser writes it.
    if origin != format!("{scheme}://{authority}") || authority.as_str().contains('@') {
        return Err(problem(form));
    }
    if !matches!(scheme, "http" | "https") {
        return Err(problem("only pages of http and https are served"));
    }
    let port = authority.as_str().strip_prefix(authority.host()).unwrap_or_default();
    if !port.is_empty() && authority.port_u16().is_none() {
        return Err(problem(form));
    }
    let default = if scheme == "http" { 80 } else { 443 };
    if origin.chars().any(|letter| letter.is_ascii_uppercase())
        || authority.port_u16() == Some(default)
    {
        return Err(problem("a browser writes it in lower case and without the default port"));
    }
    let host = authority.host();
    let is_v4 = || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    let is_v6 = || {
        let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        address.and_then(|text| text.parse::<Ipv6Addr>().ok()).is_some_and(|it| it.is_loopback())
    };
    if host != "localhost" && !host.ends_with(".localhost") && !is_v4() && !is_v6() {
        return Err(problem("only pages on this machine may call the mock"));
    }
    HeaderValue::from_str(origin).map_err(|_| problem(form))
}

/// The origin of a request, if it was allowed.
pub(crate) fn allowed_origin<'a>(
    allowed: &'a [HeaderValue],
    headers: &HeaderMap,
) -> Option<&'a HeaderValue> {
    let origin = headers.get(ORIGIN)?;
    allowed.iter().find(|known| *known == origin)
}

/// Answers a preflight of an allowed origin; `None` if the request is not one.
pub(crate) fn preflight(origin: &HeaderValue, request: &Request<Bytes>) -> Option<Answer> {
    let is_preflight = request.method() == Method::OPTIONS
        && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    is_preflight.then(|| {
        let mut answer = Answer::empty(StatusCode::NO_CONTENT);
        let headers = &mut answer.headers;
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(METHODS));
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(HEADERS));
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(MAX_AGE));
        headers.insert(VARY, HeaderValue::from_static("Origin"));
        answer
    })
}

/// Lets a page of an allowed origin read an answer.
pub(crate) fn expose(origin: &HeaderValue, answer: &mut Answer) {
    let headers = &mut answer.headers;
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    headers.insert(VARY, HeaderValue::from_static("Origin"));
}
