//! Requirements of every request, whatever its action.

use crate::support::{VERSION, body, now, refusal, request, toy_mock, unsigned};
use bytes::Bytes;
use http::{HeaderValue, Method, Request, header};
use serde_json::json;
use std::time::Duration;
use tencentcloud_mock::{Mock, Outcome};

fn altered(change: impl FnOnce(&mut Request<Bytes>)) -> (String, String, String) {
    let mut request = request(VERSION, "DescribeIdentityCenter", &json!({}));
    change(&mut request);
    refusal(&unsigned().build().expect("a mock").answer(&request, now()))
}

fn without(name: &'static str) -> (String, String, String) {
    altered(|request| {
        request.headers_mut().remove(name);
    })
}

fn instead(name: &'static str, value: &'static str) -> (String, String, String) {
    altered(|request| {
        request.headers_mut().insert(name, HeaderValue::from_static(value));
    })
}

#[test]
fn common_parameters_are_needed() {
    let missing = |name: &str| format!("The request is missing a required parameter `{name}`.");
    assert_eq!(without("x-tc-action").1, missing("Action"));
    assert_eq!(without("x-tc-version").1, missing("Version"));
    let mock = Mock::builder().build().expect("a mock");
    let unsigned = request(VERSION, "DescribeIdentityCenter", &json!({}));
    let (code, message, _) = refusal(&mock.answer(&unsigned, now()));
    assert_eq!((code.as_str(), message), ("MissingParameter", missing("Authorization")));
}

#[test]
fn absent_services_versions_and_actions_have_codes_of_their_own() {
    let (code, message, hint) = instead("x-tc-version", "2019-01-01");
    assert_eq!(code, "NoSuchVersion");
    assert!(message.contains("`2019-01-01`") && message.contains("`organization`"), "{message}");
    assert!(hint.contains("2018-12-25") && hint.contains("2021-03-31"), "{hint}");
    assert_eq!(instead("x-tc-action", "MakeCoffee").0, "InvalidAction");
    let (code, _, hint) = instead("x-tc-action", "GetOrganization");
    assert_eq!((code.as_str(), hint.as_str()), ("InvalidAction", "version 2018-12-25 has it"));
    let offline = toy_mock().answer(&request("2020-01-01", "Offline", &json!({})), now());
    assert_eq!(refusal(&offline).0, "ActionOffline");
}

#[test]
fn actions_of_one_site_are_not_on_the_other() {
    let mock = unsigned().build().expect("a mock");
    let mut request = request(VERSION, "GetIPWhitelist", &json!({"ZoneId": "z-1"}));
    assert!(!body(&mock.answer(&request, now())).contains_key("Error"));
    let host = HeaderValue::from_static("organization.intl.tencentcloudapi.com:443");
    request.headers_mut().insert(header::HOST, host);
    assert_eq!(refusal(&mock.answer(&request, now())).0, "InvalidAction");
}

#[test]
fn the_host_tells_the_service_and_else_the_action_does() {
    let mock = unsigned().build().expect("a mock");
    let mut request = request("2018-08-13", "GetCallerIdentity", &json!({}));
    assert!(!body(&mock.answer(&request, now())).contains_key("Error"));
    let host = HeaderValue::from_static("organization.tencentcloudapi.com");
    request.headers_mut().insert(header::HOST, host);
    assert_eq!(refusal(&mock.answer(&request, now())).0, "NoSuchVersion");
    request.headers_mut().insert(header::HOST, HeaderValue::from_static("localhost"));
    request.headers_mut().insert("x-tc-version", HeaderValue::from_static("2000-01-01"));
    request.headers_mut().insert("x-tc-action", HeaderValue::from_static("MakeCoffee"));
    assert_eq!(refusal(&mock.answer(&request, now())).0, "NoSuchProduct");
}

