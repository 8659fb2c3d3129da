//! Takes an inventory: the tree of departments, with the members of each.
//!
//! Departments are listed first; their members are then fetched by a few calls at a time, which
//! share one client, one pool of connections and the documented rates.
//!
//! The client is configured by the environment: credentials, and for tests
//! `TENCENTCLOUD_ENDPOINT`.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;
use tencentcloud_api::organization::v20210331::{
    Client, DescribeOrganizationMembersRequest, DescribeOrganizationNodesRequest,
    OrgMember, OrgNode,
};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// The number of departments whose members are fetched at the same time.
const CONCURRENT: usize = 4;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().build()?;
    let departments =
        client.items(DescribeOrganizationNodesRequest::new()).all().await?;

    let permits = Arc::new(Semaphore::new(CONCURRENT));
    let mut running = JoinSet::new();
    for id in departments.iter().filter_map(|department| department.node_id) {
        let (client, permits) = (client.clone(), permits.clone());
        running.spawn(async move {
            let _permit = permits.acquire().await;
            let request = DescribeOrganizationMembersRequest::new()
                .with_node_id(id.unsigned_abs());
            client.items(request).all().await.map(|members| (id, members))
        });
    }
    let mut members: BTreeMap<i64, Vec<OrgMember>> = BTreeMap::new();
    while let Some(done) = running.join_next().await {
        let (id, found) = done??;
        members.insert(id, found);
    }

    print(&departments, &members, None, 0);
    let total: usize = members.values().map(Vec::len).sum();
    println!("{} departments, {total} members", departments.len());
    Ok(())
}

/// Prints the departments below one, or those at the root, with their members.
fn print(
    departments: &[OrgNode],
    members: &BTreeMap<i64, Vec<OrgMember>>,
    parent: Option<i64>,
    depth: usize,
) {
    let is_root = |department: &OrgNode| {
        let parent = department.parent_node_id;
        !departments.iter().any(|other| other.node_id == parent)
            || parent == department.node_id
    };
    let below = departments.iter().filter(|department| match parent {
        None => is_root(department),
        Some(_) => department.parent_node_id == parent && !is_root(department),
    });
    let indent = "  ".repeat(depth);
    for department in below {
        println!("{indent}{}", department.name.as_deref().unwrap_or("(unnamed)"));
        let found = department.node_id.and_then(|id| members.get(&id));
        for member in found.into_iter().flatten() {
            let name = member.name.as_deref().unwrap_or("(unnamed)");
            println!("{indent}  - {name} ({})", member.member_uin.unwrap_or_default());
        }
        if department.node_id.is_some() {
            print(departments, members, department.node_id, depth + 1);
        }
    }
}
