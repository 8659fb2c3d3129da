//! Every documented example makes a round trip through the generated types, and every documented
//! error code decodes as its variant.

mod support;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::mem::discriminant;
use std::path::Path;
use support::visit::Visitor;
use support::{action, every_action, model, normalised, version};
use tencentcloud_api::runtime::action::{Action, decode};
use tencentcloud_api::runtime::error::{Code, Error};
use tencentcloud_api::runtime::wire;
use tencentcloud_model::model::{Example, Model};

fn examples<A: Action>(model: &Model) -> &[Example] {
    let operation = A::OPERATION;
    let version = version(model, operation.service.name, operation.version);
    &action(version, operation.name).examples
}

struct RoundTrips {
    model: Model,
    requests: usize,
    responses: usize,
    /// Documented requests that violate documented constraints.
    violations: Vec<String>,
}

impl RoundTrips {
    /// Whether the typed JSON differs from the documented JSON, which only examples with `deviates`
    /// may.
    fn differs(
        what: &str,
        example: &Example,
        documented: &Map<String, Value>,
        typed: &[u8],
    ) -> bool {
        let documented = normalised(&Value::Object(documented.clone()));
        let typed = serde_json::from_slice(typed).expect("the encoder writes JSON");
        let typed = normalised(&typed);
        if example.deviates.is_none() {
            assert_eq!(typed, documented, "{what}");
        }
        typed != documented
    }
}

impl Visitor for RoundTrips {
    fn visit<A: Action + Serialize + DeserializeOwned>(&mut self) {
        let name = A::OPERATION.name;
        for example in examples::<A>(&self.model) {
            let mut differs = false;
            if let Some(request) = &example.request {
                let body = serde_json::to_vec(request).expect("an example is JSON");
                let typed: A = serde_json::from_slice(&body)
                    .unwrap_or_else(|error| panic!("{name}: {error}"));
                if let Err(violations) = wire::validate(&typed) {
                    self.violations.push(format!("{name}: {violations}"));
                }
                let what = format!("request of {name}");
                differs |=
                    Self::differs(&what, example, request, &wire::to_json(&typed));
                self.requests += 1;
            }
            if let Some(response) = &example.response {
                let body = json!({ "Response": response }).to_string();
                let typed = decode::<A>(body.as_bytes())
                    .unwrap_or_else(|error| panic!("{name}: {error}"));
                let what = format!("response of {name}");
                differs |=
                    Self::differs(&what, example, response, &wire::to_json(&typed));
                self.responses += 1;
            }
            // An example may also deviate from constraints, which decoding does not look at.
            assert!(
                !differs || example.deviates.is_some(),
                "{name} deviates undeclared"
            );
        }
    }
}

#[test]
fn every_documented_example_makes_a_round_trip() {
    let mut trips = RoundTrips {
        model: model(),
        requests: 0,
        responses: 0,
        violations: Vec::new(),
    };
    every_action::organization_v20181225(&mut trips);
    every_action::organization_v20210331(&mut trips);
    let versions = trips.model.services.iter().filter(|it| it.folder == "organization");
    let actions = versions.flat_map(|it| &it.versions).flat_map(|it| &it.actions);
    let examples: Vec<&Example> = actions.flat_map(|action| &action.examples).collect();
    let requests = examples.iter().filter(|example| example.request.is_some()).count();
    let responses = examples.iter().filter(|example| example.response.is_some()).count();
    assert_eq!((trips.requests, trips.responses), (requests, responses));
    assert!(
        requests >= 159 && responses >= 174,
        "{requests} requests, {responses} responses"
    );
    // The documentation contradicts itself here: its `testName` has a capital.
    let known: &[&str] = if cfg!(feature = "validate-pattern") {
        &["OpenIdentityCenter: ZoneName: must match [a-z0-9]+(-[a-z0-9]+)*"]
    } else {
        &[]
    };
    assert_eq!(trips.violations, known);
    every_action::sts_v20180813(&mut trips);
}

struct Refusals {
    model: Model,
    pairs: usize,
}

