//! Collisions: names that two things of one scope have, and names that are no identifiers.

use super::names::Names;
use crate::rust::name::is_identifier;
use std::collections::BTreeMap;
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use tencentcloud_model::model::{Member, Owner};

/// A name, its place in the spec, and the thing that has it. A name that the generator has chosen
/// for itself has no place.
struct Named<'a> {
    name: &'a str,
    place: Option<&'a Place>,
    thing: String,
}

/// Reports the collisions of a version.
pub(super) fn check(names: &Names<'_>, diagnostics: &mut Diagnostics) {
    check_distinct(types(names), diagnostics);
    check_distinct(methods(names), diagnostics);
    check_distinct(codes(names), diagnostics);
    for id in names.version.value_set_ids() {
        let (set, _) = names.value_set(id);
        let own = reserved("Unknown", "the variant for undocumented values");
        let variants = set.values.iter().zip(names.variants(id)).map(|(value, name)| {
            Named::new(name, &value.place, format!("the value `{}`", value.name))
        });
        check_distinct([own].into_iter().chain(variants), diagnostics);
    }
    let actions = names.version.action_ids();
    let owners = actions.flat_map(|id| [Owner::Input(id), Owner::Output(id)]);
    for owner in owners.chain(names.version.object_ids().map(Owner::Object)) {
        check_distinct(fields(names, owner), diagnostics);
    }
    check_variants(names, diagnostics);
}

impl<'a> Named<'a> {
    fn new(name: &'a str, place: &'a Place, thing: String) -> Self {
        Self { name, place: Some(place), thing }
    }
}

fn reserved<'a>(name: &'a str, thing: &str) -> Named<'a> {
    Named { name, place: None, thing: thing.to_owned() }
}

fn types<'a>(names: &'a Names<'_>) -> impl Iterator<Item = Named<'a>> {
    let own = [
        reserved("Client", "the client"),
        reserved("CommonError", "the enum of common error codes"),
        reserved("ErrorCode", "the enum of all error codes"),
    ];
    let actions = names.version.action_ids().flat_map(|id| {
        let (action, names) = names.action(id);
        let thing = format!("the action `{}`", action.name);
        [&names.request, &names.response, &names.error]
            .map(|name| Named::new(name, &action.place, thing.clone()))
    });
    let objects = names.version.object_ids().map(|id| {
        let (object, names) = names.object(id);
        Named::new(&names.name, &object.place, format!("the type `{}`", object.name))
    });
    let sets = names.version.value_set_ids().map(|id| {
        let (set, names) = names.value_set(id);
        Named::new(&names.name, &set.place, "this set of values".to_owned())
    });
    own.into_iter().chain(actions).chain(objects).chain(sets)
}

fn methods<'a>(names: &'a Names<'_>) -> impl Iterator<Item = Named<'a>> {
    names.version.action_ids().map(|id| {
        let (action, names) = names.action(id);
        Named::new(&names.method, &action.place, format!("the method of `{}`", action.name))
    })
}

fn codes<'a>(names: &'a Names<'_>) -> impl Iterator<Item = Named<'a>> {
    let own = [
        reserved("Common", "the variant for common codes"),
        reserved("Other", "the variant for undocumented codes"),
    ];
    let codes = names
        .errors()
        .map(|(error, name)| Named::new(name, &error.place, format!("the code `{}`", error.code)));
    own.into_iter().chain(codes)
}

/// Fields whose names differ at most in what makes them legal: their setters are called alike.
fn fields<'a>(names: &'a Names<'_>, owner: Owner) -> impl Iterator<Item = Named<'a>> {
    let is_response = matches!(owner, Owner::Output(_));
    let own = is_response.then(|| reserved("request_id", "the request ID"));
    let named = |(member, name): (&'a Member, &'a String)| {
        let bare = name.trim_start_matches("r#").trim_end_matches('_');
        Named::new(bare, &member.place, format!("the member `{}`", member.name))
    };
    let members = names.version.members(owner).iter().zip(names.fields(owner));
    own.into_iter().chain(members.map(named))
}

/// Reports each name that two things of a scope would have.
fn check_distinct<'a>(names: impl IntoIterator<Item = Named<'a>>, diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<&str, Named<'_>> = BTreeMap::new();
    for named in names {
        let Named { name, place, thing } = &named;
        if let (Some(before), Some(place)) = (first.get(name), place) {
            let message = format!("{thing} and {} would both be `{name}` in Rust", before.thing);
            let mut diagnostic = Diagnostic::new(Code::NameCollision, (*place).clone(), message);
            if let Some(place) = before.place {
                diagnostic = diagnostic.secondary(place.clone(), "the other one is here");
            }
            diagnostics.push(diagnostic.help("give one of them another Rust name in `names.yaml`"));
        } else {
            first.insert(name, named);
        }
    }
}

/// Reports values from which no identifier can be made.
fn check_variants(names: &Names<'_>, diagnostics: &mut Diagnostics) {
    for id in names.version.value_set_ids() {
        let (set, _) = names.value_set(id);
        for (value, name) in set.values.iter().zip(names.variants(id)) {
            if !is_identifier(name) {
                let message = format!("no identifier can be made from the value `{}`", value.name);
                diagnostics.push(
                    Diagnostic::new(Code::BadIdentifier, value.place.clone(), message)
                        .help("give it a `name` in UpperCamelCase"),
                );
            }
        }
    }
}
