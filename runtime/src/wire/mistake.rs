//! Mistakes in a request from a file.

use std::fmt;

/// The mistakes in a request from a file; never empty.
#[derive(Clone, Debug)]
pub struct Mistakes {
    found: Vec<Mistake>,
    more: usize,
}

impl Mistakes {
    /// So many mistakes are kept: more would be of no use, and could fill the memory.
    const MOST: usize = 100;

    pub(super) fn none() -> Self {
        Self { found: Vec::new(), more: 0 }
    }

    pub(super) fn is_none(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether another mistake would be kept.
    pub(super) fn has_room(&self) -> bool {
        self.found.len() < Self::MOST
    }

    pub(super) fn count_another(&mut self) {
        self.more += 1;
    }

    pub(super) fn push(&mut self, mistake: Mistake) {
        self.found.push(mistake);
    }

    /// The mistakes in the order of the file: a missing member is found after those that are there.
    pub(super) fn sorted(mut self) -> Self {
        self.found.sort_by_key(|mistake| (mistake.line, mistake.column));
        self
    }

    /// Iterates over the mistakes, in the order of the file. At most 100 are kept.
    pub fn iter(&self) -> std::slice::Iter<'_, Mistake> {
        self.found.iter()
    }

    /// Returns the number of further mistakes, which are not kept.
    pub fn more(&self) -> usize {
        self.more
    }
}

impl<'a> IntoIterator for &'a Mistakes {
    type Item = &'a Mistake;
    type IntoIter = std::slice::Iter<'a, Mistake>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Prints each mistake on a line of its own.
impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, mistake) in self.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{mistake}")?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

impl std::error::Error for Mistakes {}

/// A mistake in a request from a file. It does not hold the value, which may be secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mistake {
    /// The path of the value in names of the wire, such as `AuthFile[2].Name`; empty for the whole
    /// request.
    pub path: String,
    /// The line in the text, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The reason, with the remedy where there is one.
    pub reason: String,
    /// The name that was probably meant in place of an unknown one.
    pub suggestion: Option<&'static str>,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: ", self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.reason)?;
        match self.suggestion {
            Some(name) => write!(f, "; did you mean `{name}`?"),
            None => Ok(()),
        }
    }
}