#[test]
fn regions_have_a_form_or_are_those_allowed() {
    for region in ["guangzhou", "AP-Guangzhou", "ap--x", "ap-guangzhou;"] {
        assert_eq!(instead("x-tc-region", region).0, "UnsupportedRegion");
    }
    let mock = unsigned().regions(["ap-singapore"]).build().expect("a mock");
    for (region, is_right) in [("ap-singapore", true), ("ap-guangzhou", false)] {
        let mut request = request(VERSION, "DescribeIdentityCenter", &json!({}));
        request.headers_mut().insert("x-tc-region", HeaderValue::from_static(region));
        assert_eq!(!body(&mock.answer(&request, now())).contains_key("Error"), is_right);
    }
}

#[test]
fn methods_and_content_types_go_with_signatures() {
    let put = altered(|request| *request.method_mut() = Method::PUT);
    assert_eq!(put.0, "UnsupportedProtocol");
    for media_type in
        ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]
    {
        assert_eq!(instead("content-type", media_type).0, "UnsupportedProtocol");
    }
    assert_eq!(without("content-type").0, "UnsupportedProtocol");
}

#[test]
fn media_types_are_compared_without_case_and_parameters() {
    let mock = unsigned().build().expect("a mock");
    for media_type in ["application/json; charset=utf-8", "Application/JSON;charset=UTF-8"] {
        let mut request = request(VERSION, "DescribeIdentityCenter", &json!({}));
        request.headers_mut().insert("content-type", HeaderValue::from_static(media_type));
        assert!(!body(&mock.answer(&request, now())).contains_key("Error"), "{media_type}");
    }
}

#[test]
fn a_header_that_is_sent_twice_is_refused_whatever_it_says() {
    for name in ["x-tc-action", "x-tc-version", "x-tc-region", "content-type", "host", "x-tc-token"]
    {
        let (code, message, _) = altered(|request| {
            let value = request.headers().get(name).cloned();
            let value = value.unwrap_or(HeaderValue::from_static("ap-guangzhou"));
            request.headers_mut().append(name, value.clone());
            if request.headers().get_all(name).iter().count() < 2 {
                request.headers_mut().append(name, value);
            }
        });
        assert_eq!(code, "InvalidParameter");
        assert_eq!(message, format!("The header `{name}` is given more than once."));
    }
    let mock = unsigned().build().expect("a mock");
    let mut others = request(VERSION, "DescribeIdentityCenter", &json!({}));
    for value in ["a", "b"] {
        others.headers_mut().append("x-forwarded-for", HeaderValue::from_static(value));
    }
    assert!(!body(&mock.answer(&others, now())).contains_key("Error"));
}

