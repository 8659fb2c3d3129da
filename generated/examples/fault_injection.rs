//! Code that governs accounts, and its unit tests with injected faults: no network, no clock.
//!
//! `cargo test --example fault_injection` runs the tests; they show how a fake transport makes the
//! service refuse, throttle, stay silent or break off.

use tencentcloud_api::organization::v20210331::{
    Client, MoveOrganizationNodeMembersError as Refused,
    MoveOrganizationNodeMembersRequest,
};
use tencentcloud_api::runtime::error::Error;

/// The outcome of a move.
#[derive(Debug, PartialEq)]
pub enum Moved {
    /// The member is in the department.
    Done,
    /// The department does not exist.
    NoSuchDepartment,
    /// Nobody can say whether it was moved; look before trying again.
    Unknown,
}

/// Moves a member to a department.
pub async fn move_member(
    client: &Client,
    member: i64,
    department: i64,
) -> Result<Moved, Error<Refused>> {
    let request = MoveOrganizationNodeMembersRequest::new(department, [member]);
    match client.move_organization_node_members(&request).await {
        Ok(_) => Ok(Moved::Done),
        Err(Error::Service(refusal))
            if *refusal.error() == Refused::FailedOperationOrganizationNodeNotExist =>
        {
            Ok(Moved::NoSuchDepartment)
        }
        Err(error) if error.may_have_happened() => Ok(Moved::Unknown),
        Err(error) => Err(error),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().build()?;
    println!("{:?}", move_member(&client, 100_000_000_001, 1001).await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Moved, move_member};
    use std::time::{Duration, SystemTime};
    use tencentcloud_api::organization::v20210331::Client;
    use tencentcloud_api::runtime::credential::Credential;
    use tencentcloud_api::runtime::testing::{FakeTransport, ManualClock, Reply};

    const ACTION: &str = "MoveOrganizationNodeMembers";

    /// The outcome of a move if the service replies like this, reply by reply, and the number of
    /// requests that were sent.
    async fn outcome(replies: Vec<Reply>) -> (Result<Moved, String>, usize) {
        let (cloud, clock) = (
            FakeTransport::new(),
            ManualClock::at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000)),
        );
        for reply in replies {
            cloud.on(ACTION, reply);
        }
        let client = Client::builder()
            .credentials(Credential::new("AKIDEXAMPLE", "secret"))
            .transport(cloud.clone())
            .clock(clock)
            .build()
            .expect("the settings are good");
        let moved = move_member(&client, 1, 2).await.map_err(|error| error.to_string());
        (moved, cloud.requests().len())
    }

    fn done() -> Reply {
        Reply::json("{}")
    }

    #[tokio::test]
    async fn a_throttled_move_is_sent_again() {
        let throttled = Reply::refusal("RequestLimitExceeded", "Too many.");
        assert_eq!(outcome(vec![throttled, done()]).await, (Ok(Moved::Done), 2));
    }

    #[tokio::test]
    async fn a_refusal_is_told_apart_by_its_code() {
        let gone = Reply::refusal("FailedOperation.OrganizationNodeNotExist", "No.");
        assert_eq!(outcome(vec![gone]).await, (Ok(Moved::NoSuchDepartment), 1));
    }

    #[tokio::test]
    async fn silence_after_a_write_is_unknown_and_not_sent_again() {
        let silent = Reply::no_response("the connection broke off");
        assert_eq!(outcome(vec![silent]).await, (Ok(Moved::Unknown), 1));
    }

    #[tokio::test]
    async fn a_request_that_never_left_is_sent_again() {
        let unsent = Reply::not_sent("connection refused");
        assert_eq!(outcome(vec![unsent, done()]).await, (Ok(Moved::Done), 2));
    }
}
