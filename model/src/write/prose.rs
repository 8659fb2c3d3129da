//! Descriptions: paragraphs and list items, wrapped.
//!
//! No form changes the meaning: where a reader of Markdown would see another one, the lines stay as
//! they were written.

use super::markdown::is_same;
use super::scalar::{can_be_plain, needs_escape, quoted};
use super::width::{WIDTH, width};

/// Descriptions are wrapped a little before the last column.
const WRAP: usize = 92;

/// A description in one form: blanks collapsed, one line for each paragraph and each list item, an
/// empty line between paragraphs. Markdown of other kinds stays: fenced and indented code,
/// nested lists, tables, hard breaks.
pub fn normal(text: &str) -> String {
    let text = trimmed(text);
    let joined = join(&rows(text));
    // A form that is read in another way again is none.
    let is_form = || join(&rows(&joined)) == joined;
    if is_same(&joined, text) && is_form() { joined } else { verbatim(text) }
}

fn join(rows: &[Row]) -> String {
    let lines: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
    lines.join("\n")
}

/// The lines of a description as they were written.
fn verbatim(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines.join("\n")
}

/// A description without the blanks around it that mean nothing.
fn trimmed(text: &str) -> &str {
    let text = text.trim_end();
    // Lines without words before the first one.
    let start = text.len() - text.trim_start().len();
    let line = text.get(..start).and_then(|blanks| blanks.rfind(['\n', '\r']));
    let text = text.get(line.map_or(0, |at| at + 1)..).unwrap_or_default();
    if is_indented_code(text) { text } else { text.trim_start() }
}

/// A line of the normal form.
struct Row {
    text: String,
    kind: RowKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RowKind {
    /// A paragraph or an item: it may be wrapped.
    Words,
    /// It stays as it is.
    Verbatim,
    Blank,
}

/// Reads a description into its rows.
fn rows(text: &str) -> Vec<Row> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut rows: Vec<Row> = Vec::new();
    let mut fence: Option<String> = None;
    let mut in_table = false;
    // The column at which the text of the innermost open item begins.
    let mut item: Option<usize> = None;
    for (index, raw) in text.lines().enumerate() {
        let line = raw.trim_end();
        let trimmed = line.trim_start();
        let indent = column(line);
        let is_fresh = rows.last().is_none_or(|row| row.kind != RowKind::Words);
        if let Some(open) = &fence {
            let closes = trimmed.starts_with(open.as_str())
                && trimmed.trim_start_matches(|c| open.starts_with(c)).is_empty();
            push(&mut rows, line, RowKind::Verbatim);
            if closes {
                fence = None;
            }
            continue;
        }
        if trimmed.is_empty() {
            in_table = false;
            if rows.last().is_some_and(|row| row.kind != RowKind::Blank) {
                push(&mut rows, "", RowKind::Blank);
            }
            continue;
        }
        let code = item.unwrap_or(0) + 4;
        if let Some(open) = opens_fence(trimmed).filter(|_| indent < code) {
            fence = Some(open);
            push(&mut rows, line, RowKind::Verbatim);
            continue;
        }
        let next = lines.get(index + 1).copied().unwrap_or_default();
        in_table |= line.contains('|') && is_delimiter_row(next);
        if is_fresh && indent >= code {
            push(&mut rows, &code_line(line, code), RowKind::Verbatim);
            continue;
        }
        if in_table || is_underline(trimmed) {
            push(&mut rows, line, RowKind::Verbatim);
            continue;
        }
        let words: Vec<&str> = trimmed.split_whitespace().collect();
        let breaks = raw.ends_with("  ") && !next.trim().is_empty();
        let mut text = words.join(" ");
        if breaks && !text.ends_with('\\') {
            text.push('\\');
        }
        let begins = begins_item(&text);
        if let Some(last) = rows
            .last_mut()
            .filter(|last| last.kind == RowKind::Words && !begins && !last.text.ends_with('\\'))
        {
            last.text.push(' ');
            last.text.push_str(&text);
            continue;
        }
        // A line of an item that begins anew keeps its place in the item.
        let depth = match item {
            Some(column) if indent >= column => indent,
            _ if is_list_item(&text) => indent.min(item.map_or(0, |column| column)),
            Some(column) if !is_fresh || rows.last().is_some_and(|it| it.text.ends_with('\\')) => {
                column.min(indent)
            }
            _ => 0,
        };
        if is_list_item(&text) {
            item = Some(depth + marker_width(&text));
        } else if is_fresh && depth == 0 {
            item = None;
        }
        push(&mut rows, &format!("{}{text}", " ".repeat(depth)), RowKind::Words);
    }
    while rows.last().is_some_and(|row| row.kind == RowKind::Blank) {
        rows.pop();
    }
    rows
}

