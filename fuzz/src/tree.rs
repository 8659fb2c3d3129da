//! A spec as one text: lines `=== <path>`, each followed by the content of that file.

use std::collections::BTreeMap;
use tencentcloud_importer::Imported;
use tencentcloud_model::file::File;
use tencentcloud_model::load::Tree;

/// A spec by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Splits a text into files. Content before the first path belongs to no file.
pub fn parse(data: &[u8]) -> Files {
    let mut files = Files::new();
    let mut path = None;
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        if let Some(rest) = line.strip_prefix(b"=== ") {
            let name = String::from_utf8_lossy(rest).trim().to_owned();
            files.entry(name.clone()).or_default();
            path = Some(name);
        } else if let Some(content) = path.as_ref().and_then(|path| files.get_mut(path)) {
            content.extend_from_slice(line);
        }
    }
    files
}

/// Returns files as one text.
pub fn print<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    files.into_iter().map(|(path, text)| format!("=== {path}\n{text}")).collect()
}

/// Returns files as a tree in memory.
pub fn tree(files: &Files) -> Tree {
    Tree::memory(files.iter().map(|(path, content)| (path.clone(), content.clone())))
}

/// Replaces files.
pub fn replace(files: &mut Files, new: &[File]) {
    for file in new {
        files.insert(file.path.clone(), file.text.clone().into_bytes());
    }
}

/// Applies an import to files.
pub fn apply(files: &mut Files, imported: &Imported) {
    replace(files, &imported.files);
    for path in &imported.removed {
        files.remove(path);
    }
}
