//! The first call of an action that was just imported, against a mock of the spec in this process.
//!
//! Put the names of the action into the three lines that are marked.

use tencentcloud_api::organization::v20210331::{Client, QuitOrganizationRequest}; // here
use tencentcloud_api::runtime::credential::Credential;
use tencentcloud_mock::{MockServer, SECRET_ID, SECRET_KEY, Spec};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start(Spec::embedded()?).await?;
    let key = Credential::new(SECRET_ID, SECRET_KEY);
    let client = Client::builder().endpoint(server.url()).credentials(key).build()?;

    let request = QuitOrganizationRequest::new(101_u64); // here
    let response = client.quit_organization(&request).await?; // here
    println!("{response:#?}");
    Ok(())
}
