//! `HmacSHA1` and `HmacSHA256`: all parameters sorted and signed, the signature one more of them.

use super::checks::{check_token, fresh, hosts, key};
use crate::api_request::ApiRequest;
use crate::keys::Keys;
use crate::refusal::Refusal;
use crate::signature_view::SignatureView;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::Request;
use sha1::Sha1;
use sha2::Sha256;
use std::time::SystemTime;

/// Verifies a signature; returns the number of its key.
pub(super) fn verify(
    keys: &Keys,
    request: &Request<Bytes>,
    call: &ApiRequest<'_>,
    pairs: &[(String, String)],
    now: SystemTime,
    view: &mut Option<SignatureView>,
) -> Result<usize, Refusal> {
    let find = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    let needed = |name: &'static str| find(name).ok_or_else(|| Refusal::missing(name));
    let mut sorted: Vec<&(String, String)> =
        pairs.iter().filter(|(key, _)| key != "Signature").collect();
    sorted.sort_by(|left, right| left.0.cmp(&right.0));
    let joined: Vec<String> = sorted.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let joined = joined.join("&");
    // Any other method means SHA-1, as documented.
    let is_sha256 = find("SignatureMethod").is_some_and(|method| method == "HmacSHA256");
    let string_to_sign = |host: &str| format!("{}{host}/?{joined}", request.method());
    let shown = |host: &str, matches: bool| SignatureView {
        algorithm: if is_sha256 { "HmacSHA256" } else { "HmacSHA1" },
        canonical_request: None,
        string_to_sign: string_to_sign(host),
        matches,
    };
    *view = Some(shown(call.host, false));
    let key = key(keys, needed("SecretId")?)?;
    let signature = needed("Signature")?;
    needed("Nonce")?;
    fresh(call, now)?;
    for host in hosts(call) {
        let text = string_to_sign(host);
        let mac = if is_sha256 {
            sha256(key.secret.as_bytes(), &text)
        } else {
            sha1(key.secret.as_bytes(), &text)
        };
        if STANDARD.encode(mac) == *signature {
            *view = Some(shown(host, true));
            check_token(&key, call, now)?;
            return Ok(key.number);
        }
    }
    let names: Vec<&str> = sorted.iter().map(|(key, _)| key.as_str()).collect();
    Err(Refusal::signature_failure(format!(
        "wrong secret, or another string to sign than `{}{}/?` with {}",
        request.method(),
        call.host,
        names.join(", ")
    )))
}

fn sha256(key: &[u8], text: &str) -> Vec<u8> {
    // Keys of any length fit, so there is no error to report.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Vec::new();
    };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn sha1(key: &[u8], text: &str) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(key) else {
        return Vec::new();
    };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}
