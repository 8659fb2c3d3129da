//! The published examples of each signature, and what is wrong with altered ones.

use super::check;
use crate::api_request::ApiRequest;
use crate::config::{Config, Credential};
use crate::keys::Keys;
use crate::time::date;
use bytes::Bytes;
use http::Request;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const ID: &str = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
const KEY: &str = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
const HOST: &str = "cvm.tencentcloudapi.com";
const PAYLOAD: &str =
    r#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;
const TIME: u64 = 1_551_113_065;

/// The documentation's request, by the names of its parts.
#[derive(Clone)]
struct Sent {
    id: &'static str,
    key: &'static str,
    host: &'static str,
    body: &'static str,
    media_type: &'static str,
    token: Option<&'static str>,
    headers: &'static str,
    scope: &'static str,
    signature: &'static str,
    now: u64,
}

const SENT: Sent = Sent {
    id: ID,
    key: KEY,
    host: HOST,
    body: PAYLOAD,
    media_type: "application/json; charset=utf-8",
    token: None,
    headers: "content-type;host",
    scope: "2019-02-25/cvm/tc3_request",
    signature: "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168",
    now: TIME,
};

impl Sent {
    fn request(&self) -> Request<Bytes> {
        let authorization = format!(
            "TC3-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}",
            self.id, self.scope, self.headers, self.signature
        );
        let mut request = Request::post("/")
            .header("host", self.host)
            .header("content-type", self.media_type)
            .header("x-tc-action", "DescribeInstances")
            .header("x-tc-version", "2017-03-12")
            .header("x-tc-region", "ap-guangzhou")
            .header("x-tc-timestamp", TIME.to_string())
            .header("authorization", authorization);
        if let Some(token) = self.token {
            request = request.header("x-tc-token", token);
        }
        request.body(Bytes::from_static(self.body.as_bytes())).expect("a request")
    }

    /// The code it is refused with, and the hint.
    fn refused(&self) -> Option<(String, String)> {
        let credential = Credential::new(self.id, self.key);
        verdict(&self.request(), credential, "cvm", self.now)
    }

    fn code(&self) -> String {
        self.refused().expect("it is refused").0
    }
}

fn verdict(
    request: &Request<Bytes>,
    credential: Credential,
    service: &str,
    now: u64,
) -> Option<(String, String)> {
    verdict_of(&Config::default(), request, credential, service, now)
}

fn verdict_of(
    config: &Config,
    request: &Request<Bytes>,
    credential: Credential,
    service: &str,
    now: u64,
) -> Option<(String, String)> {
    let credentials = vec![Credential::new("AKIDother", "other"), credential];
    let keys = Keys::new(credentials);
    let now: SystemTime = UNIX_EPOCH + Duration::from_secs(now);
    let verified = ApiRequest::read(request).and_then(|call| {
        let checked = check(config, &keys, request, &call, (service, false), now);
        let matches = checked.signature.is_some_and(|signature| signature.matches);
        assert!(checked.key.is_err() || matches, "the view disagrees with the verdict");
        checked.key
    });
    match verified {
        Ok(index) => {
            assert_eq!(index, Some(1), "the credential is the second");
            None
        }
        Err(refusal) => Some((refusal.code, refusal.hint.unwrap_or_default())),
    }
}

#[test]
fn the_published_examples_are_accepted() {
    assert_eq!(SENT.refused(), None);
    let masked = Sent {
        id: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******",
        key: "Gu5t9xGARNpq86cd98joQYCN3*******",
        signature: "2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c",
        ..SENT
    };
    assert_eq!(masked.refused(), None);
    let with_action = Sent {
        headers: "content-type;host;x-tc-action",
        signature: "be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3",
        ..masked
    };
    assert_eq!(with_action.refused(), None);
}

