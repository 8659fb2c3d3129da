//! Titles as copies of pages have them: with numbers, anchors and marks around, in one language or two.

use crate::cell::is_name;
use crate::lines::squeeze;
use crate::page::header::narrow;

/// A title without what copies put around it, and whether it had a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Title {
    pub(crate) words: String,
    pub(crate) is_numbered: bool,
}

impl Title {
    /// Takes off the number, the marks and the anchors of a line. A line that is no heading for sure
    /// keeps those that a sentence or an item of a list can have.
    pub(crate) fn of(line: &str, is_heading: bool) -> Self {
        let line: String = line.chars().map(narrow).collect();
        let is_item = line.starts_with(['-', '*', '+', '•', '·']);
        let title = line.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_item);
        let title = title.split("{#").next().unwrap_or_default();
        let title = if is_heading {
            title.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')')
        } else {
            title.trim_end_matches(['¶', '#', '»', ' '])
        };
        let words = without_number(title.trim_end(), is_heading);
        let is_numbered = words.is_some();
        Self { words: words.unwrap_or(title).trim().to_owned(), is_numbered }
    }

    /// Whether the title is one of some names, or is one in each language.
    pub(crate) fn is_any(&self, names: &[&str]) -> bool {
        let is_it = |title: &str| names.iter().any(|name| name.eq_ignore_ascii_case(title));
        if is_it(&self.words) {
            return true;
        }
        let kept = self.words.chars().filter(|c| c.is_alphanumeric() || *c == ' ');
        let (one, other): (String, String) = kept.partition(char::is_ascii);
        !one.trim().is_empty() && is_it(&squeeze(&one)) && is_it(other.trim())
    }

    /// The name of a type that the title is, perhaps with its meaning in brackets.
    pub(crate) fn name(&self) -> Option<&str> {
        let (name, inner) = self.words.split_once('(').unwrap_or((&self.words, ")"));
        let name = name.trim_end();
        (is_name(name) && inner.ends_with(')')).then_some(name)
    }
}

/// The words behind the number of a heading: `2.`, `2)`, `二、`, `II.`; in what is a heading for sure
/// also a number alone.
fn without_number(title: &str, is_heading: bool) -> Option<&str> {
    let is_digit = |c: char| c.is_ascii_digit();
    let is_other = |c: char| matches!(c, 'I' | 'V' | 'X') || "一二三四五六七八九十".contains(c);
    let first = title.chars().next()?;
    let is_number = |c: char| if is_digit(first) { is_digit(c) } else { is_other(c) };
    let end = title.find(|c: char| !is_number(c)).filter(|end| *end > 0)?;
    let (number, rest) = title.split_at(end);
    let behind = rest.trim_start().strip_prefix(['.', '、', ')', ':']);
    let is_short = number.chars().count() < if is_digit(first) { 3 } else { 5 };
    let bare = || (is_heading && is_digit(first)).then(|| rest.strip_prefix(' ')).flatten();
    behind.or_else(bare).map(str::trim).filter(|_| is_short)
}

#[cfg(test)]
mod tests {
    use super::Title;

    #[test]
    fn titles_are_known_with_numbers_anchors_and_marks() {
        let names = ["Input Parameters", "输入参数"];
        for line in [
            "Input Parameters",
            "2. Input Parameters",
            "2) input parameters",
            "２．Input Parameters ¶",
            "二、输入参数",
            "II. Input Parameters #",
            "2. Input Parameters {#input}",
            "2 Input Parameters:",
            "📌 «2. Input Parameters»",
            "Input Parameters (输入参数)",
            "2. 输入参数 Input Parameters",
        ] {
            assert!(Title::of(line, true).is_any(&names), "{line}");
        }
        for line in ["- Input Parameters", "2 Input Parameters", "Input Parameters:", "Parameters"]
        {
            assert!(!Title::of(line, false).is_any(&names), "{line}");
        }
        for line in ["Part", "1. Part", "Part ¶", "`Part` {#part}", "Part (a part)", "12 Part"] {
            assert_eq!(Title::of(line, true).name(), Some("Part"), "{line}");
        }
        for line in ["Part of it", "Part (a", "3D", ""] {
            assert_eq!(Title::of(line, true).name(), None, "{line}");
        }
    }
}
