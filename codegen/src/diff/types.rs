//! Object types, and sets of values wherever they stand.

use super::changes::Changes;
use super::member::{self, Record};
use super::pair::{is_reordered, pairs};
use super::rules::Rule;
use super::side::Side;
use tencentcloud_model::model::{NamedValue, Object, ValueSet, ValueSetOrigin};

/// Compares the types of a version.
pub(super) fn compare_all(base: Side<'_>, head: Side<'_>, path: &str, changes: &mut Changes) {
    fn by_name(side: Side<'_>) -> impl Iterator<Item = (&str, &Object)> {
        side.version.objects.iter().map(|object| (object.name.as_str(), object))
    }
    let objects = pairs(by_name(base), by_name(head));
    for (name, _) in objects.removed {
        changes.add(Rule::TypeRemoved, &format!("{path}{name}"));
    }
    for (name, _) in objects.added {
        changes.add(Rule::TypeAdded, &format!("{path}{name}"));
    }
    for (name, before, after) in objects.both {
        let at = format!("{path}{name}");
        changes.differ_prose(Rule::TypeDoc, &at, &before.doc, &after.doc);
        let base = Record { side: base, members: &before.members, path: &at };
        let head = Record { side: head, members: &after.members, path: &at };
        compare_reach(base, head, (before, after), changes);
        member::compare(base, head, changes);
    }
    compare_sets(base, head, path, changes);
}

/// Compares the directions that reach a type.
fn compare_reach(
    base: Record<'_>,
    head: Record<'_>,
    (before, after): (&Object, &Object),
    changes: &mut Changes,
) {
    let (was, is) = (reach(before), reach(after));
    if was == is {
        return;
    }
    let at = head.path;
    let is_option =
        |record: Record<'_>, name: &str| record.side.surface.is_option(&format!("{at}.{name}"));
    let is_other = |member: &tencentcloud_model::model::Member| {
        let old = before.members.iter().find(|old| old.name == member.name);
        old.is_some_and(|old| {
            old.required == member.required
                && base.side.shape(&old.ty) == head.side.shape(&member.ty)
                && is_option(base, &member.name) != is_option(head, &member.name)
        })
    };
    let rule = if after.members.iter().any(is_other) {
        Rule::TypeFields
    } else if base.is_constructed() && !head.is_constructed() {
        Rule::TypeUnsent
    } else {
        Rule::TypeReach
    };
    changes.add_between(rule, at, was.to_owned(), is.to_owned());
}

fn reach(object: &Object) -> &'static str {
    match (object.in_requests, object.in_responses) {
        (true, true) => "requests and responses",
        (true, false) => "requests",
        (false, _) => "responses",
    }
}

fn compare_sets(base: Side<'_>, head: Side<'_>, path: &str, changes: &mut Changes) {
    fn by_path(side: Side<'_>) -> impl Iterator<Item = (String, &ValueSet)> {
        side.version.value_sets.iter().map(move |set| (side.set_path(set), set))
    }
    let is_named = |set: &ValueSet| matches!(set.origin, ValueSetOrigin::Named { .. });
    let sets = pairs(by_path(base), by_path(head));
    // Values that appear at a member or disappear from it change the member's type.
    for (name, _) in sets.removed.iter().filter(|(_, set)| is_named(set)) {
        changes.add(Rule::ValueSetRemoved, &format!("{path}{name}"));
    }
    for (name, _) in sets.added.iter().filter(|(_, set)| is_named(set)) {
        changes.add(Rule::ValueSetAdded, &format!("{path}{name}"));
    }
    for (name, before, after) in sets.both {
        let at = format!("{path}{name}");
        if is_named(after) {
            changes.differ_prose(Rule::ValueSetDoc, &at, &before.doc, &after.doc);
        }
        let (old, new) = (before.base.scalar().name(), after.base.scalar().name());
        changes.differ_name(Rule::ValueSetBase, &at, old, new);
        compare_values(before, after, &at, changes);
    }
}

fn compare_values(before: &ValueSet, after: &ValueSet, at: &str, changes: &mut Changes) {
    let by_value = |set: &ValueSet| {
        let value = |value: &NamedValue| (wire(value), value.doc.clone());
        set.values.iter().map(value).collect::<Vec<_>>()
    };
    let (before, after) = (by_value(before), by_value(after));
    let value = |(value, _): &(String, String)| value.as_str().to_owned();
    let order =
        (before.iter().map(value).collect::<Vec<_>>(), after.iter().map(value).collect::<Vec<_>>());
    let values = pairs(before, after);
    for (value, _) in values.removed {
        changes.add(Rule::ValueRemoved, &format!("{at}={value}"));
    }
    for (value, _) in values.added {
        changes.add(Rule::ValueAdded, &format!("{at}={value}"));
    }
    for (value, before, after) in values.both {
        changes.differ_prose(Rule::ValueDoc, &format!("{at}={value}"), &before, &after);
    }
    if is_reordered(order.0.iter().map(String::as_str), order.1.iter().map(String::as_str)) {
        changes.add(Rule::ValuesReordered, at);
    }
}

/// A value as it stands on the wire, without the quotes of a text.
fn wire(value: &NamedValue) -> String {
    value.value.as_str().map_or_else(|| value.value.to_string(), str::to_owned)
}
