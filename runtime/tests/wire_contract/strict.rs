//! Strict decoding of requests that were written by hand.

use crate::organization::v20210331::{
    InviteOrganizationMemberRequest as Invite, QuitOrganizationRequest as Quit,
};
use crate::twin;
use proptest::prelude::*;
use tencentcloud_runtime::wire;

/// The mistakes, a line each.
#[track_caller]
fn mistakes(json: &str) -> Vec<String> {
    let mistakes = Invite::from_json_strict(json).unwrap_err();
    let all: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
    assert_eq!(mistakes.to_string(), all.join("\n"));
    all
}

#[test]
fn a_request_without_mistakes_is_read() {
    let text = r#"{"MemberUin":-1,"PolicyType":"Financial","PermissionIds":[1],"IsAllowQuit":null,
        "AuthFile":[{"Name":"a\u540d"}],"Tags":[],"Share":7}"#;
    let read = Invite::from_json_strict(text).unwrap();
    assert_eq!(read, serde_json::from_str(text).unwrap());
    assert_eq!((read.is_allow_quit, read.share), (None, Some(7.0)));
    assert!(Quit::from_json_strict(" {} ").is_ok());
}

#[test]
fn all_mistakes_are_found_in_one_run_in_order() {
    let text = r#"{
  "MemberUin": "7",
  "policyType": "Financial",
  "PermissionIds": [1, null, "2", -3, 4.0],
  "AuthFile": [{"Nmae": "a"}, {"Name": "b", "Url": 7}],
  "Tags": {"TagKey": "a"},
  "Remarks": "typo",
  "Share": true,
  "Share": 7
}"#;
    assert_eq!(
        mistakes(text),
        [
            "line 1, column 1: PolicyType: required, but missing",
            "line 2, column 16: MemberUin: expected an integer, found a string",
            "line 3, column 3: policyType: unknown member; did you mean `PolicyType`?",
            "line 4, column 24: PermissionIds[1]: expected an unsigned integer, found null",
            "line 4, column 30: PermissionIds[2]: expected an unsigned integer, found a string",
            "line 4, column 35: PermissionIds[3]: expected an unsigned integer, found a negative number",
            "line 4, column 39: PermissionIds[4]: expected an unsigned integer, found a number with a fraction or an exponent",
            "line 5, column 16: AuthFile[0].Name: required, but missing",
            "line 5, column 17: AuthFile[0].Nmae: unknown member; did you mean `Name`?",
            "line 5, column 52: AuthFile[1].Url: expected a string, found a number",
            "line 6, column 11: Tags: expected a list, found an object",
            "line 7, column 3: Remarks: unknown member; InviteOrganizationMemberRequest has `MemberUin`, `PolicyType`, `PermissionIds`, `IsAllowQuit`, `AuthFile`, `Tags`, `Password`, `Share`",
            "line 8, column 12: Share: expected a number, found a boolean",
            "line 9, column 3: Share: the member comes twice",
        ]
    );
}

