//! The pass before decoding: places, and what the spec does not use.

use super::layout::{Entry, Kind, Layout, Node};
use super::plain::{PlainKind, plain_kind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source};
use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use std::ops::Range;
use std::sync::Arc;

/// How deeply values may be nested. The deepest object of the API is nested twelve times.
const MAX_DEPTH: usize = 64;

/// How many mistakes of one file are reported: a file of another kind has one in every character.
const MAX_MISTAKES: usize = 100;

/// Finds the place of every node. The layout is complete only if nothing is wrong.
pub(super) fn scan(source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Layout {
    let mut scan = Scan {
        source,
        diagnostics,
        offset: Offset { text: source.text(), ascii: source.text().is_ascii(), index: 0, byte: 0 },
        layout: Layout::default(),
        open: Vec::new(),
        documents: 0,
    };
    scan.refuse_characters();
    if scan.diagnostics.is_empty() {
        scan.run();
    }
    if scan.diagnostics.is_empty() && scan.is_empty() {
        let message = "the file is empty";
        scan.diagnostics.push(
            Diagnostic::new(Code::EmptyFile, Place::whole(source), message)
                .help("a definition without facts is written `{}`"),
        );
    }
    scan.layout
}

struct Scan<'a> {
    source: &'a Arc<Source>,
    diagnostics: &'a mut Diagnostics,
    offset: Offset<'a>,
    layout: Layout,
    /// The lists and mappings that are not closed yet, as indices of the layout.
    open: Vec<usize>,
    documents: usize,
}

impl<'a> Scan<'a> {
    /// Refuses characters that YAML forbids, that count as line breaks only for some readers, or
    /// that make a text look other than it is.
    fn refuse_characters(&mut self) {
        let text = self.source.text();
        if text.bytes().all(|byte| matches!(byte, b'\n' | b'\t' | b' '..=b'~')) {
            return;
        }
        for (at, found) in text.char_indices() {
            let lone_return = found == '\r' && text.as_bytes().get(at + 1) != Some(&b'\n');
            let allowed = matches!(found, '\n' | '\r' | '\t') || !is_treacherous(found);
            if allowed && !lone_return {
                continue;
            }
            let place = Place::new(self.source, at..at + found.len_utf8());
            let message = format!("character U+{:04X} is not allowed", u32::from(found));
            let help = "inside double quotes it can be written as an escape such as `\\u200B`";
            self.diagnostics.push(Diagnostic::new(Code::InvalidYaml, place, message).help(help));
            if self.diagnostics.len() >= MAX_MISTAKES {
                return;
            }
        }
    }

    fn run(&mut self) {
        let mut parser = Parser::new_from_str(self.source.text());
        while let Some(next) = parser.next_event() {
            let (event, span) = match next {
                Ok(next) => next,
                Err(error) => {
                    self.syntax_error(error.marker().index(), error.info());
                    return;
                }
            };
            if !self.event(event, span) || self.diagnostics.len() >= MAX_MISTAKES {
                return;
            }
        }
    }

    fn syntax_error(&mut self, index: usize, info: &str) {
        let byte = self.offset.byte(index);
        let rest = self.source.text().get(byte..).unwrap_or_default();
        if rest.starts_with('*') {
            self.forbid(byte..byte + 1, "aliases");
            return;
        }
        if info == "recursion limit exceeded" {
            self.too_deep(byte..byte + 1);
            return;
        }
        // At the end of the text there is nothing to underline but what stands last.
        let start = if rest.trim().is_empty() {
            self.source.text().trim_end().len().saturating_sub(1)
        } else {
            byte
        };
        let width = self.source.text().get(start..).and_then(|rest| rest.chars().next());
        let place = Place::new(self.source, start..start + width.map_or(1, char::len_utf8));
        self.diagnostics.push(Diagnostic::new(
            Code::InvalidYaml,
            place,
            format!("not YAML: {info}"),
        ));
    }

    /// Takes an event; says whether to go on.
    fn event(&mut self, event: Event<'a>, span: Span) -> bool {
        let start = self.offset.byte(span.start.index());
        let end = self.offset.byte(span.end.index());
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            Event::DocumentStart(_) => return self.document(start),
            Event::Alias(_) => self.forbid(start..end, "aliases"),
            Event::Scalar(text, style, anchor, tag) => {
                self.properties(anchor != 0, tag.is_some(), start..end);
                self.scalar(&text, style, start..end);
            }
            Event::SequenceStart(anchor, tag) => {
                self.properties(anchor != 0, tag.is_some(), start..end.max(start + 1));
                return self.open(Kind::Sequence, start..end);
            }
            Event::MappingStart(anchor, tag) => {
                self.properties(anchor != 0, tag.is_some(), start..end.max(start + 1));
                return self.open(Kind::Mapping, start..end);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(start..end),
        }
        true
    }

    fn document(&mut self, start: usize) -> bool {
        self.documents += 1;
        if self.documents > 1 {
            self.forbid(start..start + 3, "several documents in one file");
            return false;
        }
        let before = self.source.text().get(..start).unwrap_or_default();
        let mut at = 0;
        for line in before.split_inclusive('\n') {
            if line.starts_with('%') {
                self.forbid(at..at + line.trim_end().len(), "directives");
            }
            at += line.len();
        }
        true
    }

    fn properties(&mut self, anchor: bool, tag: bool, range: Range<usize>) {
        if anchor {
            self.forbid(range.clone(), "anchors");
        }
        if tag {
            self.forbid(range, "tags");
        }
    }

