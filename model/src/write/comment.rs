//! The comments of a spec file: read beside its document, and found again by where they belong.
//!
//! An editor that splices texts (yaml-edit was tried) keeps comments too, but what it inserts has
//! its own form and would have to be printed anew for the canonical one. Since a printer that keeps
//! comments is needed to bring files into that form, it is all that is needed to change them.

use crate::yaml::{IDENTITIES, Kind, Node, Parsed};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The comments of a file, by the path of the key or list element that they belong to.
///
/// The steps of a path are keys, and for elements of lists what tells them apart: their name, code,
/// value or text in brackets, such as `input`, `[OrgId]`, `doc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comments {
    notes: BTreeMap<Vec<String>, Notes>,
}

/// The comments of one key or element, each with its `#`.
#[derive(Debug, Clone, Default, PartialEq)]
struct Notes {
    above: Vec<String>,
    beside: Option<String>,
    below: Vec<String>,
}

/// Collects the path of everything in a document.
fn collect_paths(value: &Value, path: &mut Vec<String>, paths: &mut BTreeSet<Vec<String>>) {
    let mut below = |step: String, value: &Value| {
        path.push(step);
        paths.insert(path.clone());
        collect_paths(value, path, paths);
        path.pop();
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| below(key.clone(), value)),
        Value::Array(list) => {
            steps(list).into_iter().zip(list).for_each(|(step, value)| below(step, value));
        }
        _ => {}
    }
}

impl Comments {
    /// Reads the comments of a file.
    pub fn read<T>(file: &Parsed<T>) -> Self {
        let text = file.source().text();
        let mut map = Map::default();
        map.collect(file.root(), &mut Vec::new(), text);
        map.scalars.sort_by_key(|range| range.start);
        map.anchors.sort_by_key(|anchor| anchor.start);
        let mut comments = Self::default();
        for range in map.comments(text) {
            comments.place(&map, text, range);
        }
        comments
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// Returns whether `comment` is above the item at `path`.
    pub fn has(&self, path: &[String], comment: &str) -> bool {
        self.above(path).iter().any(|line| line == comment)
    }

    /// Puts `comment` above what is at `path`, if it is not there yet.
    pub fn add(&mut self, path: Vec<String>, comment: &str) {
        let above = &mut self.notes.entry(path).or_default().above;
        if !above.iter().any(|line| line == comment) {
            above.push(comment.to_owned());
        }
    }

    /// Takes `comment` away from above what is at `path`.
    pub fn remove(&mut self, path: &[String], comment: &str) {
        if let Some(notes) = self.notes.get_mut(path) {
            notes.above.retain(|line| line != comment);
        }
    }

    /// Counts the items below `comment`.
    pub fn count(&self, comment: &str) -> usize {
        let above = self.notes.values().flat_map(|notes| &notes.above);
        above.filter(|line| *line == comment).count()
    }

    /// The comments of a document: those of what is no longer in it stand above the nearest thing
    /// around it that is.
    pub(super) fn kept_with(&self, value: &Value) -> Cow<'_, Self> {
        let mut paths = BTreeSet::new();
        if !self.is_empty() {
            collect_paths(value, &mut Vec::new(), &mut paths);
        }
        let is_lost = |path: &&Vec<String>| !path.is_empty() && !paths.contains(*path);
        let lost: Vec<Vec<String>> = self.notes.keys().filter(is_lost).cloned().collect();
        if lost.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut kept = self.clone();
        for path in lost {
            let Some(Notes { above, beside, below }) = kept.notes.remove(&path) else { continue };
            let mut around = path;
            while !around.is_empty() && !paths.contains(&around) {
                around.pop();
            }
            kept.notes
                .entry(around)
                .or_default()
                .above
                .extend(above.into_iter().chain(beside).chain(below));
        }
        Cow::Owned(kept)
    }

    pub(super) fn above(&self, path: &[String]) -> &[String] {
        self.notes.get(path).map_or(&[], |notes| &notes.above)
    }

    pub(super) fn beside(&self, path: &[String]) -> Option<&str> {
        self.notes.get(path)?.beside.as_deref()
    }

    pub(super) fn below(&self, path: &[String]) -> &[String] {
        self.notes.get(path).map_or(&[], |notes| &notes.below)
    }

    /// Whether there are comments at something below `path`.
    pub(super) fn has_inside(&self, path: &[String]) -> bool {
        let from = (std::ops::Bound::Excluded(path), std::ops::Bound::Unbounded);
        let mut behind = self.notes.range::<[String], _>(from);
        behind.next().is_some_and(|(at, _)| at.starts_with(path))
    }

    /// Attaches the comment at `range` to what it belongs to.
    fn place(&mut self, map: &Map, text: &str, range: Range<usize>) {
        let comment = text.get(range.clone()).unwrap_or_default().trim_end().to_owned();
        let line_start = line_start(text, range.start);
        let before = text.get(line_start..range.start).unwrap_or_default();
        let column = before.chars().count();
        let next = map.anchors.partition_point(|anchor| anchor.start <= range.start);
        let (last, after) = map.anchors.split_at(next);
        if !before.trim().is_empty() {
            // Beside: the outermost thing that begins on this line, or the last before it.
            let here = last.get(last.partition_point(|anchor| anchor.start < line_start));
            if let Some(anchor) = here.or(last.last()) {
                let notes = self.notes.entry(anchor.path.clone()).or_default();
                match &mut notes.beside {
                    None => notes.beside = Some(comment),
                    Some(_) => notes.above.push(comment),
                }
                return;
            }
        }
        match after.first() {
            None if last.is_empty() => {
                let notes = self.notes.entry(Vec::new()).or_default();
                notes.above.push(comment);
            }
            Some(next) if column <= next.column || last.is_empty() => {
                let notes = self.notes.entry(next.path.clone()).or_default();
                notes.above.push(comment);
            }
            // Indented deeper than what follows, or nothing follows: it ends what comes before.
            _ => {
                let deepest = last.iter().rev().find(|anchor| anchor.column <= column);
                let path = deepest.map(|anchor| anchor.path.clone());
                let notes = self.notes.entry(path.unwrap_or_default()).or_default();
                notes.below.push(comment);
            }
        }
    }
}

