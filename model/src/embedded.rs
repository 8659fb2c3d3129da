//! The spec that this crate was built with: the one copy that programs without the repository use.

use crate::load::Tree;

/// The files: paths from the spec's root, and their text.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// Returns the embedded spec as a tree of files, to be read like any other.
pub fn tree() -> Tree {
    Tree::memory(FILES.iter().copied())
}
