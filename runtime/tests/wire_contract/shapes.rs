//! Members of another shape than the declared one, positions in lists, exact numbers, and limits.

use crate::organization::v20210331::{
    InviteOrganizationMemberRequest as Invite, InviteOrganizationMemberResponse as Invited, Tag,
};
use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use std::fmt::Write;
use tencentcloud_runtime::action;
use tencentcloud_runtime::action::Action;
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::credential::Credential;
use tencentcloud_runtime::error::{DecodeError, Error, RawCode};
use tencentcloud_runtime::raw::ActionRef;
use tencentcloud_runtime::testing::{FakeTransport, Reply};
use tencentcloud_runtime::wire;

/// A response with lists of all kinds.
#[non_exhaustive]
pub struct Series {
    /// Documented to hold null.
    pub data: Vec<Option<f64>>,
    /// Documented to hold null.
    pub names: Option<Vec<Option<String>>>,
    /// Not documented to hold null.
    pub times: Vec<i64>,
    /// Objects.
    pub tags: Vec<Tag>,
    /// Objects, documented to be null at times.
    pub points: Vec<Option<Tag>>,
    /// An object.
    pub tag: Option<Tag>,
    /// A string.
    pub text: Option<String>,
    /// A floating-point number.
    pub ratio: Option<f64>,
    /// A member, of which there is another with another case.
    pub src_ip: Option<String>,
    /// The other one.
    pub src_ip2: Option<String>,
    /// Records as large as this one.
    pub more: Vec<Series>,
    /// Such a record in a box.
    pub parent: Option<Box<Series>>,
}

wire::record!(Series: {
    0: data = "Data",
    1: names = "Names",
    2: times = "Times",
    3: tags = "Tags",
    4: points = "Points",
    5: tag = "Tag",
    6: text = "Text",
    7: ratio = "Ratio",
    8: src_ip = "SrcIp",
    9: src_ip2 = "srcIP",
    10: more = "More",
    11: parent = "Parent",
});

/// A request without members.
#[non_exhaustive]
pub struct DescribeSeriesRequest {}

wire::request!(DescribeSeriesRequest: {});

impl Action for DescribeSeriesRequest {
    type Response = Series;
    type Error = RawCode;
    const OPERATION: &'static action::Operation =
        &action::Operation { name: "DescribeSeries", ..action::Operation::EMPTY };
}

/// Reads a response both ways: as the client does, and as programs do.
#[track_caller]
fn series(response: &str) -> Series {
    let by_client = answer(response).unwrap();
    let by_serde: Series = serde_json::from_str(response).unwrap();
    assert_eq!(by_client, by_serde);
    by_client
}

fn answer(response: &str) -> Result<Series, Error> {
    let body = format!("{{\"Response\":{response}}}");
    action::decode::<DescribeSeriesRequest>(body.as_bytes())
}

#[track_caller]
fn undecoded(response: &str) -> (String, String) {
    match answer(response) {
        Err(Error::Decode(error)) => (error.path.to_string(), error.reason.to_string()),
        other => panic!("{response}: {other:?}"),
    }
}

#[test]
fn null_keeps_its_position_in_a_list() {
    let read = series(
        r#"{"Data":[1.5,null,""],"Names":["a",null,""],"Times":[1,2,3],"Tags":[null,{"TagKey":"a"},"",[],false],"Points":[{},null]}"#,
    );
    assert_eq!(read.data, [Some(1.5), None, None]);
    assert_eq!(read.names, Some(vec![Some("a".to_owned()), None, Some(String::new())]));
    let blank: Tag = serde_json::from_str("{}").unwrap();
    assert_eq!(read.tags[1], Tag::new("a"));
    assert_eq!(read.tags.len(), 5);
    assert!([0, 2, 3, 4].iter().all(|index| read.tags[*index] == blank));
    assert_eq!(read.points, [Some(blank), None]);
}

