//! `HmacSHA1` and `HmacSHA256`: all parameters sorted and signed, the signature one more of them.

use super::{check_token, credential, fresh, hosts};
use crate::call::Call;
use crate::config::Config;
use crate::refusal::Refusal;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::Request;
use sha1::Sha1;
use sha2::Sha256;
use std::time::SystemTime;

pub(super) fn verify(
    config: &Config,
    request: &Request<Bytes>,
    call: &Call<'_>,
    pairs: &[(String, String)],
    now: SystemTime,
) -> Result<usize, Refusal> {
    let find = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    let needed = |name: &'static str| find(name).ok_or_else(|| Refusal::missing(name));
    let (index, credential) = credential(config, needed("SecretId")?)?;
    let signature = needed("Signature")?;
    needed("Nonce")?;
    fresh(call, now)?;
    let mut sorted: Vec<&(String, String)> =
        pairs.iter().filter(|(key, _)| key != "Signature").collect();
    sorted.sort_by(|left, right| left.0.cmp(&right.0));
    let joined: Vec<String> = sorted.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let joined = joined.join("&");
    // Whatever else is named as method, SHA-1 is meant, as documented.
    let is_sha256 = find("SignatureMethod").is_some_and(|method| method == "HmacSHA256");
    for host in hosts(call) {
        let text = format!("{}{host}/?{joined}", request.method());
        let mac = if is_sha256 {
            sha256(credential.secret_key.as_bytes(), &text)
        } else {
            sha1(credential.secret_key.as_bytes(), &text)
        };
        if STANDARD.encode(mac) == *signature {
            check_token(credential, call)?;
            return Ok(index);
        }
    }
    let names: Vec<&str> = sorted.iter().map(|(key, _)| key.as_str()).collect();
    Err(Refusal::signature_failure(format!(
        "wrong secret, or another text than `{}{}/?` with {}",
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
