//! The spec of Tencent Cloud API 3.0: reading, checking and writing it.
//!
//! A spec is a tree of YAML files: one per action and data type, beside the error codes of each service
//! version. This crate reads it, checks it and writes it back with its comments. Nothing here knows
//! Rust or a vendor's page; the code generator, the importer, the mock server, the explorer and the
//! command line build on it.
//!
//! # Example
//!
//! ```
//! use tencentcloud_model::load::{Tree, load};
//! use tencentcloud_model::resolve::resolve;
//! use tencentcloud_model::select::select;
//!
//! // A tree of files: in memory here, of a folder with `Tree::disk`.
//! let spec = Tree::memory([
//!     ("common/errors.yaml", "families: [{family: InternalError, class: internal}]\nerrors: [{code: InternalError}]\n"),
//!     ("demo/service.yaml", "title: Demo\nhosts: {mainland: demo.tencentcloudapi.com}\n"),
//!     ("demo/2024-01-01/version.yaml", "{}\n"),
//!     ("demo/2024-01-01/errors.yaml", "errors: []\n"),
//!     ("demo/2024-01-01/actions/Ping.yaml", "input: [{name: Id, type: uint64, required: true}]\n"),
//!     ("demo/2024-01-01/actions/Stop.yaml", "doc: Stops.\n"),
//! ]);
//! // All mistakes are reported together, each with file, line and column.
//! let whole = load(&spec).and_then(|documents| resolve(&documents));
//! let whole = whole.map_err(|mistakes| mistakes.to_string())?;
//!
//! // The part that a program uses.
//! let chosen = select(&whole, &["demo:Ping".parse()?]).expect("the spec has the action");
//! let ping = &chosen.services[0].versions[0].actions[0];
//! assert_eq!((ping.name.as_str(), ping.input[0].name.as_str()), ("Ping", "Id"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Stages
//!
//! | stage | from | to |
//! | --- | --- | --- |
//! | [`load`](load::load) | [`Tree`](load::Tree) | [`Documents`](load::Documents): as written, with the place of every value |
//! | [`resolve`](resolve::resolve) | documents | [`Model`](model::Model): as meant, with ids, wire names and directions |
//! | [`select`](select::select) | model | the chosen actions and all that they reach |
//! | [`write`](write::write) | a document | YAML in the canonical form, with comments kept |
//!
//! Each stage collects every mistake before it stops, as [`Diagnostics`](diagnostic::Diagnostics).
//! [`Printer`](diagnostic::Printer) prints them as rustc does, with the line and a suggestion. No input
//! makes a stage panic, and the work for an input is bounded by its size.
//!
//! # Other forms
//!
//! [`export`] writes OpenAPI 3.1 and JSON Schema. [`check`] holds the JSON of a request against the
//! declaration of its action. The features below add the compiled form of a model.
//!
//! # Features
//!
//! - `catalogue`: reads the compiled form
//! - `compile`: writes it
//! - `embedded`: the spec that the crate was built with, Tencent Cloud Organization
//! - `schema`: the JSON Schemas of the spec's files, for editors

#[cfg(feature = "catalogue")]
pub mod catalogue;
pub mod check;
pub mod diagnostic;
pub mod document;
#[cfg(feature = "embedded")]
pub mod embedded;
pub mod export;
pub mod file;
#[doc(hidden)]
pub mod html;
pub mod load;
mod lookup;
pub mod model;
#[doc(hidden)]
pub mod name;
#[doc(hidden)]
pub mod reach;
pub mod repair;
pub mod resolve;
pub mod scalar;
#[cfg(feature = "schema")]
pub mod schema;
pub mod select;
mod shape;
pub mod sites;
pub mod text;
pub mod type_expr;
pub mod write;
mod yaml;

pub use yaml::{Kind, Node, Parsed, parse_any};

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
