//! The changes of an import, the facts it keeps or leaves out, and its questions to people.

use crate::facts::{At, Check, Refusal};
use serde::Serialize;
use std::fmt;
use tencentcloud_model::diagnostic::Diagnostics;
use tencentcloud_model::document::Site;

/// The findings of an import.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// The changes of the spec, made or proposed.
    pub changes: Vec<Change>,
    /// The differences where the spec is kept.
    pub kept: Vec<Kept>,
    /// The questions for a person.
    pub checks: Vec<Check>,
    /// The parts that are not imported.
    pub refused: Vec<Refusal>,
    /// The descriptions in the vendor's words, to be rewritten: paths in the spec.
    pub rewrite: Vec<String>,
    /// How much of each page was understood.
    pub accounts: Vec<Account>,
    /// How much the sources describe.
    pub counts: Counts,
}

/// How much of a page was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Where the page begins.
    pub at: At,
    /// The subject of the page.
    pub page: String,
    /// Its tables and examples.
    pub parts: Vec<Part>,
}

/// A table of a page, or its examples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The content of the table, such as `input`.
    pub name: String,
    /// The rows that were seen.
    pub seen: usize,
    /// Those that were understood.
    pub understood: usize,
}

/// On one line: `QuitOrganization: input 4 rows read, 4 understood; output … [page.txt:12]`.
impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.page)?;
        for (index, Part { name, seen, understood }) in self.parts.iter().enumerate() {
            let (next, rows) =
                (if index > 0 { ";" } else { "" }, if *seen == 1 { "row" } else { "rows" });
            write!(f, "{next} {name} {seen} {rows} read, {understood} understood")?;
        }
        write!(f, " [{}]", self.at)
    }
}

/// How much the sources describe.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Actions.
    pub actions: usize,
    /// Object types.
    pub types: usize,
    /// Error codes.
    pub codes: usize,
}

/// A fact that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The kind of change.
    pub kind: Kind,
    /// The kind of thing.
    pub what: What,
    /// The path of the thing: `<service>/<version>/<Action>.input.<Member>` and the like.
    pub path: String,
    /// The value in the spec.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The value in the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The site it is about; absent if it is about all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<Site>,
    /// Where the source says so: a file and a line.
    #[serde(serialize_with = "shown")]
    pub at: At,
}

/// A difference that stays, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The difference.
    pub change: Change,
    /// Why the spec's word counts more.
    pub reason: &'static str,
}

/// The kind of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The source has it and the spec has not.
    Added,
    /// The spec has it and the source has not.
    Removed,
    /// They say different things.
    Changed,
}

/// The kind of thing that a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the thing that it is named after")]
pub enum What {
    Service,
    Version,
    Action,
    Member,
    Type,
    Code,
    Value,
    Limit,
    Group,
    Status,
    Unsigned,
    Required,
    Nullable,
    Deprecated,
    MemberType,
    Default,
    Constraint,
    Doc,
    VendorDoc,
    Example,
    Source,
}

impl Report {
    /// Says that a service is left out, because what would be written of it cannot be read.
    pub(crate) fn leave_out(&mut self, service: &str, problems: &Diagnostics) {
        let is_its = |path: &str| {
            path.strip_prefix(service).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.changes.retain(|change| !is_its(&change.path));
        self.checks.retain(|check| !is_its(&check.path));
        self.rewrite.retain(|path| !is_its(path));
        for problem in problems {
            let place = problem.place();
            self.refused.push(Refusal {
                at: At { file: place.path().into(), line: place.line_and_column().0 },
                path: service.to_owned(),
                reason: format!("{} ({})", problem.message(), problem.code()),
            });
        }
    }

    /// Adds what another report says.
    pub fn append(&mut self, other: Self) {
        self.changes.extend(other.changes);
        self.kept.extend(other.kept);
        self.checks.extend(other.checks);
        self.refused.extend(other.refused);
        self.rewrite.extend(other.rewrite);
        self.accounts.extend(other.accounts);
        self.counts.actions += other.counts.actions;
        self.counts.types += other.counts.types;
        self.counts.codes += other.counts.codes;
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        })
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Service => "service",
            Self::Version => "version",
            Self::Action => "action",
            Self::Member => "member",
            Self::Type => "type",
            Self::Code => "error code",
            Self::Value => "value",
            Self::Limit => "rate limit",
            Self::Group => "group",
            Self::Status => "status",
            Self::Unsigned => "lack of a signature of",
            Self::Required => "required",
            Self::Nullable => "nullable",
            Self::Deprecated => "deprecated",
            Self::MemberType => "type of",
            Self::Default => "default of",
            Self::Constraint => "constraint of",
            Self::Doc => "description of",
            Self::VendorDoc => "vendor's description of",
            Self::Example => "example of",
            Self::Source => "source of",
        })
    }
}

/// On one line, without where it was found.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.kind, self.what, self.path)?;
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => write!(f, ": {from} → {to}")?,
            (None, Some(to)) => write!(f, ": {to}")?,
            (Some(from), None) => write!(f, ": {from}")?,
            (None, None) => {}
        }
        match self.site {
            Some(Site::Mainland) => f.write_str(" (mainland)"),
            Some(Site::International) => f.write_str(" (international)"),
            None => Ok(()),
        }
    }
}

fn shown<S: serde::Serializer>(at: &At, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(at)
}
