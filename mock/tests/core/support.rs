//! A small API that has every kind of constraint, and short ways to call a mock.

use bytes::Bytes;
use http::Request;
use serde_json::{Map, Value, json};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tencentcloud_mock::{Answer, Builder, Mock, Spec};
use tencentcloud_model::load::{Tree, load};
use tencentcloud_model::resolve::resolve;

/// The version of the API that most tests call.
pub const VERSION: &str = "2021-03-31";

const FILES: &[(&str, &str)] = &[
    (
        "common/errors.yaml",
        "families: [{family: InternalError, class: internal}, {family: InvalidParameter, class: invalid}]\n\
         errors: [{code: InternalError, doc: The service failed.}]\n",
    ),
    (
        "toy/service.yaml",
        "title: Toy\nhosts: {mainland: toy.tencentcloudapi.com, international: toy.intl.tencentcloudapi.com}\n",
    ),
    ("toy/2020-01-01/version.yaml", "doc: A small API.\n"),
    (
        "toy/2020-01-01/errors.yaml",
        "errors: [{code: InvalidParameter.Toy, doc: The toy is wrong.}]\n",
    ),
    (
        "toy/2020-01-01/types/Part.yaml",
        "members:\n  - {name: Name, type: string, required: true}\n  - {name: Weight, type: float, min: 0.5, max: 2}\n",
    ),
    ("toy/2020-01-01/types/Colour.yaml", "type: string\nvalues: [{value: Red}, {value: Blue}]\n"),
    (
        "toy/2020-01-01/actions/MakeToy.yaml",
        "input:\n\
         \x20 - {name: Id, type: int64, required: true, min: -5, max: 10}\n\
         \x20 - {name: Count, type: uint64}\n\
         \x20 - {name: Label, type: string, min_length: 2, max_length: 4}\n\
         \x20 - {name: Slug, type: string, pattern: '[a-z]+'}\n\
         \x20 - {name: Secret, type: string, max_length: 3, sensitive: true}\n\
         \x20 - {name: IsBig, type: bool}\n\
         \x20 - {name: Born, type: date}\n\
         \x20 - {name: Colour, type: Colour}\n\
         \x20 - {name: Parts, type: list<Part>, min_items: 1, max_items: 2}\n\
         \x20 - {name: Main, type: Part}\n\
         \x20 - {name: Tags, type: list<string>}\n\
         \x20 - {name: Mainland, type: string, sites: [mainland]}\n\
         output:\n\
         \x20 - {name: Id, type: int64}\n\
         \x20 - {name: Parts, type: list<Part>}\n\
         \x20 - {name: Colour, type: Colour}\n\
         \x20 - {name: Born, type: datetime}\n\
         \x20 - {name: Ratio, type: float}\n\
         \x20 - {name: IsBig, type: bool}\n\
         errors: [InvalidParameter.Toy]\n",
    ),
    ("toy/2020-01-01/actions/Offline.yaml", "status: offline\n"),
    ("toy/2020-01-01/actions/Slow.yaml", "rate_limit: 2\n"),
];

/// The small API.
pub fn toy() -> Spec {
    let documents = load(&Tree::memory(FILES.iter().copied())).expect("files");
    let model = resolve(&documents).unwrap_or_else(|diagnostics| {
        let printer = tencentcloud_model::diagnostic::Printer::plain();
        panic!("{}", printer.print(&diagnostics))
    });
    Spec::from(model)
}

/// A mock of the small API that takes requests without signatures.
pub fn toy_mock() -> Mock {
    unsigned().spec(toy()).build().expect("a mock")
}

/// A mock that takes requests without signatures.
pub fn unsigned() -> Builder {
    Mock::builder().accept_unsigned()
}

/// A point in time.
pub fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

/// A request as clients send it, without a signature.
pub fn request(version: &str, action: &str, parameters: &Value) -> Request<Bytes> {
    Request::post("/")
        .header("host", "127.0.0.1:8080")
        .header("content-type", "application/json")
        .header("x-tc-action", action)
        .header("x-tc-version", version)
        .body(Bytes::from(parameters.to_string()))
        .expect("a request")
}

/// The members under `Response`.
pub fn body(answer: &Answer) -> Map<String, Value> {
    let value: Value = serde_json::from_slice(&answer.body).expect("JSON");
    value["Response"].as_object().expect("the envelope").clone()
}

/// Calls an action of the embedded spec.
pub fn call(mock: &Mock, action: &str, parameters: &Value) -> Map<String, Value> {
    body(&mock.answer(&request(VERSION, action, parameters), now()))
}

/// The code and message of an error, and the mock's hint.
pub fn refusal(answer: &Answer) -> (String, String, String) {
    let body = body(answer);
    let text = |name: &str| body["Error"][name].as_str().expect("an error").to_owned();
    (text("Code"), text("Message"), answer.hint.clone().unwrap_or_default())
}

/// The code and message with which the small API refuses parameters.
pub fn refused(parameters: &Value) -> (String, String) {
    let answer = toy_mock().answer(&request("2020-01-01", "MakeToy", parameters), now());
    let (code, message, _) = refusal(&answer);
    (code, message)
}

/// Parameters that the small API takes, with others.
pub fn with(name: &str, value: Value) -> Value {
    let mut parameters = json!({"Id": 1});
    parameters[name] = value;
    parameters
}
