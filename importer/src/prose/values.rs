//! Documented values: lists that an introducing phrase announces, and lists of pairs that cannot
//! be anything else.

mod announced;
mod naming;
mod pairs;

pub(crate) use naming::{Documented, Nameless};
pub(crate) use pairs::is_pair;

use super::base::Base;
use super::bounds::bounds;
use crate::limits::LONGEST_DESCRIPTION;
use announced::{announced, behind_intro};
use naming::finish;
use pairs::{Pair, Pairs};
use serde_json::Number;

/// The values that a description documents for its member; nothing if that is not sure.
///
/// # Errors
///
/// That it does, and that one of the values has no name from which an identifier could be made.
pub(crate) fn documented(doc: &str, base: Base) -> Result<Vec<Documented>, Nameless> {
    if !matches!(base, Base::Text | Base::Integer) || doc.len() > LONGEST_DESCRIPTION {
        return Ok(Vec::new());
    }
    let doc = doc.replace("**", "");
    let has_bullets = doc.lines().any(|line| is_bullet(line.trim()));
    let text = flat(&doc);
    if has_clock(&text) {
        return Ok(Vec::new());
    }
    let mut found = behind_intro(&text).map_or_else(
        || {
            Some(Pairs::read(&text, base, false))
                .filter(|pairs| pairs.len() >= 2)
                .unwrap_or_default()
        },
        |list| announced(list, base),
    );
    // A mark before each number of a list is no sign.
    let is_negative = |pair: &Pair| pair.value.starts_with('-');
    if base == Base::Integer && has_bullets && found.iter().all(is_negative) {
        for pair in &mut found {
            pair.value = pair.value.trim_start_matches('-').to_owned();
        }
    }
    // Two values that a stroke divides, and the names of formats and types, are no values.
    let is_doubtful = |pair: &Pair| {
        base == Base::Text
            && (is_alternative(&pair.value)
                || is_format(&pair.value)
                || (pair.value.len() > 4
                    && pair.value.starts_with("__")
                    && pair.value.ends_with("__")))
    };
    if found.iter().any(is_doubtful) || (base == Base::Integer && is_range(&doc, found.len())) {
        return Ok(Vec::new());
    }
    finish(found, base)
}

/// Whether a description states a range with more numbers in it than the values that it explains:
/// `0-100. The value 0 indicates none, and 100 all`.
fn is_range(doc: &str, count: usize) -> bool {
    if count == 0 {
        return false;
    }
    let bounds = bounds(doc, Base::Integer, false);
    let bound = |number: Option<Number>| number.as_ref().and_then(Number::as_i64);
    let (min, max) = (bound(bounds.min), bound(bounds.max));
    let numbers = max.zip(min).and_then(|(max, min)| max.checked_sub(min)?.checked_add(1));
    numbers.and_then(|numbers| usize::try_from(numbers).ok()).is_some_and(|numbers| numbers > count)
}

