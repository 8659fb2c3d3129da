//! The pass before decoding: places, and what the spec does not use.

use super::damage::Damage;
use super::layout::{Entry, Kind, Layout, Node};
use super::plain::{
    PlainKind, escape, in_quotes, in_wide_quotes, is_odd_blank, is_treacherous, plain_kind,
    with_wide_commas,
};
use super::slips;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source};
use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use std::ops::Range;
use std::sync::Arc;

/// How deeply values may be nested. The deepest object of the API is nested twelve times.
const MAX_DEPTH: usize = 64;

/// How many mistakes of one file are reported: a file of another kind has one in every character.
const MAX_MISTAKES: usize = 100;

/// The places of a text.
pub(super) struct Scanned {
    pub(super) layout: Layout,
    pub(super) damage: Damage,
    /// Whether all of the text was read, so that what is wrong is wrong in its place alone.
    pub(super) is_complete: bool,
}

/// Finds the place of every node.
pub(super) fn scan(source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Scanned {
    let mut scan = Scan {
        damage: Damage::default(),
        is_complete: true,
        source,
        diagnostics,
        offset: Offset { text: source.text(), ascii: source.text().is_ascii(), index: 0, byte: 0 },
        layout: Layout::default(),
        open: Vec::new(),
        documents: 0,
    };
    scan.diagnostics.extend(slips::conflict_marks(source));
    if scan.diagnostics.is_empty() {
        scan.refuse_characters();
    }
    if scan.diagnostics.is_empty() {
        scan.run();
    } else {
        scan.is_complete = false;
    }
    if scan.diagnostics.is_empty() && scan.is_a_lone_text() {
        scan.diagnostics.extend(slips::find(source));
        scan.is_complete &= scan.diagnostics.is_empty();
    }
    if scan.diagnostics.is_empty() && scan.is_empty() {
        let message = "the file is empty";
        scan.diagnostics.push(
            Diagnostic::new(Code::EmptyFile, Place::whole(source), message)
                .help("a definition without facts is written `{}`"),
        );
        scan.is_complete = false;
    }
    Scanned { layout: scan.layout, damage: scan.damage, is_complete: scan.is_complete }
}

struct Scan<'a> {
    source: &'a Arc<Source>,
    diagnostics: &'a mut Diagnostics,
    damage: Damage,
    is_complete: bool,
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
        let mut returns = 0;
        for (at, found) in text.char_indices() {
            let is_blank = is_odd_blank(found);
            if found == '\r' && text.as_bytes().get(at + 1) != Some(&b'\n') {
                returns += 1;
                // A file of an old system has one in each line.
                if returns > 1 {
                    continue;
                }
            } else if matches!(found, '\n' | '\r' | '\t') || !(is_treacherous(found) || is_blank) {
                continue;
            }
            let place = Place::new(self.source, at..at + found.len_utf8());
            let (code, escape) = (u32::from(found), escape(found));
            let (message, help) = if is_blank {
                let help =
                    format!("write a space; a text that needs it has `{escape}` in double quotes");
                (format!("U+{code:04X} is a blank that is not a space"), help)
            } else if found == '\r' {
                let help = "save the file with LF at the end of each line; a text that needs the \
                            character has `\\r` in double quotes";
                ("a carriage return (CR) is not followed by LF".to_owned(), help.to_owned())
            } else {
                let help = format!("delete it, or write `{escape}` in double quotes");
                (format!("character U+{code:04X} is not allowed"), help)
            };
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
                    self.is_complete = false;
                    self.syntax_error(error.marker().index(), error.info());
                    return;
                }
            };
            if !self.event(event, span) || self.diagnostics.len() >= MAX_MISTAKES {
                self.is_complete = false;
                return;
            }
        }
    }

    fn syntax_error(&mut self, index: usize, info: &str) {
        let byte = self.offset.byte(index);
        let rest = self.source.text().get(byte..).unwrap_or_default();
        if info == "recursion limit exceeded" {
            self.too_deep(byte..byte + 1);
            return;
        }
        let slips = slips::find(self.source);
        if !slips.is_empty() {
            // The parser's remarks on the same lines are about what the slip seems to say.
            let line = |one: &Diagnostic| one.place().line_and_column().0;
            let lines: Vec<usize> = slips.iter().map(line).collect();
            let others = std::mem::take(self.diagnostics).into_iter();
            self.diagnostics.extend(others.filter(|one| !lines.contains(&line(one))));
            self.diagnostics.extend(slips);
            return;
        }
        if rest.starts_with('*') {
            self.forbid(byte..byte + 1, "aliases");
            return;
        }
        // At the end of the text only its last character can be underlined.
        let start = if rest.trim().is_empty() {
            self.source.text().trim_end().len().saturating_sub(1)
        } else {
            byte
        };
        let width = self.source.text().get(start..).and_then(|rest| rest.chars().next());
        let place = Place::new(self.source, start..start + width.map_or(1, char::len_utf8));
        let message = format!("not YAML: {info}");
        self.diagnostics.push(Diagnostic::new(Code::InvalidYaml, place, message).help(
            "keys of one mapping, and hyphens of one list, are indented alike; look at quotes, \
             brackets and colons here and in the line above",
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

    /// Reports what the spec does not use. The file means something else than it shows, so that
    /// nothing more is read from it.
    fn forbid(&mut self, range: Range<usize>, what: &str) {
        self.is_complete = false;
        let place = Place::new(self.source, range);
        let message = format!("the spec does not use {what}");
        let help = match what {
            "anchors" | "aliases" | "tags" => {
                "write the value itself; a text that begins with `&`, `*` or `!` is put in quotes"
            }
            "directives" | "several documents in one file" => "delete the line",
            "keys without a colon" => "put a colon and a space after the key",
            _ => "write out the value",
        };
        self.diagnostics.push(Diagnostic::new(Code::ForbiddenYaml, place, message).help(help));
    }

    /// Reports a text in quotes of a kind that is none to YAML.
    fn wide_quotes(&mut self, range: Range<usize>, text: &str) {
        let Some(inner) = in_wide_quotes(text) else { return };
        self.damage.drop_index(self.layout.entries.len());
        let place = Place::new(self.source, range);
        let message = "these quotes are not ASCII ones, and so belong to the text";
        let diagnostic = Diagnostic::new(Code::InvalidYaml, &place, message);
        self.diagnostics.push(
            diagnostic
                .replace(place, in_quotes(inner), "write ASCII quotes")
                .help("if they belong to it, put the text in ASCII quotes as well"),
        );
    }

    /// Reports names that a comma of another kind divides, so that they are one text.
    fn wide_commas(&mut self, range: Range<usize>, text: &str) {
        let Some(ascii) = with_wide_commas(text) else { return };
        self.damage.drop_index(self.layout.entries.len());
        let place = Place::new(self.source, range);
        let message =
            format!("the comma in `{text}` is not an ASCII one, and so belongs to the text");
        let diagnostic = Diagnostic::new(Code::InvalidYaml, &place, message);
        self.diagnostics.push(
            diagnostic
                .replace(place, ascii, "write ASCII commas, in the brackets of a list")
                .help("if it belongs to it, put the text in quotes"),
        );
    }

    /// Reports a comment after a text without quotes: it may be a part of the text.
    fn comment_after(&mut self, range: &Range<usize>) {
        let after = self.source.text().get(range.end..).unwrap_or_default();
        // A line may be long, and most scalars have no comment: it is not looked at for each.
        if !after.trim_start_matches([' ', '\t']).starts_with('#') || range.is_empty() {
            return;
        }
        let line = after.split('\n').next().unwrap_or_default().trim_end();
        let comment = line.trim_start();
        // The value may go on in the comment.
        self.damage.drop_index(self.layout.entries.len());
        let end = range.end + line.len();
        let whole = self.source.text().get(range.start..end).unwrap_or_default();
        let place = Place::new(self.source, end - comment.len()..end);
        let message = "a comment ends the text before it";
        let advice = "put the text in quotes if this belongs to it";
        self.diagnostics.push(
            Diagnostic::new(Code::InvalidYaml, place, message)
                .replace(Place::new(self.source, range.start..end), in_quotes(whole), advice)
                .help("a comment stands on a line of its own, above"),
        );
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
            // A value that is left out has no place: it is shown after the node before it.
            let before = self.layout.entries.last().map_or(range.start, |entry| entry.end);
            (before, before)
        } else {
            // A block may begin with a quote that is a part of its text.
            let length = if block { raw.trim_end().len() } else { scalar_length(raw) };
            (range.start, range.start + length)
        };
        if style == ScalarStyle::Plain && matches!(kind, Kind::Text | Kind::Ambiguous) {
            self.comment_after(&(start..end));
            self.wide_quotes(start..end, text);
            self.wide_commas(start..end, text);
        }
        // The text of a block is long, and no caller needs it.
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
        self.diagnostics.push(
            Diagnostic::new(Code::TooDeep, place, message)
                .help("close the brackets before it, or make an object type of what is inside"),
        );
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
        let mut before: Option<Node<'_>> = None;
        let pairs: Vec<(Node<'_>, Node<'_>)> = mapping.into_iter().flat_map(Node::pairs).collect();
        let mut rest = pairs.as_slice();
        while let Some(((key, value), after)) = rest.split_first() {
            rest = after;
            let key = *key;
            match key.kind() {
                Kind::Sequence | Kind::Mapping => {
                    self.forbid(key.range(), "keys that are not texts");
                }
                Kind::Null => self.forbid(key.range(), "empty keys"),
                _ if !self.is_simple(key) => {
                    // The rest of a text, divided by all its commas.
                    let is_rest = |(key, _): &&(Node<'_>, Node<'_>)| {
                        key.kind() == Kind::Text
                            && !self.is_simple(*key)
                            && !key.text().contains(':')
                    };
                    let count = after.iter().take_while(is_rest).count();
                    let last = count.checked_sub(1).and_then(|last| after.get(last));
                    let (_, others) = after.split_at(count);
                    rest = others;
                    self.no_colon(key, last.map_or(key, |(key, _)| *key), before);
                }
                _ if key.text() == "<<" && key.is_plain() => {
                    self.forbid(key.range(), "merge keys");
                }
                _ => {
                    keys.push(key);
                    before = Some(*value);
                }
            }
        }
        keys.sort_by_key(|key| key.text());
        let is_next_element = self.begins_next_element(&pairs);
        for pair in keys.windows(2) {
            let ([first, second], Some(root)) = (pair, &mapping) else { continue };
            if self.diagnostics.len() >= MAX_MISTAKES {
                break;
            }
            if first.text() == second.text() {
                // It is not known which of the two counts.
                for (key, value) in pairs.iter().filter(|(key, _)| key.text() == first.text()) {
                    self.damage.drop_pair(*root, *key, *value, Some(first.text()));
                }
                let message = format!("key `{}` is written twice", second.text());
                let help = if is_next_element {
                    "put `- ` before the first key of the next element, or delete one of the two"
                } else {
                    "delete one of the two; readers differ in which of them counts"
                };
                self.diagnostics.push(
                    Diagnostic::new(Code::DuplicateKey, second.place(), message)
                        .secondary(first.place(), "first written here")
                        .help(help),
                );
            }
        }
        self.layout = layout;
    }

    /// Whether the first key of an element occurs again in it: the next element has no hyphen.
    fn begins_next_element(&self, pairs: &[(Node<'_>, Node<'_>)]) -> bool {
        let Some(((first, _), others)) = pairs.split_first() else { return false };
        let before = self.source.text().get(..first.range().start).unwrap_or_default();
        before.trim_end_matches(' ').ends_with('-')
            && others.iter().any(|(key, _)| key.text() == first.text())
    }

    /// Reports a key without a colon. After a plain text in brackets it is the rest of that text,
    /// which a comma has ended.
    fn no_colon(&mut self, key: Node<'_>, last: Node<'_>, before: Option<Node<'_>>) {
        self.is_complete = false;
        let text = self.source.text();
        let (name, range) = (key.text(), key.range());
        let place = key.place();
        let between = before.map(|before| before.range().end..range.start);
        let follows_comma = between
            .and_then(|between| text.get(between))
            .is_some_and(|between| between.trim() == ",");
        if let Some(colon) = name.find([':', '：']) {
            let mark = key.inside(colon..colon + name.get(colon..).map_or(1, first_length));
            let message = format!("`{name}` has no colon with a space after it");
            self.diagnostics.push(Diagnostic::new(Code::ForbiddenYaml, &mark, message).replace(
                mark,
                ": ",
                "write an ASCII colon and a space",
            ));
        } else if let Some(before) = before.filter(|_| follows_comma)
            && before.kind() == Kind::Text
            && before.is_plain()
        {
            let start = before.range().start;
            let whole = text.get(start..last.range().end).unwrap_or_default();
            let message = "a comma ends the text before it, inside of brackets";
            let comma = before.range().end;
            let comma = comma + text.get(comma..).and_then(|rest| rest.find(',')).unwrap_or(0);
            self.diagnostics.push(
                Diagnostic::new(
                    Code::ForbiddenYaml,
                    Place::new(self.source, comma..comma + 1),
                    message,
                )
                .secondary(place, "this is taken for a key")
                .replace(
                    Place::new(self.source, start..range.end),
                    in_quotes(whole),
                    "put the text in quotes",
                ),
            );
        } else {
            self.forbid(range, "keys without a colon");
        }
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

    /// Whether the file is one text: keys whose colons are not recognised.
    fn is_a_lone_text(&self) -> bool {
        let root = self.layout.root(self.source);
        root.is_some_and(|root| root.kind() == Kind::Text && root.is_plain())
    }
}

/// The bytes of a scalar at the beginning of a text: the parser counts what follows a quote, too.
fn scalar_length(raw: &str) -> usize {
    let bytes = raw.as_bytes();
    let Some(quote @ (b'"' | b'\'')) = bytes.first() else { return raw.trim_end().len() };
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        if *byte == b'\\' && *quote == b'"' {
            at += 1;
        } else if byte == quote {
            if *quote == b'"' || bytes.get(at) != Some(quote) {
                return at;
            }
            at += 1;
        }
    }
    raw.trim_end().len()
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
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
