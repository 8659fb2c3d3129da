//! A place in a file of the spec.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A file of the spec, as it was read.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    /// Where each line begins; found out once, when the first mistake asks for a line.
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    /// Keeps the text of a file; `path` is seen from the spec's root, with `/` between its parts.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { path: path.into(), text: text.into(), lines: OnceLock::new() })
    }

    /// The path from the spec's root, with `/` between its parts.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text; empty if the file could not be read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of a line, from 1, with its line break; `None` if there is none of this number.
    pub fn line(&self, number: usize) -> Option<Range<usize>> {
        let lines = self.lines();
        let start = *lines.get(number.checked_sub(1)?)?;
        Some(start..lines.get(number).copied().unwrap_or(self.text.len()))
    }

    /// The number of the line that has a byte, from 1, and where it begins.
    pub(super) fn line_of(&self, index: usize) -> (usize, usize) {
        let lines = self.lines();
        let number = lines.partition_point(|start| *start <= index);
        (number, number.checked_sub(1).and_then(|at| lines.get(at)).copied().unwrap_or_default())
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(index, _)| index + 1)).collect()
        })
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, &self.text) == (&other.path, &other.text)
    }
}

impl Eq for Source {}

/// A stretch of text in a file of the spec, or a file as a whole.
#[derive(Clone)]
pub struct Place {
    source: Arc<Source>,
    start: usize,
    end: usize,
}

impl Place {
    /// The bytes `range` of a file. A range that does not lie in the text is cut to it.
    pub fn new(source: &Arc<Source>, range: Range<usize>) -> Self {
        Self { source: Arc::clone(source), start: range.start, end: range.end }
    }

    /// A file as a whole.
    pub fn whole(source: &Arc<Source>) -> Self {
        Self::new(source, 0..0)
    }

    /// A file that is missing or cannot be read, by its path from the spec's root.
    pub fn file(path: impl Into<String>) -> Self {
        Self::whole(&Source::new(path, ""))
    }

    /// The place of what was read from a compiled catalogue, which has no files.
    pub fn nowhere() -> Self {
        // A catalogue has ten thousands of places: all share one source.
        static NOWHERE: OnceLock<Arc<Source>> = OnceLock::new();
        Self::whole(NOWHERE.get_or_init(|| Source::new("", "")))
    }

    /// The path of the file from the spec's root.
    pub fn path(&self) -> &str {
        &self.source.path
    }

    /// The file.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The bytes; always within the text and on the boundaries of characters.
    pub fn range(&self) -> Range<usize> {
        let text = &self.source.text;
        let start = floor(text, self.start);
        start..floor(text, self.end).max(start)
    }

    /// Whether this is a file as a whole.
    pub fn is_whole(&self) -> bool {
        self.start == 0 && self.end == 0
    }

    /// The text that stands here.
    pub fn text(&self) -> &str {
        self.source.text.get(self.range()).unwrap_or_default()
    }

    /// The line and the column where it begins, both from 1; columns count characters.
    pub fn line_and_column(&self) -> (usize, usize) {
        position(&self.source, self.range().start)
    }

    /// The line and the column behind its end, both from 1.
    pub fn end_line_and_column(&self) -> (usize, usize) {
        position(&self.source, self.range().end)
    }

    fn key(&self) -> (&str, usize, usize) {
        (&self.source.path, self.start, self.end)
    }
}

/// The boundary of a character at or before `index`.
fn floor(text: &str, index: usize) -> usize {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}

fn position(source: &Source, index: usize) -> (usize, usize) {
    let (line, start) = source.line_of(index);
    let column = source.text.get(start..index).map_or(0, |before| before.chars().count());
    (line, column + 1)
}

impl From<&Self> for Place {
    fn from(place: &Self) -> Self {
        place.clone()
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// `path:line:column`, or the path alone for a whole file.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_whole() {
            return f.write_str(self.path());
        }
        let (line, column) = self.line_and_column();
        write!(f, "{}:{line}:{column}", self.path())
    }
}

/// As it is displayed: the text of the file is of no use in a dump.
impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
