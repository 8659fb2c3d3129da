//! Derived code with the same leniency writes the same JSON and reads the same values.

use crate::lenient;
use crate::organization::v20210331 as api;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use tencentcloud_runtime::wire;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct AuthFile {
    #[serde(deserialize_with = "lenient::required")]
    name: String,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    url: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Tag {
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none",
        rename = "TagKey"
    )]
    key: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    children: Option<Vec<Tag>>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    parent: Option<Box<Tag>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Request {
    #[serde(deserialize_with = "lenient::required")]
    member_uin: i64,
    #[serde(deserialize_with = "lenient::required")]
    policy_type: String,
    #[serde(deserialize_with = "lenient::required")]
    permission_ids: Vec<u64>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    is_allow_quit: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    auth_file: Option<Vec<AuthFile>>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    tags: Option<Vec<Tag>>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    password: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    share: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Response {
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    invitation_id: Option<u64>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    accepted: Option<bool>,
    #[serde(default, deserialize_with = "lenient::or_empty")]
    tags: Vec<Tag>,
    #[serde(default, deserialize_with = "lenient::or_empty")]
    request_id: String,
}

lenient::objects!(AuthFile = None, Tag = Some(Self::default()));

impl From<Tag> for api::Tag {
    fn from(twin: Tag) -> Self {
        let mut tag = Self::new("");
        tag.tag_key = twin.key;
        tag.children = twin.children.map(|tags| tags.into_iter().map(Into::into).collect());
        tag.parent = twin.parent.map(|tag| Box::new((*tag).into()));
        tag
    }
}

impl From<AuthFile> for api::AuthFile {
    fn from(twin: AuthFile) -> Self {
        let mut file = Self::new(twin.name);
        file.url = twin.url;
        file
    }
}

impl From<Request> for api::InviteOrganizationMemberRequest {
    fn from(twin: Request) -> Self {
        let mut request = Self::new(twin.member_uin, twin.policy_type, twin.permission_ids);
        request.is_allow_quit = twin.is_allow_quit.map(Into::into);
        request.auth_file = twin.auth_file.map(|files| files.into_iter().map(Into::into).collect());
        request.tags = twin.tags.map(|tags| tags.into_iter().map(Into::into).collect());
        request.password = twin.password;
        request.share = twin.share;
        request
    }
}

fn tag() -> impl Strategy<Value = Tag> {
    let leaf = any::<Option<String>>().prop_map(|key| Tag { key, children: None, parent: None });
    leaf.prop_recursive(3, 12, 3, |tag| {
        let children = proptest::option::of(proptest::collection::vec(tag.clone(), 0..3));
        (any::<Option<String>>(), children, proptest::option::of(tag.prop_map(Box::new)))
            .prop_map(|(key, children, parent)| Tag { key, children, parent })
    })
}

/// Any text, or one that the documentation lists.
fn token(known: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), Just(known.to_owned())]
}

/// Failures become tests; no file beside this one records them.
pub(crate) fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

pub(crate) fn request() -> impl Strategy<Value = api::InviteOrganizationMemberRequest> {
    twin().prop_map(Into::into)
}

fn twin() -> impl Strategy<Value = Request> {
    let file =
        (any::<String>(), any::<Option<String>>()).prop_map(|(name, url)| AuthFile { name, url });
    let few = 0..3_usize;
    (
        any::<i64>(),
        token("Financial"),
        proptest::collection::vec(prop_oneof![any::<u64>(), 0..4_u64], few.clone()),
        proptest::option::of(token("Denied")),
        proptest::option::of(proptest::collection::vec(file, few.clone())),
        proptest::option::of(proptest::collection::vec(tag(), few)),
        any::<Option<String>>(),
        proptest::option::of(any::<f64>().prop_filter("JSON", |number| number.is_finite())),
    )
        .prop_map(
            |(
                member_uin,
                policy_type,
                permission_ids,
                is_allow_quit,
                auth_file,
                tags,
                password,
                share,
            )| Request {
                member_uin,
                policy_type,
                permission_ids,
                is_allow_quit,
                auth_file,
                tags,
                password,
                share,
            },
        )
}

const NAMES: [&str; 16] = [
    "MemberUin",
    "PolicyType",
    "PermissionIds",
    "IsAllowQuit",
    "AuthFile",
    "Tags",
    "Password",
    "Share",
    "TagKey",
    "Children",
    "Parent",
    "InvitationId",
    "Accepted",
    "RequestId",
    "Name",
    "New",
];

