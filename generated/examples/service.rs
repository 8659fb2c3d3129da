//! Watches several organizations in one process: `service [--rounds N]`.
//!
//! One client is built; every account gets a view of it with its own credentials, so all of them
//! share connections, rates and the budget of retries. Ctrl-C lets the running round end and stops.
//!
//! `ACCOUNTS` lists the accounts as `name:secret_id:secret_key`, divided by commas; the other
//! settings are those of the environment, such as `TENCENTCLOUD_ENDPOINT` for tests.

use std::error::Error;
use std::time::Duration;
use tencentcloud_api::organization::v20210331::{Client, DescribeOrganizationRequest};
use tencentcloud_api::runtime::credential::Credential;
use tokio::task::JoinSet;

/// The pause between rounds.
const PAUSE: Duration = Duration::from_millis(200);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let accounts = std::env::var("ACCOUNTS").map_err(|_| "ACCOUNTS is not set")?;
    let shared = Client::builder().deadline(Duration::from_secs(30)).build()?;
    let mut clients = Vec::new();
    for account in accounts.split(',') {
        let parts: Vec<&str> = account.split(':').collect();
        let [name, id, key] = parts.as_slice() else {
            return Err("an account in ACCOUNTS is not name:secret_id:secret_key".into());
        };
        let credential = Credential::new(*id, *key);
        clients.push(((*name).to_owned(), shared.with_credentials(credential)));
    }

    let mut left = rounds()?;
    while left != Some(0) {
        round(&clients).await;
        left = left.map(|left| left - 1);
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            stopped = tokio::signal::ctrl_c() => {
                stopped?;
                break;
            }
        }
    }
    println!("stopped");
    Ok(())
}

/// Asks for every organization at once. One account that fails does not disturb the others.
async fn round(clients: &[(String, Client)]) {
    let mut running = JoinSet::new();
    for (name, client) in clients {
        let (name, client) = (name.clone(), client.clone());
        running.spawn(async move {
            let answer =
                client.describe_organization(&DescribeOrganizationRequest::new());
            match answer.await {
                Ok(found) => {
                    format!("{name}: {:?}", found.nick_name.unwrap_or_default())
                }
                Err(error) => format!("{name}: {error}"),
            }
        });
    }
    let mut lines: Vec<String> = Vec::new();
    while let Some(line) = running.join_next().await {
        lines.extend(line);
    }
    lines.sort();
    println!("{}", lines.join("\n"));
}

/// The number of rounds; without `--rounds`, until Ctrl-C.
fn rounds() -> Result<Option<u32>, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => Ok(None),
        (Some("--rounds"), Some(count)) => Ok(Some(count.parse()?)),
        _ => Err("usage: service [--rounds N]".into()),
    }
}