/// The beginnings of things in a text.
#[derive(Default)]
struct Map {
    anchors: Vec<Anchor>,
    /// The bytes of scalars: no comment begins in one.
    scalars: Vec<Range<usize>>,
    /// The last anchor's byte and column.
    cursor: (usize, usize),
}

/// A key or an element of a list.
struct Anchor {
    path: Vec<String>,
    start: usize,
    column: usize,
}

impl Map {
    fn collect(&mut self, node: Node<'_>, path: &mut Vec<String>, text: &str) {
        match node.kind() {
            Kind::Mapping => {
                for (key, value) in node.pairs() {
                    path.push(key.text().to_owned());
                    self.anchor(key.place().range().start, path, text);
                    self.scalar(key, text);
                    self.collect(value, path, text);
                    path.pop();
                }
            }
            Kind::Sequence => {
                let items: Vec<Node<'_>> = node.items().collect();
                let identities = items.iter().map(|item| identity_of_node(*item));
                for (item, step) in items.iter().zip(steps_of(identities)) {
                    path.push(step);
                    self.anchor(dash_before(text, item.place().range().start), path, text);
                    self.collect(*item, path, text);
                    path.pop();
                }
            }
            _ => self.scalar(node, text),
        }
    }

    fn anchor(&mut self, start: usize, path: &[String], text: &str) {
        // Anchors come nearly in order, and a line may have very many of them.
        let (from, mut column) = if self.cursor.0 <= start { self.cursor } else { (0, 0) };
        let between = text.get(from..start).unwrap_or_default();
        match between.rfind('\n') {
            Some(newline) => {
                column = between.get(newline + 1..).map_or(0, |line| line.chars().count());
            }
            None => column += between.chars().count(),
        }
        self.cursor = (start, column);
        self.anchors.push(Anchor { path: path.to_vec(), start, column });
    }

    fn scalar(&mut self, node: Node<'_>, text: &str) {
        let mut range = node.place().range();
        // A block scalar's header may end with a comment.
        let raw = text.get(range.clone()).unwrap_or_default();
        if raw.starts_with(['|', '>']) {
            range.start += raw.find('\n').unwrap_or(raw.len());
        }
        self.scalars.push(range);
    }

    /// The comments between scalars.
    fn comments(&self, text: &str) -> Vec<Range<usize>> {
        let mut comments = Vec::new();
        let mut gap = 0;
        let end = text.len()..text.len();
        for scalar in self.scalars.iter().chain([&end]) {
            let mut at = gap;
            while let Some(found) = text.get(at..scalar.start).and_then(|gap| gap.find('#')) {
                let start = at + found;
                let stop = text.get(start..).and_then(|rest| rest.find('\n'));
                let stop = stop.map_or(text.len(), |length| start + length);
                let before = text.get(..start).unwrap_or_default();
                if before.is_empty() || before.ends_with([' ', '\t', '\n', '\r']) {
                    comments.push(start..stop);
                }
                at = stop;
            }
            gap = gap.max(scalar.end);
        }
        comments
    }
}

/// The steps of the paths of a list's elements.
pub(super) fn steps(list: &[Value]) -> Vec<String> {
    steps_of(list.iter().map(|value| match value {
        Value::String(text) => text.clone(),
        Value::Object(map) => {
            let identity = IDENTITIES.iter().find_map(|key| map.get(*key));
            match identity {
                Some(Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
                None => String::new(),
            }
        }
        _ => String::new(),
    }))
}

fn identity_of_node(node: Node<'_>) -> String {
    let text = |node: Node<'_>| match block(node) {
        Some(block) => block.to_owned(),
        None => node.text().to_owned(),
    };
    match node.kind() {
        Kind::Text | Kind::Mapping => node.identity().map_or_else(String::new, text),
        _ => String::new(),
    }
}

/// The lines of a block scalar below its mark.
fn block(node: Node<'_>) -> Option<&str> {
    let raw = node.raw();
    raw.starts_with(['|', '>']).then(|| raw.split_once('\n').map_or("", |(_, lines)| lines))
}

/// An identity on one line: a block scalar has indents that its value does not have.
fn on_one_line(identity: &str) -> String {
    identity.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The step of a path that leads to the element with this identity.
pub fn step(identity: &str) -> String {
    format!("[{}]", on_one_line(identity))
}

/// Identities as steps; those that occur again are numbered.
pub fn steps_of(identities: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut steps = Vec::new();
    for identity in identities.map(|identity| on_one_line(&identity)) {
        let count = seen.entry(identity.clone()).or_default();
        *count += 1;
        steps.push(match *count {
            1 => step(&identity),
            count => format!("[{identity}#{count}]"),
        });
    }
    steps
}

fn line_start(text: &str, index: usize) -> usize {
    let before = text.get(..index).unwrap_or_default();
    before.rfind('\n').map_or(0, |newline| newline + 1)
}

/// The position of the dash before an element of a list, or of the element if it has none.
fn dash_before(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or_default().trim_end();
    if before.ends_with('-') { before.len() - 1 } else { start }
}
