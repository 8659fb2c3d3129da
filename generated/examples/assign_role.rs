//! Assigns a role on an account to a user, and waits for the task to finish.
//!
//! Runs offline, against canned responses. To call the cloud, remove the lines with `transport` and
//! `credentials`: the client then uses the default credential chain.

use std::time::Duration;
use tencentcloud_api::organization::v20210331::{
    Client, CreateRoleAssignmentRequest, PrincipalType, RoleAssignmentInfo,
    TargetAccountType,
};
use tencentcloud_api::runtime::credential::Credential;
use tencentcloud_api::runtime::error::Error;
use tencentcloud_api::runtime::testing::{FakeTransport, Reply};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .credentials(Credential::new("AKIDEXAMPLE", "secret"))
        .transport(cloud())
        .build()?;

    let assignment = RoleAssignmentInfo::new()
        .with_principal_id("u-1")
        .with_principal_type(PrincipalType::User)
        .with_role_configuration_id("rc-1")
        .with_target_type(TargetAccountType::MemberUin)
        .with_target_uin(100_000_000_001);
    let request =
        CreateRoleAssignmentRequest::new("z-1").with_role_assignment_info([assignment]);

    let started = client.create_role_assignment(&request).await?;
    println!("{} tasks have started", started.tasks.len());
    // Short pauses: the canned responses need no waiting.
    let pause = Duration::from_millis(10);
    let waiting = client.wait(&request, &started).pauses(pause, pause);
    match waiting.deadline(Duration::from_secs(300)).await {
        Ok(states) => println!("{} tasks have succeeded", states.len()),
        Err(Error::Wait(failure)) => println!("{failure}"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// A fake service whose task succeeds on the third poll.
fn cloud() -> FakeTransport {
    let cloud = FakeTransport::new();
    let state = |state: &str| {
        Reply::json(&format!(r#"{{"TaskStatus": {{"Status": "{state}"}}}}"#))
    };
    cloud
        .on("CreateRoleAssignment", Reply::json(r#"{"Tasks": [{"TaskId": "t-1"}]}"#))
        .on("GetTaskStatus", state("InProgress"))
        .on("GetTaskStatus", state("InProgress"))
        .on("GetTaskStatus", state("Success"));
    cloud
}
