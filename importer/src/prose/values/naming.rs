//! Documented values with the names of their variants: a text is its own name, a number is named by
//! its meaning, and a sign by what it is called.

use super::pairs::Pair;
use crate::prose::base::Base;
use serde_json::Value;

/// A documented value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Documented {
    pub(crate) value: Value,
    /// Its name, if it is a number or a sign.
    pub(crate) name: Option<String>,
    pub(crate) doc: Option<String>,
}

/// Documented values of which one has no name, so that a person has to give it one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Nameless {
    /// All of them, as they are documented.
    pub(crate) values: Vec<String>,
    /// The first without a name.
    pub(crate) value: String,
}

/// The names of signs that are values by themselves.
const SIGNS: &[(&str, &str)] = &[
    ("!=", "NotEqual"),
    ("#", "Hash"),
    ("$", "Dollar"),
    ("%", "Percent"),
    ("&", "Ampersand"),
    ("*", "Asterisk"),
    ("+", "Plus"),
    (",", "Comma"),
    ("-", "Hyphen"),
    (".", "Dot"),
    ("/", "Slash"),
    (":", "Colon"),
    (";", "Semicolon"),
    ("<", "Less"),
    ("<=", "LessOrEqual"),
    ("<>", "NotEqual"),
    ("=", "Equal"),
    ("==", "Equal"),
    (">", "Greater"),
    (">=", "GreaterOrEqual"),
    ("@", "At"),
    ("\\", "Backslash"),
    ("^", "Caret"),
    ("_", "Underscore"),
    ("|", "Bar"),
    ("~", "Tilde"),
];

/// The values with their types and names; none if they are no list, and no names if one has none.
pub(super) fn finish(pairs: Vec<Pair>, base: Base) -> Result<Vec<Documented>, Nameless> {
    let values: Vec<String> = pairs.iter().map(|pair| pair.value.clone()).collect();
    let mut found: Vec<Documented> = Vec::with_capacity(pairs.len());
    for Pair { value: text, text: meaning } in pairs {
        let doc = Some(meaning).filter(|meaning| !meaning.is_empty());
        let (value, name) = match base {
            Base::Integer => {
                let Ok(number) = text.parse::<i64>() else { return Ok(Vec::new()) };
                let Some(meaning) = &doc else { return Ok(Vec::new()) };
                (Value::from(number), Some(name(meaning)))
            }
            _ if names_itself(&text) => (Value::from(text.as_str()), None),
            _ => (Value::from(text.as_str()), Some(sign(&text))),
        };
        let name = match name {
            Some(None) => return Err(Nameless { values, value: text }),
            name => name.flatten(),
        };
        let is_known =
            |known: &Documented| known.value == value || (name.is_some() && known.name == name);
        if found.iter().any(is_known) {
            return Ok(Vec::new());
        }
        found.push(Documented { value, name, doc });
    }
    Ok(found)
}

/// Whether an identifier can be made from a text: all letters and digits are ASCII, and there are
/// some.
fn names_itself(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphanumeric()).peekable();
    letters.peek().is_some() && letters.all(|c| c.is_ascii())
}

/// The name of a sign.
fn sign(text: &str) -> Option<String> {
    let found = SIGNS.iter().find(|(sign, _)| *sign == text);
    found.map(|(_, name)| (*name).to_owned())
}

/// A name for a number, from the first words of what it means.
fn name(meaning: &str) -> Option<String> {
    const SMALL: &[&str] = &["a", "an", "the", "of", "is", "are", "to", "in", "for", "and", "by"];
    let end = meaning.find(['(', '（', ',', '，', ';', '.', ':']).unwrap_or(meaning.len());
    let words = meaning.get(..end)?.split(|c: char| !c.is_ascii_alphanumeric());
    let mut words: Vec<&str> = words.filter(|word| !word.is_empty()).take(5).collect();
    while words.len() > 1
        && words.last().is_some_and(|word| SMALL.contains(&word.to_ascii_lowercase().as_str()))
    {
        words.pop();
    }
    let capital = |word: &&str| {
        let (first, rest) = word.split_at(1);
        let rest = if word.bytes().all(|byte| byte.is_ascii_uppercase()) {
            rest.to_ascii_lowercase()
        } else {
            rest.to_owned()
        };
        format!("{}{rest}", first.to_ascii_uppercase())
    };
    let name: String = words.iter().map(capital).collect();
    let has_foreign = meaning.get(..end)?.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    (name.starts_with(|c: char| c.is_ascii_alphabetic()) && !has_foreign).then_some(name)
}
