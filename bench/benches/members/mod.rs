//! A page of members: a response of `DescribeOrganizationMembers`, and a type derived by
//! `serde_derive` with the runtime's leniency.

use crate::lenient;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::error::Error;
use tencentcloud_api::organization::v20210331::DescribeOrganizationMembersResponse;
use tencentcloud_api::runtime::wire;

/// The numbers of members on the measured pages.
pub(crate) const COUNTS: [usize; 3] = [1, 50, 5000];

/// Returns a page of members as JSON, in the documented order.
pub(crate) fn page(count: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    let member = |number: usize| {
        json!({
            "MemberUin": 100_000_000_000_u64 + number as u64, "Name": format!("member {number}"),
            "MemberType": "Invite", "OrgPolicyType": "Financial", "OrgPolicyName": "财务管理",
            "OrgPermission": [{"Id": 1, "Name": "view bills"}, {"Id": 2, "Name": "view balance"}],
            "NodeId": 7, "NodeName": "build", "Remark": "a \"member\"",
            "CreateTime": "2024-03-12 12:12:12", "UpdateTime": "2024-03-12 12:12:12",
            "IsAllowQuit": "Allow", "PayUin": "100000000001", "PayName": "",
            "OrgIdentity": [{"IdentityId": 1, "IdentityAliasName": "admin"}], "BindStatus": "Valid",
            "PermissionStatus": "Confirmed", "Tags": [{"TagKey": "key", "TagValue": "value"}],
            "NickName": "nick",
        })
    };
    let items: Vec<_> = (0..count).map(member).collect();
    let page = json!({"Items": items, "Total": count, "RequestId": "b46d2afe-6893-4529-bc96-2c82d9214957"});
    let page: DescribeOrganizationMembersResponse = serde_json::from_value(page)?;
    Ok(wire::to_json(&page))
}

/// Returns the page within its envelope.
pub(crate) fn answer(page: &[u8]) -> Vec<u8> {
    [b"{\"Response\":", page, b"}"].concat()
}

lenient::objects!(
    OrgMember = Some(Self::default()),
    OrgPermission = Some(Self::default()),
    MemberIdentity = Some(Self::default()),
    Tag = Some(Self::default()),
);

/// The envelope of a response.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Envelope {
    pub(crate) response: Response,
}

/// A page of members.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Response {
    #[serde(default, deserialize_with = "lenient::or_empty")]
    items: Vec<OrgMember>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    total: Option<u64>,
    #[serde(default, deserialize_with = "lenient::or_empty")]
    request_id: String,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct OrgMember {
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    member_uin: Option<i64>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    name: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    member_type: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    org_policy_type: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    org_policy_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_empty")]
    org_permission: Vec<OrgPermission>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    node_id: Option<i64>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    node_name: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    remark: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    create_time: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    update_time: Option<String>,
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
    pay_uin: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    pay_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_empty")]
    org_identity: Vec<MemberIdentity>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    bind_status: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    permission_status: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_empty")]
    tags: Vec<Tag>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    nick_name: Option<String>,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct OrgPermission {
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    id: Option<u64>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    name: Option<String>,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct MemberIdentity {
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    identity_id: Option<i64>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    identity_alias_name: Option<String>,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Tag {
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    tag_key: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    tag_value: Option<String>,
}
