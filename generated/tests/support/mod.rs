//! The spec, for tests that compare the generated types with it.
#![allow(dead_code, reason = "each test binary uses a part")]

pub mod every_action;
pub mod visit;

use serde_json::{Map, Value};
use std::path::Path;
use tencentcloud_model::load::Tree;
use tencentcloud_model::model::{Action, Model, Version};
use tencentcloud_model::{load, resolve};

/// Reads and resolves the spec of this repository.
pub fn model() -> Model {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let documents = load::load(&Tree::disk(root)).expect("the spec is well formed");
    resolve::resolve(&documents).expect("the spec resolves")
}

/// Returns a version of a service.
pub fn version<'m>(model: &'m Model, service: &str, version: &str) -> &'m Version {
    let service = model.services.iter().find(|found| found.folder == service);
    let versions = &service.expect("the service is there").versions;
    versions.iter().find(|found| found.name == version).expect("the version is there")
}

/// Returns an action of a version.
pub fn action<'v>(version: &'v Version, name: &str) -> &'v Action {
    version
        .actions
        .iter()
        .find(|action| action.name == name)
        .expect("the action is there")
}

/// Normalizes JSON: absent members, null and empty lists are equal.
pub fn normalised(json: &Value) -> Value {
    let matters = |value: &Value| match value {
        Value::Null => false,
        Value::Array(elements) => !elements.is_empty(),
        _ => true,
    };
    match json {
        Value::Object(members) => {
            let members =
                members.iter().map(|(name, value)| (name.clone(), normalised(value)));
            let mut members: Vec<_> =
                members.filter(|(_, value)| matters(value)).collect();
            members.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(Map::from_iter(members))
        }
        Value::Array(elements) => {
            Value::Array(elements.iter().map(normalised).collect())
        }
        // `1` and `1.0` are equal.
        Value::Number(number) => {
            let text = number.to_string();
            let whole =
                text.strip_suffix(".0").and_then(|digits| digits.parse::<i64>().ok());
            whole.map_or_else(|| json.clone(), Value::from)
        }
        _ => json.clone(),
    }
}
