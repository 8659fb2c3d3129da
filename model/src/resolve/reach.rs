//! Checks of a whole version: which types requests and responses reach, which codes and
//! groups are used. Run only if nothing is wrong, so that one mistake is one error.
//! Versions and actions that are marked incomplete are cut to the part that is known.

use super::cycles;
use crate::check::is_offered;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::load;
use crate::model::{ActionId, Member, Object, ObjectId, Site, Type, ValueSetOrigin, Version};
use crate::reach::reached;
use crate::select::part;
use crate::sites::{BOTH, requires};
use std::collections::BTreeSet;

/// Fills in directions and the actions of codes; reports types, codes and groups without a user. A
/// version that is incomplete may have some: they are left out, as are incomplete actions.
pub(super) fn finish(
    version: &mut Version,
    written: &load::Version,
    diagnostics: &mut Diagnostics,
) {
    let is_incomplete = written.version.read().is_some_and(|file| file.value.incomplete);
    let mut unused = Diagnostics::new();
    let mut values = vec![false; version.value_sets.len()];
    let requests = version.actions.iter().flat_map(|action| &action.input);
    let in_requests = reach(version, requests, &mut values);
    let responses = version.actions.iter().flat_map(|action| &action.output);
    let in_responses = reach(version, responses, &mut values);
    for (index, object) in version.objects.iter_mut().enumerate() {
        object.in_requests = in_requests.contains(&ObjectId(index));
        object.in_responses = in_responses.contains(&ObjectId(index));
        if !object.in_requests && !object.in_responses {
            report_type(&object.name, &object.place, &mut unused);
        }
    }
    for (set, reached) in version.value_sets.iter().zip(values) {
        if let ValueSetOrigin::Named { name, .. } = &set.origin
            && !reached
        {
            report_type(name, &set.place, &mut unused);
        }
    }
    require(version);
    cycles::check(version, diagnostics);
    name_codes(version, &mut unused);
    use_groups(version, written, &mut unused);
    if !is_incomplete {
        diagnostics.append(unused);
    }
    let documents = written.actions.iter().filter_map(|action| action.document.as_ref());
    let known = documents.zip(version.action_ids());
    let known: BTreeSet<ActionId> =
        known.filter(|(file, _)| !file.value.incomplete).map(|(_, id)| id).collect();
    if is_incomplete || known.len() < version.actions.len() {
        *version = part(version, known);
    }
}

/// Decides which members of objects every site requires that sends the object, or else receives it.
fn require(version: &mut Version) {
    let mut sites = vec![Vec::new(); version.objects.len()];
    for site in BOTH {
        for (object, sites) in reached_on(version, site).into_iter().zip(&mut sites) {
            if object {
                sites.push(site);
            }
        }
    }
    for (object, sites) in version.objects.iter_mut().zip(&sites) {
        for member in &mut object.members {
            member.required = requires(&member.required_on, sites);
        }
    }
}

/// Which objects requests to a site reach; for objects that no request reaches, whether responses
/// from the site do.
fn reached_on(version: &Version, site: Site) -> Vec<bool> {
    let object = |member: &Member| match member.ty.element() {
        Type::Object(id) if is_offered(member, Some(site)) => Some(*id),
        _ => None,
    };
    let actions = || version.actions.iter().filter(|action| action.sites.contains(&site));
    let next = |id: ObjectId| version.object(id).members.iter().filter_map(object);
    let sent = reached(actions().flat_map(|it| &it.input).filter_map(object), next);
    let received = reached(actions().flat_map(|it| &it.output).filter_map(object), next);
    let is_reached = |(index, object): (usize, &Object)| {
        let found = if object.in_requests { &sent } else { &received };
        found.contains(&ObjectId(index))
    };
    version.objects.iter().enumerate().map(is_reached).collect()
}

/// Which objects the members lead to; marks the sets of values they lead to.
fn reach<'a>(
    version: &'a Version,
    members: impl Iterator<Item = &'a Member>,
    values: &mut [bool],
) -> BTreeSet<ObjectId> {
    // Ids of objects and of sets of values, of what a list of members refers to.
    let mut refers = |members: &mut dyn Iterator<Item = &Member>| -> Vec<ObjectId> {
        members
            .filter_map(|member| match member.ty.element() {
                Type::Object(id) => Some(*id),
                Type::Values(id) => {
                    values[id.0] = true;
                    None
                }
                _ => None,
            })
            .collect()
    };
    let start = refers(&mut { members });
    reached(start, |id| refers(&mut version.object(id).members.iter()))
}

fn report_type(name: &str, place: &Place, diagnostics: &mut Diagnostics) {
    let message = format!("no action reaches the type `{name}`");
    diagnostics.push(
        Diagnostic::new(Code::UnreachedType, place, message).help("use it, or delete its file"),
    );
}

fn name_codes(version: &mut Version, diagnostics: &mut Diagnostics) {
    for (index, action) in version.actions.iter().enumerate() {
        for named in action.errors.iter().flatten() {
            if let Some(code) = version.errors.get_mut(named.code.0) {
                code.actions.push(ActionId(index));
                code.sites.extend(&named.sites);
            }
        }
    }
    for code in &mut version.errors {
        code.sites.sort_unstable();
        code.sites.dedup();
        if code.actions.is_empty() {
            let message = format!("no action names the code `{}`", code.code);
            diagnostics.push(
                Diagnostic::new(Code::UnusedErrorCode, &code.place, message)
                    .help("name it in an action, or delete it"),
            );
        }
    }
}

fn use_groups(version: &Version, written: &load::Version, diagnostics: &mut Diagnostics) {
    let Some(file) = written.version.read() else {
        return;
    };
    let nodes = file.root().at("groups");
    for (index, (group, node)) in version.groups.iter().zip(nodes.items()).enumerate() {
        if !version.actions.iter().any(|action| action.group == Some(index)) {
            let message = format!("no action is in the group `{group}`");
            diagnostics.push(
                Diagnostic::new(Code::UnusedGroup, node.place(), message)
                    .help("put an action in it with `group: …`, or delete it"),
            );
        }
    }
}