#[test]
fn a_published_get_is_accepted() {
    let signature = "5da7a33f6993f0614b047e5df4582db9e9bf4672ba50567dba16c6ccf174c474";
    let authorization = format!(
        "TC3-HMAC-SHA256 Credential={ID}/2018-10-09/cvm/tc3_request, \
         SignedHeaders=content-type;host, Signature={signature}"
    );
    let request = Request::get("/?Limit=10&Offset=0")
        .header("host", HOST)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("x-tc-action", "DescribeInstances")
        .header("x-tc-version", "2017-03-12")
        .header("x-tc-timestamp", "1539084154")
        .header("authorization", authorization)
        .body(Bytes::new())
        .expect("a request");
    assert_eq!(verdict(&request, Credential::new(ID, KEY), "cvm", 1_539_084_154), None);
}

#[test]
fn the_published_legacy_example_is_accepted_and_altered_ones_are_not() {
    let sent = |limit: u32, signature: &str| {
        let uri = format!(
            "/?Action=DescribeInstances&InstanceIds.0=ins-09dx96dg&Limit={limit}&Nonce=11886&Offset=0\
             &Region=ap-guangzhou&SecretId={ID}&Timestamp=1465185768&Version=2017-03-12\
             &Signature={signature}"
        );
        let request = Request::get(uri).header("host", HOST).body(Bytes::new());
        verdict(&request.expect("a request"), Credential::new(ID, KEY), "cvm", 1_465_185_768)
    };
    assert_eq!(sent(20, "EliP9YW3pW28FpsEdkXt%2F%2BWcGeI%3D"), None);
    let (code, hint) = sent(21, "EliP9YW3pW28FpsEdkXt%2F%2BWcGeI%3D").expect("altered");
    assert_eq!(code, "AuthFailure.SignatureFailure");
    assert!(hint.contains("Limit") && !hint.contains("21"), "{hint}");
}

/// A form as the older signatures have it: the published example's parameters, and others.
fn form(method: &str, more: &str, signature: &str) -> Request<Bytes> {
    let pairs = format!(
        "Action=DescribeInstances&InstanceIds.0=ins-09dx96dg&Limit=20&Nonce=11886&Offset=0\
         &Region=ap-guangzhou&SecretId={ID}&Timestamp=1465185768&Version=2017-03-12{more}\
         &Signature={}",
        signature.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
    );
    let request = Request::builder().method(method).header("host", HOST);
    let request = if method == "GET" {
        request.uri(format!("/?{pairs}")).body(Bytes::new())
    } else {
        let request = request.uri("/").header("content-type", "application/x-www-form-urlencoded");
        request.body(Bytes::from(pairs))
    };
    request.expect("a request")
}

/// Nobody publishes examples of these: the signatures were made with Python's `hmac` from the text
/// that the documentation describes.
#[test]
fn forms_and_queries_are_accepted_with_both_digests() {
    let cases = [
        ("POST", "", "/4JqpPkM1WMS/I5IvWzp5mqoqWY="),
        ("GET", "&SignatureMethod=HmacSHA1", "nFz2pgfdJt/htY1FxMjYmrJCrc8="),
        ("POST", "&SignatureMethod=HmacSHA1", "P40H7WENrb2GhOCYe4VozKZwf6g="),
        ("GET", "&SignatureMethod=HmacSHA256", "A8uy2/o7WBZXYCTWEFpMrVGhGBVlEGIOioeqRM+fzFs="),
        ("POST", "&SignatureMethod=HmacSHA256", "qwaMxk0NcXl0kw8VKseP3kAXJTW8MuyduO2uDJ69szQ="),
    ];
    let code = |request: &Request<Bytes>, now: u64| {
        verdict(request, Credential::new(ID, KEY), "cvm", now).map(|(code, _)| code)
    };
    let now = 1_465_185_768;
    for (method, more, signature) in cases {
        let sent = form(method, more, signature);
        assert_eq!(code(&sent, now), None, "{method} {more}");
        let failure = Some("AuthFailure.SignatureFailure".to_owned());
        assert_eq!(code(&form(method, &format!("{more}&Lang=en"), signature), now), failure);
        let other = if method == "GET" { "POST" } else { "GET" };
        assert_eq!(code(&form(other, more, signature), now), failure);
        let expired = Some("AuthFailure.SignatureExpire".to_owned());
        assert_eq!(code(&sent, now + 301), expired);
        assert_eq!(code(&sent, now - 301), expired);
        assert_eq!(code(&sent, now + 300), None);
    }
}

