//! What changed between two specs, and what each change means for users of the generated crate.
//!
//! The comparison walks both models, matched by names on the wire; a thing with another name is
//! another thing. What a change does to programs is looked up in the plans that lowering makes of
//! the models, and what that means in the table of [`rules`].

mod action;
mod error_code;
mod member;
mod pair;
mod print;
mod release;
pub mod rules;
mod service;
mod side;
mod surface;
mod types;

pub use print::Printer;
pub use release::Release;
pub use rules::{Rule, Verdict};

use crate::rust::lower::lower;
use surface::Surface;
use tencentcloud_model::diagnostic::Diagnostics;
use tencentcloud_model::model::Model;

/// What changed between two specs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Diff {
    /// The changes, in the order in which the spec is read.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What kind of change it is.
    pub rule: Rule,
    /// What changed, named as in `names.yaml`: `organization/2021-03-31/ListUsers.input.Limit`.
    pub at: String,
    /// What stood there before, if that can be said.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
}

/// A spec that can be compared: what it says, and what programs see of it.
#[derive(Debug)]
pub struct Spec<'m> {
    model: &'m Model,
    surface: Surface,
}

impl<'m> Spec<'m> {
    /// Looks at a spec as programs see it.
    ///
    /// # Errors
    ///
    /// If it cannot be expressed in Rust, because names collide for example.
    pub fn new(model: &'m Model) -> Result<Self, Diagnostics> {
        let plan = lower(model)?;
        Ok(Self { model, surface: Surface::new(model, &plan) })
    }
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

/// The changes found so far.
#[derive(Debug, Default)]
struct Changes {
    list: Vec<Change>,
}

impl Changes {
    /// Adds one of which no more can be said.
    fn add(&mut self, rule: Rule, at: &str) {
        self.add_between(rule, at, String::new(), String::new());
    }

    /// Adds one with what stood there before and stands there now; empty if nothing did or does.
    fn add_between(&mut self, rule: Rule, at: &str, before: String, after: String) {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let (before, after) = (some(before), some(after));
        self.list.push(Change { rule, at: at.to_owned(), before, after });
    }

    /// Adds one if two descriptions differ.
    fn differ_prose(&mut self, rule: Rule, at: &str, base: &str, head: &str) {
        self.differ(rule, at, base, head, str::to_owned);
    }

    /// Adds one if two names or types differ.
    fn differ_name(&mut self, rule: Rule, at: &str, base: &str, head: &str) {
        self.differ(rule, at, base, head, code);
    }

    /// Adds one if two values differ.
    fn differ<T: PartialEq + ?Sized>(
        &mut self,
        rule: Rule,
        at: &str,
        base: &T,
        head: &T,
        show: impl Fn(&T) -> String,
    ) {
        if base != head {
            self.add_between(rule, at, show(base), show(head));
        }
    }
}

/// A name or a value of the spec, set off from words.
fn code(text: &str) -> String {
    format!("`{text}`")
}
