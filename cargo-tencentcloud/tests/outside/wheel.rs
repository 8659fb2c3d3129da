//! The vendor's own package: runs where `TENCENTCLOUD_WHEEL` names a wheel of tccli.

use crate::support::Workspace;
use std::path::Path;

#[test]
fn three_actions_of_two_services_come_from_the_real_wheel() {
    let Some(wheel) = std::env::var_os("TENCENTCLOUD_WHEEL") else {
        println!("skipped: TENCENTCLOUD_WHEEL names no wheel (pip download --no-deps tccli)");
        return;
    };
    let wheel = Path::new(&wheel).canonicalize().expect("the wheel is there");
    let wheel = wheel.display().to_string();
    let workspace = Workspace::with_crate();
    let three = ["cvm:DescribeInstances", "tag:ModifyResourceTags", "tag:DescribeTags"];
    let add = [&["add"], &three[..], &["--from", &wheel]].concat();
    workspace.succeeds("my-cloud", &add);
    workspace.cargo(
        &[
            "check",
            "--quiet",
            "--package",
            "my-cloud",
            "--no-default-features",
            "--features",
            "cvm-v20170312,tag-v20180813",
        ],
        &[],
    );
    let text = workspace.succeeds("my-cloud", &["update", "--from", &wheel]);
    assert!(text.contains("no changes"), "{text}");
    let text = workspace.succeeds(".", &["search", "DescribeInstances", "--from", &wheel]);
    assert!(text.contains("cvm/2017-03-12:DescribeInstances  "), "{text}");
}
