//! A model with its data files, which are made when they are first asked for.

use crate::data;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;
use tencentcloud_model::catalogue;
use tencentcloud_model::embedded;
use tencentcloud_model::model::{Action, Model, Service, Version};

/// The explorer of a model.
pub struct Explorer {
    model: Model,
    files: BTreeMap<String, File>,
}

struct File {
    kind: Kind,
    changes: Option<Changes>,
    text: OnceLock<String>,
}

#[derive(Clone, Copy)]
enum Kind {
    Index,
    Search,
    /// Positions of a service and of its version.
    Version(usize, usize),
}

/// The changes of a version since a revision of the spec, to show beside its actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The folder of the service.
    pub service: String,
    /// The version.
    pub version: String,
    /// The revision, or its date.
    pub since: String,
    /// The changes.
    pub list: Vec<Change>,
}

/// A change of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The action; empty for a change of the version itself.
    pub action: String,
    /// The verdict, such as `breaking`.
    pub verdict: String,
    /// The change in words.
    pub text: String,
}

impl fmt::Debug for Explorer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Explorer").field("files", &self.files.len()).finish_non_exhaustive()
    }
}

impl Explorer {
    /// Creates an explorer of a model.
    pub fn new(model: Model) -> Self {
        let mut kinds =
            vec![("index.json".to_owned(), Kind::Index), ("search.json".to_owned(), Kind::Search)];
        for (position, service) in model.services.iter().enumerate() {
            kinds.extend(service.versions.iter().enumerate().map(|(number, version)| {
                let path = format!("{}/{}.json", service.folder, version.name);
                (path, Kind::Version(position, number))
            }));
        }
        let file = |kind| File { kind, changes: None, text: OnceLock::new() };
        Self { model, files: kinds.into_iter().map(|(path, kind)| (path, file(kind))).collect() }
    }

    /// Creates an explorer of the spec that this program was built with.
    ///
    /// # Errors
    ///
    /// Returns an error if the embedded catalogue is damaged.
    pub fn embedded() -> Result<Self, catalogue::Error> {
        Ok(Self::new(embedded::catalogue()?.model()?))
    }

    /// Adds the changes of a version since a revision; `false` if there is no such version.
    pub fn add_changes(&mut self, changes: Changes) -> bool {
        let path = format!("{}/{}.json", changes.service, changes.version);
        let Some(file) = self.files.get_mut(&path) else { return false };
        file.changes = Some(changes);
        file.text = OnceLock::new();
        true
    }

    /// Returns the model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Iterates over the paths of the data files, from the folder `data`.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Returns a data file by its path from the folder `data`, such as
    /// `organization/2021-03-31.json`.
    pub fn file(&self, path: &str) -> Option<&str> {
        let file = self.files.get(path)?;
        Some(file.text.get_or_init(|| self.make(file).to_string()))
    }

    fn make(&self, file: &File) -> Value {
        match file.kind {
            Kind::Index => data::index(&self.model),
            Kind::Search => data::search(&self.model),
            Kind::Version(service, version) => {
                let service = &self.model.services[service];
                let mut made = data::version(service, &service.versions[version]);
                if let Some(changes) = &file.changes {
                    let list = changes.list.iter().map(|change| {
                        json!({
                            "action": change.action,
                            "verdict": change.verdict,
                            "text": change.text,
                        })
                    });
                    made["changes"] =
                        json!({ "since": changes.since, "list": list.collect::<Vec<_>>() });
                }
                made
            }
        }
    }

    /// Finds an action by its service, version and name.
    pub fn find(
        &self,
        service: &str,
        version: &str,
        action: &str,
    ) -> Option<(&Service, &Version, &Action)> {
        let service = self.model.services.iter().find(|it| it.folder == service)?;
        let version = service.versions.iter().find(|it| it.name == version)?;
        let action = version.actions.iter().find(|it| it.name == action)?;
        Some((service, version, action))
    }
}
