//! The facts of a request: its action and version, who sent it, and in which form.
//!
//! They are in headers (signature TC3, and unsigned requests) or among the parameters (the older
//! signatures). This module finds them; others decide whether they are right.

use crate::form;
use crate::refusal::Refusal;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, Method, Request, header};
use std::borrow::Cow;

/// The names that carry no parameter of the action in the older form.
const COMMON: &[&str] = &[
    "Action",
    "Language",
    "Nonce",
    "Region",
    "RequestClient",
    "SecretId",
    "Signature",
    "SignatureMethod",
    "Timestamp",
    "Token",
    "Version",
];

/// The headers that may be sent once only: two values would be ambiguous.
const SINGLE: &[&str] = &[
    "authorization",
    "content-type",
    "host",
    "x-tc-action",
    "x-tc-content-sha256",
    "x-tc-language",
    "x-tc-region",
    "x-tc-timestamp",
    "x-tc-token",
    "x-tc-version",
];

/// The media types of bodies.
const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// The largest query, in bytes.
const MAX_QUERY: usize = 32 << 10;

/// The largest form, in bytes.
const MAX_FORM: usize = 1 << 20;

/// The facts of a request.
#[derive(Debug)]
pub(crate) struct ApiRequest<'r> {
    pub(crate) action: Cow<'r, str>,
    pub(crate) version: Cow<'r, str>,
    pub(crate) region: Option<Cow<'r, str>>,
    pub(crate) language: Option<Cow<'r, str>>,
    pub(crate) token: Option<Cow<'r, str>>,
    pub(crate) timestamp: Option<i64>,
    pub(crate) host: &'r str,
    pub(crate) auth: Auth<'r>,
    pub(crate) parameters: Source<'r>,
}

/// How a request authenticates its sender.
#[derive(Debug)]
pub(crate) enum Auth<'r> {
    /// `Authorization: TC3-HMAC-SHA256 …`: the header's text.
    Tc3(&'r str),
    /// `Authorization: SKIP`.
    Skip,
    /// A signature among the parameters: all of them, common ones too.
    Legacy(Vec<(String, String)>),
    /// Not signed.
    Nothing,
}

/// Where the parameters are.
#[derive(Debug)]
pub(crate) enum Source<'r> {
    /// In a body of JSON.
    Json(&'r [u8]),
    /// In a query or form, flat.
    Pairs(Vec<(String, String)>),
}

impl<'r> ApiRequest<'r> {
    /// Reads the facts of a request.
    pub(crate) fn read(request: &'r Request<Bytes>) -> Result<Self, Refusal> {
        if request.method() != Method::POST && request.method() != Method::GET {
            let message = format!("The method {} is not supported.", request.method());
            return Err(Refusal::unsupported_protocol(message).hint("send POST or GET"));
        }
        let query = request.uri().query().unwrap_or_default();
        if request.method() == Method::GET && query.len() > MAX_QUERY {
            return Err(Refusal::too_large(MAX_QUERY));
        }
        let headers = request.headers();
        refuse_repeated(headers)?;
        let in_headers = headers.contains_key("x-tc-action")
            || headers.contains_key(header::AUTHORIZATION)
            || has_media_type(headers, JSON);
        if in_headers {
            Self::from_headers(request, query)
        } else {
            Self::from_pairs(request, query)
        }
    }

    fn from_headers(request: &'r Request<Bytes>, query: &str) -> Result<Self, Refusal> {
        let headers = request.headers();
        let header = |name: &'static str| text(headers, HeaderName::from_static(name), name);
        let parameters = if request.method() == Method::GET {
            Source::Pairs(form::parse(query.as_bytes())?)
        } else if has_media_type(headers, JSON) {
            Source::Json(request.body())
        } else {
            return Err(wrong_media_type(media_type(headers)));
        };
        let auth = match text(headers, header::AUTHORIZATION, "Authorization")? {
            None => Auth::Nothing,
            Some("SKIP") => Auth::Skip,
            Some(authorization) => Auth::Tc3(authorization),
        };
        let timestamp = header("x-tc-timestamp")?;
        Ok(Self {
            action: present(header("x-tc-action")?, "Action")?.into(),
            version: present(header("x-tc-version")?, "Version")?.into(),
            region: header("x-tc-region")?.map(Cow::from),
            language: header("x-tc-language")?.map(Cow::from),
            token: header("x-tc-token")?.map(Cow::from),
            timestamp: timestamp.map(parse_timestamp).transpose()?,
            host: host(request),
            auth,
            parameters,
        })
    }

