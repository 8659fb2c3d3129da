//! The HTTP request of a call: its headers, signed.

use super::endpoint::Endpoint;
use super::prepared::{ActionRef, Prepared, Settings};
use crate::credential::secret::Credential;
use crate::error::ConfigError;
use crate::operation::Site;
use crate::sign::{SKIP, SigningInput};
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Method, Request};

const ACTION: HeaderName = HeaderName::from_static("x-tc-action");
const VERSION: HeaderName = HeaderName::from_static("x-tc-version");
const TIMESTAMP: HeaderName = HeaderName::from_static("x-tc-timestamp");
const REGION: HeaderName = HeaderName::from_static("x-tc-region");
const TOKEN: HeaderName = HeaderName::from_static("x-tc-token");
const LANGUAGE: HeaderName = HeaderName::from_static("x-tc-language");
const CLIENT: HeaderName = HeaderName::from_static("x-tc-requestclient");

const JSON: &str = "application/json";

/// Builds the request of a call, signed for this moment with this credential, or unsigned without
/// one.
pub(super) fn build(
    settings: &Settings,
    call: &Prepared,
    endpoint: &Endpoint,
    credential: Option<&Credential>,
    timestamp: i64,
) -> Result<Request<Bytes>, ConfigError> {
    let Endpoint { uri, host } = endpoint;
    let mut request = Request::new(call.body.clone());
    *request.method_mut() = Method::POST;
    *request.uri_mut() = uri.clone();
    let action = ACTION;
    let ActionRef { service, version, name, .. } = &call.action;
    let headers = request.headers_mut();
    headers.reserve(12);
    headers.insert(HOST, value("the host", host)?);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
    headers.insert(USER_AGENT, settings.agent.clone());
    headers.insert(CLIENT, settings.agent.clone());
    headers.insert(LANGUAGE, settings.language.clone());
    headers.insert(ACTION, name_value("the action's name", name)?);
    headers.insert(VERSION, name_value("the version", version)?);
    headers.insert(TIMESTAMP, HeaderValue::from(timestamp));
    if let Some(region) = call.region(settings)? {
        headers.insert(REGION, value("the region", region)?);
    }
    let Some(credential) = credential else {
        headers.insert(AUTHORIZATION, HeaderValue::from_static(SKIP));
        return Ok(request);
    };
    let input = SigningInput {
        method: "POST",
        query: "",
        headers: &[(CONTENT_TYPE.as_str(), JSON), (HOST.as_str(), host), (action.as_str(), name)],
        body: &call.body,
        service,
        timestamp,
    };
    sign(headers, &input, credential)?;
    Ok(request)
}

/// Returns the address to send a call to.
pub(super) fn endpoint(settings: &Settings, action: &ActionRef) -> Result<Endpoint, ConfigError> {
    check_name("the service", &action.service)?;
    if let Some(endpoint) = action.endpoint.as_ref().or(settings.endpoint.as_ref()) {
        return Ok(endpoint.clone());
    }
    let service = &action.service;
    let site = settings.site;
    match action.known {
        Some(known) => match known.host(site) {
            Some(host) => Endpoint::parse(host),
            None => Err(ConfigError::new(format!(
                "the service {service} has no host on the {site} site; set an endpoint"
            ))),
        },
        None => Endpoint::parse(&match site {
            Site::Mainland => format!("{service}.tencentcloudapi.com"),
            Site::International => format!("{service}.intl.tencentcloudapi.com"),
        }),
    }
}

fn sign(
    headers: &mut HeaderMap,
    signing: &SigningInput<'_>,
    credential: &Credential,
) -> Result<(), ConfigError> {
    let authorization = credential.authorization(signing);
    headers.insert(AUTHORIZATION, secret("the secret ID", authorization)?);
    if let Some(token) = credential.expose_token() {
        headers.insert(TOKEN, secret("the token", token.to_owned())?);
    }
    Ok(())
}

/// Checks a name that becomes part of a header, a host or a signature.
fn check_name(what: &str, name: &str) -> Result<(), ConfigError> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(fits) {
        return Ok(());
    }
    Err(ConfigError::new(format!(
        "{what} {name:?} has to consist of ASCII letters, digits, hyphens and underscores"
    )))
}

fn name_value(what: &str, name: &str) -> Result<HeaderValue, ConfigError> {
    check_name(what, name)?;
    value(what, name)
}

fn value(what: &str, text: &str) -> Result<HeaderValue, ConfigError> {
    HeaderValue::from_str(text)
        .map_err(|_| ConfigError::new(format!("{what} {text:?} cannot be sent in a header")))
}

/// A value that HTTP libraries do not print.
fn secret(what: &str, text: String) -> Result<HeaderValue, ConfigError> {
    let mut value = HeaderValue::try_from(text)
        .map_err(|_| ConfigError::new(format!("{what} does not fit into a header")))?;
    value.set_sensitive(true);
    Ok(value)
}