/// A request in which everything is wrong, put right step by step: what is told at each.
#[test]
fn of_several_mistakes_the_first_on_the_way_is_told() {
    let mock = Mock::builder().regions(["ap-singapore"]).build().expect("a mock");
    let mut request = request("2000-01-01", "MakeCoffee", &json!({"Extra": 1}));
    let headers = [
        ("content-type", "text/plain"),
        ("host", "organization.tencentcloudapi.com"),
        ("x-tc-region", "nowhere"),
        ("authorization", "TC4"),
    ];
    for (name, value) in headers {
        request.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    let code = |request: &Request<Bytes>| refusal(&mock.answer(request, now())).0;
    assert_eq!(code(&request), "UnsupportedProtocol");
    request.headers_mut().insert("content-type", HeaderValue::from_static("application/json"));
    assert_eq!(code(&request), "AuthFailure.InvalidAuthorization");
    let authorization = |id: &str, date: &str| {
        HeaderValue::from_str(&format!(
            "TC3-HMAC-SHA256 Credential={id}/{date}/organization/tc3_request, \
             SignedHeaders=content-type;host, Signature=0"
        ))
        .expect("a value")
    };
    request.headers_mut().insert("authorization", authorization("AKIDunknown", "2023-01-01"));
    assert_eq!(code(&request), "AuthFailure.SecretIdNotFound");
    request
        .headers_mut()
        .insert("authorization", authorization(tencentcloud_mock::SECRET_ID, "2023-01-01"));
    assert_eq!(code(&request), "MissingParameter", "the timestamp");
    request.headers_mut().insert("x-tc-timestamp", HeaderValue::from_static("1690000000"));
    assert_eq!(code(&request), "AuthFailure.SignatureExpire");
    request.headers_mut().insert("x-tc-timestamp", HeaderValue::from_static("1700000000"));
    assert_eq!(code(&request), "AuthFailure.SignatureFailure");

    // The rest is the same for signed requests; here none needs to be.
    let mock = unsigned().regions(["ap-singapore"]).build().expect("a mock");
    let code = |request: &Request<Bytes>| refusal(&mock.answer(request, now())).0;
    assert_eq!(code(&request), "NoSuchVersion");
    request.headers_mut().insert("x-tc-version", HeaderValue::from_static(VERSION));
    assert_eq!(code(&request), "InvalidAction");
    request.headers_mut().insert("x-tc-action", HeaderValue::from_static("GetUser"));
    assert_eq!(code(&request), "UnsupportedRegion");
    request.headers_mut().insert("x-tc-region", HeaderValue::from_static("ap-singapore"));
    assert_eq!(code(&request), "MissingParameter");
    *request.body_mut() = Bytes::from_static(b"{\"ZoneId\":1,\"UserId\":\"\",\"Extra\":1}");
    assert_eq!(code(&request), "UnknownParameter");
    *request.body_mut() = Bytes::from_static(b"{\"ZoneId\":1,\"UserId\":\"u\"}");
    assert_eq!(code(&request), "InvalidParameter");
}

#[test]
fn queries_and_forms_have_the_documented_limits() {
    let mock = toy_mock();
    let long = format!("/?Action=MakeToy&Version=2020-01-01&Label={}", "a".repeat(33 << 10));
    let request = Request::get(long).body(Bytes::new()).expect("a request");
    assert_eq!(refusal(&mock.answer(&request, now())).0, "RequestSizeLimitExceeded");
    let form = Request::post("/")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Bytes::from(vec![b'a'; (1 << 20) + 1]))
        .expect("a request");
    assert_eq!(refusal(&mock.answer(&form, now())).0, "RequestSizeLimitExceeded");
}

#[test]
fn documented_rates_are_kept_per_action_and_second() {
    let mock = toy_mock();
    let slow = || mock.answer(&request("2020-01-01", "Slow", &json!({})), now());
    assert!(!body(&slow()).contains_key("Error"));
    assert!(!body(&slow()).contains_key("Error"));
    let (code, message, _) = refusal(&slow());
    assert_eq!(code, "RequestLimitExceeded");
    assert!(message.contains("frequency limit `2`"), "{message}");
    let later = now() + Duration::from_secs(1);
    let answer = mock.answer(&request("2020-01-01", "Slow", &json!({})), later);
    assert!(!body(&answer).contains_key("Error"));
}

#[test]
fn requests_are_logged() {
    let mock = unsigned().build().expect("a mock");
    let mut right = request(VERSION, "GetUser", &json!({"ZoneId": "z-1", "UserId": "u-1"}));
    right.headers_mut().insert("x-tc-region", HeaderValue::from_static("ap-guangzhou"));
    right.headers_mut().insert("x-tc-language", HeaderValue::from_static("en-US"));
    let answer = body(&mock.answer(&right, now()));
    mock.answer(&request(VERSION, "GetUser", &json!({})), now());
    let requests = mock.requests();
    let [first, second] = requests.as_slice() else {
        panic!("two requests: {requests:?}");
    };
    assert_eq!((first.action.as_str(), first.version.as_str()), ("GetUser", VERSION));
    assert_eq!(first.region.as_deref(), Some("ap-guangzhou"));
    assert_eq!(first.language.as_deref(), Some("en-US"));
    assert_eq!(first.host, "127.0.0.1:8080");
    assert_eq!(first.outcome, Outcome::Answered);
    assert_eq!(answer["RequestId"], first.request_id.as_str());
    assert_eq!(first.parameters().expect("parameters")["UserId"], "u-1");
    assert_eq!(second.code(), Some("MissingParameter"));
    assert_eq!(mock.request_count(), 2);
    mock.clear_requests();
    assert!(mock.requests().is_empty());
}
