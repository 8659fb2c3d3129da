//! The runtime that generated Tencent Cloud API 3.0 types build on: wire format, errors, signing and
//! sending.
//!
//! The types of a service implement [`wire::Record`] and [`action::Action`]; everything that can be
//! written once, for all of them, is written here.

pub mod action;
#[cfg(feature = "blocking")]
pub mod blocking;
pub mod call;
pub mod client;
pub mod clock;
pub mod credential;
mod envelope;
pub mod error;
mod future;
mod operation;
pub mod page;
mod pipeline;
mod rate_limit;
pub mod raw;
pub mod retry;
pub mod sign;
pub mod testing;
#[cfg_attr(not(feature = "tracing"), path = "trace/disabled.rs")]
mod trace;
pub mod transport;
pub mod wait;
pub mod wire;

// For the macros that complete generated types.
#[doc(hidden)]
pub use serde;

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
