//! The markup of a page saved as Markdown. Copies that are plain text have none: there an asterisk
//! is an asterisk.

use crate::limits::LONGEST_DESCRIPTION;
use crate::lines::{Line, clean, squeeze};
use crate::page::block::Text;
use crate::page::landmarks::{Landmark, landmark};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Whether a text is Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Plain,
    Markdown,
}

impl Dialect {
    /// Tells from what only Markdown has: headings of the known parts, links, fences, the line of
    /// dashes below a header between bars.
    pub(crate) fn of(lines: &[Line<'_>]) -> Self {
        let is_mark = |line: &Line<'_>| {
            let text = line.text.as_str();
            text.starts_with("```")
                || (text.starts_with('#') && heading(text).is_some())
                || (text.contains("](http") || text.contains("](/"))
                || is_delimiter(text)
                || is_bold_part(text)
        };
        if lines.iter().any(is_mark) { Self::Markdown } else { Self::Plain }
    }

    /// A text with its markup, and without.
    pub(crate) fn text(self, text: &str) -> Text {
        match self {
            Self::Plain => Text::plain(text),
            Self::Markdown => Text { plain: words(text), rich: text.to_owned() },
        }
    }
}

/// Whether a line is the title of a part, and bold.
fn is_bold_part(line: &str) -> bool {
    let inner = line.strip_prefix("**").and_then(|line| line.strip_suffix("**"));
    inner.is_some_and(|title| matches!(landmark(title, true), Some(Landmark::Part(_))))
}

/// The marks at the start of a line that opens or closes a fenced block.
pub(crate) fn fence(line: &str, dialect: Dialect) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == mark).count();
    let is_fence = dialect == Dialect::Markdown && length >= 3;
    is_fence.then(|| line.get(..length)).flatten()
}

/// Whether a line is that below the header of a table with bars on both sides.
fn is_delimiter(line: &str) -> bool {
    line.starts_with('|')
        && line.ends_with('|')
        && line.contains('-')
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The words of a heading.
pub(crate) fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    ((1..=6).contains(&level) && words.starts_with(' '))
        .then(|| words.trim().trim_end_matches('#').trim_end())
}

/// The words of a text without their markup.
pub(crate) fn words(text: &str) -> String {
    // Most texts have none of the characters that mean something, and longer ones stay as they are: a
    // list within thousands of others takes long.
    if text.len() > LONGEST_DESCRIPTION {
        return squeeze(text);
    }
    if !text.contains(['[', '\\', '*', '_', '`', '&', '<', '#', '~']) {
        return squeeze(text);
    }
    let mut words = String::new();
    // The numbers of the open lists: what is numbered keeps its number.
    let mut lists: Vec<Option<u64>> = Vec::new();
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::Html(html) | Event::InlineHtml(html) => words.push_str(&without_tags(&html)),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                words.push(' ');
            }
            Event::Start(Tag::List(first)) => lists.push(first),
            Event::End(TagEnd::List(_)) => drop(lists.pop()),
            Event::Start(Tag::Item) => match lists.last_mut() {
                Some(Some(number)) => {
                    words.push_str(&number.to_string());
                    words.push_str(". ");
                    *number += 1;
                }
                _ => words.push_str("- "),
            },
            _ => {}
        }
    }
    // Invisible characters may stand in it as entities.
    squeeze(&clean(&words))
}

/// The elements that mark words within a line, and those that divide it.
const TAGS: &[&str] = &[
    "a", "abbr", "b", "big", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark",
    "nobr", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "wbr",
];
const BREAKS: &[&str] =
    &["br", "center", "dd", "div", "dl", "dt", "hr", "img", "li", "ol", "p", "pre", "ul"];

/// A text without the tags of known elements; what else stands between angle brackets is a word.
fn without_tags(html: &str) -> String {
    let mut words = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        words.push_str(before);
        let Some(end) = tag.find('>') else {
            words.push_str(tag);
            return words;
        };
        let (tag, behind) = tag.split_at(end + 1);
        let name = tag.trim_matches(['<', '>', '/', ' ']);
        let name = name.split([' ', '/', '\n']).next().unwrap_or_default().to_ascii_lowercase();
        if BREAKS.contains(&name.as_str()) {
            words.push(' ');
        } else if !TAGS.contains(&name.as_str()) && !tag.starts_with("<!--") {
            words.push_str(tag);
        }
        rest = behind;
    }
    words.push_str(rest);
    words
}

#[cfg(test)]
mod tests {
    use super::{heading, words};

    #[test]
    fn markup_is_taken_off() {
        let table = [
            ("[WatermarkInfo](https://example.com/a#b)", "WatermarkInfo"),
            ("Array of [Tag](/x)", "Array of Tag"),
            ("**Action**", "Action"),
            ("Req\\_Label", "Req_Label"),
            ("`A` &amp; <B\\>", "A & <B>"),
            ("[Common Params](https://a.b/c). The value", "Common Params. The value"),
            ("2. Input Parameters [¶](#x)", "2. Input Parameters ¶"),
            ("<b>Parameter</b><br>Name", "Parameter Name"),
            ("<a id=\"x\"></a>Si<wbr/>ze <!-- x -->", "Size"),
            ("Si&shy;ze&#8203;&nbsp;~~old~~", "Size old"),
            ("less than <Most> or <em>none</em>", "less than <Most> or none"),
        ];
        for (text, expected) in table {
            assert_eq!(words(text), expected);
        }
        assert_eq!(heading("## 2. Input Parameters ##"), Some("2. Input Parameters"));
        assert_eq!(heading("#hashtag"), None);
    }
}
