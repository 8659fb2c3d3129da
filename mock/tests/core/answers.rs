//! Answers to valid requests: documented examples, or values of the declared shape.

use crate::support::{VERSION, body, call, now, request, toy, toy_mock, unsigned};
use serde_json::{Value, json};
use tencentcloud_mock::{Answers, Spec};

#[test]
fn the_documented_example_is_answered_with_a_request_id_of_its_own() {
    let mock = unsigned().build().expect("a mock");
    let parameters = mock.parameters_of(VERSION, "QuitOrganization").expect("known");
    let first = call(&mock, "QuitOrganization", &Value::Object(parameters.clone()));
    let second = call(&mock, "QuitOrganization", &Value::Object(parameters));
    assert_eq!(first.keys().collect::<Vec<_>>(), ["RequestId"]);
    assert_ne!(first["RequestId"], second["RequestId"]);
    let parameters = mock.parameters_of(VERSION, "GetUser").expect("known");
    let user = call(&mock, "GetUser", &Value::Object(parameters));
    let model = mock.spec().model();
    let actions = model.services.iter().flat_map(|service| &service.versions);
    let mut actions = actions.flat_map(|version| &version.actions);
    let action = actions.find(|action| action.name == "GetUser").expect("known");
    let mut documented = action.examples[0].response.clone().expect("an example");
    documented.insert("RequestId".to_owned(), user["RequestId"].clone());
    assert_eq!(user, documented);
}

#[test]
fn every_action_accepts_the_parameters_that_the_mock_tells_and_answers() {
    let mock = unsigned().without_rate_limits().build().expect("a mock");
    let spec = Spec::embedded().expect("the embedded spec");
    let mut count = 0;
    for service in &spec.model().services {
        for version in &service.versions {
            for action in &version.actions {
                let parameters = mock.parameters_of(&version.name, &action.name).expect("known");
                let request = request(&version.name, &action.name, &Value::Object(parameters));
                let response = body(&mock.answer(&request, now()));
                assert_eq!(response.get("Error"), None, "{} {response:?}", action.name);
                count += 1;
            }
        }
    }
    assert_eq!(count, spec.action_count());
    assert!(count >= 159, "{count} actions");
}

#[test]
fn invented_values_have_the_declared_shape_and_repeat_with_the_seed() {
    let make = |seed: u64| {
        let mock = unsigned().spec(toy()).seed(seed).build().expect("a mock");
        let mut response =
            body(&mock.answer(&request("2020-01-01", "MakeToy", &json!({"Id": 1})), now()));
        assert!(response.shift_remove("RequestId").is_some());
        Value::Object(response)
    };
    let toy = make(1);
    assert_eq!(toy, make(1));
    assert_ne!(toy, make(2));
    assert!(toy["Id"].is_i64() && toy["IsBig"].is_boolean() && toy["Ratio"].is_f64(), "{toy}");
    assert!(["Red", "Blue"].iter().any(|colour| toy["Colour"] == *colour), "{toy}");
    assert_eq!(toy["Born"].as_str().map(str::len), Some("0000-00-00 00:00:00".len()));
    let parts = toy["Parts"].as_array().expect("a list");
    assert!(!parts.is_empty());
    for part in parts {
        let weight = part["Weight"].as_f64().expect("a number");
        assert!(part["Name"].is_string() && (0.5..=2.0).contains(&weight), "{part}");
    }
}

#[test]
fn invented_answers_can_be_asked_for_where_there_are_examples() {
    let mock = unsigned().answers(Answers::Generated).items(3).build().expect("a mock");
    let parameters = json!({"ZoneId": "z-1"});
    let users = call(&mock, "ListUsers", &parameters);
    assert_eq!(users["Users"].as_array().map(Vec::len), Some(3));
    assert_eq!(users, {
        let mut again = call(&mock, "ListUsers", &parameters);
        again.insert("RequestId".to_owned(), users["RequestId"].clone());
        again
    });
}

#[test]
fn parameters_that_are_told_are_accepted_for_invented_requests_too() {
    let mock = toy_mock();
    let parameters = mock.parameters_of("2020-01-01", "MakeToy").expect("known");
    let answer = mock.answer(&request("2020-01-01", "MakeToy", &Value::Object(parameters)), now());
    assert!(!body(&answer).contains_key("Error"));
    assert_eq!(mock.parameters_of("2020-01-01", "Nothing"), None);
}
