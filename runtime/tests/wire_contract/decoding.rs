//! The tolerance of decoding, and its limits.

use crate::organization::v20210331::{
    InviteOrganizationMemberRequest as Invite, InviteOrganizationMemberResponse as Invited,
    IsAllowQuit, PermissionId, Tag,
};
use serde::de::value::{Error as ValueError, MapDeserializer};
use serde::de::{Deserialize, IntoDeserializer};
use serde_json::json;

fn invited(json: serde_json::Value) -> Invited {
    serde_json::from_value(json).unwrap()
}

#[track_caller]
fn refused(json: &str, message: &str) {
    let error = serde_json::from_str::<Invited>(json).unwrap_err();
    let (text, position) =
        (error.to_string(), format!(" at line {} column {}", error.line(), error.column()));
    assert_eq!(text.strip_suffix(&position), Some(message), "{text}");
    assert!(error.line() > 0);
}

#[test]
fn responses_may_lack_anything_and_have_more() {
    let empty = invited(json!({}));
    assert_eq!((empty.invitation_id, empty.accepted, empty.tags.len()), (None, None, 0));
    assert_eq!(empty.request_id, "");
    for nothing in [json!(null), json!("")] {
        let nulls = json!({"InvitationId": nothing, "Accepted": nothing, "Tags": nothing, "RequestId": null});
        assert_eq!(invited(nulls), empty);
    }
    let more = invited(
        json!({"New": {"Deep": [1, {"x": null}]}, "InvitationId": 7, "request_id": "other"}),
    );
    assert_eq!((more.invitation_id, more.request_id), (Some(7), String::new()));
}

