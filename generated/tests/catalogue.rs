//! Decoding by a model alone: records that are described at run time, read and written by the runtime
//! like generated ones. The examples of the spec show that both do the same. With the environment
//! variable `CATALOGUE`, a folder, the examples of that spec are counted, for which no types are compiled:
//! `scripts/breadth.py` does that for the whole catalogue.

#[path = "catalogue/record.rs"]
mod record;
mod support;

use record::{Call, Dynamic, Plan, Planner, Presence, ROOT, Types};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use support::visit::Visitor;
use support::{every_action, normalised};
use tencentcloud_api::runtime::action::{Action, decode};
use tencentcloud_api::runtime::error::Error;
use tencentcloud_api::runtime::wire;
use tencentcloud_model::load::{self, Tree};
use tencentcloud_model::model::{Example, Model};
use tencentcloud_model::resolve;

/// The plans of an action.
struct Calls {
    input: &'static Plan,
    output: &'static Plan,
    declares_error: bool,
}

/// The actions of a spec by service on the wire, version and name, with their examples.
fn calls(model: Model) -> BTreeMap<(String, String, String), (Calls, Vec<Example>)> {
    let mut all = BTreeMap::new();
    for service in model.services {
        for version in service.versions {
            let types: &'static Types = Box::leak(Box::new(Types(OnceLock::new())));
            let planner = Planner { version: &version, types };
            let objects = version.objects.iter().map(|object| {
                planner.plan(&object.name, &object.members, Presence::of(object), false)
            });
            let is_first = types.0.set(objects.collect()).is_ok();
            assert!(is_first);
            for action in &version.actions {
                let leaked = |plan: Plan| -> &'static Plan { Box::leak(Box::new(plan)) };
                let calls = Calls {
                    input: leaked(planner.plan(
                        &action.name,
                        &action.input,
                        Presence::Sent,
                        false,
                    )),
                    output: leaked(planner.plan(
                        &action.name,
                        &action.output,
                        Presence::Received,
                        true,
                    )),
                    declares_error: action
                        .output
                        .iter()
                        .any(|member| member.name == "Error"),
                };
                let key = (
                    service.wire_name.clone(),
                    version.name.clone(),
                    action.name.clone(),
                );
                all.insert(key, (calls, action.examples.clone()));
            }
        }
    }
    all
}

impl Calls {
    fn request(&self, request: &Map<String, Json>) -> Result<Json, String> {
        ROOT.set(Some(self.input));
        let body = serde_json::to_vec(request).expect("an example is JSON");
        let mut reader = serde_json::Deserializer::from_slice(&body);
        let typed = wire::deserialize::<Dynamic, _>(&mut reader);
        typed
            .map(|typed| parsed(&wire::to_json(&typed)))
            .map_err(|error| error.to_string())
    }

