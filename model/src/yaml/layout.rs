//! The layout of a YAML text: a flat tree with the place of every key and value.

use crate::diagnostic::{Place, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The keys that identify the elements of a list, by precedence.
pub(crate) const IDENTITIES: &[&str] = &["name", "code", "value", "family", "word", "at", "title"];

/// The kind of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number within 64 bits.
    Integer,
    /// A number with a point.
    Float,
    /// A text.
    Text,
    /// A plain scalar on which readers of YAML disagree.
    Ambiguous,
    /// A list.
    Sequence,
    /// Keys with values.
    Mapping,
}

/// A node; its descendants follow it.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    /// Its range of bytes.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The index after its last descendant.
    pub(super) after: usize,
    /// The value of a scalar, where it differs from the source text.
    pub(super) text: Option<Box<str>>,
}

/// The nodes of a text, each before its children; the children of a mapping are a key and its
/// value in turn.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    pub(super) entries: Vec<Entry>,
    /// The keys that mappings lost, and the names of the elements that lists lost, because they
    /// could not be used. An empty one may be any.
    pub(super) lost: BTreeMap<usize, BTreeSet<Box<str>>>,
}

/// A key or value, with all that is below it.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    source: &'a Arc<Source>,
    layout: &'a Layout,
    entry: &'a Entry,
    index: usize,
}

impl Layout {
    /// The topmost node; `None` if the text is empty.
    pub fn root<'a>(&'a self, source: &'a Arc<Source>) -> Option<Node<'a>> {
        self.node_at(source, 0)
    }

    pub(super) fn node_at<'a>(&'a self, source: &'a Arc<Source>, index: usize) -> Option<Node<'a>> {
        Some(Node { source, layout: self, entry: self.entries.get(index)?, index })
    }
}

impl<'a> Node<'a> {
    pub(super) fn index(self) -> usize {
        self.index
    }

    /// The names of the elements that a list lost, or of the keys that a mapping did. An empty one
    /// may be any.
    pub fn lost(self) -> impl Iterator<Item = &'a str> {
        self.layout.lost.get(&self.index).into_iter().flatten().map(|name| &**name)
    }

    /// Whether a list may have lost the element with this name, or a mapping the key.
    pub fn may_have_lost(self, name: &str) -> bool {
        self.layout
            .lost
            .get(&self.index)
            .is_some_and(|lost| lost.contains(name) || lost.contains(""))
    }

    /// Whether it, or anything below it, lost something.
    pub fn has_losses(self) -> bool {
        let below = self.index..self.entry.after.max(self.index + 1);
        self.layout.lost.range(below).next().is_some()
    }

    /// Whether a mapping may have lost a key, or the key's list has lost elements.
    pub fn is_unsure(self, key: &str) -> bool {
        self.may_have_lost(key)
            || self.get(key).is_some_and(|value| self.layout.lost.contains_key(&value.index))
    }

    /// Returns its kind.
    pub fn kind(self) -> Kind {
        self.entry.kind
    }

    /// Returns its place.
    pub fn place(self) -> Place {
        Place::new(self.source, self.entry.start..self.entry.end)
    }

    /// Its range of bytes.
    pub(super) fn range(self) -> Range<usize> {
        self.entry.start..self.entry.end
    }

    /// Whether it is a scalar without quotes.
    pub(super) fn is_plain(self) -> bool {
        self.entry.text.is_none() && !self.raw().starts_with(['"', '\''])
    }

    /// Returns the value of a scalar; of a block scalar, its source text.
    pub fn text(self) -> &'a str {
        match &self.entry.text {
            Some(text) => text,
            None => self.raw(),
        }
    }

    /// Whether a text has nothing but blanks in it.
    pub fn is_blank(self) -> bool {
        let text = self.text();
        // The source text of a block begins with its mark.
        let is_block = self.entry.text.is_none() && text.starts_with(['|', '>']);
        let lines = text.split_once('\n').map_or("", |(_, lines)| lines);
        (if is_block { lines } else { text }).trim().is_empty()
    }

    /// Describes it for a message.
    pub fn describe(self) -> String {
        match self.entry.kind {
            Kind::Null => "nothing".to_owned(),
            Kind::Bool(value) => format!("`{value}`"),
            Kind::Integer | Kind::Float => format!("the number `{}`", self.text()),
            Kind::Text | Kind::Ambiguous => {
                let text = self.text();
                let short = text.len() <= 60 && !text.contains('\n');
                if short { format!("the text `{text}`") } else { "a text".to_owned() }
            }
            Kind::Sequence => "a list".to_owned(),
            Kind::Mapping => "a mapping".to_owned(),
        }
    }

    /// Returns the source text.
    pub(crate) fn raw(self) -> &'a str {
        self.source.text().get(self.entry.start..self.entry.end).unwrap_or_default()
    }

    /// The place of `range` in the scalar's value; the whole scalar if it is not written plainly.
    pub fn inside(self, range: Range<usize>) -> Place {
        let raw = self.raw();
        let skipped = usize::from(raw.starts_with(['"', '\'']));
        let start = self.entry.start + skipped;
        if raw.get(skipped..raw.len() - skipped) == Some(self.text()) {
            Place::new(self.source, start + range.start..start + range.end)
        } else {
            self.place()
        }
    }

    /// The children: the elements of a list; keys and values in turn of a mapping.
    fn children(self) -> Children<'a> {
        let end = match self.entry.kind {
            Kind::Sequence | Kind::Mapping => self.entry.after,
            _ => 0,
        };
        Children { of: self, next: self.index + 1, end }
    }

    /// Iterates over the elements of a list; over nothing if it is not a list.
    pub fn items(self) -> impl Iterator<Item = Node<'a>> {
        self.children().filter(move |_| self.entry.kind == Kind::Sequence)
    }

    /// Iterates over the keys and values of a mapping; over nothing if it is not one.
    pub fn pairs(self) -> impl Iterator<Item = (Node<'a>, Node<'a>)> {
        let mut children = self.children();
        std::iter::from_fn(move || {
            if self.entry.kind != Kind::Mapping {
                return None;
            }
            Some((children.next()?, children.next()?))
        })
    }

    /// The value of a key.
    pub fn get(self, key: &str) -> Option<Node<'a>> {
        self.pairs().find(|(name, _)| name.text() == key).map(|(_, value)| value)
    }

    /// A key itself.
    pub fn key(self, key: &str) -> Option<Node<'a>> {
        self.pairs().find(|(name, _)| name.text() == key).map(|(name, _)| name)
    }

    /// The value of a key, or this node if it has no such key: the nearest place there is.
    #[must_use]
    pub fn at(self, key: &str) -> Node<'a> {
        self.get(key).unwrap_or(self)
    }

    /// Returns the value that identifies an element of a list, or the scalar itself.
    pub(crate) fn identity(self) -> Option<Node<'a>> {
        match self.entry.kind {
            Kind::Mapping => IDENTITIES.iter().find_map(|key| self.get(key)),
            Kind::Sequence | Kind::Null => None,
            _ => Some(self),
        }
    }

    /// The element with this index, or this node if there is none.
    #[must_use]
    pub fn item(self, index: usize) -> Node<'a> {
        self.items().nth(index).unwrap_or(self)
    }
}

struct Children<'a> {
    of: Node<'a>,
    next: usize,
    end: usize,
}

impl<'a> Iterator for Children<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        if self.next >= self.end {
            return None;
        }
        let child = self.of.layout.node_at(self.of.source, self.next)?;
        self.next = child.entry.after;
        Some(child)
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {}", self.entry.kind, self.place())
    }
}
