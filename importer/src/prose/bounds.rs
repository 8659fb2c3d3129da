//! Ranges, lengths, counts and defaults, in the wordings that leave no doubt.

use super::base::Base;
use crate::limits::LONGEST_DESCRIPTION;
use regex_lite::{Captures, Regex};
use serde_json::{Number, Value};
use std::sync::LazyLock;

/// What a description says that a value must satisfy, and what it is by default.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) default: Option<Value>,
    pub(crate) min: Option<Number>,
    pub(crate) max: Option<Number>,
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    pub(crate) max_items: Option<u64>,
}

/// A number: with commas between its thousands, or a small one as a word.
const NUMBER: &str = r"(-?\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten)";

/// In small and capital letters alike; a line ends what stands on it, as a full stop does.
fn regex(pattern: &str) -> Regex {
    let pattern = format!("(?im){}", pattern.replace("NUMBER", NUMBER));
    Regex::new(&pattern).unwrap_or_else(|_| unreachable!("the patterns are fixed"))
}

macro_rules! pattern {
    ($name:ident = $pattern:literal) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| regex($pattern));
    };
}

pattern!(
    RANGE = r"(?:value range|valid range|range|取值范围)[:：]? ?(?:is |of |from )?[\[(]?`?NUMBER`?(?: ?[-–~,，] ?| to )`?NUMBER`?[\])]?(?: \(|[.;,。；，]|$)"
);
pattern!(
    MAX = r"(?:maximum value|max value|最大值)(?: is |[:：] ?|为) ?`?NUMBER`?(?:[.;,。；，]|$)"
);
pattern!(
    MIN = r"(?:minimum value|min value|最小值)(?: is |[:：] ?|为) ?`?NUMBER`?(?:[.;,。；，]|$)"
);
pattern!(
    BETWEEN = r"(?:between |from |of |contain |contains |with )?NUMBER(?: ?[-–~] ?| to | and )NUMBER characters"
);
pattern!(
    UP_TO = r"(?:up to|at most|maximum of|maximum:|no more than|cannot exceed) NUMBER (?:characters|letters)"
);
pattern!(
    COUNT = r"(?:with a maximum of|a maximum of|up to|at most|maximum:|maximum|最多|最大|上限) ?NUMBER(?:个| [a-z]+| [a-z]+ [a-z]+)?(?:[.;,。；，）)]| is supported| are supported|$)"
);
pattern!(
    DEFAULT = r#"(?:default value(?: is|[:：]| ?[:：])|defaults to|default[:：]|the default is|默认值 ?[:：]|默认为)[ ]?(`[^`]+`|"[^"]*"|[-A-Za-z0-9_.]+)(?: \([^)]*\))?(?:[.;,。；，]|$)"#
);

pattern!(MARKED = r"`?([A-Za-z0-9_-]+)`? ?\(default\)");

/// Finds them in a description.
pub(crate) fn bounds(doc: &str, base: Base, is_list: bool) -> Bounds {
    let mut bounds = Bounds::default();
    if doc.len() > LONGEST_DESCRIPTION {
        return bounds;
    }
    let lower = doc.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if is_list {
        if has(&["maximum", "up to", "at most", "最多", "最大", "上限"]) && !has(&["character"])
        {
            bounds.max_items = only(&COUNT, doc, 1).and_then(|count| u64::try_from(count).ok());
            bounds.max_items = bounds.max_items.filter(|count| *count > 0);
        }
        return bounds;
    }
    match base {
        Base::Integer
            if has(&[
                "range",
                "maximum",
                "minimum",
                "max",
                "min",
                "取值范围",
                "最大值",
                "最小值",
            ]) =>
        {
            numbers(&mut bounds, doc);
        }
        Base::Text if has(&["characters", "letters"]) => lengths(&mut bounds, doc),
        _ => {}
    }
    if has(&["default", "默认"]) {
        bounds.default = default(doc, base);
    }
    bounds
}

fn numbers(bounds: &mut Bounds, doc: &str) {
    let range = |index| only(&RANGE, doc, index);
    let (min, max) = match (range(1), range(2)) {
        (Some(min), Some(max)) if min < max => (Some(min), Some(max)),
        _ => (only(&MIN, doc, 1), only(&MAX, doc, 1)),
    };
    let number = |value: Option<i64>| value.map(Number::from);
    (bounds.min, bounds.max) = (number(min), number(max));
}

fn lengths(bounds: &mut Bounds, doc: &str) {
    let length = |value: Option<i64>| value.and_then(|value| u64::try_from(value).ok());
    let between = (only(&BETWEEN, doc, 1), only(&BETWEEN, doc, 2));
    let (min, max) = match between {
        (Some(min), Some(max)) if min < max => (Some(min), Some(max)),
        _ => (None, only(&UP_TO, doc, 1)),
    };
    bounds.min_length = length(min).filter(|length| *length > 0);
    bounds.max_length = length(max).filter(|length| *length > 0);
}

/// The number in a group, if the pattern occurs once, or always with the same number.
fn only(pattern: &Regex, doc: &str, group: usize) -> Option<i64> {
    let mut found = pattern.captures_iter(doc).map(|captures| number(&captures, group));
    let first = found.next()??;
    found.all(|other| other == Some(first)).then_some(first)
}

