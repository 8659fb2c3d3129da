//! What generated Tencent Cloud API 3.0 types stand on: their wire format, errors, signing and sending.
//!
//! The types of a service implement [`wire::Record`] and [`action::Action`]; everything that can be
//! written once, for all of them, is written here.

pub mod action;
#[cfg(feature = "blocking")]
pub mod blocking;
pub mod call;
mod channel;
pub mod client;
pub mod clock;
pub mod credential;
pub mod envelope;
pub mod error;
mod future;
#[cfg(feature = "limit")]
mod limit;
pub mod memory;
pub mod page;
pub mod retry;
pub mod sign;
#[cfg_attr(not(feature = "tracing"), path = "untraced.rs")]
mod trace;
pub mod transport;
pub mod untyped;
pub mod wait;
pub mod wire;

// For the macros that complete generated types.
#[doc(hidden)]
pub use serde;
