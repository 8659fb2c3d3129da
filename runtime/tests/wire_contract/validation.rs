//! Documented constraints.

use crate::organization::v20210331::{
    AuthFile, InviteOrganizationMemberRequest as Invite, QuitOrganizationRequest, Tag,
};

#[test]
fn all_violations_are_reported_at_once_with_their_places() {
    let mut tag = Tag::new("");
    tag.tag_key = None;
    let request = Invite::new(0, "Financial", [0_u64; 0])
        .with_auth_file([AuthFile::new("12345678"), AuthFile::new("123456789")])
        .with_tags([Tag::new("").with_children([tag])])
        .with_password("ünïcödé")
        .with_share(100.5);
    let violations = request.validate().unwrap_err();
    let found: Vec<_> = violations.iter().map(ToString::to_string).collect();
    let mut expected = vec![
        "MemberUin: must be at least 1",
        "PermissionIds: needs at least 1 element, not 0",
        "AuthFile[1].Name: may have at most 8 characters, not 9",
        "Tags[0].Children[0].TagKey: is required",
        "Password: needs at least 8 characters, not 7",
        "Password: must match [a-z]+",
        "Share: must be at most 100",
    ];
    if !cfg!(feature = "validate-pattern") {
        expected.remove(5);
    }
    assert_eq!(found, expected);
    assert_eq!(violations.to_string(), expected.join("; "));
}

#[test]
fn requests_within_the_constraints_are_valid() {
    let request = Invite::new(1, "anything", [7_u64]).with_password("abcdefgh").with_share(100.0);
    assert!(request.validate().is_ok());
    assert!(QuitOrganizationRequest::new().validate().is_ok());
}