/// Whether a line begins with a mark at once before a number, as items of a list do.
fn is_bullet(line: &str) -> bool {
    let line = line.strip_prefix("- ").unwrap_or(line);
    line.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a text has times of a day or ratios in it: `02:00-06:00`, `16:9`.
fn has_clock(text: &str) -> bool {
    let mut bytes = text.bytes().peekable();
    let mut previous = 0;
    while let Some(byte) = bytes.next() {
        let is_digit = |byte: u8| byte.is_ascii_digit();
        if byte == b':' && is_digit(previous) && bytes.peek().is_some_and(|next| is_digit(*next)) {
            return true;
        }
        previous = byte;
    }
    text.contains("T00:") || text.contains("YYYY-") || text.contains("yyyy-")
}

/// Whether a word is two that a stroke divides: `TEXT/JSON`.
fn is_alternative(word: &str) -> bool {
    let mut parts = word.split('/');
    parts.clone().count() == 2 && parts.all(|part| part.len() > 1 && part.is_ascii())
}

/// Whether a word is the form of a date, or a type.
fn is_format(word: &str) -> bool {
    const TYPES: &[&str] =
        &["STRING", "INTEGER", "INT", "BOOLEAN", "FLOAT", "String", "Integer", "Array", "Object"];
    TYPES.contains(&word) || ["YYYY", "yyyy", "HH:", "%Y"].iter().any(|form| word.contains(form))
}

/// The description as one line in which `;` ends what stood on a line of its own.
fn flat(doc: &str) -> String {
    let lines = doc.lines().map(|line| {
        let line = line.trim();
        line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).unwrap_or(line).trim()
    });
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let mut flat = String::new();
    for line in lines {
        if !flat.is_empty() {
            flat.push_str(if flat.ends_with([':', '：', ';', '；', ',']) { " " } else { "; " });
        }
        flat.push_str(line);
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::{Base, documented};

    fn values(doc: &str, base: Base) -> Vec<String> {
        let text = |found: &super::Documented| match (&found.name, found.value.as_str()) {
            (Some(name), _) => format!("{}={name}", found.value),
            (None, Some(text)) => text.to_owned(),
            (None, None) => found.value.to_string(),
        };
        documented(doc, base).iter().flatten().map(text).collect()
    }

    #[test]
    fn announced_lists_are_values() {
        let table: &[(&str, &[&str])] = &[
            ("Whether it may. Valid values: Allow, Denied.", &["Allow", "Denied"]),
            ("Policy. Valid value: `Financial`.", &["Financial"]),
            ("Policy. Valid value: Financial.", &["Financial"]),
            ("Valid values: `en` (Site A); `zh` (Site B).", &["en", "zh"]),
            (
                "Kind. Valid values: ALL_OF (all of them) and ONE (one). Default value: ONE.",
                &["ALL_OF", "ONE"],
            ),
            (
                "Kind. Valid values:\n\nManual: made by hand.\nSynced: brought in.",
                &["Manual", "Synced"],
            ),
            ("Status. Valid values: Enabled (default), Disabled.", &["Enabled", "Disabled"]),
            (
                "Area. Valid values: Here (this one), There (the other), Both (default). If it is empty, both.",
                &["Here", "There", "Both"],
            ),
            ("Mode. Valid values: `A` (default): on; `B`: off.", &["A", "B"]),
            ("Mode. Valid values:\nA: on (default)\nB: off", &["A", "B"]),
            ("Status. Valid values:\n- `PROCESSING`\n- `FINISH`", &["PROCESSING", "FINISH"]),
            (
                "Range. Valid values: All: all; QCS; only preset; Local: own. The default value is All.",
                &["All", "QCS", "Local"],
            ),
            (
                "Valid values:StartIt: Starts it.\nEndIt: Ends it.StopIt: Stops it.",
                &["StartIt", "EndIt", "StopIt"],
            ),
        ];
        for (doc, expected) in table {
            assert_eq!(values(doc, Base::Text), *expected, "{doc}");
        }
    }

    #[test]
    fn pairs_are_values_without_being_announced() {
        let table: &[(&str, &[&str])] = &[
            ("InProgress: It runs; Success: It has ended.", &["InProgress", "Success"]),
            ("State of it. Enabled: on. Disabled: off.", &["Enabled", "Disabled"]),
            ("Type. Invite: invited, Create: created.", &["Invite", "Create"]),
        ];
        for (doc, expected) in table {
            assert_eq!(values(doc, Base::Text), *expected, "{doc}");
        }
    }

    #[test]
    fn numbers_are_named_by_what_they_mean() {
        let table: &[(&str, &[&str])] = &[
            (
                "Ids. Valid values: 1: View bills. 2: View balance. 1 and 2 are required by default.",
                &["1=ViewBills", "2=ViewBalance"],
            ),
            (
                "Scope. Valid values: 1 (all members), 2 (partial members). Default value: 1.",
                &["1=AllMembers", "2=PartialMembers"],
            ),
            ("Valid values: 1: all members; 2 some members.", &["1=AllMembers", "2=SomeMembers"]),
            ("Whether. `1`: received; `0`: sent.", &["1=Received", "0=Sent"]),
            ("Status. 0 indicates unbound and 1 indicates bound.", &["0=Unbound", "1=Bound"]),
            (
                "Valid values: 1-synchronize 0-not synchronized.",
                &["1=Synchronize", "0=NotSynchronized"],
            ),
            ("Status. `-1`: expired; `0`: normal", &["-1=Expired", "0=Normal"]),
        ];
        for (doc, expected) in table {
            assert_eq!(values(doc, Base::Integer), *expected, "{doc}");
        }
    }

    #[test]
    fn signs_have_names_too() {
        let table: &[(&str, &[&str])] = &[
            (
                "Divider. Valid values: `-`, `_`, `Tab`.",
                &["\"-\"=Hyphen", "\"_\"=Underscore", "Tab"],
            ),
            (
                "How. Valid values: `>=`: at least; `<`: below.",
                &["\">=\"=GreaterOrEqual", "\"<\"=Less"],
            ),
        ];
        for (doc, expected) in table {
            assert_eq!(values(doc, Base::Text), *expected, "{doc}");
        }
    }

    #[test]
    fn values_without_names_are_left_to_people() {
        let table = [
            ("City. Valid values: `北京`: the capital; `Other`: others.", Base::Text, "北京"),
            ("Valid values: `A`: one; `>>>`: another.", Base::Text, ">>>"),
            ("取值：1-查看账单、2-查看余额", Base::Integer, "1"),
        ];
        for (doc, base, value) in table {
            let nameless = documented(doc, base).map_err(|nameless| nameless.value);
            assert_eq!(nameless, Err(value.to_owned()), "{doc}");
        }
    }

    #[test]
    fn doubtful_values_stay_prose() {
        for doc in [
            "The id. Valid values: When Type is Group, it is a group ID (g-****).",
            "Note: it is. Example: this one.",
            "Target type. Valid values: NODE-department, MEMBER-MEMBER",
            "Policy type. Financial: financial management.",
            "Binding: unbound indicates not bound; valid indicates to be activated.",
            "The value: what it is worth.",
            "See https://a.b/c: more, http://d.e: less.",
            "Remarks.",
        ] {
            assert_eq!(values(doc, Base::Text), [] as [&str; 0], "{doc}");
        }
        for doc in [
            "Limit. Value range: 1-50.",
            "Share. Valid range: 0-100. The value 0 indicates none, while the value 100 indicates all.",
            "Valid values: 1, 2, 3.",
            "From 1 to 10. Default value: 5.",
            "At 10:20 or 11:30.",
        ] {
            assert_eq!(values(doc, Base::Integer), [] as [&str; 0], "{doc}");
        }
    }
}
