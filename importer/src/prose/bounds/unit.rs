//! The text after a number: whether it lets the number be a value in the member's own unit, or a
//! count of elements.

use super::wordings::{CHINESE_UNITS, LETTERS, UNITS};

/// Whether what is behind a number lets it be the whole value, in the member's own unit.
pub(super) fn is_value(rest: &str) -> bool {
    let mut chars = rest.chars();
    let Some(next) = chars.next() else { return true };
    let behind = chars.next();
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match next {
        '.' | ',' | '-' | '/' | ':' | '~' | '–' | '—' if is_digit(behind) => false,
        '%' | '+' | '_' | '~' | '–' | '—' => false,
        c if c.is_ascii_digit() => false,
        c if c.is_ascii_alphabetic() => {
            let word = word(rest);
            word == "s" || word == "seconds" || word == "second"
        }
        ' ' => {
            let rest = rest.trim_start();
            let next = rest.chars().next();
            let is_range = ["-", "~", "–", "—", "to ", "%", "/"].iter().any(|mark| {
                rest.strip_prefix(mark).is_some_and(|behind| {
                    *mark == "%" || behind.trim_start().starts_with(|c: char| c.is_ascii_digit())
                })
            });
            !is_range
                && !UNITS.contains(&word(rest).as_str())
                && !next.is_some_and(|c| CHINESE_UNITS.contains(c))
                && !rest.starts_with("个月")
                && !rest.starts_with("小时")
        }
        c if CHINESE_UNITS.contains(c) => false,
        _ => {
            !rest.starts_with("个月")
                && !rest.starts_with("个小时")
                && !rest.starts_with("小时")
                && !rest.starts_with("个字")
                && !rest.starts_with("或")
        }
    }
}

/// Whether a number counts elements.
pub(super) fn is_count(rest: &str) -> bool {
    let words = rest.trim_start();
    let nouns: Vec<String> = words.split(' ').take(3).map(word).collect();
    is_value(rest)
        && !nouns.iter().any(|noun| LETTERS.contains(&noun.as_str()))
        && !words.starts_with("个字")
        && !words.starts_with("个英文")
        && !words.starts_with("字符")
}

/// Whether a number is one in another unit.
pub(super) fn is_other(rest: &str) -> bool {
    let rest = rest.trim_start();
    UNITS.contains(&word(rest).as_str())
}

/// The word at the start of a text.
fn word(text: &str) -> String {
    let word: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    word.to_ascii_lowercase()
}
