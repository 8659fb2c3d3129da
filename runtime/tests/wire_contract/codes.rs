//! Error codes: enums, catalogues, refusals.

use crate::common::CommonError;
use crate::organization::v20210331::InviteOrganizationMemberError as InviteError;
use crate::organization::v20210331::errors::ErrorCode;
use std::collections::HashSet;
use tencentcloud_runtime::error::{All, Class, Code, Error, RawCode, ServiceError};

#[test]
fn codes_become_the_most_special_variant() {
    let code = InviteError::from_code("InternalError");
    assert!(matches!(code, InviteError::InternalError));
    let code = InviteError::from_code("RequestLimitExceeded");
    assert!(matches!(code, InviteError::Common(CommonError::RequestLimitExceeded)));
    let code = InviteError::from_code("RequestLimitExceeded.New");
    assert!(matches!(&code, InviteError::Other(text) if &**text == "RequestLimitExceeded.New"));
    for code in ["FailedOperation.InvitationExist", "AuthFailure.SignatureFailure", "", "💥"] {
        assert_eq!(InviteError::from_code(code).code(), code);
        assert_eq!(ErrorCode::from_code(code).to_string(), code);
        assert_eq!(format!("{:?}", CommonError::from_code(code)), format!("{code:?}"));
    }
}

#[test]
fn codes_are_equal_if_their_text_is() {
    let known = InviteError::FailedOperationInvitationExist;
    let built = InviteError::Other("FailedOperation.InvitationExist".into());
    assert_eq!(known, built);
    assert_ne!(known, InviteError::InternalError);
    assert_eq!(HashSet::from([known, built]).len(), 1);
}

#[test]
fn descriptions_and_classes_come_from_the_nearest_catalogue_and_then_from_the_family() {
    let own = InviteError::InternalError;
    assert_eq!(own.description(), Some("The service failed, in this version's words."));
    let common = CommonError::InternalError;
    assert_eq!(common.description(), Some("The service failed."));
    let listed = InviteError::from_code("AuthFailure.SignatureFailure");
    assert_eq!((listed.class(), listed.description().is_some()), (Class::Auth, true));
    for (code, class) in [
        ("FailedOperation.InvitationExist", Class::Conflict),
        ("RequestLimitExceeded.New", Class::Throttled),
        ("LimitExceeded", Class::Limit),
        ("Unheard.Of", Class::Other),
        ("", Class::Other),
    ] {
        assert_eq!(InviteError::from_code(code).class(), class, "{code}");
        assert_eq!(ErrorCode::from_code(code).class(), class, "{code}");
    }
    assert_eq!(InviteError::from_code("LimitExceeded").description(), None);
    assert_eq!(RawCode::from_code("InternalError").class(), Class::Other);
}

#[test]
fn codes_tell_which_actions_document_them() {
    let actions = |code| ErrorCode::CATALOGUE.entry(code).map_or(&[][..], |entry| entry.actions);
    assert_eq!(actions("FailedOperation.InvitationExist"), ["InviteOrganizationMember"]);
    assert!(actions("RequestLimitExceeded").is_empty());
    assert!(actions("Unheard.Of").is_empty());
}

#[test]
fn refusals_print_everything_and_erase_to_the_version() {
    fn is_an_error<T: std::error::Error + Send + Sync + 'static>(_: &T) {}
    let refusal =
        ServiceError::new(InviteError::FailedOperationInvitationExist, "invited already", "r-1");
    is_an_error(&refusal);
    is_an_error(refusal.error());
    assert_eq!(
        refusal.to_string(),
        "FailedOperation.InvitationExist: invited already (request r-1)"
    );
    assert_eq!(
        (refusal.code(), refusal.class()),
        ("FailedOperation.InvitationExist", Class::Conflict)
    );
    let erased: ServiceError<ErrorCode> = refusal.clone().erase();
    assert!(matches!(erased.error(), ErrorCode::FailedOperationInvitationExist));
    assert_eq!(erased.request_id(), "r-1");
    match Error::Service(refusal).erase() {
        Error::Service(erased) => assert_eq!(erased.message(), "invited already"),
        other => panic!("{other}"),
    }
}
