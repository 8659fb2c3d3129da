//! Documentation text made safe for rustdoc, in one place.
//!
//! The spec's descriptions are Markdown of the simple kind: paragraphs, lists, code spans, fenced
//! blocks, links. The spec has no HTML; imported descriptions may hold brackets that are no links and
//! bare URLs. The result gives no rustdoc warning, no link that leads nowhere, no HTML, and no
//! example that the test runner would compile. All text is kept.

mod fit;
mod inline;

pub use fit::fit;

use super::plan::Docs;
use inline::inline;
use tencentcloud_model::text::is_invisible;

/// Turns a description into lines of documentation. `link` returns the target of a code span that is
/// the name of something.
pub fn lines(text: &str, link: &dyn Fn(&str) -> Option<String>) -> Docs {
    let text = normalise(text);
    let mut lines = Docs::new();
    // The backticks of the fence that is open.
    let mut fence: Option<String> = None;
    // How far what belongs to an item of a list is indented.
    let mut indent = 0;
    for line in text.lines() {
        let line = line.trim_end();
        if let Some(ticks) = &fence {
            let is_end = line.trim_start().starts_with(ticks.as_str())
                && line.trim_start().trim_start_matches('`').is_empty();
            lines.push(if is_end { ticks.clone() } else { line.to_owned() });
            if is_end {
                fence = None;
            }
        } else if let Some(ticks) = fence_start(line) {
            indent = 0;
            lines.push(format!("{ticks}text"));
            fence = Some(ticks.to_owned());
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
    lines.extend(fence);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Returns the first paragraph as one line.
pub fn summary(text: &str, link: &dyn Fn(&str) -> Option<String>) -> String {
    tencentcloud_model::text::summary(&lines(text, link).join("\n"))
}

/// Returns the description as plain text on one line, for programs to show at run time.
pub fn plain(text: &str) -> String {
    let text = normalise(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace('`', "")
}

/// Returns the backticks with which a fenced block begins. Backticks behind them make it a line of
/// text with a code span.
fn fence_start(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let ticks = line.len() - line.trim_start_matches('`').len();
    let (ticks, info) = line.split_at(ticks);
    (ticks.len() >= 3 && !info.contains('`')).then_some(ticks)
}

/// Replaces line ends and blanks of other kinds, and drops characters that cannot be seen.
fn normalise(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.trim().replace("\r\n", "\n").chars() {
        match c {
            '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => clean.push('\n'),
            '\t' | '\u{a0}' | '\u{3000}' => clean.push(' '),
            c if is_invisible(c) || (c.is_control() && c != '\n') => {}
            c => clean.push(c),
        }
    }
    clean
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
            ("1 < 2 && x &lt;", "1 \\< 2 \\&\\& x \\&lt;"),
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
    fn text_in_angle_brackets_is_kept() {
        assert_eq!(safe("mail <a@b.example>, a<b>c"), "mail \\<a@b.example\\>, a\\<b\\>c");
    }

    #[test]
    fn a_fence_on_one_line_is_a_code_span() {
        assert_eq!(safe("```Filter``` does it. Then more."), "```Filter``` does it. Then more.");
        assert_eq!(safe("````\n```x\n````"), "````text\n```x\n````");
    }

    /// As many marks as a description can have are read in one go: this would take minutes
    /// otherwise.
    #[test]
    fn marks_without_end_take_linear_time() {
        for mark in ["`", "` ", "[", "<", "[a](", "[[a]", "``` ", "&", "]("] {
            let text = mark.repeat(200_000);
            assert!(safe(&text).len() >= text.trim().len() / 2, "{mark}");
        }
    }

    #[test]
    fn fenced_blocks_are_text_and_always_end() {
        assert_eq!(safe("```\nlet x = <T>;\n"), "```text\nlet x = <T>;\n```");
    }

    #[test]
    fn plain_text_has_no_markup() {
        assert_eq!(plain("The `OrgId` is\nwrong."), "The OrgId is wrong.");
    }
}
