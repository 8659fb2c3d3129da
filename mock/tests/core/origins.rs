//! Pages of other origins on this machine: preflights are answered and answers can be read, for
//! allowed origins alone.

use crate::support::{VERSION, now, request, unsigned};
use bytes::Bytes;
use http::{HeaderValue, Method, Request, StatusCode};
use serde_json::{Value, json};
use tencentcloud_mock::{Answer, Error, Mock};

const PAGE: &str = "http://localhost:3000";

fn mock() -> Mock {
    unsigned().allow_origin(PAGE).allow_origin("http://127.0.0.1:9").build().expect("a mock")
}

fn preflight(mock: &Mock, origin: &'static str) -> Answer {
    let request = Request::options("/")
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization,x-tc-action")
        .body(Bytes::new())
        .expect("a request");
    mock.answer(&request, now())
}

fn headers(answer: &Answer) -> Vec<(&str, &str)> {
    let headers = answer.headers.iter();
    headers.map(|(name, value)| (name.as_str(), value.to_str().expect("a text"))).collect()
}

#[test]
fn a_preflight_of_an_allowed_origin_is_answered() {
    let answer = preflight(&mock(), PAGE);
    assert_eq!((answer.status, answer.body.len()), (StatusCode::NO_CONTENT, 0));
    assert_eq!(
        headers(&answer),
        [
            ("access-control-allow-origin", PAGE),
            ("access-control-allow-methods", "GET, POST, DELETE"),
            (
                "access-control-allow-headers",
                "Authorization, Content-Type, X-TC-Action, X-TC-Content-SHA256, X-TC-Language, \
                 X-TC-Region, X-TC-RequestClient, X-TC-Timestamp, X-TC-Token, X-TC-Version, \
                 X-Mock-Delay-Ms, X-Mock-Error, X-Mock-Fault"
            ),
            ("access-control-max-age", "600"),
            ("vary", "Origin"),
        ]
    );
    assert!(mock().requests().is_empty());
}

#[test]
fn a_page_of_an_allowed_origin_can_read_answers_and_hints() {
    let mock = mock();
    let mut request = request(VERSION, "GetUser", &json!({}));
    request.headers_mut().insert("origin", HeaderValue::from_static("http://127.0.0.1:9"));
    let expected = [
        ("access-control-allow-origin", "http://127.0.0.1:9"),
        ("access-control-expose-headers", "X-Mock-Hint"),
        ("vary", "Origin"),
    ];
    assert_eq!(headers(&mock.answer(&request, now())), expected);
    let log = Request::get("/_mock/requests").header("origin", "http://127.0.0.1:9");
    let log = log.body(Bytes::new()).expect("a request");
    assert_eq!(headers(&mock.answer(&log, now())), expected);
}

#[test]
fn without_the_permission_nothing_changes() {
    let plain = unsigned().build().expect("a mock");
    for (mock, origin) in
        [(&plain, PAGE), (&mock(), "http://localhost:3001"), (&mock(), "https://localhost:3000")]
    {
        let answer = preflight(mock, origin);
        assert!(answer.headers.is_empty(), "{answer:?}");
        let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
        assert_eq!(body["Response"]["Error"]["Code"], "UnsupportedProtocol");
        let mut request = request(VERSION, "DescribeOrganization", &json!({}));
        request.headers_mut().insert("origin", HeaderValue::from_static(origin));
        assert!(mock.answer(&request, now()).headers.is_empty());
    }
    let mut request = request(VERSION, "DescribeOrganization", &json!({}));
    *request.method_mut() = Method::OPTIONS;
    assert!(mock().answer(&request, now()).headers.is_empty(), "no origin, no preflight");
}

#[test]
fn only_origins_on_this_machine_can_be_allowed() {
    let result = |origin: &str| unsigned().allow_origin(origin).build();
    for origin in [
        "http://localhost",
        "https://localhost:8443",
        "http://app.localhost:1",
        "http://[::1]:8080",
        "http://127.3.2.1",
    ] {
        assert!(result(origin).is_ok(), "{origin}");
    }
    for origin in [
        "*",
        "null",
        "",
        "localhost:3000",
        "http://localhost:3000/",
        "http://localhost:3000/x",
        "http://example.com",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://192.168.0.1",
        "http://0.0.0.0:1",
        "file:///tmp/page.html",
        "HTTP://localhost",
        "http://LOCALHOST:1",
        "http://localhost:80",
        "http://user@localhost:1",
        "ftp://localhost",
        "http://localhost:99999",
        "http://localhost http://localhost",
    ] {
        match result(origin) {
            Err(Error::Origin(shown, _)) => assert_eq!(shown, origin),
            other => panic!("{origin} should be refused: {other:?}"),
        }
    }
}
