//! Plain scalars: the part of YAML 1.2's core schema on which all readers agree.
//!
//! `y`, `on` and `2026-03-20` are strings. Numbers are decimal and written the plain way; anything
//! that only some readers take for a number is ambiguous, and must be quoted or written otherwise.
//! Reading and writing both decide here.

use crate::text::is_invisible;

/// The kind of a plain scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlainKind {
    Null,
    True,
    False,
    Integer,
    Float,
    Text,
    Ambiguous,
}

/// Tells the kind of the plain scalar `text`.
pub(super) fn plain_kind(text: &str) -> PlainKind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return PlainKind::Null,
        "true" | "True" | "TRUE" => return PlainKind::True,
        "false" | "False" | "FALSE" => return PlainKind::False,
        _ => {}
    }
    if !text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) {
        return PlainKind::Text;
    }
    if is_decimal(text) {
        let fits = text.parse::<u64>().is_ok() || text.parse::<i64>().is_ok();
        return if fits && text != "-0" { PlainKind::Integer } else { PlainKind::Ambiguous };
    }
    if is_plain_float(text) {
        let finite = text.parse::<f64>().is_ok_and(f64::is_finite);
        return if finite { PlainKind::Float } else { PlainKind::Ambiguous };
    }
    if looks_like_a_number(text) { PlainKind::Ambiguous } else { PlainKind::Text }
}

/// Digits without leading zeros, perhaps with a minus.
fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    all_digits(digits) && (digits == "0" || !digits.starts_with('0'))
}

/// `1.5`, `-0.25`, `1.0e+9`: with digits on both sides of the point, and a sign in the exponent.
fn is_plain_float(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let exponent_fits =
        exponent.is_none_or(|text| text.strip_prefix(['+', '-']).is_some_and(all_digits));
    let mantissa_fits = mantissa
        .split_once('.')
        .is_some_and(|(whole, fraction)| is_decimal(whole) && all_digits(fraction));
    exponent_fits && mantissa_fits
}

/// A number to the core schema of YAML 1.2, to one of our two readers, or to YAML 1.1's common
/// forms, but written in a way on which they differ.
fn looks_like_a_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let radix = [("0x", 16), ("0o", 8), ("0b", 2)];
    if let Some((prefix, base)) = radix.into_iter().find(|(prefix, _)| unsigned.starts_with(prefix))
    {
        let digits = unsigned.strip_prefix(prefix).unwrap_or_default();
        return !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base));
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            (mantissa, exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
        }
        None => (unsigned, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    let only_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    has_digits && only_digits(whole) && only_digits(fraction) && all_digits(exponent)
}

/// Returns whether some reader of YAML takes a text for a number. Writing quotes it: YAML 1.1 also
/// has underscores between digits, and numbers to the base of 60.
pub(crate) fn some_reader_sees_a_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = unsigned.strip_prefix('.').unwrap_or(unsigned);
    if digits.starts_with('_') {
        return false;
    }
    let bare = text.replace('_', "");
    matches!(plain_kind(&bare), PlainKind::Integer | PlainKind::Float | PlainKind::Ambiguous)
        || is_sexagesimal(unsigned)
}

/// `12:30` or `10:20:30.5`: numbers to the base of 60 in YAML 1.1.
fn is_sexagesimal(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    let mut parts = whole.split(':');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let fits = |part: &&str| match part.as_bytes() {
        [unit] => unit.is_ascii_digit(),
        [ten, unit] => (b'0'..=b'5').contains(ten) && unit.is_ascii_digit(),
        _ => false,
    };
    first.starts_with(|c: char| c.is_ascii_digit())
        && digits(first)
        && !rest.is_empty()
        && rest.iter().all(fits)
        && digits(fraction)
}

/// Puts a text of one line in quotes, single ones if that spares escapes.
pub(crate) fn in_quotes(text: &str) -> String {
    if text.contains(['"', '\\']) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    format!("\"{}\"", text.replace('\t', "\\t"))
}

/// Returns the inside of a text in quotes of a kind that YAML does not know.
pub(crate) fn in_wide_quotes(text: &str) -> Option<&str> {
    const PAIRS: &[(char, char)] =
        &[('“', '”'), ('‘', '’'), ('＂', '＂'), ('＇', '＇'), ('「', '」'), ('『', '』')];
    PAIRS.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inner.contains([*open, *close])).then_some(inner)
    })
}

/// Returns names that full-width commas divide with ASCII commas; `None` for any other text.
pub(crate) fn with_wide_commas(text: &str) -> Option<String> {
    const COMMAS: [char; 3] = ['，', '、', '﹐'];
    if text.is_ascii() || !text.contains(COMMAS) {
        return None;
    }
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c))
    };
    let names: Vec<&str> = text.split(COMMAS).map(str::trim).collect();
    names.iter().all(|name| is_name(name)).then(|| names.join(", "))
}

/// Whether a character controls, breaks lines for some readers alone, or shows nothing.
pub(crate) fn is_treacherous(found: char) -> bool {
    found.is_control() || matches!(found, '\u{2028}' | '\u{2029}') || is_invisible(found)
}

