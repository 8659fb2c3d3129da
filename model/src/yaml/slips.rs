//! Natural slips in a text that is not YAML: the place of each, and its remedy.
//!
//! A parser notices a slip where it can no longer go on, often a line late, and in its own terms.
//! This looks at the lines as they were typed. It runs only on texts that the parser rejects, so
//! no correct text is ever questioned.

use super::finder::Finder;
use super::flow::{self, Flow};
use super::indents::Indents;
use super::plain::in_quotes;
use crate::diagnostic::{Code, Diagnostic, Place, Source};
use std::ops::Range;
use std::sync::Arc;

/// Finds the marks that git leaves in a file with conflicts.
pub(super) fn conflict_marks(source: &Arc<Source>) -> Vec<Diagnostic> {
    let is_mark = |line: &str| {
        let line = line.trim_end();
        ["<<<<<<<", "|||||||", ">>>>>>>"].iter().any(|mark| {
            line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        }) || line == "======="
    };
    let mut at = 0;
    let mut marks = Vec::new();
    for line in source.text().split_inclusive('\n') {
        if is_mark(line) {
            marks.push(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    // A lone line of equals signs is not a conflict.
    if !marks.iter().any(|mark| source.text()[mark.clone()].starts_with(['<', '>'])) {
        return Vec::new();
    }
    let report = |mark: Range<usize>| {
        let message = "this is a mark of a conflict between two versions of the file";
        Diagnostic::new(Code::InvalidYaml, Place::new(source, mark), message)
            .help("keep the lines that are right, and delete the marks")
    };
    marks.into_iter().map(report).collect()
}

/// Finds the slips in a text that is not YAML.
pub(super) fn find(source: &Arc<Source>) -> Vec<Diagnostic> {
    let text = source.text();
    let mut finder = Finder { source, text, found: Vec::new(), at: 0, indents: Indents::default() };
    finder.lines();
    finder.found
}

/// The forms that the lines after a value may continue.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    /// A block of text.
    Block(Block),
    /// A plain text whose lines are indented more than this.
    Plain(usize),
}

/// A block of text that is open.
#[derive(Clone, Copy, PartialEq)]
struct Block {
    /// Its lines are indented more than this.
    parent: usize,
    /// The indentation of its first line, as soon as there is one.
    first: Option<usize>,
}

/// Characters that people write for the hyphen of an element.
const DASHES: &[char] = &['－', '–', '—', '−', '‐', '•', '·', '●', '*', '+'];

/// Full-width brackets, each with the one that YAML knows.
const WIDE_BRACKETS: &[(char, char)] =
    &[('｛', '{'), ('｝', '}'), ('［', '['), ('］', ']'), ('【', '['), ('】', ']')];

/// How many slips are reported.
const MOST: usize = 100;

impl Finder<'_> {
    fn lines(&mut self) {
        let mut open = Open::Nothing;
        while self.at < self.text.len() && self.found.len() < MOST {
            let start = self.at;
            self.at = self.line_end(start);
            let line = self.rest(start);
            let body = line.trim_start_matches(' ');
            let indent = line.len() - body.len();
            if body.trim().is_empty() || body.starts_with('#') {
                continue;
            }
            match open {
                Open::Block(block) if indent > block.parent => {
                    open = Open::Block(self.block_line(block, start, indent));
                    continue;
                }
                Open::Plain(parent) if indent > parent => {
                    self.continuation(start + indent, body);
                    continue;
                }
                _ => {}
            }
            let first = body.chars().next().unwrap_or_default();
            if first.is_whitespace() {
                let range = start + indent..start + indent + first.len_utf8();
                let what = if first == '\t' { "a tab" } else { "a blank that is not a space" };
                self.advise(
                    range,
                    format!("{what} stands in the indentation"),
                    "indent with spaces only",
                );
                open = Open::Nothing;
                continue;
            }
            if indent == 0 && (body.starts_with("---") || body.starts_with('%')) {
                open = Open::Nothing;
                continue;
            }
            if let Open::Block(Block { first: None, .. }) = open
                && !body.starts_with('-')
                && matches!(Key::read(body.trim_end()), Key::None)
            {
                self.advise(
                    start + indent..start + line.trim_end().len(),
                    "the text of a block is not indented",
                    "indent each line of it by two spaces more than its key",
                );
                open = Open::Plain(indent);
                continue;
            }
            open = self.line(start + indent, indent);
        }
    }

    /// A line of a block of text.
    fn block_line(&mut self, block: Block, start: usize, indent: usize) -> Block {
        match block.first {
            Some(first) if indent < first => self.advise(
                start + indent..start + indent + self.rest(start + indent).len(),
                format!("this line is indented by {indent}, and the text above it by {first}"),
                "indent the lines of a text alike, and a key like the keys beside it",
            ),
            Some(_) => {}
            None => return Block { first: Some(indent), ..block },
        }
        block
    }

    /// A line that begins with a key or an element; `at` is its first byte.
    fn line(&mut self, mut at: usize, mut column: usize) -> Open {
        let mut parent = column;
        let mut is_element = false;
        let rest = self.rest(at);
        if rest.starts_with(DASHES) && rest.chars().nth(1) == Some(' ') {
            let dash = rest.chars().next().unwrap_or_default();
            let range = at..at + dash.len_utf8();
            let message = format!("`{dash}` is not the hyphen of a list's element");
            self.mend(range.clone(), message, range, "-", "write a hyphen");
            return Open::Nothing;
        }
        let number = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if number > 0 && rest.get(number..).is_some_and(|rest| rest.starts_with(". ")) {
            let range = at..at + number + 1;
            let message = "a number is not the hyphen of a list's element";
            self.mend(range.clone(), message, range, "-", "write a hyphen");
            return Open::Nothing;
        }
        loop {
            let rest = self.rest(at);
            let Some(after) = rest.strip_prefix('-') else { break };
            if after.is_empty() || after.starts_with([' ', '\t']) {
                self.place(at, column, is_element, true);
            }
            if after.is_empty() {
                return Open::Nothing;
            }
            if after.starts_with('\t') {
                let tab = at + 1..at + 2;
                let message = "a tab stands after the hyphen of a list's element";
                self.mend(tab.clone(), message, tab, " ", "write a space");
                return Open::Nothing;
            }
            let body = after.trim_start_matches(' ');
            let blanks = after.len() - body.len();
            if blanks == 0 {
                if after.starts_with(|c: char| c.is_alphabetic() || "\"'{[_".contains(c)) {
                    self.mend(
                        at..at + 1,
                        "a space is missing after the hyphen of a list's element",
                        at..at + 1,
                        "- ",
                        "put a space there",
                    );
                }
                if !after.starts_with(char::is_alphabetic) {
                    break;
                }
            }
            (is_element, parent) = (true, column);
            at += 1 + blanks;
            column += 1 + blanks.max(1);
        }
        self.entry(at, column, parent, is_element)
    }

    /// A key with its value, or an element of a list.
    fn entry(&mut self, at: usize, column: usize, parent: usize, is_element: bool) -> Open {
        let rest = self.rest(at);
        if rest.starts_with(['{', '[']) && !is_key(rest) {
            self.indents.end(true);
            return self.value(at, parent);
        }
        if self.wide_brackets(at, rest) {
            return Open::Nothing;
        }
        if let Some(comment) = rest.strip_prefix("//").filter(|_| !is_element) {
            let range = at..at + rest.len() - comment.len();
            self.mend(range.clone(), "a comment begins with `#`", range, "#", "write `#`");
            return Open::Nothing;
        }
        if matches!(Key::read(rest), Key::Ascii { .. }) {
            self.place(at, column, is_element, false);
        }
        if rest.starts_with(['"', '\'']) {
            let Some(end) = self.quoted(at) else { return Open::Nothing };
            let after = self.rest(end);
            return match after.trim_start().strip_prefix(':') {
                Some("") => {
                    self.place(at, column, is_element, false);
                    Open::Nothing
                }
                Some(value) if value.starts_with([' ', '\t']) => {
                    self.place(at, column, is_element, false);
                    self.indents.end(true);
                    self.value(end + after.len() - value.trim_start().len(), column)
                }
                _ => {
                    self.after_value(at, end);
                    Open::Nothing
                }
            };
        }
        match Key::read(rest) {
            Key::Ascii { value } if value == rest.len() => Open::Nothing,
            Key::Ascii { value } => {
                let before = rest.get(..value).unwrap_or_default();
                if let Some(tab) = before.find('\t').filter(|_| before.trim_end().ends_with(':')) {
                    let tabs = at + tab..at + value;
                    let message = "a tab stands after the colon of a key";
                    self.mend(tabs.clone(), message, tabs, " ", "write a space");
                    return Open::Nothing;
                }
                if !rest.get(value..).is_some_and(|value| value.starts_with('#')) {
                    self.indents.end(true);
                }
                self.value(at + value, column)
            }
            Key::Wide { colon } => {
                let name = rest.get(..colon).unwrap_or_default();
                let range = at + colon..at + colon + '：'.len_utf8();
                let message = format!("the colon after `{name}` is a full-width one");
                self.mend(range.clone(), message, range, ": ", "write an ASCII colon and a space");
                Open::Nothing
            }
            Key::NoSpace { colon } if !is_element || self.has_keys_below(at, column) => {
                let name = rest.get(..colon).unwrap_or_default();
                let range = at + colon..at + colon + 1;
                let message = format!("a space is missing after the colon of `{name}`");
                self.mend(range.clone(), message, range, ": ", "put a space there");
                Open::Nothing
            }
            Key::Cut { comment } => {
                self.comment(at..at + comment, at + comment);
                Open::Nothing
            }
            Key::NoSpace { .. } | Key::None if is_element => {
                if self.has_keys_below(at, column) {
                    self.no_colon(at, rest);
                    return Open::Nothing;
                }
                self.indents.end(true);
                self.value(at, parent)
            }
            Key::NoSpace { .. } | Key::None => {
                self.no_colon(at, rest);
                Open::Nothing
            }
        }
    }

    /// Takes the key or hyphen at a byte, and reports it if its column fits nothing around it.
    fn place(&mut self, at: usize, column: usize, is_nested: bool, is_list: bool) {
        if is_nested {
            self.indents.nest(column, is_list);
        } else if let Some(remedy) = self.indents.begin(column, is_list) {
            let what = if is_list { "hyphen" } else { "key" };
            let message = format!("a {what} that is indented by {column} fits nothing around it");
            let width = if is_list { 1 } else { self.rest(at).find(':').unwrap_or(1) };
            self.advise(at..at + width, message, &remedy);
        }
        self.indents.end(false);
    }

    /// Reports a value in brackets of a kind that YAML does not know.
    fn wide_brackets(&mut self, at: usize, rest: &str) -> bool {
        let first = rest.chars().next().unwrap_or_default();
        if !WIDE_BRACKETS.iter().any(|(wide, _)| *wide == first) {
            return false;
        }
        let ascii = |c: char| {
            WIDE_BRACKETS.iter().find(|(wide, _)| *wide == c).map_or(c, |(_, ascii)| *ascii)
        };
        let message = format!("`{first}` is a full-width bracket");
        let mended: String = rest.chars().map(ascii).collect();
        let advice = "write ASCII brackets";
        self.mend(at..at + first.len_utf8(), message, at..at + rest.len(), mended, advice);
        true
    }

    /// Whether the next line has a key at this column, so that this one should have had one.
    fn has_keys_below(&self, at: usize, column: usize) -> bool {
        let next = self.rest(self.line_end(at));
        let body = next.trim_start_matches(' ');
        next.len() - body.len() == column
            && !body.starts_with(['-', '#'])
            && matches!(Key::read(body), Key::Ascii { .. })
    }

    fn no_colon(&mut self, at: usize, rest: &str) {
        let name = rest.split([' ', '\t', '=']).next().unwrap_or_default();
        let value = rest.get(name.len()..).unwrap_or_default();
        let value = value.trim_start_matches([' ', '\t', '=', ':']);
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if is_name && !value.is_empty() && !name.is_empty() {
            self.mend(
                at..at + name.len(),
                format!("`{name}` is not followed by a colon"),
                at..at + rest.len() - value.len(),
                format!("{name}: "),
                "a key ends with a colon",
            );
        } else {
            self.advise(
                at..at + rest.len(),
                "this line has no key",
                "write `key: value`; a longer text is indented below its key, after `key: |`",
            );
        }
    }

    /// A value; the lines that belong to it are indented more than `parent`.
    fn value(&mut self, at: usize, parent: usize) -> Open {
        let rest = self.rest(at);
        let first = rest.chars().next().unwrap_or_default();
        match first {
            '#' => Open::Nothing,
            '|' | '>' => {
                let header = rest.split([' ', '\t']).next().unwrap_or_default();
                let is_header = header.chars().skip(1).all(|c| "+-123456789".contains(c));
                let after = rest.get(header.len()..).unwrap_or_default().trim_start();
                if is_header && (after.is_empty() || after.starts_with('#')) {
                    return Open::Block(Block { parent, first: None });
                }
                if first == '|' && is_header && !after.contains('|') {
                    self.advise(
                        at..at + rest.len(),
                        "the text of a block begins on the line after its mark",
                        "write the text on the next line, indented, or put all of it in quotes",
                    );
                    return Open::Nothing;
                }
                self.quote(at..at + 1, at..at + rest.len(), &begins_with(first));
                Open::Nothing
            }
            '"' | '\'' => {
                if let Some(end) = self.quoted(at) {
                    self.after_value(at, end);
                }
                Open::Nothing
            }
            '{' | '[' => {
                let before = self.found.len();
                match flow::scan(self, at, parent) {
                    Flow::Closed(end) => {
                        self.at = self.line_end(end.saturating_sub(1)).max(self.at);
                        if self.found.len() == before {
                            self.after_value(at, end);
                        }
                    }
                    Flow::Unclosed(resume) => self.at = resume.max(self.at),
                }
                Open::Nothing
            }
            // An alias, or an anchor or tag before a value on the next line.
            '&' | '*' | '!' if !rest.contains(' ') => Open::Nothing,
            '`' | '@' | '%' | '&' | '*' | '!' => {
                self.quote(at..at + 1, at..at + rest.len(), &begins_with(first));
                Open::Nothing
            }
            '-' | '?' if rest.get(1..).is_some_and(|rest| rest.starts_with(' ')) => {
                self.quote(at..at + 1, at..at + rest.len(), &begins_with(first));
                Open::Nothing
            }
            _ => {
                self.plain(at, rest);
                Open::Plain(parent)
            }
        }
    }

    /// A plain text on a line.
    fn plain(&mut self, at: usize, rest: &str) {
        let all = at..at + rest.len();
        if let Some(comment) = rest.find(" #").or_else(|| rest.find("\t#"))
            && rest.find(": ").is_none_or(|colon| comment < colon)
        {
            self.comment(
                at..at + rest.get(..comment).map_or(0, |text| text.trim_end().len()),
                at + comment + 1,
            );
        } else if let Some(colon) =
            rest.find(": ").or_else(|| rest.ends_with(':').then(|| rest.len() - 1))
        {
            let message = "a colon in a text without quotes would make a key of it";
            self.quote(at + colon..at + colon + 1, all, message);
        } else if let Some(colon) = rest.find(":\t") {
            let message = "a colon in a text without quotes would make a key of it";
            self.quote(at + colon..at + colon + 1, all, message);
        }
    }

    /// A line that continues a plain text.
    fn continuation(&mut self, at: usize, line: &str) {
        let line = line.trim_end();
        if let Some(comment) = line.find(" #") {
            self.comment(at..at + comment, at + comment + 1);
        } else if let Some(colon) =
            line.find(": ").or_else(|| line.ends_with(':').then(|| line.len() - 1))
        {
            self.advise(
                at + colon..at + colon + 1,
                "this line continues the text above it, and its colon would make a key of it",
                "indent a key like the keys beside it; put a text with a colon in quotes, or below \
                 `key: |`",
            );
        } else if let Some(colon) = line.find('：') {
            let before = line.get(..colon).unwrap_or_default();
            if before.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
                let range = at + colon..at + colon + '：'.len_utf8();
                let message = format!("the colon after `{before}` is a full-width one");
                self.mend(range.clone(), message, range, ": ", "write an ASCII colon and a space");
            }
        }
    }

    /// A comment that ends a plain text.
    fn comment(&mut self, text: Range<usize>, comment: usize) {
        let length = self.rest(comment).len();
        let all = text.start..comment + length;
        let whole = self.text.get(all.clone()).unwrap_or_default();
        self.mend(
            comment..comment + length,
            "a comment ends the text before it",
            all,
            in_quotes(whole),
            "put the text in quotes if this belongs to it; a comment stands on a line above",
        );
    }

    /// Reports text after a value that has ended with its quote or bracket.
    fn after_value(&mut self, at: usize, end: usize) {
        let after = self.rest(end);
        let rest = after.trim_start();
        if rest.is_empty() || (rest.starts_with('#') && after.starts_with([' ', '\t'])) {
            return;
        }
        let from = end + after.len() - rest.len();
        let all = at..end + after.len();
        let first = self.text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
        if !matches!(first, '"' | '\'') {
            self.quote(at..at + 1, all, &begins_with(first));
            return;
        }
        let whole = self.text.get(all.clone()).unwrap_or_default();
        // A text that begins and ends with the quote has one of the kind inside.
        let inner = whole.strip_prefix(first).and_then(|text| text.strip_suffix(first));
        let inner = inner.filter(|text| text.matches(first).count() == 1).unwrap_or(whole);
        let message = "the text has ended with the quote before this";
        let advice = "put the whole text in quotes of the other kind";
        self.mend(from..end + after.len(), message, all, in_quotes(inner), advice);
    }
}

