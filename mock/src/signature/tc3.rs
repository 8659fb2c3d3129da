//! TC3-HMAC-SHA256: the request in a canonical form, signed with a key made for the day and service.

use super::{check_token, credential, fresh, hex, hosts};
use crate::call::Call;
use crate::config::Config;
use crate::refusal::Refusal;
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

pub(super) fn verify(
    config: &Config,
    request: &Request<Bytes>,
    call: &Call<'_>,
    authorization: &str,
    service: &str,
    now: SystemTime,
) -> Result<usize, Refusal> {
    let authorization = parse(authorization)?;
    let (index, credential) = credential(config, authorization.secret_id)?;
    let timestamp = fresh(call, now)?;
    let date = date(timestamp);
    if authorization.date != date {
        let hint = format!("the scope's date must be {date}, that of the timestamp in UTC");
        return Err(Refusal::signature_failure(hint));
    }
    let scopes = &config.scopes;
    if authorization.service != service
        && !scopes.iter().any(|scope| scope == authorization.service)
    {
        let hint = format!("the scope's service must be `{service}`");
        return Err(Refusal::signature_failure(hint));
    }
    let payload = payload_hash(request);
    let key = signing_key(&credential.secret_key, date.as_str(), authorization.service);
    for host in hosts(call) {
        let canonical = canonical(request, &authorization, host, &payload)?;
        let text = format!(
            "TC3-HMAC-SHA256\n{timestamp}\n{date}/{}/tc3_request\n{}",
            authorization.service,
            hex(&Sha256::digest(&canonical))
        );
        if hex(&sign(&key, &text)) == authorization.signature {
            check_token(credential, call)?;
            return Ok(index);
        }
    }
    let canonical = canonical(request, &authorization, call.host, &payload)?;
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

/// The date in UTC of Unix seconds, `YYYY-MM-DD`.
pub(super) fn date(timestamp: i64) -> String {
    // Days are counted from the first of March of year 0, in eras of 400 years, so that leap days
    // come last. After "chrono-Compatible Low-Level Date Algorithms" by Howard Hinnant.
    let days = timestamp.div_euclid(86_400) + 719_468;
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}
