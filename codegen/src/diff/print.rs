//! Changes for people, for programs and for the changelog.

use super::Diff;
use super::changes::Change;
use super::release::Release;
use super::rules::Verdict;
use serde_json::{Value, json};
use std::fmt::Write;

/// Longer texts than this are not shown beside a change, nor are those of several lines.
const LONGEST: usize = 60;

/// The label of changes that are read in the spec rather than here.
const PROSE: &str = "description";

/// Prints what changed since a release.
#[derive(Debug, Clone, Copy)]
pub struct Printer {
    release: Release,
}

impl Printer {
    /// `release` is the version of the generated crate before the changes.
    pub fn new(release: Release) -> Self {
        Self { release }
    }

    /// One line per change, the gravest first, and what follows from all of them.
    pub fn text(&self, diff: &Diff) -> String {
        let mut text = String::new();
        for verdict in Verdict::ALL {
            let mut scope = None;
            for change in diff.with(verdict) {
                if scope.is_none() {
                    let _ = writeln!(text, "{verdict}");
                }
                if scope != Some(change.scope()) {
                    scope = Some(change.scope());
                    let _ = writeln!(text, "  {}", change.scope());
                }
                let _ = writeln!(text, "    {} [{}]", change.shown(), change.rule.id());
            }
            if scope.is_some() {
                text.push('\n');
            }
        }
        text.push_str(&self.summary(diff));
        text.push('\n');
        text
    }

    /// How many changes there are and which version follows, in a line.
    pub fn summary(&self, diff: &Diff) -> String {
        let Some(gravest) = diff.verdict() else {
            return "no changes".to_owned();
        };
        let counts =
            Verdict::ALL.map(|verdict| format!("{} {verdict}", diff.with(verdict).count()));
        let next = self.release.after(gravest);
        format!("{} → {gravest}: {} → {next}", counts.join(", "), self.release)
    }

    /// A section of the changelog. Changes without details are gathered in one entry.
    pub fn markdown(&self, diff: &Diff) -> String {
        let Some(gravest) = diff.verdict() else {
            return "No changes of the API.\n".to_owned();
        };
        let mut text = format!("## {}\n", self.release.after(gravest));
        for verdict in Verdict::ALL {
            let heading = match verdict {
                Verdict::Breaking => "Breaking changes",
                Verdict::Additive => "Compatible changes",
                Verdict::Docs => "Documentation",
            };
            let mut entries: Vec<Entry<'_>> = Vec::new();
            for change in diff.with(verdict) {
                match entries.iter_mut().find(|entry| entry.takes(change)) {
                    Some(entry) => entry.changes.push(change),
                    None => entries.push(Entry { changes: vec![change] }),
                }
            }
            if !entries.is_empty() {
                let _ = writeln!(text, "\n### {heading}\n");
            }
            for entry in entries {
                let _ = writeln!(text, "- {}", entry.shown());
            }
        }
        text
    }

    /// Everything, for programs.
    pub fn to_json(&self, diff: &Diff) -> Value {
        let changes: Vec<Value> = diff.changes.iter().map(to_json).collect();
        let next = diff.verdict().map(|verdict| self.release.after(verdict).to_string());
        json!({
            "verdict": diff.verdict(),
            "release": { "base": self.release.to_string(), "next": next },
            "counts": {
                "breaking": diff.with(Verdict::Breaking).count(),
                "additive": diff.with(Verdict::Additive).count(),
                "docs": diff.with(Verdict::Docs).count(),
            },
            "changes": changes,
        })
    }
}

fn to_json(change: &Change) -> Value {
    json!({
        "rule": change.rule.id(),
        "verdict": change.rule.verdict(),
        "at": change.at,
        "change": change.rule.what(),
        "before": change.before,
        "after": change.after,
        "reason": change.rule.reason(),
    })
}

/// An entry of the changelog: one change, or several of one kind of which no more is said.
struct Entry<'d> {
    changes: Vec<&'d Change>,
}

impl Entry<'_> {
    fn takes(&self, change: &Change) -> bool {
        self.changes.first().is_some_and(|first| {
            first.rule.label() == change.rule.label()
                && first.scope() == change.scope()
                && first.detail().is_empty()
                && change.detail().is_empty()
        })
    }

    fn shown(&self) -> String {
        let Some(first) = self.changes.first() else { return String::new() };
        let named = self.changes.iter().filter(|change| !change.thing().is_empty());
        let things: Vec<String> = named.map(|change| format!("`{}`", change.thing())).collect();
        let scope = first.scope();
        let thing =
            if things.is_empty() { String::new() } else { format!(", {}", things.join(", ")) };
        format!("{scope}{thing}: {}{}", first.rule.label(), first.detail())
    }
}

impl Change {
    /// Where it belongs: a service, a version of one, or what is common to all.
    fn scope(&self) -> String {
        let mut parts = self.at.splitn(3, '/');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("common"), ..) => "common error codes".to_owned(),
            (Some(service), Some(version), _) => format!("{service} {version}"),
            (service, ..) => service.unwrap_or_default().to_owned(),
        }
    }

    /// Returns the changed thing without its scope; empty if it is the scope itself.
    fn thing(&self) -> &str {
        let is_common = self.at.starts_with("common/");
        self.at
            .splitn(if is_common { 2 } else { 3 }, '/')
            .nth(if is_common { 1 } else { 2 })
            .unwrap_or("")
    }

    /// Returns the values before and now, if they are short and not prose.
    fn detail(&self) -> String {
        if self.rule.label() == PROSE {
            return String::new();
        }
        let short = |text: &Option<String>| {
            let is_short = |text: &&String| text.chars().count() <= LONGEST && !text.contains('\n');
            text.as_ref().map_or(Some(String::new()), |text| Some(text).filter(is_short).cloned())
        };
        match (short(&self.before).as_deref(), short(&self.after).as_deref()) {
            (None, _) | (_, None) | (Some(""), Some("")) => String::new(),
            (Some(""), Some(one)) | (Some(one), Some("")) => format!(": {one}"),
            (Some(before), Some(after)) => format!(": {before} → {after}"),
        }
    }

    fn shown(&self) -> String {
        let thing = self.thing();
        let colon = if thing.is_empty() { "" } else { ": " };
        format!("{thing}{colon}{}{}", self.rule.label(), self.detail())
    }
}
