//! Text: descriptions in short, for lists and search, and characters that cannot be seen.

/// Returns the first paragraph as one line.
///
/// Lines are wrapped in the spec, so that a line is no unit of meaning.
///
/// ```
/// let doc = "Invites a member to the\norganization.\n\nThe member must accept.\n";
/// assert_eq!(tencentcloud_model::text::summary(doc), "Invites a member to the organization.");
/// ```
pub fn summary(doc: &str) -> String {
    let mut words = String::new();
    for line in doc.trim().lines().map(str::trim).take_while(|line| !line.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(line);
    }
    words
}

/// Returns the first paragraph as one line of at most 100 characters, for the list of a service's
/// actions: what is longer ends with `…`.
pub fn brief(doc: &str) -> String {
    shorten(summary(doc), 100)
}

/// Returns whether a character shows nothing: it is never assigned, or it is invisible, joins,
/// divides or turns the direction of writing. Marks of variation belong to the character before them.
pub fn is_invisible(c: char) -> bool {
    let code = u32::from(c);
    let is_never_assigned = code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code);
    is_never_assigned
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

fn shorten(mut text: String, chars: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(chars) {
        let last = text[..end].chars().next_back().map_or(0, char::len_utf8);
        text.truncate(end - last);
        text.truncate(text.trim_end().len());
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortened_description_has_at_most_as_many_characters_as_asked_for() {
        for (doc, chars, short) in [
            ("", 5, ""),
            ("\n\n  \n", 5, ""),
            ("abcde", 5, "abcde"),
            ("abcdef", 5, "abcd…"),
            ("abc\r\ndef\r\n\r\nghi", 10, "abc def"),
            ("查询成员列表", 6, "查询成员列表"),
            ("查询成员列表", 5, "查询成员…"),
            ("abcdef", 1, "…"),
            ("abcdef", 0, "…"),
        ] {
            assert_eq!(shorten(summary(doc), chars), short, "{doc:?} in {chars}");
        }
    }
}
