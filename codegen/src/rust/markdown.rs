//! Documentation text made safe for rustdoc, in one place.
//!
//! The spec's descriptions are Markdown of the simple kind: paragraphs, lists, code spans, fenced
//! blocks, links. Imported ones may hold anything: HTML, brackets that are no links, bare URLs.
//! Whatever comes in, what goes out gives no rustdoc warning, no link that leads nowhere, no HTML,
//! and no example that the test runner would compile.

use super::plan::Docs;

/// Turns a description into lines of documentation. `link` tells where a code span leads, if it is
/// the name of something.
pub fn lines(text: &str, link: &dyn Fn(&str) -> Option<String>) -> Docs {
    let text = normalise(text);
    let mut lines = Docs::new();
    let mut in_fence = false;
    // How far what belongs to an item of a list is indented.
    let mut indent = 0;
    for line in text.lines() {
        let line = line.trim_end();
        if line.trim_start().starts_with("```") {
            in_fence = !in_fence;
            indent = 0;
            lines.push(if in_fence { "```text" } else { "```" }.to_owned());
        } else if in_fence {
            lines.push(line.to_owned());
        } else {
            let line = line.trim_start();
            let (marker, rest) = list_marker(line);
            if line.is_empty() {
                indent = 0;
                if lines.last().is_some_and(|last| !last.is_empty()) {
                    lines.push(String::new());
                }
            } else {
                let before = if marker.is_empty() { " ".repeat(indent) } else { marker.to_owned() };
                indent = before.len();
                lines.push(format!("{before}{}", inline(rest, link)));
            }
        }
    }
    if in_fence {
        lines.push("```".to_owned());
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// The first paragraph as one line.
pub fn summary(text: &str, link: &dyn Fn(&str) -> Option<String>) -> String {
    let lines = lines(text, link);
    let paragraph: Vec<&str> =
        lines.iter().map(|line| line.trim_start()).take_while(|line| !line.is_empty()).collect();
    paragraph.join(" ")
}

/// A cell of a table: one line, with the bars escaped that would end the cell.
pub fn cell(text: &str, link: &dyn Fn(&str) -> Option<String>) -> String {
    let lines = lines(text, link);
    let words: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
    let mut cell = String::new();
    let mut is_escaped = false;
    for c in words.join(" ").chars() {
        if c == '|' && !is_escaped {
            cell.push('\\');
        }
        is_escaped = c == '\\' && !is_escaped;
        cell.push(c);
    }
    cell
}

/// The description as plain text on one line, as a program shows it at run time.
pub fn plain(text: &str) -> String {
    let text = normalise(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace('`', "")
}

/// Line ends, blanks and HTML: what remains is text with Markdown in it.
fn normalise(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.trim().replace("\r\n", "\n").chars() {
        match c {
            '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => clean.push('\n'),
            '\t' | '\u{a0}' | '\u{3000}' => clean.push(' '),
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}' => {}
            c if c.is_control() && c != '\n' => {}
            c => clean.push(c),
        }
    }
    if clean.contains('<') || clean.contains('&') { without_html(&clean) } else { clean }
}

/// Drops HTML tags, keeping the structure that lists and line breaks give; entities become the
/// characters they stand for. Code spans and fenced blocks are left alone.
fn without_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '`' => code_span(rest).map(|(span, _)| (span.to_owned(), span.len())),
            '<' => tag(rest),
            '&' => entity(rest),
            _ => None,
        };
        let (piece, len) = taken.unwrap_or_else(|| (c.to_string(), c.len_utf8()));
        out.push_str(&piece);
        rest = rest.get(len..).unwrap_or_default();
    }
    out
}

/// What the HTML tag at the start of `text` becomes, and its length; `None` if it is none.
fn tag(text: &str) -> Option<(String, usize)> {
    const INLINE: &[&str] = &[
        "b",
        "strong",
        "i",
        "em",
        "u",
        "font",
        "span",
        "a",
        "img",
        "code",
        "sub",
        "sup",
        "th",
        "td",
        "tbody",
        "thead",
        "small",
        "script",
        "style",
        "iframe",
        "dx-alert",
        "dx-tabs",
        "dx-codeblock",
    ];
    const BLOCK: &[&str] = &[
        "p",
        "br",
        "ul",
        "ol",
        "div",
        "table",
        "tr",
        "blockquote",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
    ];
    let end = text.find('>')?;
    let inside = text.get(1..end)?;
    let name: String = inside
        .trim_start_matches('/')
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect::<String>()
        .to_ascii_lowercase();
    let closing = inside.starts_with('/');
    let replacement = match name.as_str() {
        "li" if closing => "",
        "li" => "\n- ",
        "p" | "ul" | "ol" | "table" if !closing => "\n\n",
        name if BLOCK.contains(&name) => "\n",
        name if INLINE.contains(&name) => "",
        _ => return None,
    };
    Some((replacement.to_owned(), end + 1))
}

/// The character that the entity at the start of `text` stands for, and the entity's length.
fn entity(text: &str) -> Option<(String, usize)> {
    let end = text.get(..12.min(text.len())).unwrap_or(text).find(';')?;
    let c = match text.get(1..end)? {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" | "#39" => '\'',
        "nbsp" => ' ',
        _ => return None,
    };
    Some((c.to_string(), end + 1))
}