impl Visitor for Refusals {
    fn visit<A: Action + Serialize + DeserializeOwned>(&mut self) {
        let operation = A::OPERATION;
        let version = version(&self.model, operation.service.name, operation.version);
        let action = action(version, operation.name);
        let mut variants = HashSet::new();
        for listed in action.errors.iter().flatten() {
            let code = &version.errors[listed.code.0].code;
            let refusal = json!({ "Code": code, "Message": "No.", "RequestId": "r-1" });
            let body = json!({ "Response": { "Error": refusal, "RequestId": "r-1" } })
                .to_string();
            let Err(Error::Service(refusal)) = decode::<A>(body.as_bytes()) else {
                panic!("{}: {code} did not decode as a service error", operation.name);
            };
            assert_eq!(refusal.error().code(), code);
            assert_eq!((refusal.message(), refusal.request_id()), ("No.", "r-1"));
            variants.insert(discriminant(refusal.error()));
            let description = refusal.error().description();
            assert!(
                description.is_some_and(|text| !text.is_empty()),
                "{code} has no description"
            );
            self.pairs += 1;
        }
        let listed = action.errors.as_ref().map_or(0, Vec::len);
        assert_eq!(
            variants.len(),
            listed,
            "{}: each code has a variant",
            operation.name
        );
        for code in ["DryRunOperation", "Nobody.Documents.This"] {
            let error = A::Error::from_code(code);
            assert_eq!(error.code(), code);
            assert!(!variants.contains(&discriminant(&error)), "{code} is not listed");
        }
    }
}

#[test]
fn every_documented_code_of_every_action_becomes_its_variant() {
    let mut refusals = Refusals { model: model(), pairs: 0 };
    every_action::organization_v20181225(&mut refusals);
    every_action::organization_v20210331(&mut refusals);
    assert!(refusals.pairs >= 1_163, "{} pairs of action and code", refusals.pairs);
}

/// The list of actions that the sources of the crate make.
fn list_of_actions() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut text = "//! Every action of the crate, by version. Written by the test\n\
                    //! `the_list_of_actions_is_complete`, which says how.\n\
                    #![allow(clippy::too_many_lines, reason = \"a line per action\")]\n\n\
                    use super::visit::Visitor;\n\
                    use tencentcloud_api::organization::{v20181225, v20210331};\n\
                    use tencentcloud_api::sts::v20180813;\n"
        .to_owned();
    for (service, version) in [
        ("organization", "v20181225"),
        ("organization", "v20210331"),
        ("sts", "v20180813"),
    ] {
        let folder = root.join(service).join(version).join("actions");
        let files = fs::read_dir(folder).expect("the version has actions");
        let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
        paths.sort();
        let _ = writeln!(text, "\n/// Visits the actions of this version.");
        let _ =
            writeln!(text, "pub fn {service}_{version}(visitor: &mut impl Visitor) {{");
        for path in paths {
            let source = fs::read_to_string(path).expect("the file can be read");
            let structs =
                source.lines().filter_map(|line| line.strip_prefix("pub struct "));
            let names = structs.filter_map(|line| line.split(' ').next());
            for request in names.filter(|name| name.ends_with("Request")) {
                let _ = writeln!(text, "    visitor.visit::<{version}::{request}>();");
            }
        }
        text.push_str("}\n");
    }
    text
}

#[test]
fn the_list_of_actions_is_complete() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/every_action.rs");
    let list = list_of_actions();
    if std::env::var_os("UPDATE_ACTIONS").is_some() {
        fs::write(&path, &list).expect("the list can be written");
    }
    let written = fs::read_to_string(&path).expect("the list can be read");
    assert!(
        written.replace("\r\n", "\n") == list,
        "tests/support/every_action.rs differs from the sources: \
         write it with `UPDATE_ACTIONS=1 cargo test -p tencentcloud-api --test examples`"
    );
}

struct Names(Vec<(&'static str, &'static str)>);

impl Visitor for Names {
    fn visit<A: Action + Serialize + DeserializeOwned>(&mut self) {
        self.0.push((A::OPERATION.version, A::OPERATION.name));
    }
}

#[test]
fn every_action_of_the_spec_has_a_request() {
    let mut names = Names(Vec::new());
    every_action::organization_v20181225(&mut names);
    every_action::organization_v20210331(&mut names);
    every_action::sts_v20180813(&mut names);
    let model = model();
    let versions = model.services.iter().flat_map(|service| &service.versions);
    let mut spec: Vec<(&str, &str)> = versions
        .flat_map(|version| {
            version.actions.iter().map(|action| (&*version.name, &*action.name))
        })
        .collect();
    spec.sort_unstable();
    names.0.sort_unstable();
    assert_eq!(names.0, spec);
}
