//! Files to documents: which files there are, where they stand, and what each says.
//!
//! Mistakes of single files are kept in the documents, beside all correct files, so that
//! [`resolve`](super::resolve::resolve) reports it together with what it finds itself.

mod tree;
mod walk;

pub use tree::Tree;

use super::document;
use super::shape::Shaped;
use super::yaml::{self, Parsed, Reading};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source};
use rayon::prelude::*;
use std::sync::{Mutex, PoisonError};
use tree::ReadError;
use walk::Presence;

/// How large a file may be, in bytes: many times the largest of the whole API.
const MAX_SIZE: u64 = 2 << 20;

/// A whole spec as written.
#[derive(Debug, Clone)]
pub struct Documents {
    /// `names.yaml`.
    pub names: Slot<document::Names>,
    /// `common/errors.yaml`.
    pub common_errors: Slot<document::CommonErrors>,
    /// The services, by folder name.
    pub services: Vec<Service>,
    /// The mistakes of single files.
    pub(super) problems: Diagnostics,
}

/// The documents of a service.
#[derive(Debug, Clone)]
pub struct Service {
    /// The folder's name.
    pub folder: String,
    /// `service.yaml`.
    pub service: Slot<document::Service>,
    /// The versions, by date.
    pub versions: Vec<Version>,
}

/// The documents of a version of a service.
#[derive(Debug, Clone)]
pub struct Version {
    /// The folder's name: a date.
    pub name: String,
    /// `version.yaml`.
    pub version: Slot<document::Version>,
    /// `errors.yaml`.
    pub errors: Slot<document::Errors>,
    /// `descriptions.yaml`.
    pub descriptions: Slot<document::Descriptions>,
    /// `actions/`, by name.
    pub actions: Vec<Named<document::Action>>,
    /// `types/`, by name.
    pub types: Vec<Named<document::Type>>,
}

/// A file that is named after what it defines.
#[derive(Debug, Clone)]
pub struct Named<T> {
    /// The name: the file's, without `.yaml`.
    pub name: String,
    /// The path from the spec's root.
    pub path: String,
    /// The content of the file; `None` if it has a mistake.
    pub document: Option<Parsed<T>>,
    /// The content of a file with mistakes, without what cannot be used.
    pub damaged: Option<Parsed<T>>,
}

impl<T> Named<T> {
    /// Returns the content of the file, as far as it can be used.
    pub fn usable(&self) -> Option<&Parsed<T>> {
        self.document.as_ref().or(self.damaged.as_ref())
    }

    /// Returns the content of a file of which everything can be used.
    pub fn whole(&self) -> Option<&Parsed<T>> {
        self.usable().filter(|file| file.is_complete())
    }
}

/// A file that may be there.
#[derive(Debug, Clone)]
pub enum Slot<T> {
    /// There is no such file.
    Missing,
    /// Nothing of it can be used.
    Broken,
    /// It has mistakes; its content without what cannot be used.
    Damaged(Box<Parsed<T>>),
    /// Its content.
    Read(Box<Parsed<T>>),
}

impl<T> Slot<T> {
    /// Returns the content of a file without mistakes.
    pub fn read(&self) -> Option<&Parsed<T>> {
        match self {
            Self::Read(parsed) => Some(parsed),
            Self::Missing | Self::Broken | Self::Damaged(_) => None,
        }
    }

    /// Returns the content of the file, as far as it can be used.
    pub fn usable(&self) -> Option<&Parsed<T>> {
        match self {
            Self::Read(parsed) | Self::Damaged(parsed) => Some(parsed),
            Self::Missing | Self::Broken => None,
        }
    }

    /// Returns the content of a file of which everything can be used.
    pub fn whole(&self) -> Option<&Parsed<T>> {
        self.usable().filter(|file| file.is_complete())
    }
}

impl Documents {
    /// Returns the mistakes of single files, sorted by place. Only the names of those files are known.
    pub fn problems(&self) -> &Diagnostics {
        &self.problems
    }
}

/// Reads a spec.
///
/// # Errors
///
/// Only if there is nothing to resolve, because the root cannot be read or has no service in it.
/// All other mistakes are kept in the documents.
pub fn load(tree: &Tree) -> Result<Documents, Diagnostics> {
    let documents = read(tree);
    if !documents.services.is_empty() {
        return Ok(documents);
    }
    let mut diagnostics = documents.problems;
    // A root that cannot be read may have services.
    if !diagnostics.iter().any(|found| found.code() == Code::UnreadableFile) {
        let message = "there is no service here";
        diagnostics.push(
            Diagnostic::new(Code::MissingFile, Place::file("."), message)
                .help("each service is a folder with a `service.yaml`"),
        );
    }
    Err(diagnostics.finish(()).err().unwrap_or_default())
}

