//! Services and versions.

use super::changes::{Changes, code};
use super::pair::pairs;
use super::rules::Rule;
use super::side::Side;
use super::spec::Spec;
use super::{action, error_code, types};
use tencentcloud_model::model::{Model, Service, Version};

/// Compares all services.
pub(super) fn compare(base: &Spec<'_>, head: &Spec<'_>, changes: &mut Changes) {
    fn by_folder(model: &Model) -> impl Iterator<Item = (&str, &Service)> {
        model.services.iter().map(|service| (service.folder.as_str(), service))
    }
    let services = pairs(by_folder(base.model), by_folder(head.model));
    for (folder, _) in services.removed {
        changes.add(Rule::ServiceRemoved, folder);
    }
    for (folder, _) in services.added {
        changes.add(Rule::ServiceAdded, folder);
    }
    for (_, before, after) in services.both {
        compare_facts(before, after, changes);
        compare_versions((base, before), (head, after), changes);
    }
}

fn compare_facts(base: &Service, head: &Service, changes: &mut Changes) {
    let at = &head.folder;
    changes.differ_name(Rule::ServiceName, at, &base.wire_name, &head.wire_name);
    if (&base.title, &base.doc) != (&head.title, &head.doc) {
        changes.add(Rule::ServiceDoc, at);
    }
    let sites = [
        (&base.hosts.mainland, &head.hosts.mainland),
        (&base.hosts.international, &head.hosts.international),
    ];
    for (before, after) in sites {
        changes.differ(Rule::ServiceHost, at, before, after, |host| {
            host.as_deref().map_or_else(|| "none".to_owned(), code)
        });
    }
}

fn compare_versions(
    (base, before): (&Spec<'_>, &Service),
    (head, after): (&Spec<'_>, &Service),
    changes: &mut Changes,
) {
    let folder = &after.folder;
    let before = before.versions.iter().map(|version| (version.name.as_str(), version));
    let after = after.versions.iter().map(|version| (version.name.as_str(), version));
    let versions = pairs(before, after);
    for (name, _) in versions.removed {
        changes.add(Rule::VersionRemoved, &format!("{folder}/{name}"));
    }
    for (name, _) in versions.added {
        changes.add(Rule::VersionAdded, &format!("{folder}/{name}"));
    }
    for (name, before, after) in versions.both {
        let at = format!("{folder}/{name}");
        let said = |version: &Version| {
            (version.doc.clone(), version.source.clone(), version.groups.clone())
        };
        if said(before) != said(after) {
            changes.add(Rule::VersionDoc, &at);
        }
        let path = format!("{at}/");
        let base = Side { version: before, surface: &base.surface };
        let head = Side { version: after, surface: &head.surface };
        action::compare_all(base, head, &path, changes);
        types::compare_all(base, head, &path, changes);
        error_code::compare_version(base, head, &path, changes);
    }
}
