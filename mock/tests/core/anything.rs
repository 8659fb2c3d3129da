//! Every request gets an answer: no request makes the mock panic, and each answer of the API has
//! the API's form.

use crate::support::{VERSION, now, toy_mock, unsigned};
use bytes::Bytes;
use http::{HeaderValue, Method, Request};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};
use proptest::strategy::Just;
use serde_json::Value;
use tencentcloud_mock::{Mock, Rule};

/// Names and values that lead deep into the mock, and some that lead nowhere.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let known = [
        "MakeToy",
        "2020-01-01",
        "ListUsers",
        VERSION,
        "Id",
        "Parts.0.Name",
        "Main.Weight",
        "Tags.4294967295",
        "-5",
        "SKIP",
        "TC3-HMAC-SHA256 Credential=a/b/c/tc3_request, SignedHeaders=content-type;host, Signature=0",
        "TC3-HMAC-SHA256 Credential=////, SignedHeaders=;, Signature=",
        "HmacSHA1",
        "application/json",
        "application/x-www-form-urlencoded",
        "99999999999999999999",
        "ap-guangzhou",
        "reset",
        "InternalError",
    ];
    prop_oneof![
        3 => prop::sample::select(known.to_vec()).prop_map(|known| known.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 0..40),
    ]
}

fn header() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let names = [
        "x-tc-action",
        "x-tc-version",
        "x-tc-timestamp",
        "x-tc-region",
        "x-tc-token",
        "x-tc-language",
        "host",
        "x-tc-content-sha256",
        "authorization",
        "content-type",
        "x-mock-error",
        "x-mock-fault",
        "x-mock-delay-ms",
    ];
    (prop::sample::select(names.to_vec()), text())
}

/// A flat form, or JSON, or neither.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let form = vec((text(), text()), 0..6).prop_map(|pairs| {
        let pairs = pairs.into_iter().map(|(name, value)| [name, b"=".to_vec(), value].concat());
        pairs.collect::<Vec<_>>().join(&b'&')
    });
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let name = prop_oneof![
        Just("Id"),
        Just("Parts"),
        Just("Main"),
        Just("Name"),
        Just("Tags"),
        Just("Secret"),
        Just("Born")
    ];
    let json = scalar.prop_recursive(4, 32, 6, move |inner| {
        let members = vec((name.clone(), inner.clone()), 0..6);
        let object = |members: Vec<(&'static str, Value)>| {
            members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Value>()
        };
        prop_oneof![vec(inner, 0..4).prop_map(Value::from), members.prop_map(object)]
    });
    prop_oneof![form, json.prop_map(|json| json.to_string().into_bytes()), vec(any::<u8>(), 0..200)]
}

fn assert_answers(mock: &Mock, request: &Request<Bytes>) {
    let answer = mock.answer(request, now());
    if answer.content_type != Some("application/json") || request.uri().path() != "/" {
        return;
    }
    let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert!(body["Response"]["RequestId"].is_string(), "{body}");
    let error = &body["Response"]["Error"];
    assert!(
        error.is_null() || (error["Code"].is_string() && error["Message"].is_string()),
        "{body}"
    );
}

proptest! {
    #[test]
    fn every_request_gets_an_answer_in_the_form_of_the_api(
        is_get in any::<bool>(),
        headers in vec(header(), 0..8),
        query in vec((text(), text()), 0..6),
        body in body(),
    ) {
        let query: Vec<String> = query
            .into_iter()
            .map(|(name, value)| [name, value].map(|part| escape(&part)).join("="))
            .collect();
        let mut request = Request::new(Bytes::from(body));
        *request.method_mut() = if is_get { Method::GET } else { Method::POST };
        *request.uri_mut() = format!("/?{}", query.join("&")).parse().expect("an address");
        for (name, value) in headers {
            if let Ok(value) = HeaderValue::from_bytes(&value) {
                request.headers_mut().append(name, value);
            }
        }
        let rule = Rule::any().respond(serde_json::Map::new()).after(1);
        for mock in [toy_mock(), unsigned().rule(rule).build().expect("a mock"), Mock::builder().build().expect("a mock")] {
            assert_answers(&mock, &request);
            assert_answers(&mock, &request);
        }
    }
}

/// Makes bytes fit for an address; what is not a sign of it stays as it is, escaped or broken.
fn escape(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'+' => {
                char::from(*byte).to_string()
            }
            0x80..=0x8F => "%".to_owned(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
