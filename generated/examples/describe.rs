//! The shortest real call. It needs a credential and the network.

use tencentcloud_api::organization::v20210331::{Client, DescribeOrganizationRequest};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().build()?; // credentials: environment, profile or machine
    let answer =
        client.describe_organization(&DescribeOrganizationRequest::new()).await?;
    println!("{:?} in {:?}", answer.org_id, answer.nick_name);
    Ok(())
}
