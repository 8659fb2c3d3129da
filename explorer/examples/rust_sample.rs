//! The sample that the explorer makes for this request; a test compares both.
#![allow(clippy::unreadable_literal, reason = "numbers stand as they are sent")]

use serde_json::json;
use tencentcloud_api::organization::v20210331::{Client, CreateRoleAssignmentRequest};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client =
        Client::builder().region("ap-singapore").endpoint("http://127.0.0.1:38217").build()?;
    let request: CreateRoleAssignmentRequest = serde_json::from_value(json!({
        "ZoneId": "z-1",
        "RoleAssignmentInfo": [{"PrincipalId": "u\"", "TargetUin": 9007199254740993_i64}],
    }))?;
    let response = client.send(&request).await?;
    println!("{response:#?}");
    Ok(())
}
