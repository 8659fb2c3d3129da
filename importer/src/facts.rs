//! The facts of one source about one version of a service, in one form for all sources.

use crate::cell::TypeFact;
use serde_json::{Map, Value};
use std::fmt;
use std::sync::Arc;
use tencentcloud_model::diagnostic::Diagnostic;
use tencentcloud_model::document::Status;

/// A line of a file that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.file),
            line => write!(f, "{}:{line}", self.file),
        }
    }
}

/// The facts of a source about a version of a service.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The service.
    pub service: ServiceFact,
    /// The version: a date.
    pub version: String,
    /// Where the facts are from.
    pub source: SourceFact,
    /// The actions; `lists_all_actions` says whether there are no others.
    pub actions: Vec<ActionFact>,
    /// Whether the version has no other actions on the source's site.
    pub lists_all_actions: bool,
    /// Whether something of the version could not be read, so that nobody can say that the spec has
    /// all of this source.
    pub is_incomplete: bool,
    /// The object types.
    pub types: Vec<NamedType>,
    /// Descriptions of error codes.
    pub codes: Vec<CodeFact>,
    /// Rate limits and groups.
    pub limits: Vec<LimitFact>,
}

/// A service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceFact {
    /// The folder in the spec.
    pub folder: String,
    /// The name on the wire, if it is another.
    pub wire_name: Option<String>,
    /// The product's name, if the source has it.
    pub title: Option<String>,
    /// A host that the source names.
    pub host: Option<String>,
}

/// Where facts are from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceFact {
    /// The title of a page.
    pub page: Option<String>,
    /// The package of metadata.
    pub package: Option<Package>,
    /// The date, `YYYY-MM-DD`.
    pub updated: Option<String>,
}

/// A package of metadata, such as `tccli 3.1.155.1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl fmt::Display for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.version)
    }
}

/// An action.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionFact {
    /// Where it is described.
    pub at: At,
    /// Its name.
    pub name: String,
    /// The description.
    pub doc: Option<String>,
    /// Whether it is in service; `None` if the source does not say.
    pub status: Option<Status>,
    /// Requests per second.
    pub limit: Option<u32>,
    /// The parameters; `None` if the source does not list them.
    pub input: Option<Vec<MemberFact>>,
    /// The members of the response without `RequestId`; `None` if the source does not list them.
    pub output: Option<Vec<MemberFact>>,
    /// The error codes; `None` if the source does not list them.
    pub errors: Option<Vec<CodeFact>>,
    /// Whether the list of codes may be cut off.
    pub is_cut: bool,
    /// Whether some members could not be read, so that those that are missing are not gone.
    pub is_partial: bool,
    /// Whether it is sent without a signature; `None` if the source does not say.
    pub is_unsigned: Option<bool>,
    /// The examples.
    pub examples: Vec<ExampleFact>,
    /// The readable halves of examples that are left out: evidence, and nothing to keep.
    pub evidence: Vec<ExampleFact>,
}

impl ActionFact {
    /// Returns whether two copies of a page say the same of an action, wherever they stand.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let names = |members: &Option<Vec<MemberFact>>| {
            members.as_ref().map(|members| {
                let facts = members.iter().map(|it| (it.name.clone(), it.ty.clone(), it.required));
                facts.collect::<Vec<_>>()
            })
        };
        let codes = |codes: &Option<Vec<CodeFact>>| {
            codes.as_ref().map(|codes| codes.iter().map(|it| it.code.clone()).collect::<Vec<_>>())
        };
        let same = names(&self.input) == names(&other.input)
            && names(&self.output) == names(&other.output)
            && codes(&self.errors) == codes(&other.errors);
        same && self.limit == other.limit
    }
}

/// An object type.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedType {
    /// Where it is described.
    pub at: At,
    /// Its name.
    pub name: String,
    /// The description.
    pub doc: Option<String>,
    /// Its members.
    pub members: Vec<MemberFact>,
    /// Whether some members could not be read, so that those that are missing are not gone.
    pub is_partial: bool,
    /// The actions that are said to use it.
    pub used_by: Vec<String>,
}

/// A member of an input, an output or an object.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberFact {
    /// Where it is described.
    pub at: At,
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: TypeFact,
    /// Whether a request must have it.
    pub required: Option<bool>,
    /// Whether it may be null.
    pub nullable: Option<bool>,
    /// Whether it is not to be used any more.
    pub deprecated: Option<bool>,
    /// The description.
    pub doc: Option<String>,
    /// A value as an example, as the source writes it.
    pub example: Option<String>,
}

/// An error code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeFact {
    /// Where it stands.
    pub at: At,
    /// The code.
    pub code: String,
    /// Its meaning.
    pub doc: Option<String>,
    /// Whether any action may return it.
    pub is_common: bool,
}

/// The rate limit and the group of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitFact {
    /// Where it stands.
    pub at: At,
    /// The action.
    pub action: String,
    /// Its description.
    pub doc: Option<String>,
    /// Requests per second.
    pub limit: Option<u32>,
    /// The group of the documentation's menu.
    pub group: Option<String>,
}

/// An example.
#[derive(Debug, Clone, PartialEq)]
pub struct ExampleFact {
    /// Where it begins.
    pub at: At,
    /// Its title.
    pub title: Option<String>,
    /// The parameters.
    pub request: Option<Request>,
    /// The object under `Response`.
    pub response: Option<Map<String, Value>>,
}

/// The parameters of an example.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// A JSON body.
    Json(Map<String, Value>),
    /// `Name.0.Part=value`, as in a URL: without types.
    Query(Vec<(String, String)>),
}

/// Something that a person has to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Where it shows.
    pub at: At,
    /// Its subject: a path in the spec.
    pub path: String,
    /// The open question.
    pub message: String,
}

/// Something that is not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Where it stands.
    pub at: At,
    /// Its path in the spec.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// A mistake that keeps one thing out, and not everything.
impl From<&Diagnostic> for Refusal {
    fn from(problem: &Diagnostic) -> Self {
        let place = problem.place();
        let line = if place.is_whole() { 0 } else { place.line_and_column().0 };
        Self {
            at: At { file: place.path().into(), line },
            path: place.path().to_owned(),
            reason: problem.message().to_owned(),
        }
    }
}
