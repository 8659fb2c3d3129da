//! Values with their meanings, in all the ways in which descriptions divide them.

use crate::prose::base::Base;

/// Stands for the mark of the default in an announced list: `(default)`.
pub(super) const DEFAULT: char = '\u{1}';

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
pub(super) struct Pair {
    pub(super) value: String,
    pub(super) text: String,
}

/// Reads `A: text; B: text`, in all the ways in which values and meanings are divided.
pub(super) struct Pairs<'a> {
    text: &'a str,
    base: Base,
    /// Whether a phrase has announced the list.
    is_announced: bool,
}

impl<'a> Pairs<'a> {
    /// The values of a list with their meanings.
    pub(super) fn read(text: &'a str, base: Base, is_announced: bool) -> Vec<Pair> {
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
        let (rest, is_default) = match rest.strip_prefix(DEFAULT) {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
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
            && (is_default || matches!(divider, Some(';' | '；')));
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

/// A value at the start of a text, and what is behind it: a word, a number, or something in
/// backticks or quotes.
pub(super) fn token(text: &str) -> Option<(&str, &str)> {
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

/// The meaning of a value, up to the separator of the next.
fn meaning(text: &str) -> String {
    let text = text.replace(DEFAULT, "");
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

pub(super) fn sentence_end(text: &str) -> usize {
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
