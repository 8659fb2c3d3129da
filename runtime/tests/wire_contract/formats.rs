//! Formats other than JSON, with and without names.

use crate::organization::v20210331::{
    InviteOrganizationMemberRequest as Invite, InviteOrganizationMemberResponse as Invited, Tag,
};
use crate::twin;
use proptest::prelude::*;
use tencentcloud_runtime::wire::Record;

proptest! {
    #![proptest_config(twin::config())]

    #[test]
    fn requests_come_back_from_other_formats(request in twin::request()) {
        let bytes = postcard::to_allocvec(&request).unwrap();
        prop_assert_eq!(postcard::from_bytes::<Invite>(&bytes).unwrap(), request.clone());

        let mut bytes = Vec::new();
        ciborium::into_writer(&request, &mut bytes).unwrap();
        prop_assert_eq!(ciborium::from_reader::<Invite, _>(&bytes[..]).unwrap(), request.clone());

        let bytes = rmp_serde::to_vec(&request).unwrap();
        prop_assert_eq!(rmp_serde::from_slice::<Invite>(&bytes).unwrap(), request.clone());
        let bytes = rmp_serde::to_vec_named(&request).unwrap();
        prop_assert_eq!(rmp_serde::from_slice::<Invite>(&bytes).unwrap(), request.clone());

        let value = serde_json::to_value(&request).unwrap();
        prop_assert_eq!(serde_json::from_value::<Invite>(value).unwrap(), request);
    }

    #[test]
    fn no_bytes_make_other_formats_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let _ = postcard::from_bytes::<Invite>(&bytes);
        let _ = ciborium::from_reader::<Invite, _>(&bytes[..]);
        let _ = rmp_serde::from_slice::<Invite>(&bytes);
    }
}

#[test]
fn responses_come_back_from_other_formats() {
    let mut response = Invited::blank();
    for tags in [vec![], vec![Tag::new("a").with_children([] as [Tag; 0])]] {
        response.tags = tags;
        let bytes = postcard::to_allocvec(&response).unwrap();
        assert_eq!(postcard::from_bytes::<Invited>(&bytes).unwrap(), response);
        let bytes = rmp_serde::to_vec(&response).unwrap();
        assert_eq!(rmp_serde::from_slice::<Invited>(&bytes).unwrap(), response);
        response.invitation_id = Some(u64::MAX);
        response.request_id = "r".to_owned();
    }
}

#[test]
fn errors_of_other_formats_name_the_place_and_no_secret() {
    let mut value =
        ciborium::Value::serialized(&Invite::new(1, "x", [1_u64]).with_password("hunter2"))
            .unwrap();
    let members = value.as_map_mut().unwrap();
    members[6].1 = ciborium::Value::Array(vec![ciborium::Value::Text("hunter2".to_owned())]);
    let error = value.deserialized::<Invite>().unwrap_err().to_string();
    assert!(error.contains("Password: "), "{error}");
    assert!(!error.contains("hunter2"), "{error}");

    // The format's own message may show the value, too.
    let digits = "{\"$serde_json::private::Number\":7}";
    let text = format!(
        "{{\"MemberUin\":1,\"PolicyType\":\"x\",\"PermissionIds\":[],\"Password\":{digits}}}"
    );
    let error = serde_json::from_str::<Invite>(&text).unwrap_err().to_string();
    assert!(error.starts_with("Password: cannot be read, and is not shown at line 1"), "{error}");
}
