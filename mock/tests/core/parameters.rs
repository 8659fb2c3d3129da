//! Parameters are checked against the spec, and refused in the cloud's words.

use crate::support::{body, now, refusal, refused, request, toy, toy_mock, unsigned, with};
use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};
use tencentcloud_mock::{Mock, Site, Spec};
use tencentcloud_model::load::{Tree, load};
use tencentcloud_model::resolve::resolve;

fn accepted(parameters: &Value) -> bool {
    let answer = toy_mock().answer(&request("2020-01-01", "MakeToy", parameters), now());
    !body(&answer).contains_key("Error")
}

#[test]
fn declared_parameters_are_accepted() {
    assert!(accepted(&json!({
        "Id": -5, "Count": 18_446_744_073_709_551_615_u64, "Label": "äöüß", "Slug": "abc", "Secret": "abc",
        "IsBig": false, "Born": "2024-02-29", "Colour": "Green", "Tags": [],
        "Parts": [{"Name": "", "Weight": 0.5}, {"Name": "b", "Weight": 2}], "Main": {"Name": "m"},
    })));
}

#[test]
fn missing_and_unknown_parameters_are_named_with_their_paths() {
    let missing = |name: &str| {
        let message = format!("The request is missing a required parameter `{name}`.");
        ("MissingParameter".to_owned(), message)
    };
    let unknown = |name: &str| {
        ("UnknownParameter".to_owned(), format!("The parameter `{name}` is not recognized."))
    };
    assert_eq!(refused(&json!({"Extra": 1})), missing("Id"));
    assert_eq!(refused(&with("Extra", json!(1))), unknown("Extra"));
    let parts = with("Parts", json!([{"Name": "a"}, {"Weight": 1}]));
    assert_eq!(refused(&parts), missing("Parts.1.Name"));
    let main = with("Main", json!({"Name": "a", "name": "b"}));
    assert_eq!(refused(&main), unknown("Main.name"));
}

#[test]
fn values_of_another_type_are_refused() {
    let cases = [
        ("Id", json!("1")),
        ("Id", json!(1.0)),
        ("Id", json!(9_223_372_036_854_775_808_u64)),
        ("Id", json!(null)),
        ("Count", json!(-1)),
        ("Label", json!(12)),
        ("IsBig", json!("true")),
        ("Born", json!(20_240_229)),
        ("Colour", json!(1)),
        ("Parts", json!({"Name": "a"})),
        ("Main", json!([])),
    ];
    for (name, value) in cases {
        let (code, message) = refused(&with(name, value));
        assert_eq!(code, "InvalidParameter");
        assert_eq!(message, format!("The value type of parameter `{name}` is not valid."));
    }
    let (_, message) = refused(&with("Parts", json!([{"Name": 1}])));
    assert!(message.contains("`Parts.0.Name`"), "{message}");
    let (_, message) = refused(&with("Tags", json!(["a", 2])));
    assert!(message.contains("`Tags.1`"), "{message}");
}

#[test]
fn values_that_break_a_constraint_are_refused() {
    let cases = [
        ("Id", json!(-6), "-6"),
        ("Id", json!(11), "11"),
        ("Label", json!("ä"), "ä"),
        ("Label", json!("abcde"), "abcde"),
        ("Slug", json!("ab1"), "ab1"),
        ("Born", json!("2024-2-29"), "2024-2-29"),
        ("Parts", json!([]), "[]"),
        ("Main", json!({"Name": "a", "Weight": 0.4}), "0.4"),
    ];
    for (name, value, shown) in cases {
        let (code, message) = refused(&with(name, value));
        assert_eq!(code, "InvalidParameterValue");
        let name = if name == "Main" { "Main.Weight" } else { name };
        let wanted =
            format!("The value `{shown}` specified in the parameter `{name}` is not valid.");
        assert_eq!(message, wanted);
    }
    let answer = toy_mock().answer(&request("2020-01-01", "MakeToy", &json!({"Id": 11})), now());
    assert_eq!(refusal(&answer).2, "`Id` must be at most 10");
}

#[test]
fn secrets_are_not_repeated() {
    let (_, message) = refused(&with("Secret", json!("hunter2")));
    assert_eq!(message, "The value `***` specified in the parameter `Secret` is not valid.");
}

#[test]
fn a_parameter_of_one_site_is_unknown_on_the_other() {
    let parameters = with("Mainland", json!("x"));
    assert!(accepted(&parameters));
    let mock = unsigned().spec(toy()).site(Site::International).build().expect("a mock");
    let answer = mock.answer(&request("2020-01-01", "MakeToy", &parameters), now());
    assert_eq!(refusal(&answer).0, "UnknownParameter");
    let mut request = request("2020-01-01", "MakeToy", &parameters);
    let host = http::HeaderValue::from_static("toy.intl.tencentcloudapi.com");
    request.headers_mut().insert("host", host);
    assert_eq!(refusal(&toy_mock().answer(&request, now())).0, "UnknownParameter");
}

