//! The HTTP request of a call: its headers, signed.

use super::{Channel, Endpoint, Prepared};
use crate::action::Site;
use crate::credential::Credential;
use crate::error::{ConfigError, Error};
use crate::sign::{SKIP, Signing};
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Method, Request};
use secrecy::ExposeSecret;
use std::time::SystemTime;

const ACTION: HeaderName = HeaderName::from_static("x-tc-action");
const VERSION: HeaderName = HeaderName::from_static("x-tc-version");
const TIMESTAMP: HeaderName = HeaderName::from_static("x-tc-timestamp");
const REGION: HeaderName = HeaderName::from_static("x-tc-region");
const TOKEN: HeaderName = HeaderName::from_static("x-tc-token");
const LANGUAGE: HeaderName = HeaderName::from_static("x-tc-language");
const CLIENT: HeaderName = HeaderName::from_static("x-tc-requestclient");

const JSON: &str = "application/json";

impl Channel {
    /// The request of a call, signed for this moment with this credential, or unsigned without one.
    pub(super) fn request(
        &self,
        call: &Prepared,
        credential: Option<&Credential>,
        timestamp: i64,
    ) -> Result<Request<Bytes>, Error> {
        self.try_request(call, credential, timestamp).map_err(Error::from)
    }

    fn try_request(
        &self,
        call: &Prepared,
        credential: Option<&Credential>,
        timestamp: i64,
    ) -> Result<Request<Bytes>, ConfigError> {
        let endpoint = self.endpoint(call)?;
        let mut request = Request::new(call.body.clone());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = endpoint.uri;
        let action = ACTION;
        let headers = request.headers_mut();
        headers.reserve(12);
        headers.insert(HOST, value("the host", &endpoint.host)?);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
        headers.insert(USER_AGENT, self.settings.agent.clone());
        headers.insert(CLIENT, self.settings.agent.clone());
        headers.insert(LANGUAGE, self.settings.language.clone());
        headers.insert(ACTION, value("the action's name", &call.target.action)?);
        headers.insert(VERSION, value("the version", &call.target.version)?);
        headers.insert(TIMESTAMP, HeaderValue::from(timestamp));
        if let Some(region) = call.region(&self.settings) {
            headers.insert(REGION, value("the region", region)?);
        }
        match credential {
            None => {
                headers.insert(AUTHORIZATION, HeaderValue::from_static(SKIP));
            }
            Some(credential) => {
                let signing = Signing {
                    method: "POST",
                    query: "",
                    headers: &[
                        (CONTENT_TYPE.as_str(), JSON),
                        (HOST.as_str(), &endpoint.host),
                        (action.as_str(), &call.target.action),
                    ],
                    body: &call.body,
                    service: &call.target.service,
                    timestamp,
                };
                sign(headers, &signing, credential)?;
            }
        }
        Ok(request)
    }

    fn endpoint(&self, call: &Prepared) -> Result<Endpoint, ConfigError> {
        if let Some(endpoint) = call.target.endpoint.as_ref().or(self.settings.endpoint.as_ref()) {
            return Ok(endpoint.clone());
        }
        let service = &call.target.service;
        let site = self.settings.site;
        match call.target.known {
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
}

fn sign(
    headers: &mut HeaderMap,
    signing: &Signing<'_>,
    credential: &Credential,
) -> Result<(), ConfigError> {
    let authorization = credential.authorization(signing);
    headers.insert(AUTHORIZATION, secret("the secret ID", authorization)?);
    if let Some(token) = credential.token() {
        headers.insert(TOKEN, secret("the token", token.expose_secret().to_owned())?);
    }
    Ok(())
}

fn value(what: &str, text: &str) -> Result<HeaderValue, ConfigError> {
    HeaderValue::from_str(text)
        .map_err(|_| ConfigError::new(format!("{what} {text:?} does not fit into a header")))
}

/// A value that HTTP libraries do not print.
fn secret(what: &str, text: String) -> Result<HeaderValue, ConfigError> {
    let mut value = HeaderValue::try_from(text)
        .map_err(|_| ConfigError::new(format!("{what} does not fit into a header")))?;
    value.set_sensitive(true);
    Ok(value)
}

/// Whole seconds since 1970-01-01 UTC.
pub(super) fn seconds(time: SystemTime) -> i64 {
    let seconds =
        |duration: std::time::Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => seconds(after),
        Err(before) => -seconds(before.duration()),
    }
}