/// Reads a spec that may have no services yet, such as one that an import begins.
pub fn read(tree: &Tree) -> Documents {
    let mut diagnostics = Diagnostics::new();
    let layout = walk::walk(tree, &mut diagnostics);
    let reader = Reader { tree, problems: Mutex::new(diagnostics) };
    let mut documents = Documents {
        names: reader.slot(layout.names, "names.yaml"),
        common_errors: reader.slot(layout.common_errors, "common/errors.yaml"),
        services: layout.services.into_par_iter().map(|service| reader.service(service)).collect(),
        problems: Diagnostics::new(),
    };
    // Files are read in parallel: sorting makes the order that of their paths again.
    documents.problems = reader.problems.into_inner().unwrap_or_else(PoisonError::into_inner);
    documents.problems.sort();
    documents
}

struct Reader<'a> {
    tree: &'a Tree,
    problems: Mutex<Diagnostics>,
}

impl Reader<'_> {
    fn service(&self, service: walk::Service) -> Service {
        let folder = &service.folder;
        let versions = service.versions.into_par_iter();
        Service {
            service: self.slot(service.file, &format!("{folder}/service.yaml")),
            versions: versions.map(|version| self.version(folder, version)).collect(),
            folder: service.folder,
        }
    }

    fn version(&self, service: &str, version: walk::Version) -> Version {
        let folder = format!("{service}/{}", version.name);
        Version {
            version: self.slot(version.file, &format!("{folder}/version.yaml")),
            errors: self.slot(version.errors, &format!("{folder}/errors.yaml")),
            descriptions: self.slot(version.descriptions, &format!("{folder}/descriptions.yaml")),
            actions: self.named(&format!("{folder}/actions"), version.actions),
            types: self.named(&format!("{folder}/types"), version.types),
            name: version.name,
        }
    }

    fn named<T: Shaped + Send>(&self, folder: &str, names: Vec<String>) -> Vec<Named<T>> {
        let read = |name: String| {
            let path = format!("{folder}/{name}.yaml");
            let (document, damaged) = match self.read(&path) {
                Reading::Whole(parsed) => (Some(parsed), None),
                Reading::Damaged(parsed) => (None, Some(parsed)),
                Reading::Nothing => (None, None),
            };
            Named { name, path, document, damaged }
        };
        names.into_par_iter().map(read).collect()
    }

    fn slot<T: Shaped>(&self, presence: Presence, path: &str) -> Slot<T> {
        match presence {
            Presence::Missing => Slot::Missing,
            Presence::Broken => Slot::Broken,
            Presence::Present => match self.read(path) {
                Reading::Whole(parsed) => Slot::Read(Box::new(parsed)),
                Reading::Damaged(parsed) => Slot::Damaged(Box::new(parsed)),
                Reading::Nothing => Slot::Broken,
            },
        }
    }

    fn read<T: Shaped>(&self, path: &str) -> Reading<T> {
        let mut problems = Diagnostics::new();
        let parsed = match self.tree.read(path, MAX_SIZE) {
            Ok(text) => yaml::read(&Source::new(path, text), &mut problems),
            Err(error) => {
                problems.push(read_error(path, error));
                Reading::Nothing
            }
        };
        if !problems.is_empty() {
            self.problems.lock().unwrap_or_else(PoisonError::into_inner).append(problems);
        }
        parsed
    }
}

fn read_error(path: &str, error: ReadError) -> Diagnostic {
    match error {
        ReadError::Unreadable(reason) => {
            let message = format!("this file cannot be read: {reason}");
            Diagnostic::new(Code::UnreadableFile, Place::file(path), message)
        }
        ReadError::TooLarge(size) => {
            let message = format!("this file has {size} bytes, and the limit is {MAX_SIZE}");
            Diagnostic::new(Code::FileTooLarge, Place::file(path), message)
        }
        ReadError::NotUtf8(before) if before.is_empty() => {
            let message = "this file is not UTF-8, but perhaps UTF-16";
            Diagnostic::new(Code::InvalidUtf8, Place::file(path), message)
        }
        ReadError::NotUtf8(before) => {
            let end = before.len();
            let source = Source::new(path, before);
            let place = Place::new(&source, end.saturating_sub(1)..end);
            Diagnostic::new(Code::InvalidUtf8, place, "this file is not UTF-8")
                .label("followed by an invalid byte")
        }
    }
}
