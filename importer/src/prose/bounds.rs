//! Ranges, lengths, counts and defaults, in the wordings that leave no doubt.
//!
//! The wordings are data, in [`wordings`]. The text after a number decides whether it is one (`1,800s`),
//! another number (`1.5`), a time (`10:00`) or has a unit that the value need not have (`1 hour`,
//! `2 GB`).

mod default;
mod search;
mod unit;
mod wordings;

use super::base::Base;
use crate::limits::LONGEST_DESCRIPTION;
use default::default;
use regex_lite::Regex;
use search::{COUNT, FILTER, LENGTH, LONG, MAX, MIN, OVER, RANGE, compile, first, number, single};
use serde_json::{Number, Value};
use std::sync::LazyLock;
use unit::{is_count, is_value};
use wordings::SAME_UNITS;

/// The constraints of a value and its default, as a description states them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) default: Option<Value>,
    pub(crate) min: Option<Number>,
    pub(crate) max: Option<Number>,
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    pub(crate) max_items: Option<u64>,
}

/// Finds the bounds and the default that a description states.
pub(crate) fn bounds(doc: &str, base: Base, is_list: bool) -> Bounds {
    let mut bounds = Bounds::default();
    if doc.len() > LONGEST_DESCRIPTION {
        return bounds;
    }
    let text = plain(doc);
    if is_list {
        let has_digit = doc.contains(|c: char| c.is_ascii_digit());
        let has_word = ["maximum", "up to", "at most"].iter().any(|word| doc.contains(word));
        // How many and how long in one breath: it is not clear of what.
        let is_mixed =
            ["each with up to", "total count", "total number"].iter().any(|it| doc.contains(it));
        if (has_digit || has_word) && !is_mixed {
            let filters = first(&FILTER, &text);
            let counts = || single(&COUNT, &text, &is_count);
            bounds.max_items = filters.or_else(counts).and_then(|count| u64::try_from(count).ok());
            bounds.max_items = bounds.max_items.filter(|count| *count > 0);
        }
        return bounds;
    }
    let text = if base == Base::Integer { without_own_unit(&text) } else { text };
    match base {
        Base::Integer | Base::Float => numbers(&mut bounds, &text, base),
        Base::Text => lengths(&mut bounds, &text),
        _ => {}
    }
    bounds.default = default(doc, &text, base);
    if let (Some(min), Some(max)) = (&bounds.min, &bounds.max)
        && min.as_i64() >= max.as_i64()
    {
        (bounds.min, bounds.max) = (None, None);
    }
    // A default outside of its bounds says that something was misread.
    let outside = bounds.default.as_ref().and_then(Value::as_i64).is_some_and(|value| {
        bounds.min.as_ref().and_then(Number::as_i64).is_some_and(|min| value < min)
            || bounds.max.as_ref().and_then(Number::as_i64).is_some_and(|max| value > max)
    });
    if outside {
        (bounds.min, bounds.max) = (None, None);
    }
    bounds
}

/// Takes the units away that a description names as those of its value.
fn without_own_unit(text: &str) -> String {
    static OWN: LazyLock<Vec<(Regex, Regex)>> = LazyLock::new(|| {
        let unit = |words: &&str| {
            let named = format!(
                r"(?:单位[^,.;\n]{{0,4}}|unit[^,.;\n]{{0,6}}|\bin |多少)(?:{words})|(?:天|小时|分钟)数"
            );
            (compile(&named), compile(&format!(r"(\d) ?(?:{words})(\W|$)")))
        };
        SAME_UNITS.iter().map(unit).collect()
    });
    // Bandwidth has one unit.
    static BANDWIDTH: LazyLock<Regex> = LazyLock::new(|| compile(r"(\d) ?mbps"));
    let is_bandwidth = text.contains("带宽") || text.to_ascii_lowercase().contains("bandwidth");
    let mut text =
        if is_bandwidth { BANDWIDTH.replace_all(text, "$1").into_owned() } else { text.to_owned() };
    for (named, behind) in OWN.iter() {
        if named.is_match(&text) {
            text = behind.replace_all(&text, "$1$2").into_owned();
        }
    }
    text
}

/// A description without its markup, with narrow punctuation.
fn plain(doc: &str) -> String {
    let doc = doc.replace('。', ". ");
    let narrow = doc.chars().filter(|c| !matches!(c, '*' | '`')).map(|c| match c {
        '：' => ':',
        '，' | '、' => ',',
        '；' => ';',
        '（' => '(',
        '）' => ')',
        '【' | '［' => '[',
        '】' | '］' => ']',
        '～' | '〜' => '~',
        '－' | '−' => '-',
        c if c.is_whitespace() && c != '\n' => ' ',
        c => c,
    });
    let text: String = narrow.collect();
    let lines: Vec<String> = text.lines().map(crate::lines::squeeze).collect();
    lines.join("\n")
}

fn numbers(bounds: &mut Bounds, text: &str, base: Base) {
    let number = |value: Option<i64>| value.map(Number::from);
    // The bound of a sum is the bound of neither value.
    let is_own = |clause: &&str| !clause.contains(" + ");
    let clauses: Vec<&str> = text.split_inclusive(". ").filter(is_own).collect();
    let text = clauses.concat();
    let text = text.as_str();
    match range(text, base) {
        Ranges::One(min, max) => (bounds.min, bounds.max) = (number(min), number(Some(max))),
        // Several ranges are for several cases.
        Ranges::Unclear => {}
        Ranges::None => {
            let is_whole = base == Base::Integer;
            let above = || single(&OVER, text, &is_value).and_then(|it| it.checked_add(1));
            bounds.min =
                number(single(&MIN, text, &is_value).or_else(|| above().filter(|_| is_whole)));
            bounds.max = number(single(&MAX, text, &is_value));
        }
    }
}

