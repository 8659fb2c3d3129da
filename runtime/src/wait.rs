//! Waiting for what a request has started.
//!
//! Some actions start tasks that go on after the response. [`Client::wait`](crate::client::Client::wait)
//! asks for their states until all are final.

mod contract;
mod plan;
mod waiting;

pub use contract::Wait;
#[doc(hidden)]
pub use contract::{Plan, Source};
pub use waiting::{Outcome, Waiting};