    fn forbid(&mut self, range: Range<usize>, what: &str) {
        let place = Place::new(self.source, range);
        let message = format!("the spec does not use {what}");
        let help = "write out what is meant";
        self.diagnostics.push(Diagnostic::new(Code::ForbiddenYaml, place, message).help(help));
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, range: Range<usize>) {
        let kind = match style {
            ScalarStyle::Plain => match plain_kind(text) {
                PlainKind::Null => Kind::Null,
                PlainKind::True => Kind::Bool(true),
                PlainKind::False => Kind::Bool(false),
                PlainKind::Integer => Kind::Integer,
                PlainKind::Float => Kind::Float,
                PlainKind::Text => Kind::Text,
                PlainKind::Ambiguous => Kind::Ambiguous,
            },
            _ => Kind::Text,
        };
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let raw = self.source.text().get(range.clone()).unwrap_or_default();
        let (start, end) = if text.is_empty() && style == ScalarStyle::Plain {
            // A value that is left out stands nowhere: it is shown behind what stands before it.
            let before = self.layout.entries.last().map_or(range.start, |entry| entry.end);
            (before, before)
        } else {
            (range.start, range.start + raw.trim_end().len())
        };
        // The text of a block is long, and nobody asks the layout for it.
        let kept = if block && !text.is_empty() { None } else { Some(text) };
        let text =
            kept.filter(|text| self.source.text().get(start..end) != Some(text)).map(Box::from);
        let after = self.layout.entries.len() + 1;
        self.layout.entries.push(Entry { kind, start, end, after, text });
    }

    fn open(&mut self, kind: Kind, range: Range<usize>) -> bool {
        if self.open.len() >= MAX_DEPTH {
            self.too_deep(range.start..range.end.max(range.start + 1));
            return false;
        }
        let index = self.layout.entries.len();
        self.open.push(index);
        let (start, end) = (range.start, range.end);
        self.layout.entries.push(Entry { kind, start, end, after: index + 1, text: None });
        true
    }

    fn too_deep(&mut self, range: Range<usize>) {
        let place = Place::new(self.source, range);
        let message = format!("values are nested more than {MAX_DEPTH} deep");
        self.diagnostics.push(Diagnostic::new(Code::TooDeep, place, message));
    }

    fn close(&mut self, range: Range<usize>) {
        let after = self.layout.entries.len();
        let last = self.layout.entries.last().map_or(range.end, |entry| entry.end);
        let Some(index) = self.open.pop() else { return };
        let Some(entry) = self.layout.entries.get_mut(index) else {
            return;
        };
        entry.after = after;
        // A flow collection ends with its bracket; a block's end is that of its last child.
        entry.end = if range.is_empty() { last } else { range.end };
        if entry.kind == Kind::Mapping {
            self.check_keys(index);
        }
    }

    /// Keys are plain texts, none of them twice.
    fn check_keys(&mut self, index: usize) {
        let layout = std::mem::take(&mut self.layout);
        let mut keys = Vec::new();
        let mapping = layout.node_at(self.source, index);
        for (key, _) in mapping.into_iter().flat_map(Node::pairs) {
            match key.kind() {
                Kind::Sequence | Kind::Mapping => {
                    self.forbid(key.range(), "keys that are not texts");
                }
                Kind::Null => self.forbid(key.range(), "empty keys"),
                _ if !self.is_simple(key) => {
                    self.forbid(key.range(), "keys without a colon behind them");
                }
                _ if key.text() == "<<" && key.is_plain() => {
                    self.forbid(key.range(), "merge keys");
                }
                _ => keys.push(key),
            }
        }
        keys.sort_by_key(|key| key.text());
        for pair in keys.windows(2) {
            let [first, second] = pair else { continue };
            if self.diagnostics.len() >= MAX_MISTAKES {
                break;
            }
            if first.text() == second.text() {
                let message = format!("key `{}` is written twice", second.text());
                self.diagnostics.push(
                    Diagnostic::new(Code::DuplicateKey, second.place(), message)
                        .secondary(first.place(), "first written here"),
                );
            }
        }
        self.layout = layout;
    }

    /// Whether a colon follows a key; otherwise it is written with `?`, or has no value.
    fn is_simple(&self, key: Node<'_>) -> bool {
        let behind = self.source.text().get(key.range().end..).unwrap_or_default();
        behind.trim_start_matches([' ', '\t']).starts_with(':')
    }

    fn is_empty(&self) -> bool {
        let root = self.layout.root(self.source);
        root.is_none_or(|root| root.kind() == Kind::Null)
    }
}

/// Control characters, line breaks of other standards, marks of direction, and marks that nobody
/// sees.
fn is_treacherous(found: char) -> bool {
    found.is_control()
        || matches!(
            found,
            '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
        )
}

/// Turns positions in characters into positions in bytes. They come nearly in order, so each is
/// found from the one before.
struct Offset<'a> {
    text: &'a str,
    ascii: bool,
    index: usize,
    byte: usize,
}

impl Offset<'_> {
    fn byte(&mut self, index: usize) -> usize {
        if self.ascii {
            return index.min(self.text.len());
        }
        if index >= self.index {
            let rest = self.text.get(self.byte..).unwrap_or_default();
            let skipped = rest.chars().take(index - self.index);
            self.byte += skipped.map(char::len_utf8).sum::<usize>();
        } else {
            let before = self.text.get(..self.byte).unwrap_or_default();
            let skipped = before.chars().rev().take(self.index - index);
            self.byte -= skipped.map(char::len_utf8).sum::<usize>();
        }
        self.index = index;
        self.byte
    }
}