#[test]
fn null_in_a_list_that_cannot_hold_it_is_an_error_with_its_path() {
    let expected = |path: &str| (path.to_owned(), "expected an integer, found no value".to_owned());
    assert_eq!(undecoded(r#"{"Times":[1,null,3]}"#), expected("Times[1]"));
    assert_eq!(undecoded(r#"{"Times":[1,2,""]}"#), expected("Times[2]"));
    let request = r#"{"MemberUin":1,"PolicyType":"x","PermissionIds":[1,null]}"#;
    let error = serde_json::from_str::<Invite>(request).unwrap_err().to_string();
    assert!(error.starts_with("PermissionIds[1]: expected an unsigned integer"), "{error}");
    // A record is not blank where something is required of it.
    let request = r#"{"MemberUin":1,"PolicyType":"x","PermissionIds":[],"AuthFile":[null]}"#;
    let error = serde_json::from_str::<Invite>(request).unwrap_err().to_string();
    assert!(error.starts_with("AuthFile[0]: expected an object, found no value"), "{error}");
}

#[test]
fn lists_with_null_come_back_from_every_format() {
    let written = r#"{"Data":[1.5,null],"Names":[null,"a"],"Times":[1],"Tags":[],"Points":[null,{"TagKey":"a"}],"Text":"t","More":[]}"#;
    let read = series(written);
    assert_eq!(String::from_utf8(wire::to_json(&read)).unwrap(), written);
    assert_eq!(serde_json::to_string(&read).unwrap(), written);
    let bytes = postcard::to_allocvec(&read).unwrap();
    assert_eq!(postcard::from_bytes::<Series>(&bytes).unwrap(), read);
    let bytes = rmp_serde::to_vec(&read).unwrap();
    assert_eq!(rmp_serde::from_slice::<Series>(&bytes).unwrap(), read);
    let mut bytes = Vec::new();
    ciborium::into_writer(&read, &mut bytes).unwrap();
    assert_eq!(ciborium::from_reader::<Series, _>(&bytes[..]).unwrap(), read);
    assert_eq!(read.clone(), read);
    assert!(format!("{read:?}").contains("data: [1.5, None]"));
}

#[test]
fn a_lone_object_is_a_list_of_one() {
    let read =
        series(r#"{"Tags":{"TagKey":"a"},"Points":{"TagKey":"b","Children":{"TagKey":"c"}}}"#);
    assert_eq!(read.tags, [Tag::new("a")]);
    assert_eq!(read.points, [Some(Tag::new("b").with_children([Tag::new("c")]))]);
    assert_eq!(undecoded(r#"{"Tags":{"Parent":7}}"#).0, "Tags.Parent");
    assert_eq!(undecoded(r#"{"Times":{"a":1}}"#).1, "expected a list, found an object");
    assert_eq!(undecoded(r#"{"Tags":1.5}"#).1, "expected a list, found 1.5");
    assert_eq!(undecoded(r#"{"Times":7}"#).1, "expected a list, found 7");
    assert!(series(r#"{"Times":{},"Names":{}}"#).names.is_none());
}

#[test]
fn an_empty_value_of_another_kind_is_no_object() {
    for nothing in ["[]", "[ ]", "false", "\"\"", "null"] {
        let read = series(&format!(r#"{{"Tag":{nothing},"Tags":[{{"Parent":{nothing}}}]}}"#));
        assert_eq!((read.tag, read.tags[0].parent.is_none()), (None, true), "{nothing}");
    }
    for other in ["[7]", "true", "0", "\"a\"", "1.5"] {
        assert_eq!(undecoded(&format!(r#"{{"Tag":{other}}}"#)).0, "Tag", "{other}");
    }
}

#[test]
fn booleans_in_place_of_strings_are_their_text() {
    let read = series(r#"{"Text":true,"Names":[false]}"#);
    assert_eq!(read.text.as_deref(), Some("true"));
    assert_eq!(read.names, Some(vec![Some("false".to_owned())]));
    let request: Invite =
        serde_json::from_value(json!({"MemberUin": 1, "PolicyType": true, "PermissionIds": []}))
            .unwrap();
    assert_eq!(request.policy_type.as_str(), "true");
    assert_eq!(undecoded(r#"{"Ratio":true}"#).0, "Ratio");
}

#[test]
fn names_match_without_case_when_nothing_else_does() {
    let read = series(r#"{"text":"a","RATIO":1,"tags":[{"tagkey":"b"}]}"#);
    assert_eq!((read.text.as_deref(), read.ratio), (Some("a"), Some(1.0)));
    assert_eq!(read.tags, [Tag::new("b")]);
    for text in [
        r#"{"text":"other","Text":"own","TEXT":"other"}"#,
        r#"{"Text":"own","text":"other"}"#,
        r#"{"text":["other"],"Text":"own"}"#.replace("[\"other\"]", "\"o\"").as_str(),
    ] {
        assert_eq!(series(text).text.as_deref(), Some("own"), "{text}");
    }
    assert_eq!(series(r#"{"Text":null,"text":"other"}"#).text, None);
    assert_eq!(series(r#"{"text":"first","TEXT":"last"}"#).text.as_deref(), Some("last"));
    // Each name is its own; a third one could be either and is neither.
    let read = series(r#"{"SrcIp":"a","srcIP":"b","SRCIP":"c"}"#);
    assert_eq!((read.src_ip.as_deref(), read.src_ip2.as_deref()), (Some("a"), Some("b")));
    let read = series(r#"{"SRCIP":"c"}"#);
    assert_eq!((read.src_ip, read.src_ip2), (None, None));
    let body = br#"{"response":{"invitationid":7,"RequestID":"r"}}"#;
    let read = action::decode::<Invite>(body).unwrap();
    assert_eq!((read.invitation_id, &*read.request_id), (Some(7), "r"));
    let body = br#"{"response":7,"Response":{"RequestId":"r"},"RESPONSE":[]}"#;
    assert_eq!(action::decode::<Invite>(body).unwrap().request_id, "r");
}

#[test]
fn floats_are_exact() {
    for text in
        ["0.9852216748768473", "2.14E-4", "-0.0", "-0", "9007199254740993", "1e22", "5e-324"]
    {
        let expected: f64 = text.parse().unwrap();
        for text in [text.to_owned(), format!("\"{text}\"")] {
            let ratio = series(&format!("{{\"Ratio\":{text}}}")).ratio.unwrap();
            assert_eq!(ratio.to_bits(), expected.to_bits(), "{text}");
        }
    }
    let (path, reason) = undecoded(r#"{"Ratio":1e400}"#);
    assert_eq!((&*path, &*reason), ("Ratio", "expected a number, found 1e400"));
    // The client keeps a number in place of a string as it is written.
    for text in ["1.10", "9007199254740993.0", "18446744073709551616", "1e400", "-0", "7"] {
        let read = answer(&format!("{{\"Text\":{text}}}")).unwrap();
        assert_eq!(read.text.as_deref(), Some(text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_float_comes_back(number in any::<f64>().prop_filter("JSON", |number| number.is_finite())) {
        for text in [format!("{number}"), format!("{number:e}"), format!("{number:?}")] {
            let read = answer(&format!("{{\"Ratio\":{text}}}")).unwrap();
            prop_assert_eq!(read.ratio.unwrap().to_bits(), number.to_bits());
            let read: Series = serde_json::from_str(&format!("{{\"Ratio\":{text}}}")).unwrap();
            prop_assert_eq!(read.ratio.unwrap().to_bits(), number.to_bits());
        }
    }

    #[test]
    fn any_text_comes_back(text in any::<String>()) {
        let json = serde_json::to_string(&text).unwrap();
        let escaped = text.encode_utf16().fold(String::new(), |mut escaped, unit| {
            write!(escaped, "\\u{unit:04x}").unwrap();
            escaped
        });
        for json in [json, format!("\"{escaped}\"")] {
            let read = answer(&format!("{{\"Text\":{json}}}")).unwrap();
            prop_assert_eq!(read.text.as_deref(), Some(&*text));
        }
    }

    #[test]
    fn the_same_json_is_valid_as_elsewhere(text in r#"[\[\]{}:,"\\u0-9a-eE+.\- tn]{0,12}"#) {
        let response = format!("{{\"New\":{text}}}");
        let read = answer(&response);
        if serde_json::from_str::<Value>(&response).is_ok() {
            prop_assert!(read.is_ok());
        } else if !text.contains('\\') && serde_json::from_str::<IgnoredAny>(&response).is_err() {
            prop_assert!(read.is_err());
        }
    }
}

#[test]
fn broken_text_in_one_member_leaves_the_others() {
    let mut items = String::new();
    for index in 1..1000 {
        write!(items, r#",{{"TagKey":"{index}"}}"#).unwrap();
    }
    let body = format!(
        r#"{{"Response":{{"Tags":[{{"TagKey":"a?b"}}{items}],"InvitationId":7,"RequestId":"r"}}}}"#
    );
    let at = body.find('?').unwrap();
    let surrogate = body.replace('?', r"\ud83d");
    let bytes = [&body.as_bytes()[..at], &[0xe5, 0x90], &body.as_bytes()[at + 1..]].concat();
    for body in [surrogate.as_bytes(), &bytes] {
        let read = action::decode::<Invite>(body).unwrap();
        assert_eq!(read.tags.len(), 1000);
        assert_eq!(read.tags[0], Tag::new("a\u{fffd}b"));
        assert_eq!(read.tags[999], Tag::new("999"));
        assert_eq!((read.invitation_id, &*read.request_id), (Some(7), "r"));
    }
}

fn raw(body: &str) -> Result<Value, Error> {
    let transport = FakeTransport::new();
    transport.on("DescribeSeries", Reply::http(http::Response::new(body.to_owned())));
    let client = Client::builder()
        .credentials(Credential::new("AKIDEXAMPLE", "hush"))
        .transport(transport)
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let target = ActionRef::new("organization", "2021-03-31", "DescribeSeries");
    runtime.block_on(client.call(target, &json!({})))
}

fn typed(body: &str) -> Result<Invited, Error> {
    action::decode::<Invite>(body.as_bytes()).map_err(|error| error.map(|_| unreachable!()))
}

#[track_caller]
fn decode_error<T: std::fmt::Debug>(result: Result<T, Error>) -> std::sync::Arc<DecodeError> {
    match result {
        Err(Error::Decode(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn broken_json_is_reported_with_its_path() {
    for (response, path, reason) in [
        (r#"{"New":{"a":[1,{"b":tru}]}}"#, "New.a[1].b", "expected a value (line 1, column 33)"),
        (r#"{"New":[1,2"#, "New[1]", "the text ends too early (line 1, column 24)"),
        (r#"{"New":[1 2]}"#, "New[0]", "expected `,` or `]`"),
        (r#"{"New":[1,]}"#, "New[1]", "expected more after `,`"),
        (r#"{"New":{"a":01}}"#, "New.a", "a number begins with a needless zero"),
        (r#"{"New":"a"#, "New", "the text ends too early"),
        ("{\n\"New\":-}", "New", "expected a digit (line 2, column 8)"),
        (r#"{"New" 7}"#, "New", "expected `:`"),
        (r#"{"a":1,New:7}"#, "", "expected the name of a member, in quotes"),
        (r#"{"New":7}"#, "", "the text ends too early"),
        (r#"{"New":7}}}"#, "", "something follows the value"),
    ] {
        let body = format!("{{\"Response\":{response}");
        for error in [decode_error(typed(&body)), decode_error(raw(&body))] {
            assert_eq!(&*error.path, path, "{body}: {error}");
            assert!(error.reason.starts_with(reason), "{body}: {error}");
        }
    }
    let body = r#"{"Response":{"RequestId":"r","New":tru}}"#;
    for error in [decode_error(typed(body)), decode_error(raw(body))] {
        assert_eq!(&*error.request_id, "r");
    }
    let wide = raw(r#"{"Response":{"Cost":[1e400],"RequestId":"r"}}"#);
    // With arbitrary precision a JSON value can hold the number, and keeps it.
    if serde_json::from_str::<serde_json::Value>("1e400").is_ok() {
        assert!(wide.is_ok(), "{wide:?}");
    } else {
        let error = decode_error(wide);
        assert_eq!((&*error.path, &*error.request_id), ("Cost[0]", "r"));
    }
    for body in ["", " ", "<html>", "[]", "{}", r#"{"Response":null}"#, r#"{"Response":[]}"#] {
        assert!(matches!(typed(body), Err(Error::UnexpectedResponse(_))), "{body}");
        assert!(matches!(raw(body), Err(Error::UnexpectedResponse(_))), "{body}");
    }
    let twice = r#"{"Response":{"RequestId":"r"},"Response":{"RequestId":"r"}}"#;
    assert!(decode_error(typed(twice)).reason.starts_with("there are two"));
    assert!(decode_error(raw(twice)).reason.starts_with("there are two"));
}

#[test]
fn untyped_answers_keep_every_value() {
    let response = r#"{"a":18446744073709551615,"b":-9223372036854775808,"c":0.9852216748768473,"d":[null,{"e":"\ud83d"}],"f":true}"#;
    let read = raw(&format!("{{\"Response\":{response}}}")).unwrap();
    let expected = json!({"a": u64::MAX, "b": i64::MIN, "c": 0.985_221_674_876_847_3_f64,
        "d": [null, {"e": "\u{fffd}"}], "f": true});
    assert_eq!(read, expected);
}

#[test]
fn nesting_has_a_limit_in_what_is_decoded() {
    let nested = |depth: usize| {
        let open = r#"{"Parent":"#.repeat(depth);
        format!("{{\"Response\":{{\"Tags\":[{open}{{}}{}]}}}}", "}".repeat(depth))
    };
    assert!(typed(&nested(100)).is_ok());
    let error = decode_error(typed(&nested(200_000)));
    assert!(error.reason.contains("nested more than 128 deep"), "{error}");
    assert!(error.path.starts_with("Tags[0].Parent.Parent") && error.path.len() < 300);
    assert!(raw(&nested(100)).is_ok());
    assert!(decode_error(raw(&nested(200_000))).reason.contains("nested more than 128 deep"));
    // Skipped values have none.
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let body = format!(r#"{{"Response":{{"New":{deep},"RequestId":"r"}}}}"#);
    assert_eq!(typed(&body).unwrap().request_id, "r");
}

#[test]
fn decoded_values_have_a_limit_of_memory() {
    let many = |element: &str, count: usize| {
        let elements = vec![element; count].join(",");
        format!(r#"{{"Response":{{"More":[{elements}],"RequestId":"r"}}}}"#)
    };
    let typed = |body: &str| action::decode::<DescribeSeriesRequest>(body.as_bytes());
    assert_eq!(typed(&many("{}", 10_000)).unwrap().more.len(), 10_000);
    for element in ["{}", "null", r#"{"Parent":{}}"#, r#"{"More":[{},{},{},{}]}"#] {
        let body = many(element, 300_000);
        match typed(&body) {
            Err(Error::Decode(error)) => {
                assert!(error.reason.contains("take more memory than"), "{error}");
                assert!(error.path.starts_with("More["), "{error}");
                assert_eq!(&*error.request_id, "r");
            }
            _ => panic!("{element}"),
        }
    }
    match raw(&many(r#"{"a":0}"#, 300_000)) {
        Err(Error::Decode(error)) => assert!(error.path.starts_with("More["), "{error}"),
        _ => panic!("untyped"),
    }
    assert!(raw(&many(r#"{"a":0}"#, 10_000)).is_ok());
}
