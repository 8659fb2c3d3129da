//! Invites accounts to the organization, and handles each kind of error differently.
//!
//! Runs offline, against canned responses. To call the cloud, remove the lines with `transport` and
//! `credentials`: the client then uses the default credential chain.

use tencentcloud_api::organization::v20210331::{
    Client, InviteOrganizationMemberError, InviteOrganizationMemberRequest, IsAllowQuit,
    PermissionId, PolicyType,
};
use tencentcloud_api::runtime::credential::Credential;
use tencentcloud_api::runtime::error::{Class, Code, Error};
use tencentcloud_api::runtime::testing::{FakeTransport, Reply};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .credentials(Credential::new("AKIDEXAMPLE", "secret"))
        .transport(cloud())
        .build()?;

    for (member, node) in
        [(100_000_000_001, 7), (100_000_000_002, 7), (100_000_000_003, 404)]
    {
        let permissions = [PermissionId::ViewBills, PermissionId::ViewBalance];
        let request = InviteOrganizationMemberRequest::new(
            member,
            "build",
            PolicyType::Financial,
            permissions,
            node,
        )
        .with_is_allow_quit(IsAllowQuit::Allow);
        match client.invite_organization_member(&request).await {
            Ok(response) => {
                println!("{member}: invited (request {})", response.request_id);
            }
            Err(Error::Service(refusal)) => match refusal.error() {
                InviteOrganizationMemberError::FailedOperationInvitationExist => {
                    println!("{member}: has already been invited");
                }
                code if code.class() == Class::NotFound => {
                    println!("{member}: {}", code.description().unwrap_or_default());
                }
                code => println!("{member}: {code}: {}", refusal.message()),
            },
            Err(Error::NoResponse(error)) => {
                println!("{member}: perhaps invited: {error}");
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// A fake service that accepts the first invitation and rejects the others: a duplicate, and an
/// unknown department.
fn cloud() -> FakeTransport {
    let cloud = FakeTransport::new();
    let action = "InviteOrganizationMember";
    cloud
        .on(action, Reply::json("{}"))
        .on(action, Reply::refusal("FailedOperation.InvitationExist", "already invited"))
        .on(
            action,
            Reply::refusal("ResourceNotFound.OrganizationNodeNotExist", "no such node"),
        );
    cloud
}
