//! Error codes: of all actions, of a version, of an action.

use super::changes::Changes;
use super::pair::pairs;
use super::rules::Rule;
use super::side::{Side, shown_sites};
use tencentcloud_model::model::{Action, ErrorClass, ErrorCode, ErrorRef, Model, Site};

/// Compares the codes that any action may return, and the classes of families.
pub(super) fn compare_common(base: &Model, head: &Model, changes: &mut Changes) {
    let rules = (Rule::CommonCodeRemoved, Rule::CommonCodeAdded);
    compare(&base.common_errors, &head.common_errors, "common/", rules, changes);
    let families = pairs(base.families.iter().cloned(), head.families.iter().cloned());
    let family = |name: &str| format!("common/{name}");
    for (name, class) in families.removed {
        let class = shown_class(class);
        changes.add_between(Rule::FamilyClass, &family(&name), class, "none".to_owned());
    }
    for (name, class) in families.added {
        let class = shown_class(class);
        changes.add_between(Rule::FamilyClass, &family(&name), "none".to_owned(), class);
    }
    for (name, before, after) in families.both {
        let at = family(&name);
        changes.differ(Rule::FamilyClass, &at, &before, &after, |class| shown_class(*class));
    }
}

/// Compares the codes of a version.
pub(super) fn compare_version(base: Side<'_>, head: Side<'_>, path: &str, changes: &mut Changes) {
    let rules = (Rule::CodeRemoved, Rule::CodeAdded);
    let path = format!("{path}errors/");
    compare(&base.version.errors, &head.version.errors, &path, rules, changes);
}

fn compare(
    base: &[ErrorCode],
    head: &[ErrorCode],
    path: &str,
    (removed, added): (Rule, Rule),
    changes: &mut Changes,
) {
    fn by_code(codes: &[ErrorCode]) -> impl Iterator<Item = (&str, &ErrorCode)> {
        codes.iter().map(|error| (error.code.as_str(), error))
    }
    let codes = pairs(by_code(base), by_code(head));
    for (code, _) in codes.removed {
        changes.add(removed, &format!("{path}{code}"));
    }
    for (code, _) in codes.added {
        changes.add(added, &format!("{path}{code}"));
    }
    for (code, before, after) in codes.both {
        let at = format!("{path}{code}");
        let (old, new) = (&before.class, &after.class);
        changes.differ(Rule::CodeClass, &at, old, new, |class| shown_class(*class));
        changes.differ_prose(Rule::CodeDoc, &at, &before.doc, &after.doc);
    }
}

/// Compares the codes that an action lists.
pub(super) fn compare_listed(
    base: Side<'_>,
    head: Side<'_>,
    (before, after): (&Action, &Action),
    at: &str,
    changes: &mut Changes,
) {
    let codes = pairs(listed(base, before), listed(head, after));
    if before.errors.is_some() != after.errors.is_some()
        && codes.removed.is_empty()
        && codes.added.is_empty()
    {
        let shown = |is_known: &bool| if *is_known { "none" } else { "not known" }.to_owned();
        let (before, after) = (before.errors.is_some(), after.errors.is_some());
        changes.differ(Rule::ActionCodesKnown, at, &before, &after, shown);
    }
    for (code, _) in codes.removed {
        changes.add(Rule::ActionCodeRemoved, &format!("{at}.errors/{code}"));
    }
    for (code, _) in codes.added {
        changes.add(Rule::ActionCodeAdded, &format!("{at}.errors/{code}"));
    }
    for (code, before, after) in codes.both {
        let at = format!("{at}.errors/{code}");
        changes.differ(Rule::ActionCodeSites, &at, &before, &after, |sites| {
            sites.map_or_else(|| "all of its action".to_owned(), shown_sites)
        });
    }
}

/// The codes an action lists, each with the sites that document it if not all of its sites do.
fn listed<'a>(side: Side<'a>, action: &'a Action) -> Vec<(&'a str, Option<&'a [Site]>)> {
    let name = |listed: &'a ErrorRef| {
        let error = side.version.errors.get(listed.code.0)?;
        let sites = Some(listed.sites.as_slice()).filter(|sites| *sites != action.sites);
        Some((error.code.as_str(), sites))
    };
    action.errors.iter().flatten().filter_map(name).collect()
}

/// A class as the spec writes it.
fn shown_class(class: ErrorClass) -> String {
    // A class is a plain word for serde.
    let word = serde_json::to_value(class).unwrap_or_default();
    word.as_str().unwrap_or_default().to_owned()
}
