//! Calls of actions without generated types: the caller names the action, and parameters and
//! response are JSON.
//!
//! ```no_run
//! use serde_json::json;
//! use tencentcloud_runtime::{client::Client, raw::ActionRef};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder().region("ap-singapore").build()?;
//! let target = ActionRef::new("cvm", "2017-03-12", "DescribeZones").idempotent();
//! let response = client.call(target, &json!({})).await?;
//! println!("{} zones", response["TotalCount"]);
//! # Ok(())
//! # }
//! ```

pub use crate::pipeline::prepared::{ActionRef, Json};
