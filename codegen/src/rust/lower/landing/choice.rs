//! The action that a snippet shows: simple to call, and in service on both sites if there is one.

use super::super::constructor::takes;
use super::super::example::{documented, request_of};
use super::super::names::{Names, SpecNames};
use super::super::record;
use crate::rust::snippet::Expr;
use serde_json::{Map, Value};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use tencentcloud_model::model::{Action, ActionId, Member, Owner, Scalar, Status, Type, Version};

/// Names that snippets import beside those of a request.
const IMPORTED: &[&str] = &["Client", "Credential", "Error", "FakeTransport", "Reply", "Site"];

/// How deep a made-up parameter may be.
const DEPTH: usize = 8;

/// An action, and a request for it.
pub(super) struct Shown<'n, 'a> {
    pub(super) names: &'n Names<'a>,
    pub(super) id: ActionId,
    /// The expression that makes the request.
    pub(super) request: Expr,
    /// The names in it.
    pub(super) imports: BTreeSet<String>,
}

impl<'n> Shown<'n, '_> {
    pub(super) fn action(&self) -> &'n Action {
        self.names.action(self.id).0
    }

    /// Returns the client's method for the action.
    pub(super) fn method(&self) -> &'n str {
        &self.names.action(self.id).1.method
    }
}

/// Chooses among the actions that fit: those without parameters first, then those that only read, of
/// the first service and its last version, in the first group, with the shortest name.
pub(super) fn choose<'n, 'a>(
    names: &'n SpecNames<'a>,
    fits: impl Fn(&Version, &Action) -> bool,
) -> Option<Shown<'n, 'a>> {
    let mut candidates = Vec::new();
    for (index, service) in names.services.iter().enumerate() {
        for (version_index, version) in service.versions.iter().enumerate() {
            for id in version.version.action_ids() {
                let action = version.version.action(id);
                if !fits(version.version, action) {
                    continue;
                }
                let rank = (
                    action.status != Status::Online,
                    action.sites.len() < 2,
                    takes(version, Owner::Input(id)).is_some_and(|taken| !taken.is_empty()),
                    !action.idempotent,
                    index,
                    Reverse(version_index),
                    action.group.unwrap_or(usize::MAX),
                    action.name.len(),
                );
                candidates.push((rank, version, id));
            }
        }
    }
    // Equal ranks stay in the order of the spec.
    candidates.sort_by_key(|(rank, ..)| *rank);
    candidates.into_iter().find_map(|(_, names, id)| shown(names, id))
}

/// An action with its documented request, or with one of made-up values.
fn shown<'n, 'a>(names: &'n Names<'a>, id: ActionId) -> Option<Shown<'n, 'a>> {
    let request = record::request(names, id);
    let start = request.constructor.as_ref()?;
    let (built, imports) = if start.takes.is_empty() {
        let new = Expr::Call(format!("{}::new", request.name), Vec::new());
        (new, BTreeSet::from([request.name.clone()]))
    } else {
        documented(names, id, &request).or_else(|| {
            let members = &names.version.action(id).input;
            let json = made_up(names, members, &start.takes, DEPTH)?;
            request_of(names, id, &request, &json)
        })?
    };
    let is_clear = imports.iter().all(|name| !IMPORTED.contains(&name.as_str()));
    is_clear.then_some(Shown { names, id, request: built, imports })
}

/// Values for the given members, by type.
fn made_up(
    names: &Names<'_>,
    members: &[Member],
    given: &[usize],
    depth: usize,
) -> Option<Map<String, Value>> {
    let members = given.iter().filter_map(|index| members.get(*index));
    members
        .map(|it| Some((it.name.clone(), value(names, &it.ty, depth.checked_sub(1)?)?)))
        .collect()
}

fn value(names: &Names<'_>, ty: &Type, depth: usize) -> Option<Value> {
    Some(match ty {
        Type::Scalar(Scalar::Int64 | Scalar::Uint64) => Value::from(1),
        Type::Scalar(Scalar::Float) => Value::from(1.0),
        Type::Scalar(Scalar::Bool) => Value::from(true),
        Type::Scalar(_) => Value::from("…"),
        Type::Values(id) => names.version.value_set(*id).values.first()?.value.clone(),
        Type::List(element) => Value::Array(vec![value(names, element, depth.checked_sub(1)?)?]),
        Type::Object(id) => {
            let owner = Owner::Object(*id);
            let given = takes(names, owner)?;
            Value::Object(made_up(names, names.version.members(owner), &given, depth)?)
        }
    })
}
