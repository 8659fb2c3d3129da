//! Which answers are refusals: an error that was seen is never a success.

use crate::organization::v20210331::{
    InviteOrganizationMemberError as InviteError, InviteOrganizationMemberRequest as Invite,
    InviteOrganizationMemberResponse as Invited,
};
use proptest::prelude::*;
use tencentcloud_runtime::action;
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::credential::Credential;
use tencentcloud_runtime::error::{Code, Error, ServiceError};
use tencentcloud_runtime::raw::ActionRef;
use tencentcloud_runtime::testing::{FakeTransport, Reply};

fn decode(body: &str) -> Result<Invited, Error<InviteError>> {
    action::decode::<Invite>(body.as_bytes())
}

#[track_caller]
fn refusal(body: impl AsRef<[u8]>) -> ServiceError<InviteError> {
    match action::decode::<Invite>(body.as_ref()) {
        Err(Error::Service(refusal)) => refusal,
        other => panic!("{}: {other:?}", String::from_utf8_lossy(body.as_ref())),
    }
}

/// An answer with this error, after a sibling and before the request ID.
fn answer(error: &str) -> String {
    format!(r#"{{"Response":{{"InvitationId":7,"Error":{error},"RequestId":"r"}}}}"#)
}

#[test]
fn an_error_with_a_code_is_a_refusal_whatever_is_beside_it() {
    let error = r#"{"Code":"FailedOperation.InvitationExist","Message":"no"}"#;
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for body in [
        answer(error),
        format!(r#"{{"Response":{{"RequestId":"r","InvitationId":[],"Error":{error}}}}}"#),
        format!(r#"{{"Response":{{"RequestId":"r","InvitationId":1e400,"Error":{error}}}}}"#),
        format!(r#"{{"Response":{{"RequestId":"r","New":{deep},"Error":{error}}}}}"#),
        format!(r#"{{"Response":{{"RequestId":"r","Error":{error},"New":{deep}}}}}"#),
        format!(r#"{{"Response":{{"RequestId":"r","Error":{error},"Error":null}}}}"#),
        format!(r#"{{"Response":{{"RequestId":"r","Error":{{}},"Error":{error}}}}}"#),
        format!(r#"{{"Response":{{"RequestId":"r","Error":{error},"error":{{"Code":"b"}}}}}}"#),
        format!(r#"{{"Response":{{"RequestId":"r","error":{error}}}}}"#),
        format!(r#"{{"response":{{"requestID":"r","ERROR":{error}}}}}"#),
        format!(r#"{{"Response":{{"RequestId":"r","Err\u006fr":{error}}}}}"#),
        format!(r#"{{"Resp\u006fnse":{{"RequestId":"r","\u0045\u0052ror":{error}}}}}"#),
        format!(r#"{{"Response":{{"RequestId":"r","Error":[{error},{{"Code":"b"}}]}}}}"#),
        format!(r#"{{"Response":{{"RequestId":"r","Error":[null,7,{{}},{error}]}}}}"#),
        format!("\u{feff} {{\"Response\":{{\"RequestId\":\"r\",\"Error\":{error}}}}}\n"),
        // The rest is broken, and the code is there.
        format!(r#"{{"Response":{{"RequestId":"r","Error":{error},"Tags":[tru]}}}}"#),
        format!(r#"{{"Response":{{"Error":{error},"RequestId":"r""#),
        format!(r#"{{"Response":{{"Error":{error},"RequestId":"r"}}}} and more"#),
    ] {
        let refusal = refusal(&body);
        assert!(matches!(refusal.error(), InviteError::FailedOperationInvitationExist), "{body}");
        assert_eq!((refusal.message(), refusal.request_id()), ("no", "r"), "{body}");
    }
}

#[test]
fn a_code_may_be_a_number_and_other_members_anything() {
    for (error, code, message) in [
        (r#"{"Code":4100,"Message":"no"}"#, "4100", "no"),
        (r#"{"Code":-1.50e3,"Message":null}"#, "-1.50e3", ""),
        (r#"{"Code":0}"#, "0", ""),
        (r#"{"Code":1e400,"Cost":1e400}"#, "1e400", ""),
        (r#"{"code":"a","Cost":[{"x":1e400}]}"#, "a", ""),
        (r#"{"CODE":"b","Code":"a","cOde":"c"}"#, "a", ""),
        (r#"{"Code":"b","Code":"a"}"#, "a", ""),
        (r#"{"Code":"a","Code":null,"Code":""}"#, "a", ""),
        (r#"{"Code":"a","Message":{"zh": ["x"]}}"#, "a", r#"{"zh": ["x"]}"#),
        (r#"{"Code":"a","Message":7,"message":"b"}"#, "a", "7"),
        (r#"{"\u0043ode":"\u0061"}"#, "a", ""),
    ] {
        let refusal = refusal(answer(error));
        assert_eq!((refusal.error().code(), refusal.message()), (code, message), "{error}");
    }
}

#[test]
fn a_text_that_is_cut_does_not_hide_the_error_around_it() {
    for (written, read) in [
        (r"name \ud83d too long", "name \u{fffd} too long"),
        (r"\ud83d", "\u{fffd}"),
        (r"\udc00\ud83d\ude00\ud83d\u0041", "\u{fffd}\u{1f600}\u{fffd}A"),
        (r#"\ud83d\n\ud83d\""#, "\u{fffd}\n\u{fffd}\""),
        (r"\ud8", "\u{fffd}ud8"),
        (r"C:\x", "C:\u{fffd}x"),
        ("a\tb\u{0}", "a\tb\u{0}"),
    ] {
        let body = answer(&format!(r#"{{"Code":"RequestLimitExceeded","Message":"{written}"}}"#));
        let refusal = refusal(&body);
        assert_eq!((refusal.message(), refusal.request_id()), (read, "r"), "{body}");
    }
    let body = answer(r#"{"Code":"a","Message":"名?"}"#);
    for broken in [&[0xff][..], &[0xe5, 0x90], &[0xc0, 0x80], &[0xed, 0xa0, 0x80]] {
        let at = body.find('?').unwrap();
        let body = [&body.as_bytes()[..at], broken, &body.as_bytes()[at + 1..]].concat();
        let refusal = refusal(body);
        assert!(refusal.message().starts_with("名\u{fffd}"), "{refusal}");
        assert_eq!((refusal.error().code(), refusal.request_id()), ("a", "r"));
    }
}

#[test]
fn an_error_without_a_code_is_never_a_success() {
    for (error, reason) in [
        (r#""internal error""#, r#"the string "internal error""#),
        (r#"{"Message":"x"}"#, r#"an object without one and whose message is "x""#),
        (r#"{"Code":null}"#, "an object whose code is null"),
        (r#"{"Code":""}"#, "an object whose code is an empty string"),
        (r#"{"Code":{"Code":"x"}}"#, "an object whose code is an object"),
        (r#"{"Code":true}"#, "an object whose code is a boolean"),
        ("true", "a boolean"),
        ("false", "a boolean"),
        ("0", "a number"),
        ("[[]]", "a list without one"),
        (r#"[{"Message":"x"}]"#, "a list without one"),
    ] {
        let body = answer(error);
        match decode(&body).unwrap_err() {
            Error::Decode(error) => {
                let expected = format!("expected an error with a code, found {reason}");
                assert_eq!((&*error.path, &*error.reason), ("Error", &*expected));
                assert_eq!((&*error.request_id, &*error.body), ("r", body.as_bytes()));
            }
            other => panic!("{error}: {other}"),
        }
    }
    // It breaks off before its code ends.
    for (cut, path) in [
        (r#"{"Code":"#, "Error.Code"),
        (r#"{"Code":"Auth"#, "Error.Code"),
        (r#"{"Message":tru"#, "Error.Message"),
        ("", "Error"),
    ] {
        let body = format!(r#"{{"Response":{{"RequestId":"r","Error":{cut}"#);
        match decode(&body).unwrap_err() {
            Error::Decode(error) => assert_eq!((&*error.path, &*error.request_id), (path, "r")),
            other => panic!("{body}: {other}"),
        }
    }
}

#[test]
fn an_empty_error_is_none() {
    for error in ["null", "\"\"", "{}", "[]", " { } "] {
        for name in ["Error", "error"] {
            let body = answer(error).replace("Error", name);
            assert_eq!(decode(&body).unwrap().request_id, "r", "{body}");
        }
    }
    let elsewhere = r#"{"Response":{"RequestId":"r","New":{"Error":{"Code":"x"}},"Text":"\"Error\":{\"Code\":\"x\"}"},"Error":{"Code":"x"}}"#;
    assert_eq!(decode(elsewhere).unwrap().request_id, "r");
}

fn client(reply: Reply) -> (Client, FakeTransport) {
    let transport = FakeTransport::new();
    transport.on("InviteOrganizationMember", reply);
    let client = Client::builder()
        .credentials(Credential::new("AKIDEXAMPLE", "hush"))
        .transport(transport.clone())
        .build()
        .unwrap();
    (client, transport)
}

fn http(status: u16, body: &str) -> Reply {
    Reply::http(http::Response::builder().status(status).body(body.to_owned()).unwrap())
}

fn target() -> ActionRef {
    ActionRef::new("organization", "2021-03-31", "InviteOrganizationMember")
}

#[tokio::test(start_paused = true)]
async fn typed_and_untyped_calls_decide_alike() {
    let throttled = answer(r#"{"Code":"RequestLimitExceeded","Message":"name \ud83d too long"}"#);
    for status in [200, 400, 503] {
        let (client, transport) = client(http(status, &throttled));
        let request = Invite::new(1, "x", [1_u64]);
        let Err(Error::Service(typed)) = client.send(&request).await else { panic!("{status}") };
        let sent = transport.requests().len();
        assert!(sent > 1, "a throttled request is sent again");
        let Err(Error::Service(raw)) = client.call(target(), &serde_json::json!({})).await else {
            panic!("{status}")
        };
        assert_eq!(transport.requests().len(), 2 * sent);
        assert_eq!(typed.error().code(), raw.error().code());
        assert_eq!(typed.message(), "name \u{fffd} too long");
        assert_eq!((typed.message(), typed.request_id()), (raw.message(), raw.request_id()));
    }
    let (client, _) = client(http(200, &answer(r#""internal error""#)));
    let typed = client.send(&Invite::new(1, "x", [1_u64])).await.unwrap_err();
    let raw = client.call(target(), &serde_json::json!({})).await.unwrap_err();
    for error in [typed.to_string(), raw.to_string()] {
        assert!(error.contains("InviteOrganizationMember at Error: expected an error"), "{error}");
        assert!(error.contains("(request r)"), "{error}");
    }
}

#[tokio::test]
async fn a_status_of_success_is_enough() {
    let body = r#"{"Response":{"InvitationId":7,"RequestId":"r"}}"#;
    for status in [200, 201, 202] {
        let (client, _) = client(http(status, body));
        let response = client.send(&Invite::new(1, "x", [1_u64])).await.unwrap();
        assert_eq!((response.invitation_id, &*response.request_id), (Some(7), "r"));
        let response = client.call(target(), &serde_json::json!({})).await.unwrap();
        assert_eq!(response["InvitationId"], 7);
    }
    for (status, body) in [(204, ""), (201, "<html>"), (302, body), (404, body)] {
        let (client, _) = client(http(status, body));
        match client.send(&Invite::new(1, "x", [1_u64])).await.unwrap_err() {
            Error::UnexpectedResponse(error) => assert_eq!(error.status, status),
            other => panic!("{status}: {other}"),
        }
    }
}

/// A name in any case, some of its letters as escapes.
fn spelled(name: &'static str) -> impl Strategy<Value = String> {
    proptest::collection::vec(0..6_u8, name.len()).prop_map(move |how| {
        let letter = |(letter, how): (char, u8)| match how {
            0 => letter.to_ascii_uppercase().to_string(),
            1 => letter.to_ascii_lowercase().to_string(),
            2 => format!("\\u{:04x}", u32::from(letter)),
            3 => format!("\\u{:04X}", u32::from(letter.to_ascii_lowercase())),
            _ => letter.to_string(),
        };
        name.chars().zip(how).map(letter).collect()
    })
}

/// Members that may stand anywhere, broken or not.
fn siblings() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        Just("null".to_owned()),
        Just("1e400".to_owned()),
        Just("[]".to_owned()),
        Just(format!("{}{}", "{\"a\":[".repeat(80), "]}".repeat(80))),
        Just(r#""\ud83d""#.to_owned()),
        Just(r#"{"Code":"b"}"#.to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap()),
    ];
    let name = prop_oneof![
        Just("RequestId"),
        Just("InvitationId"),
        Just("Tags"),
        Just("New"),
        Just("Error"),
        Just("Code"),
        Just("Message")
    ];
    let member = (name, value).prop_map(|(name, value)| format!("\"{name}\":{value},"));
    proptest::collection::vec(member, 0..4).prop_map(|members| members.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_answer_with_a_code_is_never_a_success(
        names in (spelled("Response"), spelled("Error"), spelled("Code")),
        siblings in (siblings(), siblings(), siblings()),
        code in "[A-Za-z.]{1,9}",
        list in any::<bool>(),
        cut in any::<prop::sample::Index>(),
        noise in any::<u8>(),
    ) {
        let (response, error, name) = names;
        let (before, within, after) = siblings;
        let after = after.trim_end_matches(',');
        let after = if after.is_empty() { String::new() } else { format!(",{after}") };
        let value = format!(r#"{{{within}"{name}":"{code}"}}"#);
        let value = if list { format!("[{value}]") } else { value };
        let body = format!(r#"{{"{response}":{{{before}"{error}":{value}{after}}}}}"#);
        let read = action::decode::<Invite>(body.as_bytes());
        prop_assert!(matches!(read, Err(Error::Service(_))), "{body}: {read:?}");
        // However it is cut off, and whatever byte is broken behind the name.
        let cut = cut.index(body.len());
        prop_assert!(action::decode::<Invite>(&body.as_bytes()[..cut]).is_err(), "{body}");
        let end = body.rfind(&code).unwrap();
        let mut broken = body.into_bytes();
        let at = end.min(cut);
        if at > broken.len() - after.len() - value.len() {
            broken[at] = noise | 0x80;
            prop_assert!(action::decode::<Invite>(&broken).is_err());
        }
    }
}