/// Returns the escape of a character in double quotes.
pub(crate) fn escape(found: char) -> String {
    let code = u32::from(found);
    if code > 0xffff { format!("\\U{code:08x}") } else { format!("\\u{code:04x}") }
}

/// Whether a character looks like a space and is none to YAML.
pub(crate) fn is_odd_blank(found: char) -> bool {
    matches!(found, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}

/// Turns a full-width digit into an ASCII one.
fn ascii_digit(c: char) -> char {
    let offset = u32::from(c).checked_sub(u32::from('０')).filter(|offset| *offset < 10);
    offset.and_then(|offset| char::from_digit(offset, 10)).unwrap_or(c)
}

/// Returns a whole number in decimal that a text writes in another way, such as `1_000`, `0x10`, `020`,
/// `20.0` or in full-width digits.
pub(crate) fn decimal(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) if text.starts_with('-') => ("-", digits),
        Some(digits) => ("", digits),
        None => ("", text),
    };
    let bare = digits.replace(['_', ',', '\'', ' '], "");
    let bare: String = bare.chars().map(ascii_digit).collect();
    let bare = bare.strip_suffix(".0").unwrap_or(&bare);
    let prefixed = [("0x", 16), ("0X", 16), ("0o", 8), ("0b", 2)];
    let radix =
        prefixed.iter().find_map(|(prefix, radix)| Some((bare.strip_prefix(prefix)?, *radix)));
    let value = match radix {
        Some((digits, radix)) => u64::from_str_radix(digits, radix).ok()?,
        None if bare.starts_with(|c: char| c.is_ascii_digit()) => bare.parse().ok()?,
        None => return None,
    };
    Some(if value == 0 { "0".to_owned() } else { format!("{sign}{value}") })
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{PlainKind, plain_kind, some_reader_sees_a_number};
    use serde_json::Value;

    #[test]
    fn scalars_are_what_all_readers_take_them_for() {
        let table = [
            (PlainKind::Null, &["", "~", "null"][..]),
            (PlainKind::True, &["true", "True"]),
            (PlainKind::False, &["false", "FALSE"]),
            (PlainKind::Integer, &["0", "7", "-7", "18446744073709551615", "-9223372036854775808"]),
            (PlainKind::Float, &["1.5", "-0.25", "0.0", "1.0e+9", "2.5E-3"]),
            (
                PlainKind::Text,
                &[
                    "y",
                    "on",
                    "No",
                    "Y",
                    "2026-03-20",
                    "10:20:30",
                    "1.2.3",
                    "1_000",
                    "-",
                    "+",
                    ".",
                    "e5",
                    "0x",
                    "0xZZ",
                    "1e",
                    "12ab",
                    "635e16x",
                    "+-1",
                    "--1",
                    ".e5",
                    "1-2",
                    "nan",
                ],
            ),
            (
                PlainKind::Ambiguous,
                &[
                    "635e1617",
                    "12e5",
                    "1e400",
                    "0012",
                    "-007",
                    "+5",
                    "-0",
                    "1.",
                    ".5",
                    "-.5",
                    "0x1F",
                    "0o17",
                    "0b11",
                    ".inf",
                    "-.INF",
                    ".nan",
                    "1.0e9",
                    "18446744073709551616",
                    "123456789012345678901234567890",
                    "1.0e+999",
                ],
            ),
        ];
        for (kind, texts) in table {
            for text in texts {
                assert_eq!(plain_kind(text), kind, "{text}");
            }
        }
    }

    /// The places come from one reader and the values from another: they must agree.
    #[test]
    fn the_decoder_agrees_wherever_a_scalar_is_accepted() {
        for text in [
            "~",
            "true",
            "FALSE",
            "0",
            "-7",
            "18446744073709551615",
            "1.5",
            "1.0e+9",
            "2.5E-3",
            "y",
            "on",
            "2026-03-20",
            "10:20:30",
            "1.2.3",
            "1_000",
            ".",
            "e5",
            "0xZZ",
            "1e",
            "+-1",
        ] {
            let decoded: Value = super::super::decode(&format!("v: {text}"))
                .map(|value: serde_json::Map<String, Value>| value["v"].clone())
                .expect("it is YAML");
            let agrees = match plain_kind(text) {
                PlainKind::Null => decoded.is_null(),
                PlainKind::True | PlainKind::False => decoded.is_boolean(),
                PlainKind::Integer => decoded.is_u64() || decoded.is_i64(),
                PlainKind::Float => decoded.is_f64(),
                PlainKind::Text => decoded.as_str() == Some(text),
                PlainKind::Ambiguous => false,
            };
            assert!(agrees, "{text} is {decoded}");
        }
    }

    #[test]
    fn a_text_that_some_reader_takes_for_a_number_is_known() {
        let numbers =
            ["7", "0x1F", "1_000", "-1_0.5", "12:30", "-10:20:30.5", ".5", ".inf", "1e400", "+5"];
        for text in numbers {
            assert!(some_reader_sees_a_number(text), "{text}");
        }
        for text in ["", "y", "_1", "._5", "1.2.3", "2026-03-20", "12:60", "a:30", "0x", "true"] {
            assert!(!some_reader_sees_a_number(text), "{text}");
        }
    }
}
