//! Requests as JSON, and for debugging.

use crate::organization::v20210331::{
    AuthFile, InviteOrganizationMemberRequest as Invite, IsAllowQuit, PolicyType, Tag,
};
use serde_json::json;
use tencentcloud_runtime::action::Site;
use tencentcloud_runtime::wire::{self, SiteMismatch};

fn full() -> Invite {
    Invite::new(-1, PolicyType::Financial, [1, 9_u64])
        .with_is_allow_quit("perhaps")
        .with_auth_file([AuthFile::new("a\"\\\u{1}\u{7f}é\u{2028}").with_url("secret://")])
        .with_tags([Tag::new("k").with_parent(Tag::new("p")).with_children([Tag::new("")])])
        .with_password("hunter22")
        .with_share(0.1)
}

#[test]
fn absent_members_are_not_sent_and_empty_lists_are() {
    let request = Invite::new(1, "Financial", [0_u64; 0]);
    let text = r#"{"MemberUin":1,"PolicyType":"Financial","PermissionIds":[]}"#;
    assert_eq!(wire::to_json(&request), text.as_bytes());
    assert_eq!(serde_json::to_string(&request).unwrap(), text);
    let cleared = request.with_tags([] as [Tag; 0]);
    assert_eq!(serde_json::to_value(&cleared).unwrap()["Tags"], json!([]));
}

#[test]
fn both_ways_to_json_agree() {
    let expected = json!({
        "MemberUin": -1,
        "PolicyType": "Financial",
        "PermissionIds": [1, 9],
        "IsAllowQuit": "perhaps",
        "AuthFile": [{"Name": "a\"\\\u{1}\u{7f}é\u{2028}", "Url": "secret://"}],
        "Tags": [{"TagKey": "k", "Children": [{"TagKey": ""}], "Parent": {"TagKey": "p"}}],
        "Password": "hunter22",
        "Share": 0.1,
    });
    assert_eq!(serde_json::to_value(full()).unwrap(), expected);
    assert_eq!(wire::to_json(&full()), serde_json::to_vec(&full()).unwrap());
    let mut nan = full();
    nan.share = Some(f64::NAN);
    assert_eq!(wire::to_json(&nan), serde_json::to_vec(&nan).unwrap());
}

#[test]
fn debugging_shows_what_is_there_without_secrets() {
    assert_eq!(
        format!("{:?}", full()),
        r#"InviteOrganizationMemberRequest { member_uin: -1, policy_type: "Financial", "#
            .to_owned()
            + r#"permission_ids: [1, 9], is_allow_quit: "perhaps", "#
            + r#"auth_file: [AuthFile { name: "a\"\\\u{1}\u{7f}é\u{2028}", url: [redacted] }], "#
            + r#"tags: [Tag { tag_key: "k", children: [Tag { tag_key: "" }], parent: Tag { tag_key: "p" } }], "#
            + r"password: [redacted], share: 0.1 }"
    );
    let small = Invite::new(1, IsAllowQuit::Allow.as_str(), [0_u64; 0]);
    assert_eq!(format!("{small:#?}").lines().count(), 5);
}

#[test]
fn members_that_are_called_like_keywords_are_shown_without_prefix() {
    struct Loop {
        r#type: String,
    }
    wire::record!(Loop: { 0: r#type = "Type" });
    assert_eq!(format!("{:?}", Loop { r#type: "for".to_owned() }), r#"Loop { type: "for" }"#);
}

#[test]
fn members_of_the_other_site_are_found() {
    let foreign = SiteMismatch::Foreign("AuthFile".to_owned());
    assert_eq!(wire::site_mismatch(&full(), Site::Mainland), None);
    assert_eq!(wire::site_mismatch(&full(), Site::International), Some(foreign));
    let mut request = full();
    request.auth_file = None;
    assert_eq!(wire::site_mismatch(&request, Site::International), None);
}

#[test]
fn members_that_one_site_requires_are_missed_there_alone() {
    struct Plot {
        area: Option<String>,
    }
    wire::record!(Plot: { 0: area = "Area" [required_on_international] });
    struct Plant {
        name: Option<String>,
        plots: Option<Vec<Plot>>,
    }
    wire::request!(Plant: {
        0: name = "Name" [mainland_only, required_on_mainland, max_length = 3],
        1: plots = "Plots",
    });
    let plots = || Some(vec![Plot { area: Some("a".to_owned()) }, Plot { area: None }]);
    let bare = Plant { name: None, plots: plots() };
    let missing = |path: &str| Some(SiteMismatch::Missing(path.to_owned()));
    assert_eq!(wire::site_mismatch(&bare, Site::Mainland), missing("Name"));
    assert_eq!(wire::site_mismatch(&bare, Site::International), missing("Plots[1].Area"));
    assert!(bare.validate().is_ok());
    let found = |request: &Plant, site| request.validate_on(site).unwrap_err().to_string();
    assert_eq!(found(&bare, Site::Mainland), "Name: is required on the mainland site");
    assert_eq!(
        found(&bare, Site::International),
        "Plots[1].Area: is required on the international site"
    );
    let named = Plant { name: Some("long".to_owned()), plots: plots() };
    assert_eq!(found(&named, Site::Mainland), "Name: may have at most 3 characters, not 4");
    assert_eq!(
        found(&named, Site::International),
        "Name: exists on the mainland site only; Name: may have at most 3 characters, not 4; \
         Plots[1].Area: is required on the international site"
    );
    // A request decodes without them: which site it is for is not known.
    assert!(Plant::from_json_strict("{}").is_ok());
}
