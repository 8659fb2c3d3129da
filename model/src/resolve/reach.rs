//! What needs the whole of a version: which types requests and responses reach, which codes and
//! groups are used. Run only if nothing is wrong, so that one mistake is one error.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::load;
use crate::model::{Member, ObjectId, Type, ValueSetOrigin, Version};

/// Fills in directions and the actions of codes; reports what nobody uses.
pub(super) fn finish(
    version: &mut Version,
    written: &load::Version,
    diagnostics: &mut Diagnostics,
) {
    let mut values = vec![false; version.value_sets.len()];
    let requests = version.actions.iter().flat_map(|action| &action.input);
    let in_requests = reach(version, requests, &mut values);
    let responses = version.actions.iter().flat_map(|action| &action.output);
    let in_responses = reach(version, responses, &mut values);
    for (index, object) in version.objects.iter_mut().enumerate() {
        object.in_requests = in_requests.get(index).copied().unwrap_or_default();
        object.in_responses = in_responses.get(index).copied().unwrap_or_default();
        if !object.in_requests && !object.in_responses {
            report_type(&object.name, &object.place, diagnostics);
        }
    }
    for (set, reached) in version.value_sets.iter().zip(values) {
        if let ValueSetOrigin::Named { name, .. } = &set.origin
            && !reached
        {
            report_type(name, &set.place, diagnostics);
        }
    }
    name_codes(version, diagnostics);
    use_groups(version, written, diagnostics);
}

/// Which objects the members lead to; marks the sets of values they lead to.
fn reach<'a>(
    version: &'a Version,
    members: impl Iterator<Item = &'a Member>,
    values: &mut [bool],
) -> Vec<bool> {
    let mut reached = vec![false; version.objects.len()];
    let mut open: Vec<&Member> = members.collect();
    while let Some(member) = open.pop() {
        let ty = match &member.ty {
            Type::List(element) => element,
            ty => ty,
        };
        match ty {
            Type::Object(ObjectId(index)) => {
                let Some(known) = reached.get_mut(*index) else {
                    continue;
                };
                if !std::mem::replace(known, true) {
                    open.extend(
                        version.objects.get(*index).into_iter().flat_map(|object| &object.members),
                    );
                }
            }
            Type::Values(id) => {
                if let Some(known) = values.get_mut(id.0) {
                    *known = true;
                }
            }
            _ => {}
        }
    }
    reached
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
                code.actions.push(index);
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
            diagnostics.push(Diagnostic::new(Code::UnusedGroup, node.place(), message));
        }
    }
}
