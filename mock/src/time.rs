//! Points in time: Unix seconds, and the forms in which the API writes them.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970.
pub(crate) fn unix_seconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |secs| -secs),
    }
}

/// The date in UTC of Unix seconds, `YYYY-MM-DD`.
pub(crate) fn date(timestamp: i64) -> String {
    // Days are counted from the first of March of year 0, in eras of 400 years, so that leap days
    // come last. After "chrono-Compatible Low-Level Date Algorithms" by Howard Hinnant.
    let days = timestamp.div_euclid(86_400) + 719_468;
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Unix seconds as `YYYY-MM-DDThh:mm:ssZ`.
pub(crate) fn iso(timestamp: i64) -> String {
    let second = timestamp.rem_euclid(86_400);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", date(timestamp))
}

/// Unix seconds of `YYYY-MM-DDThh:mm:ssZ`; `None` for any other form.
pub(crate) fn parse_iso(text: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| {
        let digits = text.get(range)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<i64>().ok())?
    };
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    // The reverse of `date`.
    let (from_march, march_year) =
        if month > 2 { (month - 3, year) } else { (month + 9, year - 1) };
    let era = march_year.div_euclid(400);
    let year_of_era = march_year.rem_euclid(400);
    let day_of_year = (153 * from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = era * 146_097 + day_of_era - 719_468;
    let timestamp = days * 86_400 + hour * 3_600 + minute * 60 + second;
    // An impossible date, such as the 31st of June, is written back as another.
    (iso(timestamp) == text).then_some(timestamp)
}

#[cfg(test)]
mod tests {
    use super::{iso, parse_iso};

    #[test]
    fn iso_times_are_written_and_read_back() {
        let known = [
            (0, "1970-01-01T00:00:00Z"),
            (951_868_799, "2000-02-29T23:59:59Z"),
            (1_543_914_376, "2018-12-04T09:06:16Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ];
        for (timestamp, text) in known {
            assert_eq!(iso(timestamp), text);
            assert_eq!(parse_iso(text), Some(timestamp));
        }
    }

    #[test]
    fn other_forms_of_time_are_not_read() {
        for text in ["", "2018-12-04", "2018-06-31T00:00:00Z", "2018-12-04T09:06:16", "äääääääää"]
        {
            assert_eq!(parse_iso(text), None, "{text}");
        }
    }
}
