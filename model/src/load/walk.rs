//! Which files there are, and whether each is where it belongs. The layout has a fixed depth, so
//! links that lead back up end here too.

use super::super::name;
use super::tree::{Entry, EntryKind, Tree};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// The files of a spec.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) names: Presence,
    pub(super) common_errors: Presence,
    pub(super) services: Vec<Service>,
}

/// The files of a service.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) folder: String,
    pub(super) file: Presence,
    pub(super) versions: Vec<Version>,
}

/// The files of a version.
#[derive(Debug)]
pub(super) struct Version {
    pub(super) name: String,
    pub(super) file: Presence,
    pub(super) errors: Presence,
    pub(super) descriptions: Presence,
    /// The names of the actions.
    pub(super) actions: Vec<String>,
    /// The names of the types.
    pub(super) types: Vec<String>,
}

/// Whether a file is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Presence {
    #[default]
    Missing,
    /// Something that is no file stands in its place.
    Broken,
    Present,
}

/// Walks through the folders of a spec.
pub(super) fn walk(tree: &Tree, problems: &mut Diagnostics) -> Layout {
    Walk { tree, problems }.root()
}

struct Walk<'a> {
    tree: &'a Tree,
    problems: &'a mut Diagnostics,
}

impl Walk<'_> {
    fn root(&mut self) -> Layout {
        let mut layout = Layout::default();
        for entry in self.list("") {
            match entry.name.as_str() {
                "README.md" | "schema" => {}
                "names.yaml" => layout.names = self.file(&entry, &entry.name),
                "common" => {
                    if self.is_folder(&entry, "common") {
                        layout.common_errors = self.common();
                    }
                }
                _ if entry.kind == EntryKind::Folder => {
                    layout.services.extend(self.service(&entry));
                }
                path => {
                    let known = ["README.md", "names.yaml", "common", "schema"];
                    self.unexpected(&entry, path, &known);
                }
            }
        }
        layout
    }

    fn common(&mut self) -> Presence {
        let mut errors = Presence::Missing;
        for entry in self.list("common") {
            let path = format!("common/{}", entry.name);
            match entry.name.as_str() {
                "errors.yaml" => errors = self.file(&entry, &path),
                _ => self.unexpected(&entry, &path, &["errors.yaml"]),
            }
        }
        errors
    }

    fn service(&mut self, folder: &Entry) -> Option<Service> {
        let path = &folder.name;
        let entries = self.list(path);
        let is_known = |entry: &Entry| entry.name == "service.yaml" || name::is_date(&entry.name);
        if !entries.iter().any(is_known) {
            self.unexpected(folder, path, &["common", "schema"]);
            return None;
        }
        if !name::is_folder(path) {
            let message = format!("`{path}` cannot name a service");
            let help = "small letters, digits and underscores, beginning with a letter";
            self.report(Code::BadFileName, path, message, Some(help));
        }
        let mut service =
            Service { folder: path.clone(), file: Presence::Missing, versions: Vec::new() };
        for entry in entries {
            let path = format!("{path}/{}", entry.name);
            if entry.name == "service.yaml" {
                service.file = self.file(&entry, &path);
            } else if name::is_date(&entry.name) {
                if self.is_folder(&entry, &path) {
                    service.versions.push(self.version(entry.name, &path));
                }
            } else if entry.kind == EntryKind::Folder {
                let message = format!("`{}` cannot name a version", entry.name);
                let help = "a version is a date: YYYY-MM-DD";
                self.report(Code::BadFileName, &path, message, Some(help));
            } else {
                self.unexpected(&entry, &path, &["service.yaml"]);
            }
        }
        self.require(service.file, &format!("{path}/service.yaml"));
        Some(service)
    }

    fn version(&mut self, name: String, folder: &str) -> Version {
        let mut version = Version {
            name,
            file: Presence::Missing,
            errors: Presence::Missing,
            descriptions: Presence::Missing,
            actions: Vec::new(),
            types: Vec::new(),
        };
        for entry in self.list(folder) {
            let path = format!("{folder}/{}", entry.name);
            match entry.name.as_str() {
                "version.yaml" => version.file = self.file(&entry, &path),
                "errors.yaml" => version.errors = self.file(&entry, &path),
                "descriptions.yaml" => version.descriptions = self.file(&entry, &path),
                "actions" if self.is_folder(&entry, &path) => version.actions = self.names(&path),
                "types" if self.is_folder(&entry, &path) => version.types = self.names(&path),
                "actions" | "types" => {}
                _ => {
                    let known =
                        ["version.yaml", "errors.yaml", "descriptions.yaml", "actions", "types"];
                    self.unexpected(&entry, &path, &known);
                }
            }
        }
        self.require(version.file, &format!("{folder}/version.yaml"));
        version
    }

    /// The names of what is defined in a folder: of its files, without `.yaml`.
    fn names(&mut self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for entry in self.list(folder) {
            let path = format!("{folder}/{}", entry.name);
            let Some(stem) = entry.name.strip_suffix(".yaml") else {
                let help = "files here are named after what they define, and end in `.yaml`";
                let message = format!("unexpected file `{}`", entry.name);
                self.report(Code::UnexpectedFile, &path, message, Some(help));
                continue;
            };
            if !name::is_identifier(stem) {
                let message = format!("`{stem}` cannot name an action or a type");
                self.report(Code::BadFileName, &path, message, Some(name::IDENTIFIER));
            } else if self.file(&entry, &path) == Presence::Present {
                names.push(stem.to_owned());
            }
        }
        self.refuse_twins(folder, &names);
        names
    }

    /// Two names that differ only in case are one file on many systems.
    fn refuse_twins(&mut self, folder: &str, names: &[String]) {
        let mut lower: Vec<(String, &String)> =
            names.iter().map(|name| (name.to_ascii_lowercase(), name)).collect();
        lower.sort();
        for pair in lower.windows(2) {
            if let [(first, one), (second, other)] = pair
                && first == second
            {
                let message = format!("`{one}` and `{other}` differ only in case");
                let help = "such files cannot be told apart on every system";
                self.report(
                    Code::BadFileName,
                    &format!("{folder}/{other}.yaml"),
                    message,
                    Some(help),
                );
            }
        }
    }

    fn list(&mut self, folder: &str) -> Vec<Entry> {
        self.tree.list(folder).unwrap_or_else(|error| {
            let path = if folder.is_empty() { "." } else { folder };
            let message = format!("the folder cannot be read: {error}");
            self.report(Code::UnreadableFile, path, message, None);
            Vec::new()
        })
    }

    /// Whether a file stands where one should.
    fn file(&mut self, entry: &Entry, path: &str) -> Presence {
        match &entry.kind {
            EntryKind::File => return Presence::Present,
            EntryKind::Folder => {
                self.report(Code::WrongKind, path, "a file should be here, not a folder", None);
            }
            EntryKind::Other(reason) => self.unreadable(path, reason),
        }
        Presence::Broken
    }

    fn is_folder(&mut self, entry: &Entry, path: &str) -> bool {
        match &entry.kind {
            EntryKind::Folder => return true,
            EntryKind::File => {
                self.report(Code::WrongKind, path, "a folder should be here, not a file", None);
            }
            EntryKind::Other(reason) => self.unreadable(path, reason),
        }
        false
    }

    fn require(&mut self, presence: Presence, path: &str) {
        if presence == Presence::Missing {
            self.report(Code::MissingFile, path, "this file is missing", None);
        }
    }

    fn unreadable(&mut self, path: &str, reason: &str) {
        self.report(Code::UnreadableFile, path, format!("this cannot be read: {reason}"), None);
    }

    fn unexpected(&mut self, entry: &Entry, path: &str, known: &[&str]) {
        let kind = if entry.kind == EntryKind::Folder { "folder" } else { "file" };
        let message = format!("unexpected {kind} `{}`", entry.name);
        let known_here: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        let help = format!("expected one of {}", known_here.join(", "));
        self.problems.push(
            Diagnostic::new(Code::UnexpectedFile, Place::file(path), message).did_you_mean_or(
                &entry.name,
                known.iter().copied(),
                || help,
            ),
        );
    }

    fn report(&mut self, code: Code, path: &str, message: impl Into<String>, help: Option<&str>) {
        let diagnostic = Diagnostic::new(code, Place::file(path), message);
        self.problems.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
}
