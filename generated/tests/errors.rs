//! Error codes: the index from codes to actions and back, and the descriptions at run time.

mod support;

use std::collections::BTreeSet;
use support::{model, version};
use tencentcloud_api::organization::{v20181225, v20210331};
use tencentcloud_api::runtime::error::{All, Class, Code};
use tencentcloud_model::model::Version;

/// Compares the index of a version with its spec. Returns the number of pairs of action and code,
/// and the number of actions in them.
fn check_index<C: All>(version: &Version, from_code: fn(&str) -> C) -> (usize, usize) {
    let mut from_codes = BTreeSet::new();
    for error in &version.errors {
        let code = from_code(&error.code);
        assert_eq!(code.code(), error.code);
        let entry = C::CATALOGUE.entry(&error.code).expect("the code has an entry");
        let actions = entry.actions.iter();
        from_codes.extend(actions.map(|action| (*action, error.code.as_str())));
    }
    let mut from_actions = BTreeSet::new();
    for action in &version.actions {
        let listed = action.errors.iter().flatten();
        let codes = listed.map(|listed| &version.errors[listed.code.0].code);
        from_actions.extend(codes.map(|code| (action.name.as_str(), code.as_str())));
    }
    assert_eq!(from_codes, from_actions);
    let actions: BTreeSet<&str> = from_codes.iter().map(|(action, _)| *action).collect();
    (from_codes.len(), actions.len())
}

#[test]
fn the_index_leads_from_every_code_to_its_actions_and_back() {
    let model = model();
    let old = version(&model, "organization", "2018-12-25");
    assert_eq!(check_index(old, v20181225::ErrorCode::from_code), (52, 20));
    let present = version(&model, "organization", "2021-03-31");
    let (pairs, actions) = check_index(present, v20210331::ErrorCode::from_code);
    assert!(pairs >= 1_111 && actions >= 134, "{pairs} pairs of {actions} actions");
}

#[test]
fn every_code_has_a_description_at_run_time() {
    let model = model();
    for error in &version(&model, "organization", "2021-03-31").errors {
        let description = v20210331::ErrorCode::from_code(&error.code).description();
        assert!(description.is_some_and(|text| !text.is_empty()), "{}", error.code);
    }
    for error in &version(&model, "organization", "2018-12-25").errors {
        let description = v20181225::ErrorCode::from_code(&error.code).description();
        assert!(description.is_some_and(|text| !text.is_empty()), "{}", error.code);
    }
}

#[test]
fn common_and_unknown_codes_are_preserved() {
    use v20210331::QuitOrganizationError as Refused;

    let throttled = Refused::from_code("RequestLimitExceeded");
    assert!(matches!(throttled, Refused::Common(_)));
    assert_eq!(throttled.class(), Class::Throttled);
    // The action itself lists this common code.
    assert_eq!(Refused::from_code("InternalError"), Refused::InternalError);
    let unknown = Refused::from_code("ResourceNotFound.Moon");
    assert!(matches!(unknown, Refused::Other(_)));
    assert_eq!(unknown.to_string(), "ResourceNotFound.Moon");
    assert_eq!(unknown.class(), Class::NotFound);
    assert_eq!(unknown.description(), None);
}
