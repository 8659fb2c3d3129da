//! Numbers between a JSON text and `serde_json`: which of them would be sent with another value.

/// Returns the first number of a JSON text whose value differs in its other text, which was parsed
/// from it and printed again.
pub(crate) fn first_changed<'a>(before: &'a str, after: &'a str) -> Option<&'a str> {
    let mut after = numbers(after);
    numbers(before).find(|number| after.next().is_none_or(|other| value(number) != value(other)))
}

/// Iterates over the numbers of a valid JSON text, as they are written.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let start = rest.find(|letter: char| letter == '"' || is_first(letter))?;
            rest = &rest[start..];
            if let Some(string) = rest.strip_prefix('"') {
                rest = after_string(string);
                continue;
            }
            let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
            let (number, after) = rest.split_at(end);
            rest = after;
            return Some(number);
        }
    })
}

fn is_first(letter: char) -> bool {
    letter.is_ascii_digit() || letter == '-'
}

fn is_part(letter: char) -> bool {
    is_first(letter) || matches!(letter, '.' | '+' | 'e' | 'E')
}

/// The text after the end of a string, of which the opening quote is taken.
fn after_string(text: &str) -> &str {
    let mut is_escaped = false;
    for (index, letter) in text.char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return &text[index + 1..],
            _ => {}
        }
    }
    ""
}

/// A number's value: its sign, its significant digits, and the power of ten behind them.
fn value(number: &str) -> (bool, String, i64) {
    let (is_negative, number) = match number.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, number),
    };
    let (mantissa, power) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_end_matches('0');
    let zeros = digits.len() - significant.len();
    let significant = significant.trim_start_matches('0');
    if significant.is_empty() {
        return (is_negative, String::new(), 0);
    }
    // A power that does not fit is far beyond any number that is sent.
    let power = power.parse::<i64>().unwrap_or(i64::MAX / 2);
    let length = |count: usize| i64::try_from(count).unwrap_or(i64::MAX / 4);
    (is_negative, significant.to_owned(), power + length(zeros) - length(fraction.len()))
}

#[cfg(test)]
mod tests {
    use super::first_changed;

    fn changed(text: &str) -> Option<String> {
        let value: serde_json::Value = serde_json::from_str(text).expect("it is JSON");
        first_changed(text, &value.to_string()).map(str::to_owned)
    }

    #[test]
    fn numbers_that_would_be_rounded_are_found() {
        for exact in
            ["0", "9007199254740993", "-9223372036854775808", "18446744073709551615", "0.1", "1.50"]
        {
            assert_eq!(changed(&format!("{{\"A\":[\"1e9\\\"7\",{exact}]}}")), None, "{exact}");
        }
        assert_eq!(changed("[1E3, 100.0]"), None);
        for rounded in ["18446744073709551616", "0.1000000000000000000001", "-9223372036854775809"]
        {
            assert_eq!(changed(&format!("{{\"A\":{rounded}}}")).as_deref(), Some(rounded));
        }
    }
}
