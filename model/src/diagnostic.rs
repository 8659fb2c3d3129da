//! Mistakes in a spec with their places: collected, sorted, and printed like the compiler's errors.
//!
//! Every stage collects all it finds before it stops. A place refers to the text it lies in, so a
//! diagnostic can be printed wherever it ends up.

mod code;
mod place;
mod print;
mod similar;

pub use code::{Code, Explanation};
pub use place::{Place, Source};
pub use print::Printer;
pub use similar::similar;

use std::borrow::Cow;

/// How many mistakes of one file are reported. A file with more is not of the kind it should be.
const MOST_PER_FILE: usize = 500;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    code: Code,
    message: String,
    primary: Label,
    secondary: Vec<Label>,
    helps: Vec<Help>,
}

/// A stretch of text with a remark; the remark of the primary label may be empty.
#[derive(Debug, Clone, PartialEq)]
struct Label {
    place: Place,
    text: String,
}

/// A remedy.
#[derive(Debug, Clone, PartialEq)]
enum Help {
    /// Advice in words.
    Text(String),
    /// Words, and the text that should stand at a place.
    Replace { text: String, place: Place, replacement: String },
}

impl Diagnostic {
    /// Reports `message` at `place`. Messages begin in lower case, have no full stop, and put what
    /// is quoted from the spec in backticks.
    pub fn new(code: Code, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            primary: Label { place: place.into(), text: String::new() },
            secondary: Vec::new(),
            helps: Vec::new(),
        }
    }

    /// Writes `text` beside the underlined place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Shows another place too, such as where something was first defined.
    #[must_use]
    pub fn secondary(mut self, place: impl Into<Place>, text: impl Into<String>) -> Self {
        self.secondary.push(Label { place: place.into(), text: text.into() });
        self
    }

    /// Adds advice.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.helps.push(Help::Text(text.into()));
        self
    }

    /// Adds advice that can be applied: `replacement` should stand where `place` is.
    #[must_use]
    pub fn replace(
        mut self,
        place: impl Into<Place>,
        replacement: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        self.helps.push(Help::Replace {
            text: text.into(),
            place: place.into(),
            replacement: replacement.into(),
        });
        self
    }

    /// Suggests the candidate that was surely meant by `found`, which stands at the diagnostic's
    /// place; if no candidate is sure, nothing is added.
    #[must_use]
    pub fn did_you_mean<'a>(
        self,
        found: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let Some(meant) = similar(found, candidates) else {
            return self;
        };
        let place = self.primary.place.clone();
        if place.text() == found {
            self.replace(place, meant, format!("did you mean `{meant}`?"))
        } else {
            self.help(format!("did you mean `{meant}`?"))
        }
    }

    /// Suggests as [`did_you_mean`](Self::did_you_mean) does; if no candidate is sure, gives the
    /// advice instead.
    #[must_use]
    pub fn did_you_mean_or<'a>(
        self,
        found: &str,
        candidates: impl IntoIterator<Item = &'a str>,
        help: impl FnOnce() -> String,
    ) -> Self {
        let helps = self.helps.len();
        let suggested = self.did_you_mean(found, candidates);
        if suggested.helps.len() > helps { suggested } else { suggested.help(help()) }
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Returns the message.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where it is wrong.
    pub fn place(&self) -> &Place {
        &self.primary.place
    }

    /// The remedies: those that were given, or else that of the code.
    fn helps(&self) -> Cow<'_, [Help]> {
        if self.helps.is_empty() {
            let remedy = as_message(self.code.explanation().remedy);
            return Cow::Owned(vec![Help::Text(remedy)]);
        }
        Cow::Borrowed(&self.helps)
    }

    fn sort_key(&self) -> (&Place, Code, &str) {
        (&self.primary.place, self.code, &self.message)
    }
}

/// The sentences of an explanation as a message: lower case, without full stops.
fn as_message(text: &str) -> String {
    let sentences: Vec<String> = text
        .trim_end_matches('.')
        .split(". ")
        .map(|sentence| {
            let mut chars = sentence.chars();
            match (chars.next(), chars.clone().next()) {
                // Words in capitals stay.
                (Some(first), Some(next)) if !next.is_uppercase() => {
                    first.to_lowercase().chain(chars).collect()
                }
                _ => sentence.to_owned(),
            }
        })
        .collect();
    sentences.join("; ")
}

/// All that is wrong, sorted by place once it is read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Nothing is wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of `other`.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// How many files they are in.
    pub fn files(&self) -> usize {
        let paths = self.list.iter().map(|diagnostic| diagnostic.primary.place.path());
        paths.collect::<std::collections::BTreeSet<_>>().len()
    }

    /// Walks through them in the order in which they were added; sorted if they come from
    /// [`finish`](Self::finish).
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Ends a stage: its result if nothing is wrong, and else all that is wrong, sorted by place.
    pub fn finish<T>(mut self, result: T) -> Result<T, Self> {
        if self.list.is_empty() {
            return Ok(result);
        }
        self.sort();
        self.limit();
        Err(self)
    }

    /// Sorts by file, then by position, then by code; says the same thing about a place only once.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        self.list.dedup_by(|a, b| a.sort_key() == b.sort_key());
    }

    /// Keeps the first mistakes of each file, and says with the last of them how many more there are.
    fn limit(&mut self) {
        if self.list.len() <= MOST_PER_FILE {
            return;
        }
        let mut kept: Vec<Diagnostic> = Vec::new();
        for file in self.list.chunk_by(|a, b| a.place().path() == b.place().path()) {
            kept.extend(file.iter().take(MOST_PER_FILE).cloned());
            let more = file.len().saturating_sub(MOST_PER_FILE);
            if more > 0
                && let Some(last) = kept.last_mut()
            {
                last.helps.push(Help::Text(format!("{more} more mistakes in this file")));
            }
        }
        self.list = kept;
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { list: vec![diagnostic] }
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(list: I) -> Self {
        Self { list: list.into_iter().collect() }
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, list: I) {
        self.list.extend(list);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl std::error::Error for Diagnostics {}

#[cfg(test)]
mod tests;