fn push(rows: &mut Vec<Row>, text: &str, kind: RowKind) {
    rows.push(Row { text: text.to_owned(), kind });
}

/// Whether a text begins with a line of code that four blanks mark.
fn is_indented_code(text: &str) -> bool {
    column(text) >= 4 && !text.trim_start().is_empty()
}

/// The column at which the text of a line begins. A tab leads to the next multiple of four.
fn column(line: &str) -> usize {
    let blanks = line.chars().take_while(|c| c.is_whitespace());
    blanks.fold(0, |column, blank| if blank == '\t' { column + 4 - column % 4 } else { column + 1 })
}

/// A line of code whose mark, the blanks up to a column, is spaces; the code keeps its tabs.
fn code_line(line: &str, code: usize) -> String {
    let mut column = 0;
    let mut rest = line;
    while column < code {
        let Some(blank) = rest.chars().next() else { break };
        column = if blank == '\t' { column + 4 - column % 4 } else { column + 1 };
        rest = rest.get(blank.len_utf8()..).unwrap_or_default();
    }
    format!("{}{rest}", " ".repeat(column))
}

/// The marks that close a fenced block which a line opens. Code on one line opens none.
fn opens_fence(line: &str) -> Option<String> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == mark).count();
    let rest = line.get(length..).unwrap_or_default();
    (length >= 3 && !rest.contains('`')).then(|| mark.to_string().repeat(length))
}

/// The line of dashes below the header of a table.
fn is_delimiter_row(line: &str) -> bool {
    let line = line.trim();
    line.contains('|')
        && line.contains('-')
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// A line that makes a heading of the one before, or that divides.
fn is_underline(line: &str) -> bool {
    let of = |mark: char| line.chars().all(|c| c == mark || c == ' ');
    let count = |mark: char| line.chars().filter(|c| *c == mark).count();
    ['-', '=', '*', '_'].iter().any(|mark| of(*mark) && count(*mark) >= 3)
}

/// The lines of `head` and a description. Short ones follow the colon; of longer ones each
/// line has `indent` blanks before it.
pub(super) fn lines(head: &str, text: &str, indent: usize) -> Vec<String> {
    let text = normal(text);
    let column = width(head) + 1;
    if !text.contains('\n') {
        let line = if can_be_plain(&text, false) { text.clone() } else { quoted(&text) };
        if column + width(&line) <= WIDTH {
            return vec![format!("{head} {line}")];
        }
    }
    // A block cannot hold characters that need escapes.
    if text.contains(|c| needs_escape(c) && c != '\n') {
        return vec![format!("{head} {}", quoted(&text))];
    }
    let pad = " ".repeat(indent);
    // A first line that begins with blanks needs an explicit indentation.
    let mark = if text.starts_with([' ', '\t']) { "|2" } else { "|" };
    let mut lines = vec![format!("{head} {mark}")];
    let body = wrapped(&text, WRAP.saturating_sub(indent));
    let padded = |line: &str| if line.is_empty() { String::new() } else { format!("{pad}{line}") };
    lines.extend(body.iter().map(|line| padded(line)));
    lines
}

/// The lines of a description in its normal form, wrapped where that changes nothing.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let rows = rows(text);
    if join(&rows) == text {
        let lines: Vec<String> = rows.iter().flat_map(|row| row.lines(most)).collect();
        let again = lines.join("\n");
        if normal(&again) == text {
            return lines;
        }
    }
    text.lines().map(str::to_owned).collect()
}

