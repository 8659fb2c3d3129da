//! Provisions a user of the Identity Center: `identity_center ZONE_ID USER MEMBER_UIN`.
//!
//! It creates the user and a group, puts the one into the other, gives the group a permission
//! configuration on a member account, and waits for the task, with progress.
//!
//! The client is configured by the environment: credentials, and for tests
//! `TENCENTCLOUD_ENDPOINT`.

use std::error::Error;
use std::time::Duration;
use tencentcloud_api::organization::v20210331::{
    AddUserToGroupRequest, Client, CreateGroupRequest, CreateRoleAssignmentRequest,
    CreateUserRequest, ListRoleConfigurationsRequest, PrincipalType, RoleAssignmentInfo,
    TargetAccountType,
};
use tencentcloud_api::runtime::error::Error as CallError;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [zone, name, member] = arguments.as_slice() else {
        return Err("usage: identity_center ZONE_ID USER MEMBER_UIN".into());
    };
    let member: i64 = member.parse()?;
    let client = Client::builder().build()?;

    let user = client.create_user(&CreateUserRequest::new(zone, name)).await?;
    let user = user.user_info.and_then(|user| user.user_id).ok_or("no user ID")?;
    let group = CreateGroupRequest::new(zone, format!("{name}-group"));
    let group = client.create_group(&group).await?;
    let group =
        group.group_info.and_then(|group| group.group_id).ok_or("no group ID")?;
    client.add_user_to_group(&AddUserToGroupRequest::new(zone, &group, &user)).await?;
    println!("{name} is {user}, in group {group}");

    let mut configurations = client.items(ListRoleConfigurationsRequest::new(zone));
    let configuration =
        configurations.next().await.ok_or("no permission configuration")??;
    let configuration = configuration.role_configuration_id.ok_or("it has no ID")?;
    let assignment = RoleAssignmentInfo::new()
        .with_principal_id(&group)
        .with_principal_type(PrincipalType::Group)
        .with_role_configuration_id(configuration)
        .with_target_type(TargetAccountType::MemberUin)
        .with_target_uin(member);
    let request =
        CreateRoleAssignmentRequest::new(zone).with_role_assignment_info([assignment]);
    let started = client.create_role_assignment(&request).await?;
    let waiting = client
        .wait(&request, &started)
        .pauses(Duration::from_millis(100), Duration::from_secs(5))
        .deadline(Duration::from_secs(300))
        .on_progress(|tasks| println!("{} tasks are being followed", tasks.len()));
    match waiting.await {
        Ok(states) => println!("{} tasks succeeded", states.len()),
        // Each failed task is named, with its state and reason.
        Err(CallError::Wait(failure)) => return Err(failure.to_string().into()),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
