//! Scalars, and values on one line.

use crate::yaml::plain::{
    escape, in_wide_quotes, is_odd_blank, is_treacherous, some_reader_sees_a_number,
    with_wide_commas,
};
use serde_json::{Map, Number, Value};

/// A scalar as it is written. In a collection on one line (`flow`) more texts need quotes.
pub(super) fn scalar(value: &Value, flow: bool) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => self::number(number),
        Value::String(text) if can_be_plain(text, flow) => text.clone(),
        Value::String(text) => quoted(text),
        Value::Array(_) | Value::Object(_) => inline(value),
    }
}

/// A value on one line.
pub(super) fn inline(value: &Value) -> String {
    match value {
        Value::Object(map) => flow_mapping(map),
        Value::Array(list) => {
            let elements: Vec<String> = list.iter().map(inline).collect();
            format!("[{}]", elements.join(", "))
        }
        scalar => self::scalar(scalar, true),
    }
}

/// A mapping on one line.
pub(super) fn flow_mapping(map: &Map<String, Value>) -> String {
    let entries: Vec<String> = map
        .iter()
        .map(|(key, value)| {
            let text = inline_at(key, value);
            format!("{}: {text}", scalar(&Value::String(key.clone()), true))
        })
        .collect();
    format!("{{{}}}", entries.join(", "))
}

/// The value of a key on one line. Dates have no quotes where the format requires a date.
pub(super) fn inline_at(key: &str, value: &Value) -> String {
    match value {
        Value::String(date) if key == "updated" && is_date(date) => date.clone(),
        value => inline(value),
    }
}

/// A number in the form that all readers take for one: digits on both sides of the point, and a
/// sign in the exponent.
fn number(number: &Number) -> String {
    let text = number.to_string();
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return text;
    };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['-', '+']) { "" } else { "+" };
    format!("{mantissa}{point}e{sign}{exponent}")
}

/// Whether a text may be written without quotes: neither YAML 1.1 nor 1.2 takes it for anything else.
pub(super) fn can_be_plain(text: &str, flow: bool) -> bool {
    const WORDS: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let Some(first) = text.chars().next() else {
        return false;
    };
    if WORDS.contains(&text.to_lowercase().as_str()) || some_reader_sees_a_number(text) {
        return false;
    }
    if in_wide_quotes(text).is_some() || with_wide_commas(text).is_some() {
        return false;
    }
    if text.trim() != text || text.chars().any(needs_escape) || looks_like_a_time(text) {
        return false;
    }
    if text.starts_with("---") || text.starts_with("...") || !can_begin(first, text) {
        return false;
    }
    if text.contains(": ") || text.contains(" #") || text.ends_with(':') {
        return false;
    }
    // A bracket after a hyphen, and a leading colon, mean something to some readers.
    let is_flow_safe = !text.contains([',', '[', ']', '{', '}', '?']);
    !flow || (is_flow_safe && first != ':' && !text.ends_with('-'))
}

fn can_begin(first: char, text: &str) -> bool {
    match first {
        '-' | ':' | '?' => {
            let second = text.chars().nth(1);
            second.is_some_and(|second| !" ,[]{}".contains(second))
        }
        ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%'
        | '@' | '`' | '<' | '=' | '~' => false,
        _ => true,
    }
}

/// A date, or a date with a time of day: a type of its own in YAML 1.1.
fn looks_like_a_time(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let (Some(year), Some(month), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let day = rest.get(..2).or_else(|| rest.get(..1)).unwrap_or_default();
    let digits = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let day = day.trim_end_matches(|c: char| !c.is_ascii_digit());
    let behind = rest.get(day.len()..).unwrap_or_default();
    digits(year, 4..=4)
        && digits(month, 1..=2)
        && digits(day, 1..=2)
        && (behind.is_empty()
            || (behind.starts_with(['T', 't', ' ', '\t']) && behind.contains(':')))
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && looks_like_a_time(text)
}

/// Whether a character can only be written in double quotes, as an escape.
pub(super) fn needs_escape(c: char) -> bool {
    is_treacherous(c) || is_odd_blank(c)
}

/// A text in quotes: single ones if that spares escapes.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains(needs_escape) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if needs_escape(c) => quoted.push_str(&escape(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