fn begins_with(first: char) -> String {
    format!("a text without quotes cannot begin with `{first}`")
}

/// Whether a line that begins with a bracket has a colon after it: no value, then.
fn is_key(rest: &str) -> bool {
    rest.ends_with("}:") || rest.ends_with("]:")
}

/// The key at the beginning of a line.
enum Key {
    /// With a colon; where the value begins.
    Ascii {
        value: usize,
    },
    /// With a full-width colon.
    Wide {
        colon: usize,
    },
    /// With a colon that no blank follows.
    NoSpace {
        colon: usize,
    },
    /// A comment cuts the line before its colon.
    Cut {
        comment: usize,
    },
    None,
}

impl Key {
    fn read(rest: &str) -> Self {
        let name = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "_.-".contains(c)));
        let name = name.unwrap_or(rest.len());
        let after = rest.get(name..).unwrap_or_default();
        if name > 0 && after.starts_with('：') {
            return Self::Wide { colon: name };
        }
        let colon = rest.find(": ").or_else(|| rest.find(":\t"));
        let colon = colon.or_else(|| rest.ends_with(':').then(|| rest.len() - 1));
        if let Some(colon) = colon {
            let comment = rest.find(" #").filter(|comment| *comment < colon);
            if let Some(comment) = comment {
                return Self::Cut { comment: comment + 1 };
            }
            let after = rest.get(colon + 1..).unwrap_or_default();
            return Self::Ascii { value: rest.len() - after.trim_start().len() };
        }
        if name > 0 && after.starts_with(':') { Self::NoSpace { colon: name } } else { Self::None }
    }
}
