//! Samples for shells: curl, which signs with openssl, and tccli.

use super::literal::shell_quote;
use super::naming::Naming;
use super::request::Request;
use super::template::fill;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

const CURL: &str = r#"#!/usr/bin/env bash
# Needs TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, curl and openssl.
set -euo pipefail

host=«host»
service=«service»
body=«literal»
timestamp=$(date +%s)
date=$(date -u -d "@$timestamp" +%F 2>/dev/null || date -u -r "$timestamp" +%F)

sha256() { openssl dgst -sha256 -hex | sed 's/^.* //'; }
hmac() { openssl dgst -sha256 -mac HMAC -macopt "$1" -hex | sed 's/^.* //'; }

canonical=$(printf 'POST\n/\n\ncontent-type:application/json\nhost:%s\n\ncontent-type;host\n%s' \
  "$host" "$(printf %s "$body" | sha256)")
text=$(printf 'TC3-HMAC-SHA256\n%s\n%s/%s/tc3_request\n%s' \
  "$timestamp" "$date" "$service" "$(printf %s "$canonical" | sha256)")
key=$(printf %s "$date" | hmac "key:TC3$TENCENTCLOUD_SECRET_KEY")
key=$(printf %s "$service" | hmac "hexkey:$key")
key=$(printf %s tc3_request | hmac "hexkey:$key")
signature=$(printf %s "$text" | hmac "hexkey:$key")

curl --silent --show-error "«scheme»://$host/" \
  -H "Authorization: TC3-HMAC-SHA256 Credential=$TENCENTCLOUD_SECRET_ID/$date/$service/tc3_request, SignedHeaders=content-type;host, Signature=$signature" \
  -H 'Content-Type: application/json' \
  -H "X-TC-Action: «action»" \
  -H "X-TC-Version: «version»" \
  -H "X-TC-Timestamp: $timestamp" \
«more»  --data-binary "$body"
"#;

/// For actions that go unsigned.
const CURL_UNSIGNED: &str = r#"#!/usr/bin/env bash
# Needs curl alone: the action is sent without a signature.
set -euo pipefail

host=«host»
body=«literal»

curl --silent --show-error "«scheme»://$host/" \
  -H 'Authorization: SKIP' \
  -H 'Content-Type: application/json' \
  -H "X-TC-Action: «action»" \
  -H "X-TC-Version: «version»" \
  -H "X-TC-Timestamp: $(date +%s)" \
«more»  --data-binary "$body"
"#;

pub(super) fn curl(request: &Request<'_>, host: &str) -> String {
    let more = match request.region {
        Some(region) => format!("  -H {} \\\n", shell_quote(&format!("X-TC-Region: {region}"))),
        None => String::new(),
    };
    fill(
        if request.action.unsigned { CURL_UNSIGNED } else { CURL },
        &[
            ("host", &shell_quote(host)),
            ("service", &shell_quote(&request.service.wire_name)),
            ("action", &request.action.name),
            ("version", &request.version.name),
            ("scheme", if request.is_plain() { "http" } else { "https" }),
            ("more", &more),
        ],
    )
}

pub(super) fn tccli(request: &Request<'_>, naming: Option<&Naming>) -> String {
    let service = naming.map_or(request.service.folder.as_str(), |naming| &naming.package);
    let mut text = format!("tccli {service} {}", request.action.name);
    let mut option = |name: &str, value: &str| {
        let _ = write!(text, " \\\n  --{name} {}", shell_quote(value));
    };
    option("version", &request.version.name);
    // The tool speaks HTTPS alone.
    if let Ok(host) = request.host() {
        option("endpoint", &host);
    }
    option("region", request.region.unwrap_or("ap-guangzhou"));
    text.push_str("«literal»\n");
    text
}

/// Returns the parameters as curl's body.
pub(super) fn body(parameters: &Map<String, Value>) -> String {
    shell_quote(&json!(parameters).to_string())
}

/// Returns the parameters as options of tccli.
pub(super) fn options(parameters: &Map<String, Value>) -> String {
    let options = parameters.iter().map(|(name, value)| {
        let text = match value {
            Value::String(text) => text.clone(),
            // The tool's words for booleans are those of Python.
            Value::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
            other => other.to_string(),
        };
        format!(" \\\n  --{name} {}", shell_quote(&text))
    });
    options.collect()
}