#[test]
fn members_may_come_in_any_order_and_the_last_of_two_wins() {
    let text = r#"{"RequestId":"r","Tags":[{"TagKey":"a"}],"InvitationId":1,"Tags":[{"Parent":{}}],"InvitationId":2}"#;
    let response: Invited = serde_json::from_str(text).unwrap();
    assert_eq!((response.invitation_id, &*response.request_id), (Some(2), "r"));
    assert_eq!(response.tags.len(), 1);
    assert_eq!((&response.tags[0].tag_key, response.tags[0].parent.is_some()), (&None, true));
    let response: Invited =
        serde_json::from_str(r#"{"InvitationId":1,"InvitationId":null}"#).unwrap();
    assert_eq!(response.invitation_id, None);
    let merged: Tag =
        serde_json::from_str(r#"{"Parent":{"TagKey":"a"},"Parent":{"Children":[]}}"#).unwrap();
    assert_eq!(merged.parent.unwrap().tag_key, None);
}

#[test]
fn numbers_may_be_texts_and_texts_numbers() {
    for (sent, number) in [
        (json!("18446744073709551615"), u64::MAX),
        (json!(" 7 "), 7),
        (json!(7.0), 7),
        (json!("7.0"), 7),
        (json!("1e3"), 1000),
    ] {
        assert_eq!(invited(json!({"InvitationId": sent})).invitation_id, Some(number), "{sent}");
    }
    for (sent, truth) in
        [(json!("true"), true), (json!("False"), false), (json!(0), false), (json!("1"), true)]
    {
        assert_eq!(invited(json!({"Accepted": sent})).accepted, Some(truth), "{sent}");
    }
    for (sent, text) in [
        (json!(7), "7"),
        (json!(-7), "-7"),
        (json!(u64::MAX), "18446744073709551615"),
        (json!(1.5), "1.5"),
    ] {
        assert_eq!(invited(json!({"RequestId": sent})).request_id, text);
    }
    let request: Invite = serde_json::from_value(
        json!({"MemberUin": "-5", "PolicyType": 3, "PermissionIds": ["1", 2.0, 9], "IsAllowQuit": "", "Share": "12.50"}),
    )
    .unwrap();
    assert_eq!(
        (request.member_uin, request.policy_type.as_str(), request.share),
        (-5, "3", Some(12.5))
    );
    assert_eq!(
        request.permission_ids,
        [PermissionId::ViewBills, PermissionId::ViewBalance, PermissionId::Unknown(9)]
    );
    assert_eq!(request.is_allow_quit, Some(IsAllowQuit::Unknown(String::new())));
}

#[test]
fn a_request_needs_what_it_requires() {
    for (json, missing) in [
        (json!({}), "MemberUin"),
        (json!({"MemberUin": null, "PolicyType": "x", "PermissionIds": []}), "MemberUin"),
        (json!({"MemberUin": "", "PolicyType": "x", "PermissionIds": []}), "MemberUin"),
        (json!({"MemberUin": 1, "PermissionIds": []}), "PolicyType"),
        (
            json!({"MemberUin": 1, "PolicyType": "x", "PermissionIds": [], "AuthFile": [{"Name": "a"}, {}]}),
            "AuthFile[1].Name",
        ),
    ] {
        let error = serde_json::from_value::<Invite>(json).unwrap_err();
        assert_eq!(error.to_string(), format!("{missing}: required, but missing"));
    }
}

#[test]
fn a_wrong_shape_is_refused_with_its_place() {
    refused(r#"{"InvitationId":-1}"#, "InvitationId: expected an unsigned integer, found -1");
    refused(
        r#"{"InvitationId":"soon"}"#,
        "InvitationId: expected an unsigned integer, found \"soon\"",
    );
    refused(
        "{\n\"InvitationId\": [1]}",
        "InvitationId: expected an unsigned integer, found a list",
    );
    refused(r#"{"Accepted":2}"#, "Accepted: expected a boolean, found 2");
    refused(r#"{"Tags":7}"#, "Tags: expected a list, found 7");
    refused(r#"{"Tags":"a"}"#, "Tags: expected a list, found \"a\"");
    refused(r#"{"Tags":[{},[7]]}"#, "Tags[1]: expected an object, found a list");
    refused(
        r#"{"Tags":[{"Parent":{"Parent":7}}]}"#,
        "Tags[0].Parent.Parent: expected an object, found 7",
    );
    refused(r#"{"Tags":[{"Parent":true}]}"#, "Tags[0].Parent: expected an object, found true");
    refused(r#"{"Tags":[{"Parent":[{}]}]}"#, "Tags[0].Parent: expected an object, found a list");
    refused(r#"{"RequestId":{}}"#, "RequestId: expected a string, found an object");
    refused("[]", "expected an object, found a list");
    refused("null", "invalid type: null, expected an object");
    refused(r#"{"Tags":[{"TagKey":"a"#, "Tags[0].TagKey: EOF while parsing a string");
    for number in ["1.5", "18446744073709551616", "1e300", "\"NaN\"", "\"-0.5\"", "true"] {
        let error =
            serde_json::from_str::<Invited>(&format!("{{\"InvitationId\":{number}}}")).unwrap_err();
        assert!(error.to_string().starts_with("InvitationId: expected"), "{number}: {error}");
    }
}

#[test]
fn texts_are_never_invented_from_numbers_that_lost_digits() {
    for number in ["9007199254740993.0", "18446744073709551616", "1e+16"] {
        let read = serde_json::from_str::<Invited>(&format!("{{\"RequestId\":{number}}}"));
        // With `arbitrary_precision` the digits are still there, and are kept.
        match read {
            Ok(response) => assert_eq!(response.request_id, number),
            Err(error) => {
                assert!(error.to_string().starts_with("RequestId: expected a string"), "{error}");
            }
        }
    }
}

#[test]
fn numbers_with_all_their_digits_are_read_like_others() {
    // The form that `serde_json` with the feature `arbitrary_precision` shows to other formats.
    let number = |digits: &'static str| {
        MapDeserializer::<_, ValueError>::new(
            [("$serde_json::private::Number", digits)].into_iter(),
        )
    };
    let read = |member: &'static str, digits| {
        Invited::deserialize(MapDeserializer::new([(member, Nested(number(digits)))].into_iter()))
    };
    assert_eq!(read("InvitationId", "18446744073709551615").unwrap().invitation_id, Some(u64::MAX));
    assert_eq!(read("InvitationId", "7.0").unwrap().invitation_id, Some(7));
    assert_eq!(read("RequestId", "1.10").unwrap().request_id, "1.10");
    assert_eq!(read("Accepted", "1").unwrap().accepted, Some(true));
    let error = read("InvitationId", "-1").unwrap_err().to_string();
    assert_eq!(error, "InvitationId: expected an unsigned integer, found -1");
    let error = read("Tags", "1").unwrap_err().to_string();
    assert_eq!(error, "Tags: expected a list, found 1");
    let error =
        Tag::deserialize(MapDeserializer::new([("Parent", Nested(number("1")))].into_iter()))
            .unwrap_err();
    assert_eq!(error.to_string(), "Parent: expected an object, found a number");
}

/// A map as the value of a map.
struct Nested<D>(D);

impl<'de, D: serde::Deserializer<'de, Error = ValueError>> IntoDeserializer<'de, ValueError>
    for Nested<D>
{
    type Deserializer = D;

    fn into_deserializer(self) -> D {
        self.0
    }
}

#[test]
fn secrets_do_not_appear_in_errors() {
    let text = r#"{"MemberUin":1,"PolicyType":"x","PermissionIds":[],"Password":["hunter2"],"AuthFile":[{"Url":{"a":"b"}}]}"#;
    let error = serde_json::from_str::<Invite>(text).unwrap_err().to_string();
    assert_eq!(
        error,
        "Password: expected a string, found a value that is not shown at line 1 column 63"
    );
    let digits = i64::MAX.unsigned_abs();
    let far = MapDeserializer::<_, ValueError>::new([("Share", u128::MAX)].into_iter());
    let error = Invite::deserialize(far).unwrap_err().to_string();
    assert_eq!(error, format!("Share: expected a number, found {}", u128::MAX));
    let near =
        MapDeserializer::<_, ValueError>::new([("InvitationId", u128::from(digits))].into_iter());
    assert_eq!(Invited::deserialize(near).unwrap().invitation_id, Some(digits));
    let long = format!("{{\"InvitationId\":\"{}\"}}", "é".repeat(1000));
    let error = serde_json::from_str::<Invited>(&long).unwrap_err().to_string();
    assert!(error.chars().count() < 150 && error.contains('…'), "{error}");
}

#[test]
fn records_may_stand_in_types_of_the_program() {
    #[derive(serde::Deserialize)]
    struct Flat {
        own: u8,
        #[serde(flatten)]
        tag: Tag,
        #[serde(flatten)]
        rest: std::collections::BTreeMap<String, serde_json::Value>,
    }
    #[derive(serde::Deserialize)]
    #[serde(untagged)]
    enum Either {
        Request(Box<Invite>),
        Response(Invited),
    }
    let flat: Flat = serde_json::from_value(json!({"own": 1, "TagKey": 2, "other": 3})).unwrap();
    assert_eq!((flat.own, flat.tag, flat.rest.len()), (1, Tag::new("2"), 1));
    let either: Either = serde_json::from_value(json!({"InvitationId": "3"})).unwrap();
    assert!(matches!(either, Either::Response(response) if response.invitation_id == Some(3)));
    let full = json!({"MemberUin": 1, "PolicyType": "x", "PermissionIds": []});
    assert!(
        matches!(serde_json::from_value(full).unwrap(), Either::Request(request) if request.member_uin == 1)
    );
}
