//! The spec of Tencent Cloud API 3.0: reading, checking and writing it.
//!
//! ```text
//! spec/       load      Documents   as written, with the place of every value
//! Documents   resolve   Model       as meant: ids, wire names, directions
//! Documents   write     YAML        in the canonical form, with comments kept
//! ```
//!
//! Nothing here knows Rust or a vendor's page. Each stage collects every mistake before it stops.

#[cfg(feature = "catalogue")]
pub mod catalogue;
pub mod check;
pub mod diagnostic;
pub mod document;
#[cfg(feature = "embedded")]
pub mod embedded;
pub mod export;
pub mod file;
pub mod html;
pub mod load;
mod lookup;
pub mod model;
pub mod name;
pub mod reach;
pub mod resolve;
pub mod scalar;
#[cfg(feature = "schema")]
pub mod schema;
pub mod select;
mod shape;
pub mod sites;
pub mod type_expr;
pub mod write;
mod yaml;

pub use yaml::{Kind, Node, Parsed, parse_any};

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
