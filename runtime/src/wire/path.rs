//! Paths to values in records, such as `AuthFile[2].Name`.

use std::fmt::Write;

/// A step of a path.
#[derive(Clone, Copy)]
pub(super) enum Step {
    /// The member of this name on the wire.
    Member(&'static str),
    /// The element at this index.
    Index(usize),
}

/// Returns the path as a string, empty if there are no steps.
pub(super) fn text<'a>(steps: impl Iterator<Item = &'a Step>) -> String {
    let mut path = String::new();
    for step in steps {
        // Writing to a `String` does not fail.
        let _ = match step {
            Step::Member(name) if path.is_empty() => write!(path, "{name}"),
            Step::Member(name) => write!(path, ".{name}"),
            Step::Index(index) => write!(path, "[{index}]"),
        };
    }
    path
}
