//! Sends every documented example of a spec through the types that were generated from it: decodes
//! requests and responses, writes them as JSON again, and compares. `scripts/breadth.py` compiles this
//! into the crate of each slice. It prints the counts, and one line for each example that fails or differs.

mod list;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use tencentcloud_api::runtime::action::{Action, decode};
use tencentcloud_api::runtime::error::Error;
use tencentcloud_api::runtime::wire;
use tencentcloud_model::load::Tree;
use tencentcloud_model::model::Example;
use tencentcloud_model::{load, resolve};

/// The service on the wire, the version, and the action.
type Key = (String, String, String);

/// Something to do for every action.
pub(crate) trait Visitor {
    /// Does it for the action with this request.
    fn visit<A: Action + Serialize + DeserializeOwned>(&mut self);
}

/// Examples of one kind.
#[derive(Debug, Default)]
struct Count {
    documented: usize,
    decoded: usize,
    same: usize,
}

struct Trips {
    examples: BTreeMap<Key, Vec<Example>>,
    actions: usize,
    requests: Count,
    responses: Count,
    /// Responses that are refusals.
    refusals: Count,
    lines: Vec<String>,
}

impl Trips {
    fn read(spec: &str) -> Self {
        let documents = load::load(&Tree::disk(spec)).expect("the spec can be read");
        let model = resolve::resolve(&documents).expect("the spec resolves");
        let mut examples = BTreeMap::new();
        for service in model.services {
            for version in service.versions {
                for action in version.actions {
                    let key = (service.wire_name.clone(), version.name.clone(), action.name);
                    examples.insert(key, action.examples);
                }
            }
        }
        let (requests, responses) = (Count::default(), Count::default());
        let (refusals, lines) = (Count::default(), Vec::new());
        Self { examples, actions: 0, requests, responses, refusals, lines }
    }
}

impl Count {
    /// Compares a documented object with what the types wrote of it.
    fn add(
        &mut self,
        what: &str,
        documented: &Map<String, Value>,
        typed: Result<Vec<u8>, String>,
    ) -> Option<String> {
        self.documented += 1;
        let typed = match typed {
            Ok(typed) => typed,
            Err(error) => return Some(format!("fails: {what}: {error}")),
        };
        self.decoded += 1;
        let typed: Value = serde_json::from_slice(&typed).expect("the encoder writes JSON");
        let documented = normalised(&Value::Object(documented.clone()));
        match difference(&documented, &normalised(&typed), "") {
            None => {
                self.same += 1;
                None
            }
            Some(found) => Some(format!("differs: {what}: {found}")),
        }
    }
}

impl Visitor for Trips {
    fn visit<A: Action + Serialize + DeserializeOwned>(&mut self) {
        let operation = A::OPERATION;
        let key = (operation.service.name, operation.version, operation.name);
        let key = (key.0.to_owned(), key.1.to_owned(), key.2.to_owned());
        self.actions += 1;
        for example in self.examples.remove(&key).expect("the spec has the action") {
            let name = format!("{}/{}/{}", key.0, key.1, key.2);
            let title = example.title.as_deref().unwrap_or("");
            let reason = if example.deviates.is_some() { " (deviates)" } else { "" };
            if let Some(request) = &example.request {
                let body = serde_json::to_vec(request).expect("an example is JSON");
                let typed = serde_json::from_slice::<A>(&body).map_err(|error| error.to_string());
                let typed = typed.map(|typed| wire::to_json(&typed));
                let what = format!("request of {name} \"{title}\"{reason}");
                self.lines.extend(self.requests.add(&what, request, typed));
            }
            if let Some(response) = &example.response {
                let body = json!({ "Response": response }).to_string();
                let what = format!("response of {name} \"{title}\"{reason}");
                let is_refusal = response.contains_key("Error");
                let (count, typed) = match decode::<A>(body.as_bytes()) {
                    Ok(typed) => (&mut self.responses, Ok(wire::to_json(&typed))),
                    Err(Error::Service(_)) if is_refusal => (
                        &mut self.refusals,
                        serde_json::to_vec(response).map_err(|it| it.to_string()),
                    ),
                    Err(error) => (&mut self.responses, Err(error.to_string())),
                };
                self.lines.extend(count.add(&what, response, typed));
            }
        }
    }
}

/// Normalizes JSON: absent members, null and empty lists are equal, and so are `1` and `1.0`.
fn normalised(json: &Value) -> Value {
    match json {
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.clone(), normalised(value)));
            let matters = |value: &Value| match value {
                Value::Null => false,
                Value::Array(elements) => !elements.is_empty(),
                _ => true,
            };
            Value::Object(members.filter(|(_, value)| matters(value)).collect())
        }
        Value::Array(elements) => Value::Array(elements.iter().map(normalised).collect()),
        Value::Number(number) => {
            let text = number.to_string();
            let whole = text.strip_suffix(".0").and_then(|digits| digits.parse::<i64>().ok());
            whole.map_or_else(|| json.clone(), Value::from)
        }
        _ => json.clone(),
    }
}

/// The first difference between two values, with its place.
fn difference(documented: &Value, typed: &Value, place: &str) -> Option<String> {
    match (documented, typed) {
        (Value::Object(one), Value::Object(other)) => {
            let names = one.keys().chain(other.keys().filter(|name| !one.contains_key(*name)));
            names.into_iter().find_map(|name| {
                let place = format!("{place}.{name}");
                match (one.get(name), other.get(name)) {
                    (Some(one), Some(other)) => difference(one, other, &place),
                    (Some(one), None) => Some(format!("{place}: {} is lost", short(one))),
                    (None, other) => Some(format!("{place}: {:?} is new", other.map(short))),
                }
            })
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let pairs = one.iter().zip(other).enumerate();
            pairs
                .into_iter()
                .find_map(|(at, (one, other))| difference(one, other, &format!("{place}[{at}]")))
        }
        (one, other) if one == other => None,
        (one, other) => Some(format!("{place}: {} becomes {}", short(one), short(other))),
    }
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(60).collect()
}

#[test]
fn every_documented_example_is_counted() {
    let spec = std::env::var("SPEC").expect("SPEC is the folder of the spec");
    let mut trips = Trips::read(&spec);
    list::every_action(&mut trips);
    for line in &trips.lines {
        println!("{line}");
    }
    println!("actions: {}", trips.actions);
    for (kind, count) in [
        ("requests", &trips.requests),
        ("responses", &trips.responses),
        ("refusals", &trips.refusals),
    ] {
        println!("{kind}: {} {} {}", count.documented, count.decoded, count.same);
    }
    assert!(trips.actions > 0, "the slice has actions");
}
