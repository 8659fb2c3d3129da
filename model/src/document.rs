//! The spec as written: one serde type per kind of file, plain data, no meaning yet.
//!
//! The comments here are the reference of the format: the JSON Schemas for editors and the checks
//! of [`load`](super::load) are made from these types.

mod action;
mod descriptions;
mod error_code;
mod member;
mod names;
mod service;
mod site;

pub use action::{Action, Example, PageStyle, Pagination, Status, Wait};
pub use descriptions::Descriptions;
pub use error_code::{CommonErrors, ErrorClass, ErrorCode, ErrorRef, Errors, Family};
pub use member::{Member, Type, ValueEntry};
pub use names::{Names, Rename, Word};
pub use service::{Hosts, Service, Source, Version};
pub use site::{Required, Site};
