//! Cycles of required members: objects of which no value can be constructed.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Member, Type, Version};
use crate::reach::components;
use std::collections::BTreeMap;

/// Reports objects that requests contain and that require themselves, directly or through others;
/// each cycle once. A list may be empty, so it requires nothing.
pub(super) fn check(version: &Version, diagnostics: &mut Diagnostics) {
    let objects = &version.objects;
    let required = |object: usize| {
        let is_sent = objects[object].in_requests;
        let members = objects[object].members.iter().filter(move |_| is_sent);
        members.filter_map(|member| Some((member, required_object(member)?)))
    };
    let edges: Vec<Vec<usize>> =
        (0..objects.len()).map(|from| required(from).map(|(_, to)| to).collect()).collect();
    let components = components(&edges);
    let mut reported = vec![false; objects.len()];
    for start in 0..objects.len() {
        let component = components[start];
        if reported[component] {
            continue;
        }
        let mut path: Vec<(usize, &Member)> = Vec::new();
        let mut at = start;
        // The step at which each object was met.
        let mut seen = BTreeMap::from([(start, 0)]);
        // Every object of a cycle has a required member that stays in it.
        while let Some((member, to)) = required(at).find(|(_, to)| components[*to] == component) {
            path.push((at, member));
            if let Some(first) = seen.get(&to) {
                reported[component] = true;
                report(version, &path[*first..], diagnostics);
                break;
            }
            seen.insert(to, path.len());
            at = to;
        }
    }
}

fn required_object(member: &Member) -> Option<usize> {
    match &member.ty {
        Type::Object(id) if member.required => Some(id.0),
        _ => None,
    }
}

/// How many members of a cycle are shown.
const SHOWN: usize = 8;

fn report(version: &Version, cycle: &[(usize, &Member)], diagnostics: &mut Diagnostics) {
    let Some((first, member)) = cycle.first() else { return };
    let name = &version.objects[*first].name;
    let steps: Vec<String> = cycle
        .iter()
        .take(SHOWN)
        .map(|(object, member)| format!("`{}.{}`", version.objects[*object].name, member.name))
        .collect();
    let more = match cycle.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more members"),
    };
    let message = match steps.as_slice() {
        [_] => format!("`{name}` requires itself, so no value of it can be constructed"),
        steps => format!(
            "`{name}` requires itself through {}{more}, so no value of it can be constructed",
            steps.join(", ")
        ),
    };
    let mut diagnostic = Diagnostic::new(Code::RequiredCycle, member.place.clone(), message)
        .help("make one of these members optional, or a list");
    for (_, member) in cycle.iter().take(SHOWN).skip(1) {
        diagnostic = diagnostic.secondary(member.place.clone(), "this member leads back to it");
    }
    diagnostics.push(diagnostic);
}
