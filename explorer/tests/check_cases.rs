//! The table of cases that holds the page's check of requests and the model's together.
//!
//! This test keeps `cases/check.json` and `cases/garden.json` as the model has them; the browser test
//! runs the page's check over both. `EXPLORER_CASES=write` writes them.

use serde_json::{Value, json};
use std::env;
use std::fs;
use std::path::Path;
use tencentcloud_explorer::data;
use tencentcloud_explorer::model::check::{Problem, check_request};
use tencentcloud_explorer::model::load::{Tree, load};
use tencentcloud_explorer::model::model::{Model, Site};
use tencentcloud_explorer::model::resolve::resolve;

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/cases"))
}

fn garden() -> Model {
    let documents = load(&Tree::disk(folder().join("garden"))).unwrap_or_else(|it| panic!("{it}"));
    resolve(&documents).unwrap_or_else(|it| panic!("{it}"))
}

/// Compares a file with the text that it should have, or writes it.
fn hold(name: &str, text: &str) {
    let path = folder().join(name);
    if env::var_os("EXPLORER_CASES").is_some_and(|value| value == "write") {
        fs::write(&path, text).expect("it is written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, text, "{name} is not current; run with EXPLORER_CASES=write");
}

#[test]
fn the_shared_cases_have_the_problems_that_the_model_finds() {
    let model = garden();
    let (service, version) = (&model.services[0], &model.services[0].versions[0]);
    hold("garden.json", &format!("{:#}\n", data::version(service, version)));
    let text = fs::read_to_string(folder().join("check.json")).expect("the cases");
    let cases: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    assert!(cases.len() > 30, "{}", cases.len());
    let mut with_problems = 0;
    let lines = cases.iter().map(|case| {
        let site = match case["site"].as_str() {
            None => None,
            Some("mainland") => Some(Site::Mainland),
            Some("international") => Some(Site::International),
            Some(other) => panic!("{other} is not a site"),
        };
        let request = case["request"].as_str().expect("a request");
        let Value::Object(request) = serde_json::from_str(request).expect("JSON") else {
            panic!("{request} is not an object");
        };
        let problems = check_request(version, &version.actions[0], site, &request);
        with_problems += usize::from(!problems.is_empty());
        let problems: Vec<Value> = problems.iter().map(as_json).collect();
        let case =
            json!({ "request": case["request"], "site": case["site"], "problems": problems });
        case.to_string()
    });
    let lines: Vec<String> = lines.collect();
    assert!(with_problems > 20, "{with_problems}");
    hold("check.json", &format!("[\n{}\n]\n", lines.join(",\n")));
}

fn as_json(problem: &Problem) -> Value {
    json!({
        "path": problem.path,
        "message": problem.to_string(),
        "warning": problem.is_warning(),
    })
}