/// The ranges in a description.
enum Ranges {
    None,
    One(Option<i64>, i64),
    /// Several, or one in another unit: nothing is taken.
    Unclear,
}

/// Finds the ranges in a description.
fn range(text: &str, base: Base) -> Ranges {
    let mut found: Vec<(Option<i64>, i64)> = Vec::new();
    let mut has_other = false;
    for pattern in RANGE.iter() {
        for captures in pattern.captures_iter(text) {
            let is_plain = captures.len() < 5;
            let (low, high) = if is_plain { (1, 2) } else { (2, 3) };
            let (Some(min), Some(max)) = (number(&captures, low), number(&captures, high)) else {
                continue;
            };
            let bracket =
                |group: usize| captures.get(group).map_or("", |found| found.as_str()).to_owned();
            let (opens, closes) =
                if is_plain { (String::new(), String::new()) } else { (bracket(1), bracket(4)) };
            let last = captures.get(4).filter(|found| !found.is_empty()).or(captures.get(high));
            let end = last.map_or(0, |found| found.end());
            let rest = text.get(end..).unwrap_or_default();
            let is_above = matches!(opens.as_str(), "(" | "大于" | "greater than" | "more than");
            // Between two numbers there is no last one that is not a whole number.
            let is_open = base == Base::Float && (is_above || (closes == ")" && !opens.is_empty()));
            if min >= max || !is_value(rest) || is_open {
                has_other = true;
                continue;
            }
            let min = if is_above { min.checked_add(1) } else { Some(min) };
            let max = if closes == ")" && !opens.is_empty() { max - 1 } else { max };
            if !found.contains(&(min, max)) {
                found.push((min, max));
            }
        }
    }
    match found.as_slice() {
        [] if !has_other => Ranges::None,
        [(min, max)] if !has_other => Ranges::One(*min, *max),
        _ => Ranges::Unclear,
    }
}

fn lengths(bounds: &mut Bounds, text: &str) {
    let length = |value: i64| u64::try_from(value).ok().filter(|length| *length > 0);
    let mut both: Vec<(i64, i64)> = Vec::new();
    for captures in LENGTH.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        if let (Some(min), Some(max)) = (number(&captures, 1), number(&captures, 2))
            && min < max
            && !both.contains(&(min, max))
        {
            both.push((min, max));
        }
    }
    match both.as_slice() {
        [(min, max)] => (bounds.min_length, bounds.max_length) = (length(*min), length(*max)),
        [] => bounds.max_length = single(&LONG, text, &|_| true).and_then(length),
        _ => {}
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
            ("导入位置，-2:最早（默认），-1：最晚", Base::Integer, false, "default -2"),
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

    /// A line of the fixture: what the description is of, what a reader takes from it, and the text.
    fn labelled(fixture: &str) -> Vec<(Base, bool, Vec<String>, String)> {
        let lines = fixture.lines();
        lines
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .map(|line| {
                let cells: Vec<&str> = line.split('\t').collect();
                let [base, bounds, doc] = cells.as_slice() else { panic!("{line}") };
                let base_of = match *base {
                    "int" => Base::Integer,
                    "float" => Base::Float,
                    "bool" => Base::Bool,
                    "text" => Base::Text,
                    _ => Base::Other,
                };
                let wanted = bounds.split(", ").filter(|bound| *bound != "-");
                let wanted = wanted.map(str::to_owned).collect();
                (base_of, *base == "list", wanted, doc.replace("\\n", "\n"))
            })
            .collect()
    }

    /// The numbers of bounds that are labelled in a fixture, found, and both.
    fn counted(fixture: &str, descriptions: usize) -> (usize, usize, usize) {
        let (mut wanted_count, mut found_count, mut right) = (0, 0, 0);
        let labelled = labelled(fixture);
        assert_eq!(labelled.len(), descriptions);
        for (base, is_list, wanted, doc) in &labelled {
            let doc = crate::prose::description(doc).unwrap_or_default();
            let found = text(&doc, *base, *is_list);
            let found: Vec<&str> = found.split(", ").filter(|bound| !bound.is_empty()).collect();
            let hits = found.iter().filter(|found| wanted.iter().any(|it| it == *found)).count();
            if hits != found.len() || hits != wanted.len() {
                println!("{doc}\n    found {found:?}, wanted {wanted:?}");
            }
            wanted_count += wanted.len();
            found_count += found.len();
            right += hits;
        }
        println!("{right} right of {found_count} found and {wanted_count} labelled");
        (wanted_count, found_count, right)
    }

    #[test]
    fn nine_of_ten_labelled_bounds_are_found_and_one_of_a_hundred_is_wrong_at_most() {
        for (fixture, descriptions) in [
            (include_str!("../../tests/fixtures/bounds.tsv"), 204),
            (include_str!("../../tests/fixtures/drawn.tsv"), 200),
            (include_str!("../../tests/fixtures/held.tsv"), 80),
        ] {
            let (wanted, found, right) = counted(fixture, descriptions);
            assert!(right * 10 >= wanted * 9, "recall: {right} of {wanted}");
            assert!(right * 100 >= found * 99, "precision: {right} of {found}");
        }
    }
}
