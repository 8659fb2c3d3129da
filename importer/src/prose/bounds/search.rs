//! The search for a number by patterns: the one that all of them find, or none.

use super::unit::is_other;
use super::wordings::{
    ABOVE, COUNTS, DEFAULTS, FILTERS, LENGTHS, LONGEST, MAXIMA, MINIMA, NUMBER, RANGES, WORDS,
};
use regex_lite::{Captures, Regex};
use std::sync::LazyLock;

pub(super) fn compile(pattern: &str) -> Regex {
    let pattern = format!("(?im){}", pattern.replace("NUMBER", NUMBER));
    Regex::new(&pattern).unwrap_or_else(|_| unreachable!("the patterns are fixed"))
}

macro_rules! patterns {
    ($($name:ident = $list:ident;)*) => {
        $(pub(super) static $name: LazyLock<Vec<Regex>> =
            LazyLock::new(|| $list.iter().map(|pattern| compile(pattern)).collect());)*
    };
}

patterns! {
    RANGE = RANGES;
    MAX = MAXIMA;
    MIN = MINIMA;
    LENGTH = LENGTHS;
    LONG = LONGEST;
    FILTER = FILTERS;
    COUNT = COUNTS;
    OVER = ABOVE;
    DEFAULT = DEFAULTS;
    WORD = WORDS;
}

/// The first number that the first fitting pattern finds.
pub(super) fn first(patterns: &[Regex], text: &str) -> Option<i64> {
    patterns.iter().find_map(|pattern| number(&pattern.captures(text)?, 1))
}

/// The number that all patterns find, if they find one alone; `fits` looks at what is behind it.
pub(super) fn single(patterns: &[Regex], text: &str, fits: &dyn Fn(&str) -> bool) -> Option<i64> {
    let mut found: Option<i64> = None;
    for captures in patterns.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let group = captures.get(1)?;
        let before = text.get(..group.start()).unwrap_or_default();
        let rest = text.get(group.end()..).unwrap_or_default();
        if !fits(rest) || is_of_each(before) || is_conditional(before) {
            // Another number may be meant, in another unit.
            if is_other(rest) {
                return None;
            }
            continue;
        }
        let value = number(&captures, 1)?;
        if rest.trim_start().starts_with("(exclu") || rest.trim_start().starts_with("(不含") {
            return None;
        }
        if found.is_some_and(|found| found != value) {
            return None;
        }
        found = Some(value);
    }
    found
}

/// Whether a sentence speaks of one case alone: behind its name in a list, or behind "when".
fn is_conditional(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let item = line.strip_prefix("- ").and_then(|item| item.split_once([':', '：']));
    let is_case = item.is_some_and(|(key, _)| {
        let is_word = |c: char| c.is_ascii_alphanumeric() || "-_.,、 ".contains(c);
        key.chars().any(|c| c.is_ascii_alphabetic())
            && key.chars().all(is_word)
            && !key.to_ascii_lowercase().contains("default")
            && !key.to_ascii_lowercase().contains("value")
    });
    let sentence = before.rsplit(['.', ';', '\n']).next().unwrap_or_default().trim_start();
    is_case || sentence.starts_with("when ") || sentence.contains("When ")
}

/// Whether a clause speaks of the parts of each element.
fn is_of_each(before: &str) -> bool {
    let clause = before.rsplit(['.', ';', '\n', ',']).next().unwrap_or_default().to_lowercase();
    let clause = format!(" {clause}");
    [" each ", " every ", " per ", "单个", "每个", "每条", "每一"].iter().any(|word| {
        clause.contains(word) && !clause.contains("request") && !clause.contains("each time")
    })
}

pub(super) fn number(captures: &Captures<'_>, group: usize) -> Option<i64> {
    const WORDS: &[&str] =
        &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let text = captures.get(group)?.as_str();
    let word = WORDS.iter().position(|word| word.eq_ignore_ascii_case(text));
    match word {
        Some(index) => i64::try_from(index + 1).ok(),
        None => text.replace(',', "").parse().ok(),
    }
}
