//! Decoding and encoding of requests: the JSON of a request decodes to a request of equal JSON, and
//! checks of constraints and strict decoding end.

use serde::{Serialize, de::DeserializeOwned};
use tencentcloud_api::organization::v20210331::{
    AddOrganizationMemberEmailRequest, CreatePolicyRequest, InviteOrganizationMemberRequest,
};

pub fn run(data: &[u8]) {
    check::<InviteOrganizationMemberRequest>(data);
    check::<CreatePolicyRequest>(data);
    check::<AddOrganizationMemberEmailRequest>(data);
    if let Ok(request) = serde_json::from_slice::<InviteOrganizationMemberRequest>(data) {
        drop(format!("{request:?}"));
        let _ = request.validate();
    }
}

fn check<R: Serialize + DeserializeOwned>(data: &[u8]) {
    let Ok(request) = serde_json::from_slice::<R>(data) else { return };
    let Ok(text) = serde_json::to_string(&request) else { return };
    let again: R = serde_json::from_str(&text).expect("what is sent decodes");
    assert_eq!(text, serde_json::to_string(&again).expect("it encodes"), "another request");
}
