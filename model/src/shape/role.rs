//! The owner of a value, as messages name it.

use std::fmt;

/// The owner of a value, as a message names it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Role<'a> {
    File,
    Key(&'a str),
    Element(&'a str),
}

impl Role<'_> {
    pub(super) fn element(self) -> Self {
        match self {
            Self::File => Self::Element("the file"),
            Self::Key(key) | Self::Element(key) => Self::Element(key),
        }
    }

    /// Names a value without an article, for a sentence that has its own.
    pub(super) fn bare(self) -> String {
        match self {
            Self::Element(key) => format!("element of `{key}`"),
            Self::File | Self::Key(_) => self.to_string(),
        }
    }
}

impl fmt::Display for Role<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("the file"),
            Self::Key(key) => write!(f, "`{key}`"),
            Self::Element(key) => write!(f, "an element of `{key}`"),
        }
    }
}
