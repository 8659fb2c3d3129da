//! Lines of text: code spans and good links stay, everything else that means something to Markdown is
//! escaped. Every mark is looked at once, and its partner is found by search in a sorted list.

use std::collections::BTreeMap;

/// Returns a line of text as Markdown. `link` returns the target of a code span.
pub(super) fn inline(text: &str, link: &dyn Fn(&str) -> Option<String>) -> String {
    let marks = Marks::new(text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let taken = match c {
            '`' => Some(ticks(text, at, &marks, link)),
            '[' => markdown_link(text, at, &marks),
            'h' => bare_url(&text[at..]),
            _ => None,
        };
        let (piece, len) = taken.unwrap_or_else(|| (escaped(c, out.is_empty()), c.len_utf8()));
        out.push_str(&piece);
        at += len;
    }
    out
}

/// The positions of marks in a line.
struct Marks {
    /// Runs of backticks, by length.
    ticks: BTreeMap<usize, Vec<usize>>,
    brackets: [Vec<usize>; 4],
}

const OPEN: usize = 0;
const CLOSE: usize = 1;
const LEFT: usize = 2;
const RIGHT: usize = 3;

impl Marks {
    fn new(text: &str) -> Self {
        let mut marks = Self { ticks: BTreeMap::new(), brackets: Default::default() };
        let mut run = 0;
        for (at, byte) in text.bytes().chain([b' ']).enumerate() {
            if byte == b'`' {
                run += 1;
                continue;
            }
            if run > 0 {
                marks.ticks.entry(run).or_default().push(at - run);
                run = 0;
            }
            match byte {
                b'[' => marks.brackets[OPEN].push(at),
                b']' => marks.brackets[CLOSE].push(at),
                b'(' => marks.brackets[LEFT].push(at),
                b')' => marks.brackets[RIGHT].push(at),
                _ => {}
            }
        }
        marks
    }

    /// Returns the next run of so many backticks.
    fn next_ticks(&self, count: usize, from: usize) -> Option<usize> {
        self.ticks.get(&count).and_then(|runs| next(runs, from))
    }

    /// Returns the next bracket of a kind.
    fn next(&self, bracket: usize, from: usize) -> Option<usize> {
        next(&self.brackets[bracket], from)
    }
}

fn next(positions: &[usize], from: usize) -> Option<usize> {
    positions.get(positions.partition_point(|position| *position < from)).copied()
}

/// A code span, or backticks that begin none.
fn ticks(
    text: &str,
    at: usize,
    marks: &Marks,
    link: &dyn Fn(&str) -> Option<String>,
) -> (String, usize) {
    let count = text[at..].bytes().take_while(|byte| *byte == b'`').count();
    let end = marks.next_ticks(count, at + count);
    let code = end.map(|end| &text[at + count..end]).filter(|code| !code.trim().is_empty());
    let Some(code) = code else {
        return ("\\`".repeat(count), count);
    };
    let span = &text[at..at + count + code.len() + count];
    let piece = match link(code) {
        Some(target) => format!("[{span}]({target})"),
        None => span.to_owned(),
    };
    (piece, span.len())
}

/// A `[text](http…)` link. One with another target is only its text.
fn markdown_link(text: &str, at: usize, marks: &Marks) -> Option<(String, usize)> {
    let close = marks.next(CLOSE, at)?;
    let start = close + "](".len();
    if close == at + 1 || marks.next(OPEN, at + 1).is_some_and(|other| other < close) {
        return None;
    }
    let is_target = text.get(close + 1..start) == Some("(");
    let end = marks.next(RIGHT, start).filter(|_| is_target)?;
    if marks.next(LEFT, start).is_some_and(|other| other < end) {
        return None;
    }
    let label: String = inline(&text[at + 1..close], &|_| None);
    let target = &text[start..end];
    let is_url = (target.starts_with("https://") || target.starts_with("http://"))
        && !target.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '`' | '\\'));
    let piece = if is_url { format!("[{label}]({target})") } else { label };
    Some((piece, end + 1 - at))
}

/// A URL at the start of a text that is no link yet.
fn bare_url(text: &str) -> Option<(String, usize)> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'*+,;=%".contains(c);
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let url = text.get(..end)?.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
    (url.len() > "https://".len()).then(|| (format!("<{url}>"), url.len()))
}

/// A character of text, escaped where Markdown would read more into it.
fn escaped(c: char, at_start: bool) -> String {
    match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '#' | '&' => format!("\\{c}"),
        '-' | '+' | '=' if at_start => format!("\\{c}"),
        _ => c.to_string(),
    }
}