    /// The response as it is written again; `None` if it is a refusal.
    fn response(&self, response: &Map<String, Json>) -> Result<Option<Json>, String> {
        ROOT.set(Some(self.output));
        let body = json!({ "Response": response }).to_string();
        let decoded = if self.declares_error {
            decode::<Call<true>>(body.as_bytes())
        } else {
            decode::<Call<false>>(body.as_bytes())
        };
        match decoded {
            Ok(typed) => Ok(Some(parsed(&wire::to_json(&typed)))),
            Err(Error::Service(_)) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }
}

fn parsed(json: &[u8]) -> Json {
    serde_json::from_slice(json).expect("the encoder writes JSON")
}

/// Compares generated types with records that the model describes.
struct Twins {
    calls: BTreeMap<(String, String, String), (Calls, Vec<Example>)>,
    compared: usize,
}

impl Visitor for Twins {
    fn visit<A: Action + Serialize + DeserializeOwned>(&mut self) {
        let operation = A::OPERATION;
        let key = (operation.service.name, operation.version, operation.name);
        let key = (key.0.to_owned(), key.1.to_owned(), key.2.to_owned());
        let (calls, examples) =
            self.calls.remove(&key).expect("the model has the action");
        for example in examples {
            // As documented, and with something that no type declares or accepts.
            let broken = |map: &Map<String, Json>| {
                let mut map = map.clone();
                let first = map.keys().next().cloned().unwrap_or_default();
                map.insert(first, json!([{ "Nobody": [1] }]));
                map
            };
            let pair = |map: &Map<String, Json>| [map.clone(), broken(map), Map::new()];
            for request in example.request.as_ref().into_iter().flat_map(pair) {
                let body = serde_json::to_vec(&request).expect("an example is JSON");
                let typed = serde_json::from_slice::<A>(&body);
                let typed = typed.map(|it| parsed(&wire::to_json(&it)));
                let dynamic = calls.request(&request);
                assert_eq!(typed.map_err(|error| error.to_string()), dynamic, "{key:?}");
                self.compared += 1;
            }
            for response in example.response.as_ref().into_iter().flat_map(pair) {
                let body = json!({ "Response": response }).to_string();
                let typed = match decode::<A>(body.as_bytes()) {
                    Ok(typed) => Ok(Some(parsed(&wire::to_json(&typed)))),
                    Err(Error::Service(_)) => Ok(None),
                    // The name of the action differs.
                    Err(_) => Err(()),
                };
                assert_eq!(typed, calls.response(&response).map_err(|_| ()), "{key:?}");
                self.compared += 1;
            }
        }
    }
}

#[test]
fn records_of_the_model_decode_and_encode_as_generated_types_do() {
    let mut twins = Twins {
        calls: calls(support::model()),
        compared: 0,
    };
    every_action::organization_v20181225(&mut twins);
    every_action::organization_v20210331(&mut twins);
    every_action::sts_v20180813(&mut twins);
    assert!(twins.calls.is_empty(), "every action was compared");
    assert!(twins.compared >= 3 * 333, "{} comparisons", twins.compared);
}

/// Examples of one kind.
#[derive(Debug, Default)]
struct Count {
    documented: usize,
    decoded: usize,
    same: usize,
}

impl Count {
    /// Counts an example; returns what is wrong with it.
    fn add(
        &mut self,
        documented: &Map<String, Json>,
        written: Result<Json, String>,
    ) -> Option<String> {
        self.documented += 1;
        let written = match written {
            Ok(written) => written,
            Err(error) => return Some(format!("fails: {error}")),
        };
        self.decoded += 1;
        let documented = normalised(&Json::Object(documented.clone()));
        let found = difference(&documented, &normalised(&written), "");
        self.same += usize::from(found.is_none());
        found.map(|found| format!("differs: {found}"))
    }
}

/// The first difference between two values, with its place.
fn difference(documented: &Json, written: &Json, place: &str) -> Option<String> {
    match (documented, written) {
        (Json::Object(one), Json::Object(other)) => {
            let new = other.keys().filter(|name| !one.contains_key(*name));
            one.keys().chain(new).find_map(|name| {
                let place = format!("{place}.{name}");
                match (one.get(name), other.get(name)) {
                    (Some(one), Some(other)) => difference(one, other, &place),
                    (Some(one), None) => {
                        Some(format!("{place}: {} is lost", short(one)))
                    }
                    (None, other) => {
                        Some(format!("{place}: {:?} is new", other.map(short)))
                    }
                }
            })
        }
        (Json::Array(one), Json::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(at, (one, other))| {
                difference(one, other, &format!("{place}[{at}]"))
            })
        }
        (one, other) if one == other => None,
        (one, other) => {
            Some(format!("{place}: {} becomes {}", short(one), short(other)))
        }
    }
}

fn short(value: &Json) -> String {
    value.to_string().chars().take(60).collect()
}

#[test]
fn every_example_of_a_catalogue_decodes_and_stays_the_same_unless_it_says_that_it_deviates()
 {
    let model = match std::env::var("CATALOGUE") {
        Ok(folder) => {
            let documents =
                load::load(&Tree::disk(folder)).expect("the catalogue can be read");
            resolve::resolve(&documents).expect("the catalogue resolves")
        }
        Err(_) => support::model(),
    };
    let (mut requests, mut responses, mut refusals) =
        (Count::default(), Count::default(), Count::default());
    let (mut undeclared, mut deviating) = (0, 0);
    for ((service, version, action), (calls, examples)) in calls(model) {
        for example in examples {
            let request = example.request.as_ref();
            let request = request.and_then(|it| requests.add(it, calls.request(it)));
            let response =
                example.response.as_ref().and_then(|it| match calls.response(it) {
                    Ok(None) => refusals.add(it, Ok(Json::Object(it.clone()))),
                    Ok(Some(mut written)) => {
                        // The request ID is no option; an example without one has an empty one.
                        if !it.contains_key("RequestId") && written["RequestId"] == "" {
                            written["RequestId"] = Json::Null;
                        }
                        responses.add(it, Ok(written))
                    }
                    Err(error) => responses.add(it, Err(error)),
                });
            for (kind, found) in [("request", request), ("response", response)] {
                let Some(found) = found else { continue };
                let reason =
                    if example.deviates.is_some() { "deviates" } else { "undeclared" };
                let (_, count) = [(true, &mut deviating), (false, &mut undeclared)]
                    .into_iter()
                    .find(|(is_it, _)| *is_it == example.deviates.is_some())
                    .expect("it is one of both");
                *count += 1;
                println!("{reason}, {kind} of {service}/{version}/{action}: {found}");
            }
        }
    }
    for (kind, Count { documented, decoded, same }) in
        [("requests", &requests), ("responses", &responses), ("refusals", &refusals)]
    {
        println!("{kind}: {documented} documented, {decoded} decoded, {same} the same");
    }
    println!("{deviating} deviate as declared, {undeclared} undeclared");
    assert!(requests.documented > 0 && responses.documented > 0);
    assert_eq!(undeclared, 0, "examples that differ without saying so");
}
