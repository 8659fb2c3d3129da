//! Lists the members of the organization across all pages.
//!
//! Runs offline, against canned responses. To call the cloud, remove the lines with `transport` and
//! `credentials`: the client then uses the default credential chain.

use tencentcloud_api::organization::v20210331::{
    Client, DescribeOrganizationMembersRequest,
};
use tencentcloud_api::runtime::credential::Credential;
use tencentcloud_api::runtime::testing::{FakeTransport, Reply};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .credentials(Credential::new("AKIDEXAMPLE", "secret"))
        .transport(cloud())
        .build()?;

    let mut members =
        client.items(DescribeOrganizationMembersRequest::new().with_limit(2));
    while let Some(member) = members.next().await {
        let member = member?;
        let name = member.name.as_deref().unwrap_or("(unnamed)");
        println!("{name}: {}", member.member_uin.unwrap_or_default());
    }
    println!("{} members", members.total().unwrap_or_default());
    Ok(())
}

/// A fake service that returns three members on two pages.
fn cloud() -> FakeTransport {
    let cloud = FakeTransport::new();
    let page =
        |items: &str| Reply::json(&format!(r#"{{"Total": 3, "Items": [{items}]}}"#));
    let first = r#"{"MemberUin": 100000000001, "Name": "admin"}, {"MemberUin": 100000000002, "Name": "build"}"#;
    cloud.on("DescribeOrganizationMembers", page(first)).on(
        "DescribeOrganizationMembers",
        page(r#"{"MemberUin": 100000000003, "Name": "run"}"#),
    );
    cloud
}