/// An object of JSON as it may come: what is declared, what stands for it, and what cannot be meant.
pub(crate) fn sloppy() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        (-3..10_i64).prop_map(|number| number.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<u64>().prop_map(|number| number.to_string()),
        any::<f64>()
            .prop_filter("JSON", |number| number.is_finite())
            .prop_map(|number| format!("{number:?}")),
        Just("7.0".to_owned()),
        Just("1e3".to_owned()),
    ];
    let text = prop_oneof![
        number.clone(),
        "[a-z \"\\\\]{0,3}",
        any::<String>(),
        Just("true".to_owned()),
        Just("Financial".to_owned()),
    ];
    let leaf = prop_oneof![
        2 => number,
        3 => text.prop_map(|text| serde_json::to_string(&text).unwrap()),
        2 => Just("null".to_owned()),
        1 => any::<bool>().prop_map(|truth| truth.to_string()),
    ];
    let value = leaf.prop_recursive(3, 16, 5, |value| {
        let list = proptest::collection::vec(value.clone(), 0..3)
            .prop_map(|list| format!("[{}]", list.join(", ")));
        prop_oneof![list, object(value)]
    });
    object(value)
}

/// An object. Derived code refuses a name that comes twice, so here none does.
fn object(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let names = proptest::sample::subsequence(NAMES.to_vec(), 0..=5).prop_shuffle();
    (names, proptest::collection::vec(value, 5)).prop_map(|(names, values)| {
        let members: Vec<_> =
            names.iter().zip(values).map(|(name, value)| format!("\"{name}\":{value}")).collect();
        format!("{{{}}}", members.join(","))
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn same_json_for_any_value_and_the_value_comes_back(twin in twin()) {
        let json = serde_json::to_string(&twin).unwrap();
        let ours = api::InviteOrganizationMemberRequest::from(twin);
        prop_assert_eq!(serde_json::to_string(&ours).unwrap(), json.as_str());
        prop_assert_eq!(wire::to_json(&ours), json.as_bytes());
        prop_assert_eq!(serde_json::from_str::<api::InviteOrganizationMemberRequest>(&json).unwrap(), ours);
    }

    #[test]
    fn copies_are_equal_and_a_changed_copy_is_not(request in request(), other in request()) {
        let mut copy = request.clone();
        prop_assert_eq!(&copy, &request);
        prop_assert_eq!(wire::to_json(&copy), wire::to_json(&request));
        prop_assert_eq!(request == other, wire::to_json(&request) == wire::to_json(&other));
        copy.tags.get_or_insert_default().push(api::Tag::new("more"));
        prop_assert_ne!(copy, request);
    }

    #[test]
    fn same_value_or_an_error_from_any_json(json in sloppy()) {
        // With `arbitrary_precision` a number is a map to derived code, which is not lenient enough.
        if serde_json::from_str::<serde_json::Value>("1e999").is_ok() {
            return Ok(());
        }
        same::<api::InviteOrganizationMemberResponse, Response>(&json)?;
        same::<api::InviteOrganizationMemberRequest, Request>(&json)?;
        same::<api::Tag, Tag>(&json)?;
    }

    #[test]
    fn no_input_makes_decoding_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64), json in sloppy(), cut in 0..200_usize) {
        let body = [&b"{\"Response\":"[..], json.as_bytes(), b"}"].concat();
        for body in [&bytes[..], &body, &body[..cut.min(body.len())]] {
            let _ = tencentcloud_runtime::action::decode::<api::InviteOrganizationMemberRequest>(body);
        }
    }
}

fn same<T, U>(json: &str) -> Result<(), TestCaseError>
where
    T: serde::de::DeserializeOwned + Serialize + std::fmt::Debug,
    U: serde::de::DeserializeOwned + Serialize + std::fmt::Debug,
{
    match (serde_json::from_str::<T>(json), serde_json::from_str::<U>(json)) {
        (Ok(ours), Ok(twin)) => {
            prop_assert_eq!(
                serde_json::to_string(&ours).unwrap(),
                serde_json::to_string(&twin).unwrap()
            );
        }
        (Err(_), Err(_)) => {}
        (ours, twin) => prop_assert!(false, "{json}: {ours:?} and {twin:?}"),
    }
    Ok(())
}
