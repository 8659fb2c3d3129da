//! Calls Tencent Cloud API 3.0, and is the runtime that generated types build on: credentials, signing,
//! retries, rate limits, paging, waiting and errors.
//!
//! For types, depend on `tencentcloud-api`, which re-exports this crate, or generate a crate with
//! `cargo tencentcloud`. Without types, [`Client::call`] calls any action by name, with JSON.
//!
//! # Example
//!
//! ```no_run
//! use serde_json::json;
//! use tencentcloud_runtime::{Client, raw::ActionRef};
//!
//! #[tokio::main(flavor = "current_thread")]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     // The credential comes from the environment, a profile or the machine.
//!     let client = Client::builder().region("ap-singapore").build()?;
//!     let action = ActionRef::new("cvm", "2017-03-12", "DescribeZones").idempotent();
//!     let response = client.call(action, &json!({})).await?;
//!     println!("{} zones", response["TotalCount"]);
//!     Ok(())
//! }
//! ```
//!
//! # Credentials
//!
//! By default, a client looks in environment variables, profile files and on the machine; the module
//! [`credential`] lists the places. `Client::builder().credentials(…)` takes a [`Credential`] or another [`Provider`](credential::Provider), and
//! [`Client::identity`] reports which provider and secret ID sign.
//!
//! ```no_run
//! use tencentcloud_runtime::credential::AssumeRole;
//! use tencentcloud_runtime::{Client, Credential, Site};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let own = Credential::new("AKIDEXAMPLE", "secret");
//! let client = Client::builder()
//!     .site(Site::International)
//!     .credentials(AssumeRole::new(own, "qcs::cam::uin/100000000001:roleName/audit"))
//!     .build()?;
//! # let _ = client;
//! # Ok(())
//! # }
//! ```
//!
//! # Errors
//!
//! Each way in which a call can fail is a variant of [`Error`]. [`Error::Service`] has the service's
//! code, message and request ID; all others mean that no answer of the service was understood.
//!
//! ```no_run
//! use tencentcloud_runtime::{Client, Error, raw::ActionRef};
//!
//! # async fn example(client: Client) {
//! let action = ActionRef::new("cvm", "2017-03-12", "DescribeZones");
//! match client.call(action, &serde_json::json!({})).await {
//!     Ok(response) => println!("{}", response["TotalCount"]),
//!     Err(Error::Service(refusal)) => println!("{refusal}"),
//!     Err(error) if error.may_have_happened() => println!("look before repeating: {error}"),
//!     Err(error) => println!("{error}"),
//! }
//! # }
//! ```
//!
//! # Retries, limits and deadlines
//!
//! Throttled and unsent requests are retried automatically; others only if the action is idempotent
//! ([`retry`]). Documented rates are kept per secret ID: further requests wait. The settings of the
//! [builder](client::Builder) hold for all calls, the [`Options`](call::Options) of a call for that
//! call.
//!
//! # Paging and waiting
//!
//! Generated types tell the runtime how their lists are paged and how their tasks end.
//! [`Client::items`] iterates over the items of all pages, [`Client::pages`] over whole responses, and
//! [`Client::wait`] polls the tasks that a request has started.
//!
//! # Many accounts
//!
//! [`Client::with_credentials`] returns a client for another account, which shares connections,
//! settings, the retry budget and rate limits.
//!
//! # Testing
//!
//! [`FakeTransport`](testing::FakeTransport) answers calls without a network, and
//! [`ManualClock`](testing::ManualClock) lets pauses pass at once. The package `tencentcloud-mock` is a
//! server that checks signatures and parameters.
//!
//! # Proxies and certificates
//!
//! The default transport uses the proxy of the environment unless a [`Proxy`](transport::Proxy) is set.
//! It trusts the certificates of the operating system, or those of `SSL_CERT_FILE`;
//! [`TransportConfig`](transport::TransportConfig) adds others. A [`Transport`](transport::Transport)
//! of the program's own replaces it.
//!
//! # Blocking
//!
//! With the feature `blocking`, the module `blocking` has a client that needs no async runtime. Its
//! calls end with `.call()`; pages and items are iterators.
//!
//! # Features
//!
//! - `hyper`: the async transport over hyper and rustls, on a tokio runtime (default)
//! - `reqwest`: the async transport over a reqwest client that the program configures
//! - `blocking`: the blocking clients, over ureq
//! - `tracing`: a span for each call
//! - `validate-pattern`: checks of documented patterns in `validate`
//!
//! # Types
//!
//! The types of a service implement [`action::Action`] and [`wire::Record`]. Their parts are hidden
//! from this documentation: only generated code names them.

#![cfg_attr(
    all(feature = "tls", not(any(feature = "hyper", feature = "blocking"))),
    allow(dead_code, unused_imports, reason = "alone, a part of the transports has no user")
)]
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

pub use action::Site;
pub use client::Client;
pub use credential::Credential;
pub use error::Error;

// For the macros that complete generated types.
#[doc(hidden)]
pub use serde;

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