/// Splits a list marker off a line.
fn list_marker(line: &str) -> (&str, &str) {
    for marker in ["- ", "* ", "+ "] {
        if let Some(rest) = line.strip_prefix(marker) {
            return ("- ", rest.trim_start());
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.get(digits..) {
        Some(rest)
            if (1..=9).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") ")) =>
        {
            line.split_at(digits + 2)
        }
        _ => ("", line),
    }
}

/// One line of text: code spans and good links stay, everything else that means something to
/// Markdown is escaped.
fn inline(text: &str, link: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '`' => code_span(rest).map(|(span, code)| (linked(span, code, link), span.len())),
            '[' => markdown_link(rest),
            'h' => bare_url(rest),
            _ => None,
        };
        let (piece, len) = taken.unwrap_or_else(|| (escaped(c, out.is_empty()), c.len_utf8()));
        out.push_str(&piece);
        rest = rest.get(len..).unwrap_or_default();
    }
    out
}

/// A character of text, escaped where Markdown would read more into it.
fn escaped(c: char, at_start: bool) -> String {
    match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '#' | '&' => format!("\\{c}"),
        '-' | '+' | '=' if at_start => format!("\\{c}"),
        _ => c.to_string(),
    }
}

/// The code span at the start of `text`: all of it, and what stands between the backticks.
fn code_span(text: &str) -> Option<(&str, &str)> {
    let ticks = text.bytes().take_while(|byte| *byte == b'`').count();
    let body = text.get(ticks..)?;
    let close = text.get(..ticks)?;
    let end = body.find(close)?;
    let code = body.get(..end)?;
    let span = text.get(..ticks + end + ticks)?;
    let is_clean = !code.trim().is_empty() && !code.contains('\n') && !code.starts_with('`');
    (is_clean && !body.get(end + ticks..)?.starts_with('`')).then_some((span, code))
}

fn linked(span: &str, code: &str, link: &dyn Fn(&str) -> Option<String>) -> String {
    match link(code) {
        Some(target) => format!("[{span}]({target})"),
        None => span.to_owned(),
    }
}

/// A `[text](http…)` link at the start of `text`. One with another target is only its text.
fn markdown_link(text: &str) -> Option<(String, usize)> {
    let close = text.find(']')?;
    let label = text.get(1..close)?;
    let target = text.get(close + 1..)?.strip_prefix('(')?;
    let end = target.find(')')?;
    let target = target.get(..end)?;
    if label.is_empty() || label.contains('[') || target.contains('(') {
        return None;
    }
    let label: String = inline(label, &|_| None);
    let is_url = (target.starts_with("https://") || target.starts_with("http://"))
        && !target.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '`' | '\\'));
    let piece = if is_url { format!("[{label}]({target})") } else { label };
    Some((piece, close + 2 + end + 1))
}

/// A URL at the start of `text` that is no link yet.
fn bare_url(text: &str) -> Option<(String, usize)> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'*+,;=%".contains(c);
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let url = text.get(..end)?.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
    (url.len() > "https://".len()).then(|| (format!("<{url}>"), url.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn safe(text: &str) -> String {
        lines(text, &|name| (name == "GetUser").then(|| "crate::GetUserRequest".to_owned()))
            .join("\n")
    }

    #[test]
    fn plain_markdown_stays_as_it_is() {
        let text = "The id of a user, such as `u-1`.\n\n- one\n- two\n\n1. first";
        assert_eq!(safe(text), text);
    }

    #[test]
    fn names_in_code_spans_become_links() {
        assert_eq!(
            safe("See `GetUser`, `Other`."),
            "See [`GetUser`](crate::GetUserRequest), `Other`."
        );
    }

    #[test]
    fn what_rustdoc_would_warn_about_is_made_harmless() {
        let cases = [
            ("a <Value> b", "a \\<Value\\> b"),
            ("[Tag] and [0, 10]", "\\[Tag\\] and \\[0, 10\\]"),
            ("see https://example.com/a_b.", "see <https://example.com/a_b>."),
            ("[doc](https://example.com/x)", "[doc](https://example.com/x)"),
            ("[doc](/document/1)", "doc"),
            ("an odd ` tick", "an odd \\` tick"),
            ("snake_case *and* #1", "snake\\_case \\*and\\* \\#1"),
            ("1 &lt; 2 &amp;&amp; x", "1 \\< 2 \\&\\& x"),
            ("- a\n    indented\nmore\n\nthen", "- a\n  indented\n  more\n\nthen"),
            ("1) a\nb\n10. c\nd", "1) a\n   b\n10. c\n    d"),
            ("    code?", "code?"),
            ("a\u{8}b\u{200b}c\td\re", "abc d\ne"),
            ("`a` `` b` ``", "`a` `` b` ``"),
        ];
        for (text, expected) in cases {
            assert_eq!(safe(text), expected, "{text:?}");
        }
    }

    #[test]
    fn html_lists_become_lists() {
        assert_eq!(safe("State:<ul><li>On</li><li>Off</li></ul>"), "State:\n\n- On\n- Off");
        assert_eq!(safe("a<br>b <b>c</b> <a href=\"x\">d</a>"), "a\nb c d");
    }

    #[test]
    fn fenced_blocks_are_text_and_always_end() {
        assert_eq!(safe("```\nlet x = <T>;\n"), "```text\nlet x = <T>;\n```");
    }

    #[test]
    fn a_cell_is_one_line_without_bars() {
        assert_eq!(cell("a | b\nc `x|y`", &|_| None), "a \\| b c `x\\|y`");
    }

    #[test]
    fn plain_text_has_no_markup() {
        assert_eq!(plain("The `OrgId` is\nwrong."), "The OrgId is wrong.");
    }
}
