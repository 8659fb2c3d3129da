//! A tree of files, wherever it comes from: a folder, or memory (tests, embedded specs, a git
//! revision). Nothing else in the reading wing touches the file system.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A tree of files. Paths are seen from its root, with `/` between their parts.
#[derive(Debug, Clone)]
pub struct Tree(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Disk(PathBuf),
    Memory(BTreeMap<String, Vec<u8>>),
}

/// An entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) kind: EntryKind,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EntryKind {
    File,
    Folder,
    /// Neither, or not to be told: why.
    Other(String),
}

/// Why a file has no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ReadError {
    Unreadable(String),
    TooLarge(u64),
    /// Not UTF-8 from this byte on; what comes before.
    NotUtf8(String),
}

impl Tree {
    /// The folder at `root`.
    pub fn disk(root: impl Into<PathBuf>) -> Self {
        Self(Kind::Disk(root.into()))
    }

    /// Files in memory: paths and contents.
    pub fn memory<P: Into<String>, C: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (P, C)>,
    ) -> Self {
        let files = files.into_iter().map(|(path, text)| (path.into(), text.into()));
        Self(Kind::Memory(files.collect()))
    }

    /// Lists a folder, sorted by name, without hidden files.
    pub(super) fn list(&self, folder: &str) -> Result<Vec<Entry>, String> {
        let mut entries = match &self.0 {
            Kind::Disk(root) => list_disk(&root.join(folder))?,
            Kind::Memory(files) => list_memory(files, folder),
        };
        entries.retain(|entry| !entry.name.starts_with('.'));
        entries.sort();
        Ok(entries)
    }

    /// The text of a file of at most `limit` bytes. Larger files are refused before they are read.
    pub(super) fn read(&self, path: &str, limit: u64) -> Result<String, ReadError> {
        let bytes = match &self.0 {
            Kind::Disk(root) => read_disk(&root.join(path), limit)?,
            Kind::Memory(files) => {
                let missing = || ReadError::Unreadable("no such file".to_owned());
                files.get(path).ok_or_else(missing)?.clone()
            }
        };
        let length = bytes.len() as u64;
        if length > limit {
            return Err(ReadError::TooLarge(length));
        }
        let mut text = String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let before = error.as_bytes().get(..valid).unwrap_or_default();
            ReadError::NotUtf8(String::from_utf8_lossy(before).into_owned())
        })?;
        // Some editors put a mark before the text that says it is UTF-8.
        if text.starts_with('\u{FEFF}') {
            text.drain(..'\u{FEFF}'.len_utf8());
        }
        Ok(text)
    }
}

fn list_disk(folder: &Path) -> Result<Vec<Entry>, String> {
    let entries = fs::read_dir(folder).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| error.to_string())?;
        // Links are followed. The layout has a fixed depth, so links to folders above do no harm.
        let kind = match entry.file_type() {
            Ok(kind) if kind.is_symlink() => {
                fs::metadata(entry.path()).map(|data| data.file_type())
            }
            kind => kind,
        };
        let kind = match kind {
            Ok(kind) if kind.is_file() => EntryKind::File,
            Ok(kind) if kind.is_dir() => EntryKind::Folder,
            Ok(_) => EntryKind::Other("neither a file nor a folder".to_owned()),
            Err(error) => EntryKind::Other(error.to_string()),
        };
        let name = entry.file_name().to_string_lossy().into_owned();
        found.push(Entry { name, kind });
    }
    Ok(found)
}

fn list_memory(files: &BTreeMap<String, Vec<u8>>, folder: &str) -> Vec<Entry> {
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let paths = files.range(prefix.clone()..).map(|(path, _)| path);
    let inside = paths.map_while(|path| path.strip_prefix(&prefix));
    let entries: BTreeSet<Entry> = inside
        .map(|rest| match rest.split_once('/') {
            Some((name, _)) => Entry { name: name.to_owned(), kind: EntryKind::Folder },
            None => Entry { name: rest.to_owned(), kind: EntryKind::File },
        })
        .collect();
    entries.into_iter().collect()
}

fn read_disk(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let unreadable = |error: std::io::Error| ReadError::Unreadable(error.to_string());
    let file = fs::File::open(path).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    if length > limit {
        return Err(ReadError::TooLarge(length));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}