impl Row {
    fn lines(&self, most: usize) -> Vec<String> {
        match self.kind {
            RowKind::Words => wrap(&self.text, most),
            RowKind::Verbatim | RowKind::Blank => vec![self.text.clone()],
        }
    }
}

/// Divides a paragraph or list item into lines of at most `most` characters, if words are not
/// longer. Lines of an item after the first are indented. No line begins with what would mean
/// something there, so that reading the lines returns the text unchanged.
fn wrap(text: &str, most: usize) -> Vec<String> {
    let trimmed = text.trim_start();
    let depth = text.len() - trimmed.len();
    let is_item = is_list_item(trimmed);
    let is_marked = begins_item(trimmed);
    let hang = " ".repeat(depth + if is_item { marker_width(trimmed) } else { 0 });
    let mut lines: Vec<String> = vec![" ".repeat(depth)];
    let mut used = depth;
    let mut is_first = true;
    // Some words must stay on the line of the word before them.
    let mut words = trimmed.split(' ').enumerate().peekable();
    while let Some((index, word)) = words.next() {
        let needed = width(word);
        let is_marker_word = is_marked && index == 1;
        let fits = used + 1 + needed <= most;
        let begins = begins_line(word, words.peek().is_some());
        // A line of marks alone would mean something, too.
        let is_alone = lines.last().is_some_and(|line| is_mark_line(line.trim()));
        if is_first || fits || is_marker_word || begins || is_alone {
            if !is_first {
                if let Some(line) = lines.last_mut() {
                    line.push(' ');
                }
                used += 1;
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(word);
            }
            used += needed;
        } else {
            lines.push(format!("{hang}{word}"));
            used = hang.len() + needed;
        }
        is_first = false;
    }
    lines
}

/// Whether a line consists of marks that have a meaning of their own.
fn is_mark_line(line: &str) -> bool {
    is_underline(line) || is_delimiter_row(line) || opens_fence(line).is_some()
}

/// Whether a word would mean something at the start of a line.
fn begins_line(word: &str, has_more: bool) -> bool {
    let line = if has_more { format!("{word} x") } else { word.to_owned() };
    begins_item(&line)
        || begins_item(&format!("{word} x"))
        || is_underline(word)
        || word.starts_with(['|', '>', '#', '=', '+', '~'])
        || word.contains('|')
        || opens_fence(word).is_some()
}

/// Whether a line cannot be joined to the one before: an item of a list, a heading, a quotation, a
/// row of a table.
fn begins_item(line: &str) -> bool {
    let level = line.chars().take_while(|c| *c == '#').count();
    let is_heading =
        (1..=6).contains(&level) && line.get(level..).is_some_and(|rest| rest.starts_with(' '));
    is_list_item(line)
        || is_heading
        || line.starts_with('>')
        || line.starts_with('|')
        || opens_fence(line).is_some()
}

/// Whether a line is an item of a list: the one definition for reading and printing.
fn is_list_item(line: &str) -> bool {
    let marker = line.split(' ').next().unwrap_or_default();
    let number = marker.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number =
        !number.is_empty() && number.len() < 10 && number.bytes().all(|byte| byte.is_ascii_digit());
    line.contains(' ') && (matches!(marker, "-" | "*" | "+") || is_number)
}

/// The width of an item's marker and the blank after it.
fn marker_width(line: &str) -> usize {
    line.split(' ').next().map_or(0, |marker| width(marker) + 1)
}

#[cfg(test)]
mod tests {
    use super::{is_same, lines, normal};
    use proptest::prelude::*;

    /// Reads a printed description.
    fn again(text: &str) -> String {
        let printed = lines("doc:", text, 2);
        let (first, rest) = printed.split_first().expect("there is a line");
        if !first.starts_with("doc: |") {
            return normal(text);
        }
        let rest: Vec<&str> = rest.iter().map(|line| line.get(2..).unwrap_or_default()).collect();
        rest.join("\n")
    }

