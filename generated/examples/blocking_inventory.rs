//! Counts departments and members without async, with the feature `blocking`.
//!
//! The client is configured by the environment: credentials, and for tests
//! `TENCENTCLOUD_ENDPOINT`.

use std::error::Error;
use tencentcloud_api::organization::v20210331::blocking::Client;
use tencentcloud_api::organization::v20210331::{
    DescribeOrganizationMembersRequest, DescribeOrganizationNodesRequest,
};

fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().build()?;
    let departments = client
        .items(DescribeOrganizationNodesRequest::new())
        .collect::<Result<Vec<_>, _>>()?;
    let mut members = client.items(DescribeOrganizationMembersRequest::new());
    let mut read = 0;
    for member in members.by_ref() {
        member?;
        read += 1;
    }
    println!("{} departments, {read} members", departments.len());
    Ok(())
}
