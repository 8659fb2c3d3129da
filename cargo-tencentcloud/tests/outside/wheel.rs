//! The vendor's own package: runs where `TENCENTCLOUD_WHEEL` names a wheel of tccli.

use crate::support::Workspace;
use std::path::Path;

const USES: &str = "\
use my_cloud::cvm::v20170312::DescribeInstancesRequest;
use my_cloud::tag::v20180813::{DescribeTagsRequest, ModifyResourceTagsRequest};
";

const CALLS: &str = r#"
    client.send(&DescribeInstancesRequest::new()).call()?;
    client.send(&DescribeTagsRequest::new()).call()?;
    let resource = "qcs::cvm:ap-guangzhou:uin/100000000001:instance/ins-1";
    let answer = client.send(&ModifyResourceTagsRequest::new(resource)).call()?;
    println!("request {}", answer.request_id);
"#;

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
    let features = "cvm-v20170312 tag-v20180813";
    let (text, called) = workspace.calls_the_mock(features, USES, CALLS);
    assert_eq!(called, ["DescribeInstances", "DescribeTags", "ModifyResourceTags"]);
    assert!(text.contains("request "), "{text}");
    let text = workspace.succeeds("my-cloud", &["update", "--from", &wheel]);
    assert!(text.contains("no changes"), "{text}");
    let text = workspace.succeeds(".", &["search", "DescribeInstances", "--from", &wheel]);
    assert!(text.contains("cvm/2017-03-12:DescribeInstances  "), "{text}");
}
