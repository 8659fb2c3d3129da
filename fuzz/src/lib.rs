//! The bodies of the fuzz targets: each takes bytes and panics if an invariant does not hold. The
//! engine calls them, and so does the replay of every committed input, on any toolchain.

#![forbid(unsafe_code)]

pub mod targets;
pub mod tree;

/// A body: it panics if an invariant does not hold.
pub type Target = fn(&[u8]);

/// All targets, by name.
pub const TARGETS: &[(&str, Target)] = &[
    ("answer", targets::answer::run),
    ("catalogue", targets::catalogue::run),
    ("command_line", targets::command_line::run),
    ("credential_file", targets::credential_file::run),
    ("fmt", targets::fmt::run),
    ("metadata", targets::metadata::run),
    ("mock_request", targets::mock_request::run),
    ("mock_rules", targets::mock_rules::run),
    ("page", targets::page::run),
    ("query", targets::query::run),
    ("request", targets::request::run),
    ("signing", targets::signing::run),
    ("spec_tree", targets::spec_tree::run),
    ("yaml", targets::yaml::run),
];
