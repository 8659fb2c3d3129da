//! HTML in text: tags and entities, as opposed to angle brackets and ampersands of other meaning.
//!
//! `<Name>`, `<a@b.example>` and `a<b>c` are text; `<br>`, `</b>` and `<a href="…">` are tags.

use std::ops::Range;

/// Tags that come alone or are often left open.
const ALONE: &[&str] = &[
    "br",
    "hr",
    "img",
    "p",
    "li",
    "ul",
    "ol",
    "div",
    "span",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "pre",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "script",
    "style",
    "iframe",
    "dx-alert",
    "dx-tabs",
    "dx-codeblock",
];

/// Tags that come in pairs, and whose names can be words of a text.
const PAIRED: &[&str] =
    &["a", "b", "i", "u", "em", "strong", "font", "code", "sub", "sup", "small", "big", "s"];

/// Returns the first tag or entity of a text outside of code spans and fenced blocks.
pub fn find(text: &str) -> Option<&str> {
    locate(text).map(|range| &text[range])
}

/// Returns the place of what [`find`] returns.
pub fn locate(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    while let Some(at) = text[start..].find(['`', '<', '&']) {
        start += at;
        let here = &text[start..];
        let found = match here.as_bytes().first() {
            Some(b'`') => {
                start += span(here);
                continue;
            }
            Some(b'<') => tag(here),
            _ => entity(here),
        };
        if let Some(found) = found {
            return Some(start..start + found.len());
        }
        start += 1;
    }
    None
}

/// The length of a code span or fenced block, or of backticks that begin none.
fn span(text: &str) -> usize {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let (close, body) = text.split_at(ticks);
    let mut from = 0;
    while let Some(at) = body[from..].find(close) {
        let at = from + at;
        let run = body[at..].len() - body[at..].trim_start_matches('`').len();
        if run == ticks {
            return ticks + at + run;
        }
        from = at + run;
    }
    ticks
}

/// The tag at the start of a text.
fn tag(text: &str) -> Option<&str> {
    // No tag is longer; a bracket that closes later belongs to something else.
    let end = text.char_indices().take(300).find(|(_, c)| *c == '>')?.0;
    let inside = &text[1..end];
    let is_closing = inside.starts_with('/');
    let inside = inside.trim_start_matches('/');
    let name_end =
        inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inside.len());
    let (name, rest) = inside.split_at(name_end);
    let name = name.to_ascii_lowercase();
    let rest = rest.trim().trim_end_matches('/').trim();
    let has_attributes = rest.contains('=') && rest.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_bare = rest.is_empty();
    let is_tag = if ALONE.contains(&name.as_str()) {
        is_bare || has_attributes
    } else {
        PAIRED.contains(&name.as_str()) && ((is_closing && is_bare) || has_attributes)
    };
    is_tag.then(|| &text[..=end])
}

/// The entity at the start of a text.
fn entity(text: &str) -> Option<&str> {
    let end = text.char_indices().take(12).find(|(_, c)| *c == ';')?.0;
    let name = &text[1..end];
    let is_number = name.strip_prefix('#').is_some_and(|digits| {
        let digits = digits.strip_prefix(['x', 'X']).unwrap_or(digits);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    let is_known = matches!(
        name,
        "lt" | "gt" | "amp" | "quot" | "apos" | "nbsp" | "mdash" | "ndash" | "hellip" | "middot"
    );
    (is_number || is_known).then(|| &text[..=end])
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn tags_and_entities_are_found() {
        let cases = [
            ("one<br>two", "<br>"),
            ("one<BR/>two", "<BR/>"),
            ("a <b>c</b>", "</b>"),
            ("see <a href=\"x\">d", "<a href=\"x\">"),
            ("<ul><li>", "<ul>"),
            ("1 &lt; 2", "&lt;"),
            ("a&#39;b", "&#39;"),
            ("`a` and <p>", "<p>"),
        ];
        for (text, found) in cases {
            assert_eq!(find(text), Some(found), "{text}");
        }
    }

    #[test]
    fn other_brackets_are_text() {
        let texts = [
            "mail <a@b.example>",
            "a<b>c",
            "GroupName eq <name>",
            "<https://example.com>",
            "1 < 2 && 3 > 2",
            "`<br>` and ``&lt;``",
            "```\n<p>\n```",
            "R&D; <",
            "<Value>",
        ];
        for text in texts {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn many_marks_take_little_time() {
        for mark in ["<", "&", "`a", "<b", "` "] {
            assert_eq!(find(&mark.repeat(100_000)), None, "{mark}");
        }
    }
}
