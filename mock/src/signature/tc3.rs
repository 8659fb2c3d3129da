//! TC3-HMAC-SHA256: the request in a canonical form, signed with a key made for the day and service.

use super::checks::{check_token, fresh, hex, hosts, key};
use crate::api_request::ApiRequest;
use crate::keys::Keys;
use crate::refusal::Refusal;
use crate::signature_view::SignatureView;
use crate::time::date;
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, Method, Request};
use sha2::{Digest, Sha256};
use std::time::SystemTime;

/// The parts of the header `Authorization`.
struct Authorization<'a> {
    secret_id: &'a str,
    date: &'a str,
    service: &'a str,
    signed_headers: &'a str,
    signature: &'a str,
}

/// The services that a signature's scope may name.
pub(super) struct Scopes<'a> {
    pub(super) service: &'a str,
    pub(super) others: &'a [String],
}

/// Verifies a signature; returns the number of its key.
pub(super) fn verify(
    keys: &Keys,
    request: &Request<Bytes>,
    call: &ApiRequest<'_>,
    authorization: &str,
    scopes: &Scopes<'_>,
    now: SystemTime,
    view: &mut Option<SignatureView>,
) -> Result<usize, Refusal> {
    let authorization = parse(authorization)?;
    let payload = payload_hash(request);
    let strings = |host: &str, timestamp: i64| {
        let canonical = canonical(request, &authorization, host, &payload)?;
        Ok(SignatureView {
            algorithm: "TC3-HMAC-SHA256",
            string_to_sign: format!(
                "TC3-HMAC-SHA256\n{timestamp}\n{}/{}/tc3_request\n{}",
                date(timestamp),
                authorization.service,
                hex(&Sha256::digest(&canonical))
            ),
            canonical_request: Some(canonical),
            matches: false,
        })
    };
    let as_sent = call.timestamp.map(|timestamp| strings(call.host, timestamp)).transpose();
    *view = as_sent.as_ref().ok().cloned().flatten();
    let key = key(keys, authorization.secret_id)?;
    let timestamp = fresh(call, now)?;
    let date = date(timestamp);
    if authorization.date != date {
        let hint = format!("the scope's date must be {date}, that of the timestamp in UTC");
        return Err(Refusal::signature_failure(hint));
    }
    let is_scope = |name: &str| name == authorization.service;
    if !is_scope(scopes.service) && !scopes.others.iter().any(|other| is_scope(other)) {
        let hint = format!("the scope's service must be `{}`", scopes.service);
        return Err(Refusal::signature_failure(hint));
    }
    let signing_key = signing_key(&key.secret, &date, authorization.service);
    for host in hosts(call) {
        let strings = strings(host, timestamp)?;
        if hex(&sign(&signing_key, &strings.string_to_sign)) == authorization.signature {
            *view = Some(SignatureView { matches: true, ..strings });
            check_token(&key, call, now)?;
            return Ok(key.number);
        }
    }
    let canonical = as_sent?.and_then(|strings| strings.canonical_request).unwrap_or_default();
    Err(Refusal::signature_failure(format!(
        "wrong secret, or another canonical request than {canonical:?}"
    )))
}

fn parse(text: &str) -> Result<Authorization<'_>, Refusal> {
    let form = || {
        Refusal::invalid_authorization(
            "it must be `TC3-HMAC-SHA256 Credential=<id>/<date>/<service>/tc3_request, \
             SignedHeaders=<names>, Signature=<hex>`",
        )
    };
    let rest = text.strip_prefix("TC3-HMAC-SHA256").ok_or_else(form)?;
    let (mut credential, mut signed_headers, mut signature) = (None, None, None);
    for part in rest.split(',') {
        let (name, value) = part.trim().split_once('=').ok_or_else(form)?;
        let place = match name {
            "Credential" => &mut credential,
            "SignedHeaders" => &mut signed_headers,
            "Signature" => &mut signature,
            _ => return Err(form()),
        };
        *place = Some(value);
    }
    let mut credential = credential.ok_or_else(form)?.splitn(4, '/');
    let authorization = Authorization {
        secret_id: credential.next().ok_or_else(form)?,
        date: credential.next().ok_or_else(form)?,
        service: credential.next().ok_or_else(form)?,
        signed_headers: signed_headers.ok_or_else(form)?,
        signature: signature.ok_or_else(form)?,
    };
    if credential.next() != Some("tc3_request") {
        return Err(form());
    }
    let is_signed = |name| authorization.signed_headers.split(';').any(|signed| signed == name);
    if !is_signed("content-type") || !is_signed("host") {
        return Err(Refusal::invalid_authorization("`content-type` and `host` must be signed"));
    }
    Ok(authorization)
}

fn canonical(
    request: &Request<Bytes>,
    authorization: &Authorization<'_>,
    host: &str,
    payload: &str,
) -> Result<String, Refusal> {
    let query = match *request.method() {
        Method::GET => request.uri().query().unwrap_or_default(),
        _ => "",
    };
    let mut text = format!("{}\n/\n{query}\n", request.method());
    for name in authorization.signed_headers.split(';') {
        let value = if name == "host" { Some(host) } else { value(request.headers(), name) };
        let Some(value) = value else {
            let hint = format!("the signed header `{name}` was not sent");
            return Err(Refusal::signature_failure(hint));
        };
        text.push_str(name);
        text.push(':');
        text.push_str(&value.trim().to_lowercase());
        text.push('\n');
    }
    text.push('\n');
    text.push_str(authorization.signed_headers);
    text.push('\n');
    text.push_str(payload);
    Ok(text)
}

fn value<'r>(headers: &'r HeaderMap, name: &str) -> Option<&'r str> {
    headers.get(name)?.to_str().ok()
}

fn payload_hash(request: &Request<Bytes>) -> String {
    const UNSIGNED: &str = "UNSIGNED-PAYLOAD";
    if value(request.headers(), "x-tc-content-sha256") == Some(UNSIGNED) {
        return hex(&Sha256::digest(UNSIGNED));
    }
    hex(&Sha256::digest(request.body()))
}

fn signing_key(secret: &str, date: &str, service: &str) -> Vec<u8> {
    let key = sign(format!("TC3{secret}").as_bytes(), date);
    sign(&sign(&key, service), "tc3_request")
}

fn sign(key: &[u8], text: &str) -> Vec<u8> {
    // Keys of any length fit, so there is no error to report.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Vec::new();
    };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}