#[test]
fn a_missing_part_of_an_older_signature_is_named() {
    let missing = |left_out: &str| {
        let pairs = ["Nonce=1", "Timestamp=1465185768", "Signature=x", "SecretId=AKIDother"];
        let pairs: Vec<&str> =
            pairs.into_iter().filter(|pair| !pair.starts_with(left_out)).collect();
        let uri = format!("/?Action=A&Version=V&{}", pairs.join("&"));
        let request = Request::get(uri).header("host", HOST).body(Bytes::new());
        let request = request.expect("a request");
        verdict(&request, Credential::new(ID, KEY), "cvm", 1_465_185_768).expect("refused").0
    };
    for name in ["Nonce", "Timestamp", "Signature=", "SecretId"] {
        assert_eq!(missing(name), "MissingParameter", "{name}");
    }
    assert_eq!(missing("Nothing"), "AuthFailure.SignatureFailure");
}

#[test]
fn a_body_may_be_left_out_of_the_signature() {
    let signature = "046973eb8aff090a93ae075243c90c0b1df77954c7e4f0821f4750e2d49fc193";
    let code = |body: &'static str, mark: Option<&'static str>| {
        let mut request = Sent { body, signature, ..SENT }.request();
        if let Some(mark) = mark {
            request.headers_mut().insert("x-tc-content-sha256", mark.parse().expect("a value"));
        }
        verdict(&request, Credential::new(ID, KEY), "cvm", TIME).map(|(code, _)| code)
    };
    assert_eq!(code(PAYLOAD, Some("UNSIGNED-PAYLOAD")), None);
    assert_eq!(code("{}", Some("UNSIGNED-PAYLOAD")), None);
    for mark in [None, Some("unsigned")] {
        let failure = Some("AuthFailure.SignatureFailure".to_owned());
        assert_eq!(code(PAYLOAD, mark), failure);
    }
}

#[test]
fn another_scope_is_taken_if_that_was_said() {
    let signature = "e28902e9d3eb1ea41335b60d5aeb96666729b5750e2b59e1060ce8fb4d22f899";
    let sent = Sent { scope: "2019-02-25/127/tc3_request", signature, ..SENT };
    assert_eq!(sent.code(), "AuthFailure.SignatureFailure");
    let verdict = |scopes: &[&str]| {
        let scopes = scopes.iter().copied().map(str::to_owned).collect();
        let config = Config { scopes, ..Config::default() };
        verdict_of(&config, &sent.request(), Credential::new(ID, KEY), "cvm", TIME)
    };
    assert_eq!(verdict(&["localhost", "127"]), None);
    assert!(verdict(&["localhost"]).is_some());
}

#[test]
fn only_actions_with_another_proof_go_unsigned() {
    let code = |action: &str, is_unsigned| {
        let request = Request::post("/")
            .header("host", "sts.tencentcloudapi.com")
            .header("content-type", "application/json")
            .header("x-tc-action", action)
            .header("x-tc-version", "2018-08-13")
            .header("authorization", "SKIP")
            .body(Bytes::from_static(b"{}"))
            .expect("a request");
        let call = ApiRequest::read(&request).expect("a call");
        let now = UNIX_EPOCH + Duration::from_secs(TIME);
        let keys = Keys::new(Vec::new());
        let config = Config::default();
        let checked = check(&config, &keys, &request, &call, ("sts", is_unsigned), now);
        checked.key.map_err(|refusal| refusal.code)
    };
    let refused = || Err("AuthFailure.InvalidAuthorization".to_owned());
    assert_eq!(code("AssumeRoleWithWebIdentity", true), Ok(None));
    assert_eq!(code("AssumeRole", false), refused());
}