fn number(captures: &Captures<'_>, group: usize) -> Option<i64> {
    const WORDS: &[&str] =
        &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let text = captures.get(group)?.as_str();
    let word = WORDS.iter().position(|word| word.eq_ignore_ascii_case(text));
    match word {
        Some(index) => i64::try_from(index + 1).ok(),
        None => text.trim_end_matches(',').replace(',', "").parse().ok(),
    }
}

/// The default, if it is a value of the type.
fn default(doc: &str, base: Base) -> Option<Value> {
    const NOTHING: &[&str] =
        &["empty", "null", "none", "blank", "no", "not", "unlimited", "all", "the"];
    let mut found = DEFAULT.captures_iter(doc);
    let Some(captures) = found.next() else { return marked(doc, base) };
    if found.next().is_some() {
        return None;
    }
    let text = captures.get(1)?.as_str();
    let bare = text.trim_matches(['`', '"']).trim_end_matches('.');
    let is_quoted = text.len() > bare.len() + 1;
    match base {
        Base::Integer => bare.parse::<i64>().ok().map(Value::from),
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
        Base::Other => None,
    }
}

/// The value in `Enabled (default)`.
fn marked(doc: &str, base: Base) -> Option<Value> {
    let mut found = MARKED.captures_iter(doc);
    let captures = found.next()?;
    let text = captures.get(1)?.as_str();
    match base {
        _ if found.next().is_some() => None,
        Base::Integer => text.parse::<i64>().ok().map(Value::from),
        Base::Text => Some(Value::from(text)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Base, Bounds, bounds};
    use serde_json::{Value, json};

    fn text(doc: &str, base: Base, is_list: bool) -> String {
        let Bounds { default, min, max, min_length, max_length, max_items } =
            bounds(doc, base, is_list);
        let all = json!([default, min, max, min_length, max_length, max_items]);
        let names = ["default", "min", "max", "min_length", "max_length", "max_items"];
        let list = all.as_array().map(Vec::as_slice).unwrap_or_default();
        let named = names.iter().zip(list).filter(|(_, value)| **value != Value::Null);
        named.map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn known_wordings_are_facts() {
        let table = [
            (
                "Limit. Value range: 1-50. Default value: 10.",
                Base::Integer,
                false,
                "default 10, min 1, max 50",
            ),
            (
                "Limit, which defaults to `10`. Value range: 1–50.",
                Base::Integer,
                false,
                "default 10, min 1, max 50",
            ),
            (
                "Seconds. Value range: 900 to 43200 (15 minutes to 12 hours). Default: 3600 (1 hour).",
                Base::Integer,
                false,
                "default 3600, min 900, max 43200",
            ),
            ("Results. Value range: [1, 1,000].", Base::Integer, false, "min 1, max 1000"),
            ("Results. Maximum value: `50`.", Base::Integer, false, "max 50"),
            (
                "限制数目。取值范围：1~50，默认值：10",
                Base::Integer,
                false,
                "default 10, min 1, max 50",
            ),
            ("Name, which contains up to 1,024 characters.", Base::Text, false, "max_length 1024"),
            ("Name of 2-64 characters.", Base::Text, false, "min_length 2, max_length 64"),
            (
                "The name is between one and 128 characters in length.",
                Base::Text,
                false,
                "min_length 1, max_length 128",
            ),
            (
                "Name, which can contain up to 25 letters, digits, and symbols.",
                Base::Text,
                false,
                "max_length 25",
            ),
            ("Description. Maximum: 128 characters.", Base::Text, false, "max_length 128"),
            ("Kind. The default value is TAG_POLICY.", Base::Text, false, "default \"TAG_POLICY\""),
            (
                "Status. Valid values: Enabled (default), Disabled.",
                Base::Text,
                false,
                "default \"Enabled\"",
            ),
            ("Whether. Default value: false.", Base::Bool, false, "default false"),
            ("Tag list, with a maximum of 10.", Base::Other, true, "max_items 10"),
            ("UINs, including up to five items.", Base::Integer, true, "max_items 5"),
            ("A maximum of 5 UINs is supported.", Base::Integer, true, "max_items 5"),
            ("查询成员列表。 最大100个", Base::Integer, true, "max_items 100"),
            (
                "每页条数\n\n取值范围：[1, 100]\n\n默认值：10",
                Base::Integer,
                false,
                "default 10, min 1, max 100",
            ),
        ];
        for (doc, base, is_list, expected) in table {
            assert_eq!(text(doc, base, is_list), expected, "{doc}");
        }
    }

    #[test]
    fn other_wordings_are_prose() {
        let table = [
            ("Maximum number of data entries per page.", Base::Integer, false),
            ("The default is the CreateTime field.", Base::Text, false),
            ("The default value is empty.", Base::Text, false),
            ("Expires, with a minimum value of 1 hour.", Base::Integer, false),
            ("Default value: 5. Default value: 6.", Base::Integer, false),
            ("Names, up to 20 policies, each with up to 32 characters.", Base::Text, true),
            ("Up to 64 bytes.", Base::Text, false),
        ];
        for (doc, base, is_list) in table {
            assert_eq!(text(doc, base, is_list), "", "{doc}");
        }
    }
}
