//! Points in time: their forms, and whether they exist.

use crate::model::{Scalar, Type};
use crate::name::days_of_month;

/// The form of a point in time: a zero stands for any digit.
pub(super) fn form(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Scalar(Scalar::Date) => Some("0000-00-00"),
        Type::Scalar(Scalar::DateTime) => Some("0000-00-00 00:00:00"),
        Type::Scalar(Scalar::DateTimeIso) => Some("0000-00-00T00:00:00+00:00"),
        _ => None,
    }
}

pub(super) fn has_form(text: &str, form: &str) -> bool {
    // `Z` is another way to write the zone.
    let long = text.strip_suffix('Z').map(|start| format!("{start}+00:00"));
    let text = long.as_deref().unwrap_or(text);
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            b'+' => byte == b'+' || byte == b'-',
            _ => byte == wanted,
        })
}

/// Whether a date and time of the right form exists: February has no 30th, and a day no 25th hour.
pub(super) fn is_possible(text: &str) -> bool {
    let number = |at: usize, length: usize| -> Option<u32> {
        text.get(at..at + length).and_then(|digits| digits.parse().ok())
    };
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(5, 2), number(8, 2)) else {
        return false;
    };
    // A minute may have a leap second; zones reach from -12:00 to +14:00.
    let limits = [(11, 23), (14, 59), (17, 60), (20, 14), (23, 59)];
    (1..=days_of_month(year, month)).contains(&day)
        && limits.into_iter().all(|(at, most)| number(at, 2).is_none_or(|value| value <= most))
}

#[cfg(test)]
mod tests {
    use super::is_possible;

    #[test]
    fn hours_minutes_and_zones_beyond_their_ends_do_not_exist() {
        for (time, exists) in [
            ("2021-03-31 23:59:60", true),
            ("2021-03-31 24:00:00", false),
            ("2021-03-31T10:60:00+08:00", false),
            ("2021-03-31T10:20:30+08:00", true),
            ("2021-03-31T10:20:30Z", true),
            ("2021-03-31T10:20:30+25:00", false),
        ] {
            assert_eq!(is_possible(time), exists, "{time}");
        }
    }
}
