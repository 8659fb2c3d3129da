//! The explorer: the whole API on one page, to read, try, sign and copy code from.
//!
//! ```text
//! model ──> data ──> page        JSON per service version; the page is TypeScript, built into assets/
//!       └─> code ──> samples     one request in eleven forms
//! page  ──> server ──> runtime   the local server signs and sends; keys never reach the browser
//! ```
//!
//! [`Server`] serves the page on this machine; [`export`](fn@export) writes it as a static site that
//! cannot send. The README follows.
//!
#![doc = include_str!("../README.md")]

mod assets;
mod changes;
pub mod code;
pub mod data;
mod explorer;
mod export;
#[cfg(feature = "server")]
mod number;
pub mod region;
pub mod remedy;
#[cfg(feature = "server")]
mod server;

pub use changes::{Change, Changes, ChangesError};
pub use explorer::{Explorer, Lang};
pub use export::{ExportError, Exported, export};
#[cfg(feature = "server")]
pub use server::{Server, ServerError, Settings, open_browser};
/// The model that an explorer is made from.
pub use tencentcloud_model as model;
#[cfg(feature = "server")]
pub use tencentcloud_runtime as runtime;
