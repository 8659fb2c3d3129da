//! Calls of actions that no generated code knows: the caller names the action and gives and takes
//! JSON.
//!
//! ```no_run
//! use serde_json::json;
//! use tencentcloud_runtime::{client::Client, untyped::Target};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder().region("ap-singapore").build()?;
//! let target = Target::new("cvm", "2017-03-12", "DescribeZones").idempotent();
//! let response = client.call(target, &json!({})).await?;
//! println!("{} zones", response["TotalCount"]);
//! # Ok(())
//! # }
//! ```

pub use crate::channel::Target;

use crate::channel::{Answer, Prepared};
use crate::envelope;
use crate::error::{Error, NotApi, RawCode, ServiceError};
use serde_json::Value;

/// What stands under `Response`.
pub(crate) fn response(call: &Prepared, answer: &Answer) -> Result<Value, Error> {
    let wrong = |reason: String| {
        Error::from(NotApi {
            status: answer.status.as_u16(),
            reason: reason.into(),
            body: answer.body[..].into(),
        })
    };
    let mut body: Value = serde_json::from_slice(&answer.body).map_err(|e| wrong(e.to_string()))?;
    let response = body.get_mut("Response").map(Value::take);
    let response = response.filter(Value::is_object);
    let response = response.ok_or_else(|| wrong("it has no object `Response`".to_owned()))?;
    match envelope::refusal(&response) {
        Some(refusal) if !call.target.output_error => Err(Error::Service(refusal)),
        _ => Ok(response),
    }
}

/// The refusal in a body, if there is one: a member `Error` with a string `Code` under `Response`.
pub(crate) fn refusal(body: &[u8]) -> Option<ServiceError<RawCode>> {
    // Nearly all answers are no refusals, and are read once, later, into their own type.
    memchr::memmem::find(body, b"\"Error\"")?;
    let body: Value = serde_json::from_slice(body).ok()?;
    envelope::refusal(body.get("Response")?)
}
