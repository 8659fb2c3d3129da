//! Open sets of values.

use crate::organization::v20210331::{IsAllowQuit, PermissionId};
use std::collections::HashSet;
use tencentcloud_runtime::wire::{Record, Ref, SetNumber};

#[test]
fn texts_become_variants_and_keep_what_they_are() {
    assert!(matches!("Allow".into(), IsAllowQuit::Allow));
    assert!(matches!(String::from("Denied").into(), IsAllowQuit::Denied));
    let odd = IsAllowQuit::from(&String::from("allow"));
    assert!(matches!(&odd, IsAllowQuit::Unknown(text) if text == "allow"));
    for text in ["Allow", "Denied", "allow", "", "许可"] {
        let value = IsAllowQuit::from(text);
        assert_eq!((value.as_str(), value.to_string().as_str()), (text, text));
        let json = serde_json::to_string(&value).unwrap();
        assert_eq!(json, serde_json::to_string(text).unwrap());
        assert_eq!(serde_json::from_str::<IsAllowQuit>(&json).unwrap(), value);
    }
}

#[test]
fn numbers_become_variants_and_keep_what_they_are() {
    assert!(matches!(PermissionId::from(2), PermissionId::ViewBalance));
    for number in [0, 1, 2, 3, u64::MAX] {
        let value = PermissionId::from(number);
        assert_eq!((value.value(), value.to_string()), (number, number.to_string()));
        let json = serde_json::to_string(&value).unwrap();
        assert_eq!(json, number.to_string());
        assert_eq!(serde_json::from_str::<PermissionId>(&json).unwrap(), value);
    }
    assert!(!PermissionId::ViewBills.set(-1));
    assert_eq!(
        serde_json::from_str::<PermissionId>("-1").unwrap_err().to_string(),
        "expected an unsigned integer, found -1 at line 1 column 2"
    );
}

#[test]
fn values_are_equal_if_what_is_sent_is() {
    let built = IsAllowQuit::Unknown("Allow".to_owned());
    assert_eq!(built, IsAllowQuit::Allow);
    assert_eq!(HashSet::from([built, IsAllowQuit::Allow]).len(), 1);
    assert_eq!(PermissionId::Unknown(1), PermissionId::ViewBills);
    assert_ne!(PermissionId::Unknown(7), PermissionId::ViewBills);
    assert_eq!(
        format!("{:?} {:>4}", IsAllowQuit::Allow, PermissionId::ViewBills),
        "\"Allow\"    1"
    );
}

#[test]
fn records_without_members_have_nothing_to_give() {
    let mut request = crate::organization::v20210331::QuitOrganizationRequest::new();
    assert!(matches!(request.field(0).view(), Ref::None));
    request.field_mut(0).clear();
    assert_eq!(serde_json::to_string(&request).unwrap(), "{}");
    assert_eq!(format!("{request:?}"), "QuitOrganizationRequest");
}
