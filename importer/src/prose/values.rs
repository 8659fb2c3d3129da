//! Documented values: lists that an introducing phrase announces, and lists of pairs that cannot
//! be anything else.

use super::base::Base;
use crate::limits::LONGEST_DESCRIPTION;
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

/// Words before a colon that say something about a value rather than being one.
const LABELS: &[&str] = &[
    "note",
    "notes",
    "example",
    "examples",
    "default",
    "unit",
    "format",
    "warning",
    "tip",
    "range",
    "type",
    "description",
    "reference",
    "remark",
    "remarks",
    "limit",
    "values",
    "value",
    "https",
    "http",
    "such",
    "including",
    "follows",
    "currently",
    "attention",
    "important",
    "caution",
];

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
    if found.iter().any(is_doubtful) {
        return Ok(Vec::new());
    }
    finish(found, base)
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

/// Whether a line is a value with its meaning.
pub(crate) fn is_pair(line: &str) -> bool {
    let Some((value, rest)) = token(line) else { return false };
    let rest = rest.trim_start();
    let divides = rest.starts_with(['：', '（', '(', '='])
        || rest.starts_with(": ")
        || rest.starts_with("- ");
    divides && !LABELS.contains(&value.to_ascii_lowercase().as_str())
}

/// A value as it stands in a description, with what is said of it.
#[derive(Debug, Clone)]
struct Pair {
    value: String,
    text: String,
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

/// The text after the first phrase that announces values.
fn behind_intro(text: &str) -> Option<&str> {
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
fn announced(list: &str, base: Base) -> Vec<Pair> {
    // Which value is the default is said of it, and is not what it means.
    let list = list.replace(" (default)", "").replace("(default)", "");
    let pairs = Pairs::read(&list, base, true);
    if !pairs.is_empty() {
        return pairs;
    }
    plain(&list)
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

fn sentence_end(text: &str) -> usize {
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        let next = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        if c == '。' || (c == '.' && next.is_none_or(char::is_whitespace) && previous != ' ') {
            return at;
        }
        previous = c;
    }
    text.len()
}

/// A value at the start of a text, and what is behind it: a word, a number, or something in
/// backticks or quotes.
fn token(text: &str) -> Option<(&str, &str)> {
    for (open, close) in [('`', '`'), ('"', '"'), ('“', '”'), ('\'', '\'')] {
        if let Some(rest) = text.strip_prefix(open) {
            let end = rest.find(close)?;
            let value = rest.get(..end)?;
            let is_value = !value.is_empty() && !value.contains(char::is_whitespace);
            return is_value
                .then(|| (value, rest.get(end + close.len_utf8()..).unwrap_or_default()));
        }
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let word = text.get(..end)?.trim_end_matches(['.', '-', '/']);
    (!word.is_empty()).then(|| (word, text.get(word.len()..).unwrap_or_default()))
}

/// Reads `A: text; B: text`, in all the ways in which values and meanings are divided.
struct Pairs<'a> {
    text: &'a str,
    base: Base,
    /// Whether a phrase has announced the list.
    is_announced: bool,
}

impl<'a> Pairs<'a> {
    fn read(text: &'a str, base: Base, is_announced: bool) -> Vec<Pair> {
        let reader = Self { text, base, is_announced };
        let mut heads: Vec<(usize, usize, &str)> = Vec::new();
        let mut bare = 0;
        for at in reader.starts() {
            let Some((value, length, has_meaning)) = reader.head(at) else { continue };
            if heads.last().is_some_and(|(_, end, _)| at < *end) {
                continue;
            }
            // A value that comes again is spoken of, and not listed.
            if heads.iter().any(|(_, _, known)| *known == value) {
                break;
            }
            bare += usize::from(!has_meaning);
            heads.push((at, at + length, value));
        }
        // A list of values alone is read by another rule, which wants to see its end.
        if heads.len() == bare || (!is_announced && bare > 0) {
            return Vec::new();
        }
        let ends = heads.iter().skip(1).map(|head| head.0).chain([text.len()]);
        let pair = |((_, end, value), next): (&(usize, usize, &str), usize)| Pair {
            value: (*value).to_owned(),
            text: meaning(text.get(*end..next).unwrap_or_default()),
        };
        heads.iter().zip(ends).map(pair).collect()
    }

    /// Where a value can stand: at the start, and behind what divides.
    fn starts(&self) -> Vec<usize> {
        let mut starts = vec![0];
        let divides = |c: char| {
            matches!(c, ';' | ',' | '.' | '；' | '，' | '。' | '、' | ':' | '：' | '|' | '(')
        };
        let mut previous = ' ';
        for (at, c) in self.text.char_indices() {
            if divides(c) || (c == ' ' && self.base == Base::Integer) {
                let behind = self.text.get(at + c.len_utf8()..).unwrap_or_default();
                let skipped = behind.len() - behind.trim_start().len();
                let mut start = at + c.len_utf8() + skipped;
                let word = behind.trim_start();
                for and in ["and ", "or "] {
                    if word.starts_with(and) {
                        start += and.len();
                    }
                }
                starts.push(start);
            }
            if c == ' ' && (previous == ')' || self.is_announced) {
                let behind = self.text.get(at + 1..).unwrap_or_default();
                if behind.starts_with("and ") {
                    starts.push(at + 5);
                }
            }
            previous = c;
        }
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    /// The value at a place, how long it is with what divides it from its meaning, and whether it
    /// has one.
    fn head(&self, at: usize) -> Option<(&'a str, usize, bool)> {
        let text = self.text.get(at..)?;
        let is_quoted = text.starts_with(['`', '"', '“', '\'']);
        let (value, rest) =
            if self.base == Base::Integer && !is_quoted { integer(text)? } else { token(text)? };
        let fits = match self.base {
            Base::Integer => value.parse::<i64>().is_ok(),
            _ => self.is_word(value, is_quoted),
        };
        if !fits {
            return None;
        }
        let used = text.len() - rest.len();
        let trimmed = rest.trim_start();
        let blanks = rest.len() - trimmed.len();
        let mut behind = trimmed.chars();
        let divider = behind.next();
        let follower = behind.clone().find(|c| *c != ' ');
        let is_pair = match divider {
            Some(':' | '：') => follower.is_some_and(|c| c != '/'),
            Some('(' | '（') => true,
            Some('=') => self.base == Base::Integer || self.is_announced,
            // `1-50` is a range, and `l7-access` a word.
            Some('-' | '–' | '—') => {
                (blanks > 0 || self.base == Base::Integer)
                    && follower.is_some_and(char::is_alphabetic)
            }
            _ => false,
        };
        if is_pair {
            let divider = divider.map_or(0, char::len_utf8);
            let bracket = usize::from(matches!(trimmed.chars().next(), Some('(' | '（')));
            // A bracket belongs to the meaning, so that its end is found.
            let length = used + blanks + if bracket > 0 { 0 } else { divider };
            return Some((value, length, true));
        }
        if self.base == Base::Integer && trimmed.starts_with("indicates ") {
            return Some((value, used + blanks + "indicates ".len(), true));
        }
        // `1: all; 2 some`: the colon was forgotten.
        let before = self.text.get(..at).unwrap_or_default().trim_end();
        let is_forgotten = self.base == Base::Integer
            && self.is_announced
            && before.ends_with([';', '；'])
            && blanks > 0
            && divider.is_some_and(char::is_alphabetic);
        if is_forgotten {
            return Some((value, used, true));
        }
        let is_bare = self.is_announced
            && self.base == Base::Text
            && (before.is_empty() || before.ends_with([';', '；', ',', '，', '、']))
            && matches!(divider, Some(';' | '；'));
        is_bare.then_some((value, used, false))
    }

    /// Whether a word looks like a value of a text: as programs write them.
    fn is_word(&self, value: &str, is_quoted: bool) -> bool {
        let lower = value.to_ascii_lowercase();
        let is_marked = is_quoted
            || value.contains(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
            || value.contains(['_', '-']);
        !LABELS.contains(&lower.as_str()) && (is_marked || self.is_announced)
    }
}

/// A number at the start of a text.
fn integer(text: &str) -> Option<(&str, &str)> {
    let sign = usize::from(text.starts_with('-'));
    let digits = text.get(sign..)?.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(sign + digits)?;
    let is_whole = !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '%');
    let is_decimal = rest.starts_with('.')
        && rest.get(1..2).is_some_and(|c| c.bytes().all(|c| c.is_ascii_digit()));
    (digits > 0 && is_whole && !is_decimal).then_some((number, rest))
}

/// The meaning of a value, up to the separator of the next.
fn meaning(text: &str) -> String {
    let text = text.trim();
    if let Some(inner) = text.strip_prefix(['(', '（'])
        && let Some(end) = inner.find([')', '）'])
    {
        return inner.get(..end).unwrap_or_default().trim().to_owned();
    }
    // Behind the last value, what comes after the sentence is about something else.
    let end = sentence_end(text);
    let text = text.get(..end).unwrap_or(text).trim();
    let text = text.trim_end_matches(" and").trim_end_matches(" or");
    let is_open = text.ends_with([')', '）']) && !text.contains(['(', '（']);
    let text = if is_open { text.trim_end_matches([')', '）']) } else { text };
    text.trim_end_matches([';', ',', '.', '；', '，', '。', '、', ' ', '|', '-']).to_owned()
}

/// The values with their types and names; none if they are no list, and no names if one has none.
fn finish(pairs: Vec<Pair>, base: Base) -> Result<Vec<Documented>, Nameless> {
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
    fn what_is_not_sure_stays_prose() {
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
            "Valid values: 1, 2, 3.",
            "From 1 to 10. Default value: 5.",
            "At 10:20 or 11:30.",
        ] {
            assert_eq!(values(doc, Base::Integer), [] as [&str; 0], "{doc}");
        }
    }
}
