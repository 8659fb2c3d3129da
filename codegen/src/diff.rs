//! Differences of two specs, and the effect of each on users of the generated crate.
//!
//! The comparison walks both models, matched by names on the wire; a thing with another name is
//! another thing. The effect of a change on programs is looked up in the names and types that
//! lowering chooses, and its verdict in the table of [`rules`].

mod action;
mod changes;
mod error_code;
mod member;
mod pair;
mod print;
mod release;
pub mod rules;
mod service;
mod side;
mod spec;
mod surface;
mod types;

pub use changes::Change;
pub use print::Printer;
pub use release::Release;
pub use rules::{Rule, Verdict};
pub use spec::Spec;

use changes::Changes;
use surface::Surface;

/// The differences of two specs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Diff {
    /// The changes, in the order in which the spec is read.
    pub changes: Vec<Change>,
}

/// Finds what changed from one spec to another.
pub fn diff(base: &Spec<'_>, head: &Spec<'_>) -> Diff {
    let mut changes = Changes::default();
    error_code::compare_common(base.model, head.model, &mut changes);
    service::compare(base, head, &mut changes);
    compare_names(&base.surface, &head.surface, &mut changes);
    Diff { changes: changes.list }
}

/// Finds what both specs have under different names in Rust.
fn compare_names(base: &Surface, head: &Surface, changes: &mut Changes) {
    for (key, before) in base.names() {
        if let Some(after) = head.name(key) {
            changes.differ_name(Rule::Renamed, &key.0, before, after);
        }
    }
}

impl Diff {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The gravest verdict; `None` if nothing changed.
    pub fn verdict(&self) -> Option<Verdict> {
        self.changes.iter().map(|change| change.rule.verdict()).max()
    }

    /// The changes of one verdict.
    pub fn with(&self, verdict: Verdict) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.rule.verdict() == verdict)
    }
}
