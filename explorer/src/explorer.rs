//! A model with its data files, which are made when they are first asked for.

use crate::changes::Changes;
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
    lang: Lang,
}

struct File {
    kind: Kind,
    changes: Option<Changes>,
    /// The language of its descriptions, and those of its files of texts.
    lang: Lang,
    texts: Vec<Lang>,
    text: OnceLock<String>,
}

#[derive(Clone, Copy)]
enum Kind {
    Index,
    Search,
    /// Positions of a service and of its version.
    Version(usize, usize),
    /// Positions of a service and of the version, for the list of its actions.
    Outline(usize, usize),
    /// Descriptions in another language, which are made when they are added.
    Texts,
}

/// The language of descriptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    English,
    /// Chinese.
    Chinese,
}

impl Lang {
    /// Returns the name in the page's data.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }
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
            for (number, version) in service.versions.iter().enumerate() {
                let path = data_path(&service.folder, &version.name);
                kinds.push((outline_path(&path), Kind::Outline(position, number)));
                kinds.push((path, Kind::Version(position, number)));
            }
        }
        let files = kinds.into_iter().map(|(path, kind)| (path, File::new(kind))).collect();
        Self { model, files, lang: Lang::English }
    }

    /// Sets the language that the page shows first, where descriptions in it are known.
    pub fn prefer(&mut self, lang: Lang) {
        self.lang = lang;
        self.forget("index.json");
    }

    /// States the language of a version's descriptions, which is English otherwise; `false` if there
    /// is no such version.
    pub fn set_lang(&mut self, service: &str, version: &str, lang: Lang) -> bool {
        let Some(file) = self.files.get_mut(&data_path(service, version)) else { return false };
        file.lang = lang;
        self.forget(&data_path(service, version));
        true
    }

    /// Makes a version's files and the index anew when they are asked for.
    fn forget(&mut self, path: &str) {
        for path in ["index.json", path, &outline_path(path)] {
            if let Some(file) = self.files.get_mut(path) {
                file.text = OnceLock::new();
            }
        }
    }

    /// Adds the descriptions of a version in another language, taken from `texts` by name; `false`
    /// if there is no such version.
    pub fn add_texts(&mut self, service: &str, texts: &Version, lang: Lang) -> bool {
        let path = data_path(service, &texts.name);
        let Some(file) = self.files.get_mut(&path) else { return false };
        file.texts.push(lang);
        let made = File::new(Kind::Texts);
        let made = File { text: OnceLock::from(data::texts(texts).to_string()), ..made };
        self.files.insert(path.replace(".json", &format!(".{}.json", lang.name())), made);
        self.forget(&path);
        true
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
        let path = data_path(&changes.service, &changes.version);
        let Some(file) = self.files.get_mut(&path) else { return false };
        file.changes = Some(changes);
        self.forget(&path);
        true
    }

    /// Returns the model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Returns the path of the version that is shown first: the newest of the first service.
    pub(crate) fn start(&self) -> Option<String> {
        let service = self.model.services.first()?;
        Some(format!("{}/{}", service.folder, service.versions.last()?.name))
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
            Kind::Index => self.index(),
            Kind::Texts => Value::Null,
            Kind::Search => data::search(&self.model),
            Kind::Outline(service, version) => {
                let service = &self.model.services[service];
                let version = &service.versions[version];
                let full = self.files.get(&data_path(&service.folder, &version.name));
                let made = data::outline(service, version);
                full.unwrap_or(file).complete(made)
            }
            Kind::Version(service, version) => {
                let service = &self.model.services[service];
                file.complete(data::version(service, &service.versions[version]))
            }
        }
    }

    /// The index, with the languages of each version.
    fn index(&self) -> Value {
        let mut index = data::index(&self.model);
        if self.lang != Lang::English {
            index["lang"] = json!(self.lang.name());
        }
        for (position, service) in self.model.services.iter().enumerate() {
            for (number, version) in service.versions.iter().enumerate() {
                if let Some(file) = self.files.get(&data_path(&service.folder, &version.name)) {
                    file.add_languages(&mut index["services"][position]["versions"][number]);
                }
            }
        }
        index
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

impl File {
    fn new(kind: Kind) -> Self {
        let (lang, texts) = (Lang::English, Vec::new());
        Self { kind, changes: None, lang, texts, text: OnceLock::new() }
    }

    /// Adds the languages and the changes.
    fn complete(&self, mut data: Value) -> Value {
        self.add_languages(&mut data);
        if let Some(changes) = &self.changes {
            data["changes"] = changes.to_json();
        }
        data
    }

    fn add_languages(&self, data: &mut Value) {
        if self.lang != Lang::English {
            data["lang"] = json!(self.lang.name());
        }
        if !self.texts.is_empty() {
            data["texts"] = self.texts.iter().map(|lang| lang.name()).collect();
        }
    }
}

fn data_path(service: &str, version: &str) -> String {
    format!("{service}/{version}.json")
}

/// The path of the outline beside a version's file.
fn outline_path(path: &str) -> String {
    path.replace(".json", ".outline.json")
}
