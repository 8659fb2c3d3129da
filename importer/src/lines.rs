//! A text as lines that can be compared: whatever the blanks in it are.

use tencentcloud_model::text::is_invisible;

/// A line of a saved page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// The number, from 1.
    pub(crate) number: usize,
    /// As it stands in the file, without its line break.
    pub(crate) raw: &'a str,
    /// With plain blanks, and none at its ends.
    pub(crate) text: String,
}

/// Of more empty lines than these the rest says nothing: whoever looks for what is behind a gap
/// need not look far.
const WIDEST_GAP: usize = 16;

/// Divides a text into lines. A carriage return belongs to the line break behind it.
pub(crate) fn lines(text: &str) -> Vec<Line<'_>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut lines = Vec::new();
    let mut gap = 0;
    for (raw, number) in text.split('\n').zip(1..) {
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        let text = clean(raw);
        gap = if text.is_empty() { gap + 1 } else { 0 };
        if gap <= WIDEST_GAP {
            lines.push(Line { number, raw, text });
        }
    }
    lines
}

/// A text with plain blanks, without what nobody sees, and without blanks at its ends.
pub(crate) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if is_invisible(c) => {}
            '\n' => clean.push('\n'),
            c if c.is_whitespace() || c.is_control() => clean.push(' '),
            c => clean.push(c),
        }
    }
    let trimmed = clean.trim();
    if trimmed.len() == clean.len() { clean } else { trimmed.to_owned() }
}

/// A text whose words are divided by one blank each.
pub(crate) fn squeeze(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn lines_have_plain_blanks_and_keep_their_numbers() {
        let found = lines("\u{FEFF}a\r\n\n \u{A0}b\u{3000}c\t\r\nd");
        let found: Vec<(usize, &str)> =
            found.iter().map(|line| (line.number, line.text.as_str())).collect();
        assert_eq!(found, [(1, "a"), (2, ""), (3, "b c"), (4, "d")]);
        let gap = format!("a{}b", "\n".repeat(100_000));
        let found = lines(&gap);
        assert_eq!((found.len(), found.last().map(|line| line.number)), (18, Some(100_001)));
    }
}
