//! Decoding of answers: an answer with a non-empty error code is never a success, and a success
//! encodes to JSON that decodes to an equal value.

use serde_json::Value;
use tencentcloud_api::organization::v20210331::{
    DescribeOrganizationMembersRequest, InviteOrganizationMemberRequest, QuitOrganizationRequest,
};
use tencentcloud_api::runtime::action::{Action, decode};

pub fn run(data: &[u8]) {
    check::<QuitOrganizationRequest>(data);
    check::<InviteOrganizationMemberRequest>(data);
    check::<DescribeOrganizationMembersRequest>(data);
}

fn check<A: Action>(data: &[u8])
where
    A::Response: serde::Serialize + PartialEq + std::fmt::Debug,
{
    match decode::<A>(data) {
        Ok(response) => {
            assert!(!is_refusal(data), "an error code is taken for a success");
            let body = serde_json::json!({ "Response": response }).to_string();
            let again = decode::<A>(body.as_bytes()).expect("what is encoded decodes");
            assert_eq!(again, response, "{body}");
        }
        Err(error) => drop(format!("{error} {error:?}")),
    }
}

/// Whether an independent reader finds an error code.
fn is_refusal(data: &[u8]) -> bool {
    let Ok(body) = serde_json::from_slice::<Value>(data) else { return false };
    match &body["Response"]["Error"]["Code"] {
        Value::String(code) => !code.is_empty(),
        Value::Number(_) => true,
        _ => false,
    }
}
