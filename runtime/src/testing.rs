//! Test doubles: a transport that needs no network, and a clock that only tests move.
//!
//! ```
//! use tencentcloud_runtime::testing::{FakeTransport, Reply};
//! use tencentcloud_runtime::{client::Client, credential::Credential, raw::ActionRef};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let cloud = FakeTransport::new();
//! cloud.on("DescribeZones", Reply::json(r#"{"TotalCount": 3}"#));
//!
//! let client = Client::builder()
//!     .credentials(Credential::new("AKIDEXAMPLE", "secret"))
//!     .transport(cloud.clone())
//!     .build()?;
//! let target = ActionRef::new("cvm", "2017-03-12", "DescribeZones");
//! let response = client.call(target, &serde_json::json!({"Limit": 20})).await?;
//!
//! assert_eq!(response["TotalCount"], 3);
//! assert_eq!(cloud.requests()[0].parameters()["Limit"], 20);
//! # Ok(())
//! # }
//! ```

mod clock;
mod transport;

pub use clock::ManualClock;
pub use transport::{FakeTransport, Reply, Request};

use crate::wire::Record;

/// Creates a response, or an object within one, whose members are absent except for those that the
/// function sets. Generated types are `#[non_exhaustive]`, so that tests need it.
///
/// ```text
/// let page = build(|page: &mut ListUsersResponse| {
///     page.users = vec![build(|user: &mut UserInfo| user.user_name = Some("ada".into()))];
/// });
/// cloud.on("ListUsers", Reply::ok(page));
/// ```
pub fn build<T: Record>(set: impl FnOnce(&mut T)) -> T {
    let mut record = T::blank();
    set(&mut record);
    record
}