    fn from_pairs(request: &'r Request<Bytes>, query: &str) -> Result<Self, Refusal> {
        let text = if request.method() == Method::GET {
            query.as_bytes()
        } else {
            if !has_media_type(request.headers(), FORM) {
                return Err(wrong_media_type(media_type(request.headers())));
            }
            if request.body().len() > MAX_FORM {
                return Err(Refusal::too_large(MAX_FORM));
            }
            request.body()
        };
        let all = form::parse(text)?;
        let find = |name: &str| {
            let found = all.iter().find(|(key, value)| key == name && !value.is_empty());
            found.map(|(_, value)| value.clone())
        };
        let timestamp = find("Timestamp");
        let is_parameter = |pair: &&(String, String)| !COMMON.contains(&pair.0.as_str());
        let call = Self {
            action: present(find("Action"), "Action")?.into(),
            version: present(find("Version"), "Version")?.into(),
            region: find("Region").map(Cow::from),
            language: find("Language").map(Cow::from),
            token: find("Token").map(Cow::from),
            timestamp: timestamp.as_deref().map(parse_timestamp).transpose()?,
            host: host(request),
            parameters: Source::Pairs(all.iter().filter(is_parameter).cloned().collect()),
            auth: if find("Signature").is_some() || find("SecretId").is_some() {
                Auth::Legacy(all)
            } else {
                Auth::Nothing
            },
        };
        Ok(call)
    }

    /// The host without its port.
    pub(crate) fn host_name(&self) -> &'r str {
        without_port(self.host)
    }

    /// The service that the signature's scope names, unchanged.
    pub(crate) fn scope(&self) -> Option<&'r str> {
        let Auth::Tc3(authorization) = self.auth else {
            return None;
        };
        let (_, rest) = authorization.split_once("Credential=")?;
        let credential = rest.split(',').next()?;
        credential.trim().rsplit('/').nth(1)
    }

    /// The id of the key that the request says it is signed with.
    pub(crate) fn secret_id(&self) -> Option<&str> {
        match &self.auth {
            Auth::Tc3(authorization) => {
                let (_, rest) = authorization.split_once("Credential=")?;
                rest.split(['/', ',']).next().map(str::trim)
            }
            Auth::Legacy(pairs) => {
                let found = pairs.iter().find(|(key, _)| key == "SecretId");
                found.map(|(_, value)| value.as_str())
            }
            Auth::Skip | Auth::Nothing => None,
        }
    }
}

/// A host without its port; the brackets of an IPv6 address stay.
pub(crate) fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn host(request: &Request<Bytes>) -> &str {
    let header = request.headers().get(header::HOST);
    let header = header.and_then(|value| value.to_str().ok());
    header.or_else(|| request.uri().host()).unwrap_or_default().trim()
}

/// The media type of the body, without parameters.
fn media_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    value.split(';').next().map(str::trim)
}

fn has_media_type(headers: &HeaderMap, wanted: &str) -> bool {
    media_type(headers).is_some_and(|found| found.eq_ignore_ascii_case(wanted))
}

fn refuse_repeated(headers: &HeaderMap) -> Result<(), Refusal> {
    if headers.len() == headers.keys_len() {
        return Ok(());
    }
    let is_repeated = |name: &&&str| headers.get_all(**name).iter().nth(1).is_some();
    SINGLE.iter().find(is_repeated).map_or(Ok(()), |name| {
        let message = format!("The header `{name}` is given more than once.");
        Err(Refusal::new("InvalidParameter", message))
    })
}

fn wrong_media_type(found: Option<&str>) -> Refusal {
    let message = match found {
        Some(found) => {
            format!("The content type `{}` is not supported.", crate::refusal::shown(found))
        }
        None => "The request has no content type.".to_owned(),
    };
    Refusal::unsupported_protocol(message).hint(
        "application/json goes with TC3-HMAC-SHA256 and headers such as X-TC-Action, \
         application/x-www-form-urlencoded with HmacSHA1 or HmacSHA256",
    )
}

fn text<'r>(
    headers: &'r HeaderMap,
    name: HeaderName,
    shown: &str,
) -> Result<Option<&'r str>, Refusal> {
    let Some(value) = headers.get(name) else {
        return Ok(None);
    };
    let text = value.to_str().map_err(|_| {
        Refusal::new("InvalidParameter", format!("The header `{shown}` is not valid."))
    })?;
    Ok(Some(text.trim()).filter(|text| !text.is_empty()))
}

fn present<T>(value: Option<T>, name: &str) -> Result<T, Refusal> {
    value.ok_or_else(|| Refusal::missing(name))
}

fn parse_timestamp(text: &str) -> Result<i64, Refusal> {
    text.parse().map_err(|_| {
        Refusal::wrong_value("Timestamp", &crate::refusal::shown(text), "be Unix seconds")
    })
}
