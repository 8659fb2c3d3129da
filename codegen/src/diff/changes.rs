//! Changes, as they are collected.

use super::rules::Rule;

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The kind of change.
    pub rule: Rule,
    /// The changed thing, named as in `names.yaml`: `organization/2021-03-31/ListUsers.input.Limit`.
    pub at: String,
    /// The value before, if it can be shown.
    pub before: Option<String>,
    /// The value now.
    pub after: Option<String>,
}

/// The changes found so far.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) list: Vec<Change>,
}

impl Changes {
    /// Adds one of which no more can be said.
    pub(super) fn add(&mut self, rule: Rule, at: &str) {
        self.add_between(rule, at, String::new(), String::new());
    }

    /// Adds one with what stood there before and stands there now; empty if nothing did or does.
    pub(super) fn add_between(&mut self, rule: Rule, at: &str, before: String, after: String) {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let (before, after) = (some(before), some(after));
        self.list.push(Change { rule, at: at.to_owned(), before, after });
    }

    /// Adds one if two descriptions differ.
    pub(super) fn differ_prose(&mut self, rule: Rule, at: &str, base: &str, head: &str) {
        self.differ(rule, at, base, head, str::to_owned);
    }

    /// Adds one if two names or types differ.
    pub(super) fn differ_name(&mut self, rule: Rule, at: &str, base: &str, head: &str) {
        self.differ(rule, at, base, head, code);
    }

    /// Adds one if two values differ.
    pub(super) fn differ<T: PartialEq + ?Sized>(
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
pub(super) fn code(text: &str) -> String {
    format!("`{text}`")
}