    #[test]
    fn what_means_something_in_markdown_stays() {
        let table = [
            ("- one\n  - two\n    more\n- three", "- one\n  - two more\n- three"),
            ("1) one\n2) two", "1) one\n2) two"),
            ("+ p\n+ q", "+ p\n+ q"),
            ("a  \nb", "a\\\nb"),
            ("a\\\nb", "a\\\nb"),
            ("Like this:\n\n    a  b\n    c\n\nend", "Like this:\n\n    a  b\n    c\n\nend"),
            ("A | B\n--- | ---\n1 | 2\n3 | 4", "A | B\n--- | ---\n1 | 2\n3 | 4"),
            ("- a\n\n  b\n\nc", "- a\n\n  b\n\nc"),
            ("- a\n  ```\n  x  y\n  ```\n- b", "- a\n  ```\n  x  y\n  ```\n- b"),
            ("```Filter``` does it.\nThen more.", "```Filter``` does it. Then more."),
            ("Title\n---\ntext", "Title\n---\ntext"),
            ("a\n\n\ttab", "a\n\n    tab"),
            ("\ttab\n\t\ttwo", "    tab\n    \ttwo"),
            ("  \tblanks and a tab", "    blanks and a tab"),
            ("- a\n\n\t\tcode", "- a\n\n\t\tcode"),
            ("    a\n\n\n    b", "    a\n\n\n    b"),
            ("`a  b` and   c", "`a  b` and   c"),
            ("-\n\t--- - ```\n\n\t`a`\n`a`", "-\n\t--- - ```\n\n\t`a`\n`a`"),
            ("a\n\n    ```\n    b", "a\n\n    ```\n    b"),
            ("        a\n\n    b(\n\n\ttab", "        a\n\n    b(\n\n    tab"),
            ("text\n\n\ta\tb\n\n\t\tc", "text\n\n    a\tb\n\n    \tc"),
            ("1. a\n\n\t\ttab\n2. b", "1. a\n\n\t\ttab\n2. b"),
        ];
        for (text, expected) in table {
            assert_eq!(normal(text), expected, "{text:?}");
            assert_eq!(normal(&again(text)), expected, "{text:?}");
        }
    }

    #[test]
    fn an_item_whose_first_word_does_not_fit_stays_one() {
        let long = "x".repeat(120);
        for text in [
            format!("- {long} - more"),
            format!("{long} - {long} 1. {long}"),
            format!("- {long} - {long}\n- two"),
            format!("- |\n  | --- {long}"),
            format!("{} - {long}", "数".repeat(95)),
        ] {
            assert_eq!(normal(&again(&text)), normal(&text), "{text}");
        }
    }

    fn words() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            Just("-".to_owned()),
            Just("1.".to_owned()),
            Just("2)".to_owned()),
            Just("*".to_owned()),
            Just("#".to_owned()),
            Just(">".to_owned()),
            Just("|".to_owned()),
            Just("+".to_owned()),
            Just("---".to_owned()),
            Just("```".to_owned()),
            Just("`a`".to_owned()),
            Just("a|b".to_owned()),
            Just("数据库实例的名称".to_owned()),
            "[a-z]{1,12}",
            "[a-z]{60,110}",
        ];
        let divider = prop_oneof![
            6 => Just(" "),
            2 => Just("\n"),
            1 => Just("\n\n"),
            1 => Just("\n  "),
            1 => Just("  \n"),
            1 => Just("\n\t"),
            1 => Just("\n\n\t"),
            1 => Just("\n\n    "),
            1 => Just("\n\n\n"),
            1 => Just("   "),
        ];
        prop::collection::vec((word, divider), 1..40).prop_map(|parts| {
            parts.into_iter().flat_map(|(word, divider)| [word, divider.to_owned()]).collect()
        })
    }

    proptest! {
        #[test]
        fn printing_keeps_the_meaning(text in words()) {
            prop_assert!(is_same(&normal(&text), text.trim_end()), "{:?}", normal(&text));
            prop_assert!(is_same(&again(&text), text.trim_end()), "{:?}", again(&text));
        }

        #[test]
        fn printing_is_a_fixed_point(text in words()) {
            let normal_text = normal(&text);
            prop_assert_eq!(normal(&normal_text), normal_text.clone());
            prop_assert_eq!(normal(&again(&text)), normal_text);
        }
    }
}
