//! Defaults, in the wordings that name a value of the member's type.

use super::search::{DEFAULT, WORD, compile, single};
use super::unit::is_value;
use super::wordings::{BARE, MARKED};
use crate::prose::base::Base;
use regex_lite::Regex;
use serde_json::Value;
use std::sync::LazyLock;

/// The default, if it is a value of the type.
pub(super) fn default(doc: &str, text: &str, base: Base) -> Option<Value> {
    const NOTHING: &[&str] =
        &["empty", "null", "none", "blank", "no", "not", "unlimited", "all", "the", "nil", "-1"];
    if base == Base::Integer {
        return single(&DEFAULT, text, &is_value).map(Value::from);
    }
    let narrow = doc.replace('：', ":").replace("**", "");
    let mut found = WORD.iter().flat_map(|pattern| pattern.captures_iter(&narrow));
    let Some(captures) = found.next() else {
        return marked(&narrow, base).or_else(|| bare(text, base));
    };
    if found.next().is_some() {
        return None;
    }
    let text = captures.get(1)?.as_str();
    let bare = text.trim_matches(['`', '"']).trim_end_matches('.');
    let is_quoted = text.len() > bare.len() + 1;
    match base {
        Base::Float => {
            bare.parse::<f64>().ok().filter(|number| number.is_finite()).map(Value::from)
        }
        Base::Bool => match bare.to_ascii_lowercase().as_str() {
            "true" => Some(Value::from(true)),
            "false" => Some(Value::from(false)),
            _ => None,
        },
        Base::Text => {
            let is_nothing =
                bare.is_empty() || NOTHING.contains(&bare.to_ascii_lowercase().as_str());
            let is_value =
                is_quoted || bare.contains(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
            (is_value && !is_nothing).then(|| Value::from(bare))
        }
        Base::Integer | Base::Other => None,
    }
}

/// The value in `默认 ipv4`.
fn bare(text: &str, base: Base) -> Option<Value> {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| compile(BARE));
    let mut found = PATTERN.captures_iter(text);
    let word = found.next()?.get(1)?.as_str().trim_end_matches(['.', ':']);
    let is_only = found.next().is_none();
    let is_value = word.contains(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
    (base == Base::Text && is_only && is_value).then(|| Value::from(word))
}

/// The value in `Enabled (default)`.
fn marked(doc: &str, base: Base) -> Option<Value> {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| compile(MARKED));
    let narrow = doc.replace('（', "(").replace('）', ")");
    let mut found = PATTERN.captures_iter(&narrow);
    let captures = found.next()?;
    let text = captures.get(1)?.as_str();
    match base {
        _ if found.next().is_some() => None,
        Base::Text => Some(Value::from(text)),
        _ => None,
    }
}
