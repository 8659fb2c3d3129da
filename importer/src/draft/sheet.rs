//! One file of a spec while it is changed: its document, its comments, and its text before.

use serde::Serialize;
use tencentcloud_model::Parsed;
use tencentcloud_model::document;
use tencentcloud_model::file::File;
use tencentcloud_model::write::{Comments, steps_of, write};

/// Stands above what was taken over from the vendor in its words.
pub(crate) const REWRITE: &str = "# imported: rewrite";

/// Stands above the members of a type that a page only names.
const UNKNOWN: &str = "# imported: the members are not known yet";

/// Stands above a type whose width and sign a page does not say.
pub(crate) const GUESSED: &str = "# imported: the page says Integer";

/// Says that the members of a type are not known, or that they are.
pub(crate) fn set_unknown(sheet: &mut Draft<document::Type>, is_unknown: bool) {
    let path = owned(&["members"]);
    if is_unknown {
        sheet.comments.add(path, UNKNOWN);
    } else {
        sheet.comments.remove(&path, UNKNOWN);
    }
}

/// Whether a type is one of which a page has only told the name.
pub(crate) fn is_unknown(sheet: &Draft<document::Type>) -> bool {
    sheet.comments.has(&owned(&["members"]), UNKNOWN)
}

/// A file.
#[derive(Debug, Clone)]
pub(crate) struct Draft<T> {
    pub(crate) path: String,
    pub(crate) document: T,
    pub(crate) comments: Comments,
    /// The current text of the file; `None` if there is none.
    before: Option<String>,
}

impl<T: Serialize + Clone> Draft<T> {
    /// A file that is not there yet.
    pub(crate) fn new(path: String, document: T) -> Self {
        Self { path, document, comments: Comments::default(), before: None }
    }

    /// A file as it was read.
    pub(super) fn read(file: &Parsed<T>) -> Self {
        Self {
            path: file.path().to_owned(),
            document: file.value.clone(),
            comments: Comments::read(file),
            before: Some(file.source().text().to_owned()),
        }
    }

    /// Whether the file is there.
    pub(crate) fn exists(&self) -> bool {
        self.before.is_some()
    }

    /// The text of the file as it is now.
    pub(crate) fn before(&self) -> Option<&str> {
        self.before.as_deref()
    }

    /// The text of the file as it is to be.
    pub(crate) fn text(&self) -> String {
        write(&self.document, &self.comments)
    }

    /// The file, if it is to be changed.
    pub(crate) fn changed(&self) -> Option<File> {
        let text = self.text();
        (self.before.as_ref() != Some(&text)).then(|| File { path: self.path.clone(), text })
    }

    /// Marks what stands at `path` as the vendor's words.
    pub(crate) fn mark(&mut self, path: &[&str]) {
        self.comments.add(owned(path), REWRITE);
    }

    /// Takes the mark of the vendor's words away.
    pub(crate) fn unmark(&mut self, path: &[&str]) {
        self.comments.remove(&owned(path), REWRITE);
    }

    /// Whether what stands at `path` is in the vendor's words.
    pub(crate) fn is_marked(&self, path: &[&str]) -> bool {
        self.comments.has(&owned(path), REWRITE)
    }

    /// Marks the places that were filled in.
    pub(super) fn mark_all(&mut self, marks: Vec<(Vec<String>, bool)>) {
        for (path, _) in marks.into_iter().filter(|(_, is_filled)| *is_filled) {
            self.comments.add(path, REWRITE);
        }
    }
}

impl Draft<document::Action> {
    /// How the comments of each example are found.
    pub(crate) fn example_places(&self) -> Vec<String> {
        let examples = self.document.examples.iter();
        steps_of(examples.map(|example| example.title.clone().unwrap_or_default()))
    }
}

pub(super) fn owned(path: &[&str]) -> Vec<String> {
    path.iter().map(|step| (*step).to_owned()).collect()
}
