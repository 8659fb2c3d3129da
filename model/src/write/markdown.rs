//! The meaning of a description to a reader of Markdown.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;

/// Whether two descriptions have the same blocks, marks and words. Line breaks within a paragraph,
/// and the number of blanks between words, show nothing.
pub(super) fn is_same(left: &str, right: &str) -> bool {
    left == right || meaning(left) == meaning(right)
}

/// A part of a description: words, or another event of the parser.
#[derive(Debug, PartialEq)]
enum Part<'a> {
    Words(String),
    Code(Cow<'a, str>),
    Event(Event<'a>),
}

fn meaning(text: &str) -> Vec<Part<'_>> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut parts = Vec::new();
    let mut words = String::new();
    let mut is_code = false;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(text) if is_code => parts.push(Part::Code(Cow::Owned(text.into_string()))),
            Event::Text(text) => words.push_str(&text),
            Event::SoftBreak => words.push(' '),
            event => {
                match event {
                    Event::Start(Tag::CodeBlock(_)) => is_code = true,
                    Event::End(TagEnd::CodeBlock) => is_code = false,
                    _ => {}
                }
                push_words(&mut parts, &mut words);
                parts.push(Part::Event(event));
            }
        }
    }
    push_words(&mut parts, &mut words);
    parts
}

/// Ends a run of words. A blank at either end divides it from the mark beside it.
fn push_words(parts: &mut Vec<Part<'_>>, words: &mut String) {
    if words.is_empty() {
        return;
    }
    let mut normal: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.starts_with(char::is_whitespace) {
        normal.insert(0, ' ');
    }
    if words.ends_with(char::is_whitespace) && normal != " " {
        normal.push(' ');
    }
    parts.push(Part::Words(normal));
    words.clear();
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn line_breaks_in_a_paragraph_mean_nothing() {
        assert!(is_same("one two\nthree", "one\ntwo   three"));
        assert!(is_same("a  \nb", "a\\\nb"));
        assert!(is_same("- one\n  two", "- one two"));
    }

    #[test]
    fn blocks_marks_and_code_mean_something() {
        for (left, right) in [
            ("one\n\ntwo", "one two"),
            ("a\n\n    code", "a\n\ncode"),
            ("a\n\n\tcode", "a\n\ncode"),
            ("    a\n\n\n    b", "    a\n\n    b"),
            ("`a  b`", "`a b`"),
            ("`a`b", "`a` b"),
            ("- one\n- two", "- one - two"),
            ("1. one", "2. one"),
            ("[a](b)", "[a](c)"),
        ] {
            assert!(!is_same(left, right), "{left:?} {right:?}");
        }
    }
}
