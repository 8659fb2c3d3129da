//! The page as a static site: reading, search, recipes of samples, and signing with a key that is
//! typed in; nothing is sent.

use crate::assets;
use crate::code::{Language, Request, recipes, sample};
use crate::explorer::Explorer;
use serde_json::{Value, json};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
            let path = format!("data/{}/{}.code.json", service.folder, version.name);
            writer.write(&path, &recipes(service, version).to_string())?;
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
