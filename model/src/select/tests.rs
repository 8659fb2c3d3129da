//! Selections of the repository's spec.

use super::{Missing, Pattern, select};
use crate::load::{Tree, load};
use crate::model::{Model, Owner, Type, ValueSetOrigin, Version};
use crate::resolve::resolve;
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

static SPEC: LazyLock<Model> = LazyLock::new(|| {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let documents = load(&Tree::disk(spec)).unwrap_or_else(|problems| panic!("{problems}"));
    resolve(&documents).unwrap_or_else(|problems| panic!("{problems}"))
});

fn chosen(patterns: &[&str]) -> Model {
    let patterns: Vec<Pattern> = patterns.iter().map(|text| text.parse().expect(text)).collect();
    select(&SPEC, &patterns).expect("each pattern selects something")
}

/// A version by names alone: whatever ids lead to is spelt out.
fn by_name(version: &Version) -> Vec<String> {
    let ty = |ty: &Type| match ty.element() {
        Type::Object(id) => version.object(*id).name.clone(),
        Type::Values(id) => format!("{:?}", version.value_set(*id).values),
        other => format!("{other:?}"),
    };
    let mut lines = Vec::new();
    for action in &version.actions {
        let codes = action.errors.iter().flatten().map(|it| &version.error(it.code).code);
        let poll = action.wait.as_ref().map(|wait| &version.action(wait.poll).name);
        let group = action.group.map(|group| &version.groups[group]);
        let codes: Vec<_> = codes.collect();
        lines.push(format!("{} {codes:?} {poll:?} {group:?}", action.name));
        for member in action.input.iter().chain(&action.output) {
            lines.push(format!("{}.{} {}", action.name, member.name, ty(&member.ty)));
        }
    }
    for object in &version.objects {
        lines.push(format!("{} {} {}", object.name, object.in_requests, object.in_responses));
        for member in &object.members {
            lines.push(format!("{}.{} {}", object.name, member.name, ty(&member.ty)));
        }
    }
    for set in &version.value_sets {
        let origin = match &set.origin {
            ValueSetOrigin::Named { name, .. } => name.clone(),
            ValueSetOrigin::Inline { owner: Owner::Object(id), member } => {
                format!("{}.{member}", version.object(*id).name)
            }
            ValueSetOrigin::Inline { owner: Owner::Input(id) | Owner::Output(id), member } => {
                format!("{}.{member}", version.action(*id).name)
            }
        };
        lines.push(format!("{origin} {:?}", set.values));
    }
    lines
}

#[test]
fn an_action_brings_all_that_it_reaches_and_nothing_else() {
    let model = chosen(&["organization/2021-03-31:InviteOrganizationMember"]);
    assert_eq!(model.services.len(), 1);
    let version = &model.services[0].versions[0];
    let names: Vec<_> = version.actions.iter().map(|action| action.name.as_str()).collect();
    assert_eq!(names, ["InviteOrganizationMember"]);
    let objects: Vec<_> = version.objects.iter().map(|object| object.name.as_str()).collect();
    assert_eq!(objects, ["AuthRelationFile", "Tag"]);
    let codes = version.actions[0].errors.as_ref().expect("its codes are known").len();
    assert_eq!(version.errors.len(), codes);
    assert!(version.errors.iter().all(|error| error.actions.len() == 1));
}

#[test]
fn waiting_brings_the_action_that_it_polls() {
    let waits = SPEC.services.iter().flat_map(|service| &service.versions);
    let (version, action) = waits
        .flat_map(|version| version.actions.iter().map(move |action| (version, action)))
        .find(|(_, action)| action.wait.is_some())
        .expect("an action is waited for");
    let poll = &version.action(action.wait.as_ref().expect("it waits").poll).name;
    let model = chosen(&[&format!("organization:{}", action.name)]);
    let names: Vec<_> = model.services[0].versions[0].actions.iter().map(|it| &it.name).collect();
    assert!(names.contains(&poll), "{names:?}");
}

#[test]
fn a_pattern_that_selects_nothing_says_what_was_meant() {
    let cases = [
        ("organisation:*", Missing::Service, Some("organization")),
        ("organization/2021-03-30:*", Missing::Version, Some("2021-03-31")),
        ("organization:QuitOrganisation", Missing::Action, Some("QuitOrganization")),
        ("organization:Nothing*", Missing::Action, None),
    ];
    for (text, missing, meant) in cases {
        let unmatched = select(&SPEC, &[text.parse().expect(text)]).expect_err(text);
        assert_eq!(unmatched.len(), 1);
        assert_eq!(
            (unmatched[0].missing, unmatched[0].meant.as_deref()),
            (missing, meant),
            "{text}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn selected_parts_are_as_in_the_whole(picks in prop::collection::vec(any::<prop::sample::Index>(), 1..12)) {
        let all: Vec<(usize, String)> = SPEC.services.iter().flat_map(|service| {
            service.versions.iter().flat_map(move |version| version.actions.iter().map(move |action| {
                (0, format!("{}/{}:{}", service.folder, version.name, action.name))
            }))
        }).collect();
        let patterns: Vec<&str> = picks.iter().map(|pick| pick.get(&all).1.as_str()).collect();
        let model = chosen(&patterns);
        for service in &model.services {
            let whole = SPEC.services.iter().find(|it| it.folder == service.folder).expect("it is there");
            for version in &service.versions {
                let whole = whole.versions.iter().find(|it| it.name == version.name).expect("it is there");
                let lines = by_name(whole);
                for line in by_name(version) {
                    prop_assert!(lines.contains(&line), "{line}");
                }
            }
        }
    }
}
