//! Answers of the service.

use crate::organization::v20210331::{
    InviteOrganizationMemberError as InviteError, InviteOrganizationMemberRequest as Invite,
    InviteOrganizationMemberResponse as Invited,
};
use tencentcloud_runtime::action;
use tencentcloud_runtime::error::Error;

fn decode(body: &str) -> Result<Invited, Error<InviteError>> {
    action::decode::<Invite>(body.as_bytes())
}

#[test]
fn responses_stand_in_an_envelope_beside_which_anything_may_stand() {
    let body =
        r#" {"retcode":0,"Response":{"InvitationId":7,"RequestId":"r-1"},"Error":{"Code":"x"}} "#;
    let response = decode(body).unwrap();
    assert_eq!((response.invitation_id, &*response.request_id), (Some(7), "r-1"));
}

#[test]
fn a_wrong_shape_names_action_place_and_request_and_keeps_the_body() {
    let body =
        r#"{"Response":{"Tags":[{"TagKey":"a"},{"Children":[{"TagKey":{}}]}],"RequestId":"r"}}"#;
    match decode(body).unwrap_err() {
        Error::Decode(error) => {
            assert_eq!(
                error.to_string(),
                "cannot read the answer to InviteOrganizationMember at Tags[1].Children[0].TagKey: \
                 expected a string, found an object (request r)"
            );
            assert_eq!(&*error.body, body.as_bytes());
            assert!(!format!("{error:?}").contains("Children\":"));
        }
        other => panic!("{other}"),
    }
    // A defect within the response belongs to it, even if the request's id is lost.
    match decode(r#"{"Response":{"InvitationId":7,"#).unwrap_err() {
        Error::Decode(error) => {
            assert!(error.reason.starts_with("the text ends too early"), "{}", error.reason);
        }
        other => panic!("{other}"),
    }
}

#[test]
fn a_body_without_an_envelope_is_no_answer_of_the_api() {
    for body in
        ["", "<html>502</html>", "[]", "7", "{}", "{\"RequestId\":\"r\"}", "{\"Respo", "\u{0}"]
    {
        match decode(body).unwrap_err() {
            Error::UnexpectedResponse(error) => assert_eq!(error.excerpt().as_deref(), Some(body)),
            other => panic!("{body}: {other}"),
        }
    }
    assert!(matches!(action::decode::<Invite>(&[0xff, 0xfe]), Err(Error::UnexpectedResponse(_))));
    // This may be the beginning of an answer with secrets.
    match decode("{\"Response\" \"hush\"").unwrap_err() {
        Error::UnexpectedResponse(error) => assert!(!format!("{error} {error:?}").contains("hush")),
        other => panic!("{other}"),
    }
    let deep = format!("{{\"Response\":{}", "{\"Tags\":[".repeat(100_000));
    assert!(matches!(decode(&deep), Err(Error::Decode(_))));
}
