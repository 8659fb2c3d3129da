//! Lists of values that an introducing phrase announces.

use super::pairs::{DEFAULT, Pair, Pairs, sentence_end, token};
use crate::prose::base::Base;

/// Phrases that announce a list of values, in small letters.
const INTROS: &[&str] = &[
    "valid values are as follows",
    "valid values are",
    "valid values include",
    "valid values",
    "valid value",
    "available values",
    "enumerated values",
    "enumeration values",
    "enumerated value",
    "enumeration value",
    "optional values",
    "possible values",
    "values",
    "value",
    "枚举值",
    "可选值",
    "有效值",
    "取值范围",
    "取值",
];

/// The text after the first phrase that announces values.
pub(super) fn behind_intro(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let behind = |intro: &&str| {
        lower.match_indices(*intro).find_map(|(at, _)| {
            let before = lower.get(..at)?.trim_end();
            let is_start =
                before.is_empty() || before.ends_with(['.', ';', '。', '；', ',', '，', '\n', ')']);
            let rest = text.get(at + intro.len()..)?.trim_start();
            let rest = rest.strip_prefix([':', '：'])?;
            is_start.then(|| (at, rest.trim_start()))
        })
    };
    let first = INTROS.iter().filter_map(behind).min_by_key(|(at, _)| *at)?;
    Some(first.1)
}

/// The values of an announced list: pairs, or the values alone.
pub(super) fn announced(list: &str, base: Base) -> Vec<Pair> {
    // Which value is the default is said of it, and is not what it means.
    let mut list = list.to_owned();
    for mark in [" (default)", "(default)", "（默认）", "（默认值）"] {
        list = list.replace(mark, &DEFAULT.to_string());
    }
    let pairs = Pairs::read(&list, base, true);
    if !pairs.is_empty() {
        return pairs;
    }
    plain(&list.replace(DEFAULT, ""))
}

/// `A, B and C.`: single words up to the end of the sentence.
fn plain(list: &str) -> Vec<Pair> {
    let end = sentence_end(list);
    let sentence = list.get(..end).unwrap_or(list).trim();
    let sentence =
        sentence.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(sentence);
    let sentence = sentence.replace(" and ", ", ").replace(" or ", ", ");
    let parts = sentence.split([',', '，', '、', ';', '；', '|']).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let mut values = Vec::new();
    for part in parts {
        let part = part.strip_prefix("and ").or_else(|| part.strip_prefix("or ")).unwrap_or(part);
        let part = part.trim_end_matches(['.', '。']);
        let Some((value, rest)) = token(part) else { return Vec::new() };
        // `NODE-department` may be a value or a value with its meaning.
        let is_clear = rest.trim().is_empty() && !is_compound(value);
        if !is_clear {
            return Vec::new();
        }
        values.push(Pair { value: value.to_owned(), text: String::new() });
    }
    values
}

/// Whether a word with a hyphen may be a value in capitals with its meaning.
fn is_compound(value: &str) -> bool {
    value.split_once('-').is_some_and(|(head, tail)| {
        head.len() > 1
            && head.chars().all(|c| c.is_ascii_uppercase() || c == '_')
            && (tail == head || tail.chars().any(|c| c.is_ascii_lowercase()))
    })
}