#[test]
fn a_request_altered_after_signing_is_refused() {
    let failures = [
        Sent { key: "another", ..SENT },
        Sent { body: "{}", ..SENT },
        Sent { host: "sts.tencentcloudapi.com", ..SENT },
        Sent { media_type: "application/json", ..SENT },
        Sent { scope: "2019-02-25/sts/tc3_request", ..SENT },
        Sent { scope: "2019-02-26/cvm/tc3_request", ..SENT },
    ];
    for failure in failures {
        assert_eq!(failure.code(), "AuthFailure.SignatureFailure");
    }
}

#[test]
fn clocks_may_differ_by_five_minutes() {
    for now in [TIME - 300, TIME + 300] {
        assert_eq!(Sent { now, ..SENT }.refused(), None);
    }
    for now in [0, TIME - 301, TIME + 301] {
        assert_eq!(Sent { now, ..SENT }.code(), "AuthFailure.SignatureExpire");
    }
}

#[test]
fn the_host_may_be_signed_without_its_port() {
    assert_eq!(Sent { host: "cvm.tencentcloudapi.com:8080", ..SENT }.refused(), None);
}

#[test]
fn a_token_goes_with_a_temporary_key_alone() {
    let sent = Sent { token: Some("token"), ..SENT };
    assert_eq!(sent.code(), "AuthFailure.TokenFailure");
    let temporary = || Credential::new(ID, KEY).with_token("token");
    let code =
        |sent: &Sent| verdict(&sent.request(), temporary(), "cvm", TIME).map(|found| found.0);
    assert_eq!(code(&sent), None);
    assert_eq!(code(&SENT).as_deref(), Some("AuthFailure.TokenFailure"));
    let other = Sent { token: Some("other"), ..SENT };
    assert_eq!(code(&other).as_deref(), Some("AuthFailure.TokenFailure"));
}

#[test]
fn unknown_ids_and_headers_of_another_form_have_codes_of_their_own() {
    let unknown = verdict(&SENT.request(), Credential::new("AKIDx", KEY), "cvm", TIME);
    assert_eq!(unknown.expect("unknown").0, "AuthFailure.SecretIdNotFound");
    let malformed = [
        Sent { headers: "host", ..SENT },
        Sent { scope: "2019-02-25/cvm", ..SENT },
        Sent { scope: "2019-02-25/cvm/tc4_request", ..SENT },
        Sent { signature: "x, More=1", ..SENT },
    ];
    for sent in malformed {
        assert_eq!(sent.code(), "AuthFailure.InvalidAuthorization");
    }
}

#[test]
fn dates_are_those_of_the_calendar() {
    let days = [
        (0, "1970-01-01"),
        (951_782_399, "2000-02-28"),
        (951_782_400, "2000-02-29"),
        (951_868_800, "2000-03-01"),
        (1_551_113_065, "2019-02-25"),
        (4_102_444_799, "2099-12-31"),
        (-1, "1969-12-31"),
    ];
    for (timestamp, text) in days {
        assert_eq!(date(timestamp), text);
    }
}

#[test]
fn the_view_of_a_signature_is_that_of_the_documentation() {
    let request = SENT.request();
    let call = ApiRequest::read(&request).expect("a call");
    let keys = Keys::new(vec![Credential::new(ID, KEY)]);
    let now = UNIX_EPOCH + Duration::from_secs(TIME);
    let checked = check(&Config::default(), &keys, &request, &call, ("cvm", false), now);
    let view = checked.signature.expect("a view");
    assert_eq!(
        view.canonical_request.as_deref(),
        Some(
            "POST\n/\n\ncontent-type:application/json; charset=utf-8\n\
             host:cvm.tencentcloudapi.com\n\ncontent-type;host\n\
             35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064"
        )
    );
    assert_eq!(
        view.string_to_sign,
        "TC3-HMAC-SHA256\n1551113065\n2019-02-25/cvm/tc3_request\n\
         5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031"
    );
    assert!(view.matches);
    let unknown =
        check(&Config::default(), &Keys::new(Vec::new()), &request, &call, ("cvm", false), now);
    let strings = unknown.signature.map(|view| (view.string_to_sign, view.matches));
    assert_eq!(strings, Some((view.string_to_sign, false)), "no key is needed for the strings");
}
