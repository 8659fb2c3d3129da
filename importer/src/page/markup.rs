//! The markup of a page saved as Markdown. Copies that are plain text have none: there an asterisk
//! is an asterisk.

use crate::lines::{Line, squeeze};
use crate::page::block::Text;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Whether a text is Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Plain,
    Markdown,
}

impl Dialect {
    /// Tells from what only Markdown has: headings of the known parts, links, fences.
    pub(crate) fn of(lines: &[Line<'_>]) -> Self {
        let is_mark = |line: &Line<'_>| {
            let text = line.text.as_str();
            text.starts_with("```")
                || (text.starts_with('#') && heading(text).is_some())
                || (text.contains("](http") || text.contains("](/"))
        };
        if lines.iter().any(is_mark) { Self::Markdown } else { Self::Plain }
    }

    /// A text with its markup, and without.
    pub(crate) fn text(self, text: &str) -> Text {
        match self {
            Self::Plain => Text::plain(text),
            Self::Markdown => Text { plain: plain(text), rich: text.to_owned() },
        }
    }
}

/// The words of a heading.
pub(crate) fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    ((1..=6).contains(&level) && words.starts_with(' '))
        .then(|| words.trim().trim_end_matches('#').trim_end())
}

/// The words of a text without their markup.
fn plain(text: &str) -> String {
    // Most texts have none of the characters that mean something.
    if !text.contains(['[', '\\', '*', '_', '`', '&', '<', '#']) {
        return squeeze(text);
    }
    let mut words = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::Html(html) | Event::InlineHtml(html) => words.push_str(&html),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                words.push(' ');
            }
            Event::Start(Tag::Item) => words.push_str("- "),
            _ => {}
        }
    }
    squeeze(&words)
}

#[cfg(test)]
mod tests {
    use super::{heading, plain};

    #[test]
    fn markup_is_taken_off() {
        let table = [
            ("[WatermarkInfo](https://example.com/a#b)", "WatermarkInfo"),
            ("Array of [Tag](/x)", "Array of Tag"),
            ("**Action**", "Action"),
            ("Req\\_Label", "Req_Label"),
            ("`A` &amp; <B\\>", "A & <B>"),
            ("[Common Params](https://a.b/c). The value", "Common Params. The value"),
        ];
        for (text, expected) in table {
            assert_eq!(plain(text), expected);
        }
        assert_eq!(heading("## 2. Input Parameters ##"), Some("2. Input Parameters"));
        assert_eq!(heading("#hashtag"), None);
    }
}
