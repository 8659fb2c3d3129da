//! The page as a static site: reading, search, samples of the documented examples, and signing with a
//! key that is typed in; nothing is sent.

use crate::assets;
use crate::code::{Language, Request, sample};
use crate::explorer::Explorer;
use serde_json::{Map, Value, json};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tencentcloud_model::model::{Action, Service, Site, Version};

/// The extent of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// The number of files.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: usize,
}

/// A file that could not be written.
#[derive(Debug)]
pub struct ExportError {
    path: PathBuf,
    cause: io::Error,
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write {}: {}", self.path.display(), self.cause)
    }
}

impl std::error::Error for ExportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

/// Writes a static site into a folder. Other files in it stay.
///
/// # Errors
///
/// Returns an error if a file cannot be written.
pub fn export(explorer: &Explorer, folder: &Path) -> Result<Exported, ExportError> {
    let mut writer = Writer { folder, exported: Exported { files: 0, bytes: 0 } };
    writer.write("index.html", &assets::page(false, explorer.start().as_deref()))?;
    for path in explorer.paths() {
        writer.write(&format!("data/{path}"), explorer.file(path).unwrap_or_default())?;
    }
    for service in &explorer.model().services {
        for version in &service.versions {
            for action in &version.actions {
                let path =
                    format!("data/{}/{}/code/{}.json", service.folder, version.name, action.name);
                writer.write(&path, &samples_of_examples(service, version, action).to_string())?;
            }
        }
    }
    Ok(writer.exported)
}

struct Writer<'a> {
    folder: &'a Path,
    exported: Exported,
}

impl Writer<'_> {
    /// Writes a file aside and renames it.
    fn write(&mut self, path: &str, text: &str) -> Result<(), ExportError> {
        let target = self.folder.join(path);
        let aside = target.with_extension("new");
        let write = || {
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&aside, text)?;
            fs::rename(&aside, &target)
        };
        write().map_err(|cause| ExportError { path: target.clone(), cause })?;
        self.exported.files += 1;
        self.exported.bytes += text.len();
        Ok(())
    }
}

/// Makes the samples of all documented examples of an action; of an empty request without any.
fn samples_of_examples(service: &Service, version: &Version, action: &Action) -> Value {
    let empty = Map::new();
    let documented = action
        .examples
        .iter()
        .filter_map(|example| Some((example.title.as_str(), example.request.as_ref()?)));
    let mut all: Vec<_> = documented.collect();
    if all.is_empty() {
        all.push(("an empty request", &empty));
    }
    let has_site = |site: Site| match site {
        Site::Mainland => service.hosts.mainland.is_some(),
        Site::International => service.hosts.international.is_some(),
    };
    let site = action.sites.iter().copied().find(|site| has_site(*site)).unwrap_or(Site::Mainland);
    let entries = all.into_iter().map(|(title, parameters)| {
        let (region, endpoint) = (None, None);
        let request = Request { service, version, action, parameters, site, region, endpoint };
        json!({ "title": title, "request": json!(parameters).to_string(), "samples": samples(&request) })
    });
    entries.collect()
}

/// Makes the samples of a request in every language, as the page reads them.
pub(crate) fn samples(request: &Request<'_>) -> Value {
    let samples = Language::ALL.into_iter().map(|language| {
        let (code, note) = match sample(request, language) {
            Ok(sample) => (Some(sample.code), sample.note),
            Err(error) => (None, error.to_string()),
        };
        json!({ "id": language.id(), "title": language.title(), "code": code, "note": note })
    });
    samples.collect()
}
