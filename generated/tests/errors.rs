//! Error codes: the index from codes to actions and back, and what each code says at run time.

mod support;

use std::collections::BTreeSet;
use support::{model, version};
use tencentcloud_api::organization::{v20181225, v20210331};
use tencentcloud_api::runtime::error::{All, Class, Code};

#[test]
fn the_index_leads_from_every_code_to_its_actions_and_back() {
    let model = model();
    let spec = version(&model, "organization", "2021-03-31");
    let mut from_codes = BTreeSet::new();
    for error in &spec.errors {
        let code = v20210331::ErrorCode::from_code(&error.code);
        assert_eq!(code.code(), error.code);
        for action in code.actions() {
            from_codes.insert(((*action).to_owned(), error.code.clone()));
        }
    }
    let from_actions: BTreeSet<_> = spec
        .actions
        .iter()
        .flat_map(|action| {
            let codes = action
                .errors
                .iter()
                .flatten()
                .map(|listed| &spec.errors[listed.code.0].code);
            codes.map(|code| (action.name.clone(), code.clone())).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(from_codes, from_actions);
    assert_eq!(from_codes.len(), 1_111);
    let actions: BTreeSet<&String> =
        from_codes.iter().map(|(action, _)| action).collect();
    assert_eq!(actions.len(), 134, "every action lists at least one code");
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
fn common_and_unknown_codes_keep_what_they_are() {
    use v20210331::QuitOrganizationError as Refused;

    let throttled = Refused::from_code("RequestLimitExceeded");
    assert!(matches!(throttled, Refused::Common(_)));
    assert_eq!(throttled.class(), Class::Throttled);
    // The action lists this common code itself.
    assert_eq!(Refused::from_code("InternalError"), Refused::InternalError);
    let unknown = Refused::from_code("ResourceNotFound.Moon");
    assert!(matches!(unknown, Refused::Other(_)));
    assert_eq!(unknown.to_string(), "ResourceNotFound.Moon");
    assert_eq!(unknown.class(), Class::NotFound);
    assert_eq!(unknown.description(), None);
}
