//! Every step of a signature, from the request that was sent. Derived keys are cut, and the secret ID
//! is masked.

use super::record::Exchange;
use ring::{digest, hmac};
use serde_json::{Value, json};
use std::fmt::Write as _;
use tencentcloud_runtime::credential::Credential;
use tencentcloud_runtime::sign::SigningInput;

/// The parts of the header `Authorization`.
struct Authorization<'a> {
    secret_id: &'a str,
    date: &'a str,
    service: &'a str,
    signed_headers: &'a str,
    signature: &'a str,
}

/// Returns the steps; `None` if the request was not signed.
pub(super) fn steps(exchange: &Exchange, credential: Option<&Credential>) -> Option<Value> {
    let text = |name: &str| exchange.headers.get(name).and_then(|value| value.to_str().ok());
    let header = text("authorization")?;
    let parts = parse(header)?;
    let timestamp: i64 = text("x-tc-timestamp")?.parse().ok()?;
    let values = parts.signed_headers.split(';').map(|name| {
        (name, if name == "host" { exchange.host.as_str() } else { text(name).unwrap_or_default() })
    });
    let headers: Vec<(&str, &str)> = values.collect();
    let signing = SigningInput {
        method: "POST",
        query: "",
        headers: &headers,
        body: &exchange.body,
        service: parts.service,
        timestamp,
    };
    let canonical = signing.canonical_request();
    let masked = mask(parts.secret_id);
    let shown = exchange.headers.iter().map(|(name, value)| {
        let value = match name.as_str() {
            "authorization" => header.replace(parts.secret_id, &masked),
            "x-tc-token" => "(session token, not shown)".to_owned(),
            _ => String::from_utf8_lossy(value.as_bytes()).into_owned(),
        };
        json!([name.as_str(), value])
    });
    Some(json!({
        "host": exchange.host,
        "method": "POST",
        "headers": shown.collect::<Vec<_>>(),
        "bodyHash": hex(digest::digest(&digest::SHA256, &exchange.body).as_ref()),
        "canonicalHash": hex(digest::digest(&digest::SHA256, canonical.as_bytes()).as_ref()),
        "canonicalRequest": canonical,
        "stringToSign": signing.string_to_sign(),
        "derived": derived(&parts, credential),
        "signature": parts.signature,
        "authorization": header.replace(parts.secret_id, &masked),
    }))
}

fn parse(header: &str) -> Option<Authorization<'_>> {
    let rest = header.strip_prefix("TC3-HMAC-SHA256 Credential=")?;
    let (scope, rest) = rest.split_once(", SignedHeaders=")?;
    let (signed_headers, signature) = rest.split_once(", Signature=")?;
    let mut scope = scope.split('/');
    let (secret_id, date, service) = (scope.next()?, scope.next()?, scope.next()?);
    Some(Authorization { secret_id, date, service, signed_headers, signature })
}

/// The derived keys, cut to four digits: whoever has one can sign.
fn derived(parts: &Authorization<'_>, credential: Option<&Credential>) -> Value {
    let credential = credential.filter(|credential| credential.id() == parts.secret_id);
    let Some(credential) = credential else { return json!([]) };
    let mut key = format!("TC3{}", credential.expose_key()).into_bytes();
    let steps = [
        ("SecretDate", parts.date),
        ("SecretService", parts.service),
        ("SecretSigning", "tc3_request"),
    ];
    let derived = steps.map(|(name, text)| {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), text.as_bytes());
        key = tag.as_ref().to_vec();
        let start: String = hex(&key).chars().take(4).collect();
        json!([name, format!("{start}… (64 digits)")])
    });
    derived.into_iter().collect()
}

/// Shortens a secret ID as the runtime does.
fn mask(id: &str) -> String {
    let count = id.chars().count();
    if count < 12 {
        return "****".to_owned();
    }
    let start: String = id.chars().take(4).collect();
    let end: String = id.chars().skip(count - 4).collect();
    format!("{start}****{end}")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
