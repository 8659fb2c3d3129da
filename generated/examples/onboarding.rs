//! Creates the member accounts that a CSV file lists: `onboarding members.csv [--apply]`.
//!
//! Without `--apply` it prints what it would do and sends only reads. It is idempotent: accounts
//! whose name a member already has are skipped, so a run that stopped may be repeated. One account
//! that fails does not stop the others; the exit code says whether any did.
//!
//! The client is configured by the environment: credentials, and for tests
//! `TENCENTCLOUD_ENDPOINT`.

use std::collections::BTreeSet;
use std::error::Error;
use std::process::ExitCode;
use tencentcloud_api::organization::v20210331::{
    Client, CreateOrganizationMemberError as Refused, CreateOrganizationMemberRequest,
    DescribeOrganizationMembersRequest, PermissionId, PolicyType,
};
use tencentcloud_api::runtime::error::Error as CallError;

/// A row of the file.
struct Row {
    name: String,
    account_name: String,
    department: i64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: onboarding FILE.csv [--apply]")?;
    let is_applied = arguments.any(|argument| argument == "--apply");
    let accounts = read(&path)?;

    let client = Client::builder().build()?;
    let present: BTreeSet<String> = client
        .items(DescribeOrganizationMembersRequest::new())
        .all()
        .await?
        .into_iter()
        .filter_map(|member| member.name)
        .collect();

    let (mut created, mut skipped, mut failed) = (0, 0, 0);
    for account in accounts {
        let name = &account.name;
        if present.contains(name) {
            println!("{name}: is a member already");
            skipped += 1;
        } else if !is_applied {
            println!("{name}: would be created in department {}", account.department);
        } else {
            match create(&client, &account).await {
                Ok(Some(uin)) => {
                    println!("{name}: created as {uin}");
                    created += 1;
                }
                Ok(None) => {
                    println!("{name}: was created meanwhile");
                    skipped += 1;
                }
                Err(error) => {
                    println!("{name}: {error}");
                    if error.may_have_happened() {
                        println!("{name}: may exist all the same; run this again");
                    }
                    failed += 1;
                }
            }
        }
    }
    println!("{created} created, {skipped} skipped, {failed} failed");
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Creates an account and returns its number; `None` if another run was faster.
async fn create(
    client: &Client,
    account: &Row,
) -> Result<Option<i64>, CallError<Refused>> {
    let request = CreateOrganizationMemberRequest::new(
        &account.name,
        PolicyType::Financial,
        [PermissionId::ViewBills, PermissionId::ViewBalance],
        account.department,
        &account.account_name,
    );
    match client.create_organization_member(&request).await {
        Ok(response) => Ok(Some(response.uin.unwrap_or_default())),
        Err(CallError::Service(refusal))
            if matches!(
                refusal.error(),
                Refused::FailedOperationMemberNameUsed
                    | Refused::FailedOperationOrganizationMemberNameUsed
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Reads the columns `name`, `account_name` and `department`; a mistake names its line.
fn read(path: &str) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut rows = csv::Reader::from_path(path)?;
    let headers = rows.headers()?.clone();
    let column = |name: &str| {
        let index = headers.iter().position(|header| header.trim() == name);
        index.ok_or_else(|| format!("{path}: the column `{name}` is missing"))
    };
    let columns = [column("name")?, column("account_name")?, column("department")?];
    let mut accounts = Vec::new();
    for row in rows.records() {
        let row = row?;
        let line = row.position().map_or(0, csv::Position::line);
        let [name, account_name, department] =
            columns.map(|index| row.get(index).unwrap_or_default().trim());
        if name.is_empty() || account_name.is_empty() {
            return Err(format!("{path}:{line}: a name is empty").into());
        }
        let department = department.parse().map_err(|error| {
            format!(
                "{path}:{line}: `{department}` is not a department's number: {error}"
            )
        })?;
        let (name, account_name) = (name.to_owned(), account_name.to_owned());
        accounts.push(Row {
            name,
            account_name,
            department,
        });
    }
    Ok(accounts)
}
