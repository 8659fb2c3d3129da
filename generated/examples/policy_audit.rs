//! Audits the management policies: which are attached to nothing, and which allow everything.
//!
//! The client is configured by the environment: credentials, and for tests
//! `TENCENTCLOUD_ENDPOINT`.

use std::error::Error;
use tencentcloud_api::organization::v20210331::{
    Client, DescribePolicyError as Refused, DescribePolicyRequest, ListPoliciesRequest,
    ListTargetsForPolicyRequest,
};
use tencentcloud_api::runtime::error::Error as CallError;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().build()?;
    let mut policies = client.items(ListPoliciesRequest::new());
    let (mut audited, mut findings) = (0, 0);
    while let Some(policy) = policies.next().await {
        let policy = policy?;
        let Some(id) = policy.policy_id else { continue };
        let name = policy.policy_name.as_deref().unwrap_or("(unnamed)");
        audited += 1;

        let targets = client.items(ListTargetsForPolicyRequest::new(id)).all().await?;
        if targets.is_empty() {
            println!("{name}: is attached to nothing");
            findings += 1;
        }
        match client.describe_policy(&DescribePolicyRequest::new(id)).await {
            Ok(found) => {
                let document = found.policy_document.unwrap_or_default();
                if allows_everything(&document) {
                    println!("{name}: allows every action on every resource");
                    findings += 1;
                }
            }
            // Deleted since it was listed: nothing to audit.
            Err(CallError::Service(refusal)) if is_gone(refusal.error()) => {}
            Err(error) => return Err(error.into()),
        }
    }
    println!("{audited} policies audited, {findings} findings");
    Ok(())
}

fn is_gone(error: &Refused) -> bool {
    use tencentcloud_api::runtime::error::{Class, Code};
    error.class() == Class::NotFound
}

/// Whether a statement of a policy allows every action on every resource.
fn allows_everything(document: &str) -> bool {
    let Ok(document) = serde_json::from_str::<serde_json::Value>(document) else {
        return false;
    };
    let is_all = |value: &serde_json::Value| match value {
        serde_json::Value::Array(all) => all.iter().any(|one| one == "*"),
        one => one == "*",
    };
    let statements = document["statement"].as_array();
    statements.into_iter().flatten().any(|statement| {
        statement["effect"] == "allow"
            && is_all(&statement["action"])
            && is_all(&statement["resource"])
    })
}
