//! The published examples of signatures, recomputed.

use sha2::{Digest, Sha256};
use std::fmt::Write;
use tencentcloud_runtime::sign::SigningInput;

const BODY: &[u8] =
    br#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;
const JSON: (&str, &str) = ("Content-Type", "application/json; charset=utf-8");
const HOST: (&str, &str) = ("Host", "cvm.tencentcloudapi.com");
const ACTION: (&str, &str) = ("X-TC-Action", "DescribeInstances");

fn post<'a>(headers: &'a [(&'a str, &'a str)]) -> SigningInput<'a> {
    SigningInput {
        method: "POST",
        query: "",
        headers,
        body: BODY,
        service: "cvm",
        timestamp: 1_551_113_065,
    }
}

fn hash(text: &str) -> String {
    let hash = Sha256::digest(text);
    hash.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[track_caller]
fn agrees(signing: &SigningInput<'_>, id: &str, key: &str, canonical: &str, header: &str) {
    assert_eq!(hash(&signing.canonical_request()), canonical);
    assert_eq!(signing.authorization(id, key), header);
}

#[test]
fn example_with_two_headers() {
    agrees(
        &post(&[JSON, HOST]),
        "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
        "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
        "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031",
        "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, \
         SignedHeaders=content-type;host, \
         Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168",
    );
}

#[test]
fn example_with_two_headers_and_a_masked_key() {
    agrees(
        &post(&[HOST, JSON]),
        "AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******",
        "Gu5t9xGARNpq86cd98joQYCN3*******",
        "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031",
        "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******/2019-02-25/cvm/tc3_request, \
         SignedHeaders=content-type;host, \
         Signature=2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c",
    );
}

#[test]
fn example_with_the_action_among_the_headers() {
    agrees(
        &post(&[ACTION, HOST, JSON]),
        "AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******",
        "Gu5t9xGARNpq86cd98joQYCN3*******",
        "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84",
        "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******/2019-02-25/cvm/tc3_request, \
         SignedHeaders=content-type;host;x-tc-action, \
         Signature=be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3",
    );
}

#[test]
fn example_with_everything_masked() {
    let stars = "*".repeat(32);
    let id = format!("AKID{stars}");
    agrees(
        &post(&[JSON, HOST, ACTION]),
        &id,
        &stars,
        "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84",
        &format!(
            "TC3-HMAC-SHA256 Credential={id}/2019-02-25/cvm/tc3_request, \
             SignedHeaders=content-type;host;x-tc-action, \
             Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f"
        ),
    );
}

#[test]
fn example_of_a_query() {
    let signing = SigningInput {
        method: "GET",
        query: "Limit=10&Offset=0",
        headers: &[("Content-Type", "application/x-www-form-urlencoded"), HOST],
        body: b"",
        service: "cvm",
        timestamp: 1_539_084_154,
    };
    agrees(
        &signing,
        "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
        "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
        "91c9c192c14460df6c1ffc69e34e6c5e90708de2a6d282cccf957dbf1aa7f3a7",
        "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2018-10-09/cvm/tc3_request, \
         SignedHeaders=content-type;host, \
         Signature=5da7a33f6993f0614b047e5df4582db9e9bf4672ba50567dba16c6ccf174c474",
    );
}

#[test]
fn the_body_is_signed_byte_for_byte() {
    let headers = [JSON, HOST];
    let signing = post(&headers);
    let spaced = SigningInput { body: b"{ }", ..signing };
    let dense = SigningInput { body: b"{}", ..signing };
    assert_ne!(spaced.canonical_request(), dense.canonical_request());
}

#[test]
fn values_of_headers_are_trimmed_and_lowered() {
    let plain = [("host", "example.com")];
    let shouted = [("HOST", " Example.COM ")];
    assert_eq!(post(&plain).canonical_request(), post(&shouted).canonical_request());
}