/// Sends flat parameters as a query with common parameters in headers, as a query with all in it,
/// and as a form, which must all be understood in the same way.
fn flat(query: &str) -> Result<Value, (String, String)> {
    let all = format!("Action=MakeToy&Version=2020-01-01&{query}");
    let with_headers = Request::get(format!("/?{query}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("x-tc-action", "MakeToy")
        .header("x-tc-version", "2020-01-01")
        .body(Bytes::new());
    let in_query = Request::get(format!("/?{all}")).body(Bytes::new());
    let form = Request::post("/")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Bytes::from(all));
    let results = [with_headers, in_query, form].map(|request| {
        let mock = toy_mock();
        let answer = mock.answer(&request.expect("a request"), now());
        if body(&answer).contains_key("Error") {
            let (code, message, _) = refusal(&answer);
            return Err((code, message));
        }
        let received = mock.requests().pop().expect("it is logged");
        Ok(Value::Object(received.parameters().expect("parameters")))
    });
    assert_eq!(results[0], results[1]);
    assert_eq!(results[1], results[2]);
    let [first, ..] = results;
    first
}

#[test]
fn flat_parameters_get_the_types_that_are_declared() {
    let flattened = "Id=-3&Count=7&Label=a%20b&IsBig=True&Parts.0.Name=x%2By&Parts.1.Name=z\
                     &Parts.0.Weight=1.5&Tags.2=c&Tags.0=a&Main.Name=%E5%90%8D";
    let parameters = json!({
        "Id": -3, "Count": 7, "Label": "a b", "IsBig": true,
        "Parts": [{"Name": "x+y", "Weight": 1.5}, {"Name": "z"}],
        "Tags": ["a", "c"], "Main": {"Name": "名"},
    });
    assert_eq!(flat(flattened), Ok(parameters));
}

#[test]
fn flat_parameters_that_fit_no_declaration_are_refused() {
    let code = |query: &str| flat(query).expect_err("it is refused").0;
    assert_eq!(code("Id=x"), "InvalidParameter");
    assert_eq!(code("Id=1&Extra.0.Name=x"), "UnknownParameter");
    assert_eq!(code("Id=1&Parts.x.Name=x"), "InvalidParameter");
    assert_eq!(code("Id=1&Parts=x"), "InvalidParameter");
    assert_eq!(code("Id=1&Id=2"), "InvalidParameter");
    assert_eq!(code("Id=1&Id.0=2"), "InvalidParameter");
    assert_eq!(code("Id=1&Count"), "InvalidParameter");
    assert_eq!(code("Id=1&Label=%zz"), "InvalidParameter");
    assert_eq!(code("Id=1&Label=%ff%fe"), "InvalidParameter");
    assert_eq!(code(&format!("Id=1&Main{}=x", ".a".repeat(40))), "InvalidParameter");
}

#[test]
fn bodies_that_are_no_json_object_are_refused() {
    let nested = format!("{}{}", "[".repeat(1_000), "]".repeat(1_000));
    let deep = format!("{{\"Id\":{nested}}}");
    let bodies: [&[u8]; 6] = [b"", b"[]", b"{", b"{}x", b"{\"Id\":\"\xff\"}", deep.as_bytes()];
    for bytes in bodies {
        let mut request = request("2020-01-01", "MakeToy", &json!({}));
        *request.body_mut() = Bytes::copy_from_slice(bytes);
        let (code, message, _) = refusal(&toy_mock().answer(&request, now()));
        assert_eq!(code, "InvalidParameter");
        assert_eq!(message, "The request body is not a valid JSON object.");
    }
}

#[test]
fn a_site_has_its_own_required_parameters_and_a_spec_its_unsigned_actions() {
    let tree = Tree::memory([
        ("common/errors.yaml", "families: []\nerrors: []\n"),
        (
            "toy/service.yaml",
            "title: Toy\nhosts: {mainland: toy.tencentcloudapi.com, international: toy.intl.tencentcloudapi.com}\n",
        ),
        ("toy/2020-01-01/version.yaml", "doc: A small API.\n"),
        (
            "toy/2020-01-01/actions/Prove.yaml",
            "unsigned: true\ninput: [{name: Proof, type: string, required: [international], example: e30}]\n",
        ),
        ("toy/2020-01-01/actions/Ask.yaml", "{}\n"),
    ]);
    let model = load(&tree).and_then(|documents| resolve(&documents));
    let spec = Spec::from(model.unwrap_or_else(|problems| panic!("{problems}")));
    let code = |site: Option<Site>, action: &str, parameters: &Value| {
        let mut builder = Mock::builder().spec(spec.clone());
        if let Some(site) = site {
            builder = builder.site(site);
        }
        let mut request = request("2020-01-01", action, parameters);
        request.headers_mut().insert("authorization", "SKIP".parse().expect("a value"));
        let answer = body(&builder.build().expect("a mock").answer(&request, now()));
        answer.get("Error").map(|error| error["Code"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(code(None, "Prove", &json!({})), None);
    assert_eq!(code(Some(Site::Mainland), "Prove", &json!({})), None);
    let missing = Some("MissingParameter".to_owned());
    assert_eq!(code(Some(Site::International), "Prove", &json!({})), missing);
    assert_eq!(code(Some(Site::International), "Prove", &json!({"Proof": "e30"})), None);
    let unproven = Some("AuthFailure.InvalidAuthorization".to_owned());
    assert_eq!(code(None, "Ask", &json!({})), unproven);
    let international = Mock::builder().spec(spec).site(Site::International).build();
    let sample = international.expect("a mock").parameters_of("2020-01-01", "Prove");
    assert_eq!(sample.map(Value::Object), Some(json!({"Proof": "e30"})));
}