#[test]
fn close_names_are_suggested_and_others_are_not() {
    for (name, meant) in [
        ("memberuin", Some("MemberUin")),
        ("Member_Uin", Some("MemberUin")),
        ("MembrUin", Some("MemberUin")),
        ("is-allow-quit", Some("IsAllowQuit")),
        ("Shaer", Some("Share")),
        ("TagS", Some("Tags")),
        ("Remarks", None),
        ("", None),
        ("成员", None),
        (&*"MemberUin".repeat(20_000), None),
    ] {
        let text = format!(
            r#"{{"MemberUin":1,"PolicyType":"x","PermissionIds":[],"{name}":{{"a":[1e400]}}}}"#
        );
        let mistakes = Invite::from_json_strict(&text).unwrap_err();
        let all: Vec<_> = mistakes.iter().collect();
        assert_eq!((all.len(), all[0].suggestion), (1, meant), "{name}");
        assert!(mistakes.to_string().len() < 400);
    }
    let error = Quit::from_json_strict(r#"{"OrgId":1}"#).unwrap_err().to_string();
    assert_eq!(error, "line 1, column 2: OrgId: unknown member; QuitOrganizationRequest has none");
}

#[test]
fn broken_json_is_a_mistake_after_those_before_it() {
    let all = mistakes("{\"Remarks\":1,\n\"PolicyType\":\"\\ud83d\"}");
    assert_eq!(all[1], "line 2, column 15: PolicyType: the escape is not one of JSON");
    assert!(all[0].starts_with("line 1, column 2: Remarks: unknown member"));
    for (text, mistake) in [
        ("", "line 1, column 1: the text ends too early"),
        ("[]", "line 1, column 1: expected an object, found a list"),
        (
            "{\"Tags\":[{\"TagKey\":\"a\tb\"}]}",
            "line 1, column 22: Tags[0].TagKey: a control character in a string needs an escape",
        ),
        ("{\"Tags\":[],}", "line 1, column 12: expected more after `,`"),
        ("{\"Tags\":[] \"a\"}", "line 1, column 12: Tags: expected `,` or `}`"),
        ("// no\n{}", "line 1, column 1: expected a value"),
    ] {
        assert_eq!(mistakes(text), [mistake]);
    }
    let deep = "{\"Tags\":[".to_owned() + &"{\"Children\":[".repeat(200_000);
    assert!(mistakes(&deep)[0].contains("nested more than 128 deep"));
    let required = r#"{"MemberUin":null,"PolicyType":"x","PermissionIds":[]}"#;
    assert_eq!(mistakes(required), ["line 1, column 1: MemberUin: required, but null"]);
    let whole = r#"{"MemberUin":1,"PolicyType":"x","PermissionIds":[]} {}"#;
    assert!(mistakes(whole)[0].ends_with("something follows the value"));
}

#[test]
fn numbers_beyond_their_type_are_mistakes() {
    for (member, reason) in [
        (
            r#""MemberUin":9223372036854775808"#,
            "MemberUin: expected an integer, found a number beyond its range",
        ),
        (
            r#""MemberUin":1e3"#,
            "MemberUin: expected an integer, found a number with a fraction or an exponent",
        ),
        (
            r#""MemberUin":1,"Share":1e400"#,
            "Share: expected a number, found a number beyond its range",
        ),
    ] {
        let text = format!(r#"{{{member},"PolicyType":"x","PermissionIds":[]}}"#);
        assert!(mistakes(&text)[0].ends_with(reason), "{text}");
    }
}

#[test]
fn many_mistakes_are_counted_and_not_kept() {
    let members: String = (0..200_000).map(|_| "\"Unknown\":1,").collect();
    let text = format!(r#"{{{members}"MemberUin":1,"PolicyType":"x","PermissionIds":[]}}"#);
    let mistakes = Invite::from_json_strict(&text).unwrap_err();
    assert_eq!((mistakes.iter().count(), mistakes.more()), (100, 199_900));
    assert!(mistakes.to_string().ends_with("\nand 199900 more"));
}

#[test]
fn secrets_do_not_appear_in_mistakes() {
    let text = r#"{"MemberUin":1,"PolicyType":"x","PermissionIds":[],"Password":["hunter2"],"Share":"hunter2"}"#;
    let mistakes = Invite::from_json_strict(text).unwrap_err();
    assert_eq!(mistakes.iter().count(), 2);
    assert!(!format!("{mistakes} {mistakes:?}").contains("hunter2"));
}

proptest! {
    #![proptest_config(twin::config())]

    #[test]
    fn written_requests_are_read_strictly(request in twin::request()) {
        let text = String::from_utf8(wire::to_json(&request)).unwrap();
        prop_assert_eq!(Invite::from_json_strict(&text).unwrap(), request);
    }

    #[test]
    fn no_text_makes_strict_decoding_panic(text in ".{0,40}", json in twin::sloppy(), cut in 0..200_usize) {
        let _ = Invite::from_json_strict(&text);
        let end = json.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(json.len());
        for text in [&*json, &json[..end]] {
            if let Ok(request) = Invite::from_json_strict(text) {
                // Lenient decoding reads it as well, with equal results.
                prop_assert_eq!(serde_json::from_str::<Invite>(text).unwrap(), request);
            }
        }
    }
}
