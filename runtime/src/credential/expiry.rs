//! Reads the time at which a temporary credential expires.

use serde_json::Value;
use std::time::{Duration, SystemTime};

/// The first second after the year 9999. A time beyond it is in another unit, such as milliseconds.
const END: u64 = 253_402_300_800;

/// Reads an expiry: seconds since 1970-01-01 UTC as number or text, or a date and time such as
/// `2019-02-25T17:44:25Z`. Returns `None` if there is none: absent, `null` or blank.
pub(super) fn read(value: Option<&Value>) -> Result<Option<SystemTime>, &'static str> {
    const NO_TIME: &str = "is not a time in seconds since 1970-01-01 UTC";
    let seconds = match value {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Number(number)) => number.as_u64().or_else(|| whole(number.as_f64()?)),
        Some(Value::String(text)) if text.trim().is_empty() => return Ok(None),
        Some(Value::String(text)) => {
            let text = text.trim();
            let number = text.parse().ok().or_else(|| whole(text.parse().ok()?));
            number.or_else(|| date_time(text))
        }
        Some(_) => None,
    };
    let seconds = seconds.filter(|seconds| *seconds < END).ok_or(NO_TIME)?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)).ok_or(NO_TIME).map(Some)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "the range is checked first"
)]
fn whole(seconds: f64) -> Option<u64> {
    (0.0..END as f64).contains(&seconds).then_some(seconds as u64)
}

/// Reads a date and time of RFC 3339 from 1970 on, as seconds since 1970-01-01 UTC.
fn date_time(text: &str) -> Option<u64> {
    let (date, time) = text.split_once(['T', 't'])?;
    let (time, offset) = if let Some(time) = time.strip_suffix(['Z', 'z']) {
        (time, 0)
    } else {
        let (time, offset) = time.split_at_checked(time.rfind(['+', '-'])?)?;
        let minutes = hours_and_minutes(offset.get(1..)?)?;
        (time, if offset.starts_with('-') { -minutes } else { minutes })
    };
    let time = time.split_once('.').map_or(time, |(whole, _)| whole);
    let (clock, second) = time.rsplit_once(':')?;
    let minutes = hours_and_minutes(clock)?;
    let second = number(second, 2, 60)?;
    let [year, month, day] = three(date, '-')?;
    let days = days(number(year, 4, 9999)?, number(month, 2, 12)?, number(day, 2, 31)?)?;
    let seconds = days * 86_400 + (minutes - offset) * 60 + second;
    u64::try_from(seconds).ok()
}

fn three(text: &str, separator: char) -> Option<[&str; 3]> {
    text.split(separator).collect::<Vec<_>>().try_into().ok()
}

fn hours_and_minutes(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    Some(number(hours, 2, 23)? * 60 + number(minutes, 2, 59)?)
}

fn number(text: &str, digits: usize, most: i64) -> Option<i64> {
    let valid = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| valid && *number <= most)
}

/// Days from 1970-01-01 to a date of the Gregorian calendar, by counting years from March on.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if month == 0 || day == 0 {
        return None;
    }
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year / 4 - year / 100 + year / 400;
    Some(year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468)
}

#[cfg(test)]
mod tests {
    use super::read;
    use serde_json::{Value, json};
    use std::time::{Duration, SystemTime};

    #[test]
    fn an_expiry_is_a_number_or_text() {
        for value in [
            json!(1_551_116_665),
            json!(1_551_116_665.5),
            json!("1551116665"),
            json!(" 1551116665.0 "),
            json!("2019-02-25T17:44:25Z"),
            json!("2019-02-25T17:44:25.250Z"),
            json!("2019-02-26T01:44:25+08:00"),
            json!("2019-02-25T12:14:25-05:30"),
        ] {
            let expected = SystemTime::UNIX_EPOCH + Duration::from_secs(1_551_116_665);
            assert_eq!(read(Some(&value)), Ok(Some(expected)), "{value}");
        }
        let leap_day = SystemTime::UNIX_EPOCH + Duration::from_secs(951_782_400);
        assert_eq!(read(Some(&json!("2000-02-29T00:00:00Z"))), Ok(Some(leap_day)));
    }

    #[test]
    fn no_expiry_differs_from_one_that_cannot_be_read() {
        for value in [None, Some(Value::Null), Some(json!(" "))] {
            assert_eq!(read(value.as_ref()), Ok(None), "{value:?}");
        }
        for value in [
            json!(-1),
            json!(true),
            json!([1_551_116_665]),
            json!({}),
            json!("soon"),
            json!(u64::MAX),
            json!("1e300"),
            json!("NaN"),
            // Milliseconds, which would otherwise be the year 51122.
            json!(1_551_116_665_000_u64),
            json!("1551116665000"),
            json!("2019-02-25 17:44:25"),
            json!("2019-02-25T17:44:25"),
            json!("2019-13-25T17:44:25Z"),
            json!("2019-00-25T17:44:25Z"),
            json!("1969-12-31T23:59:59Z"),
            json!("２０１９-02-25T17:44:25Z"),
        ] {
            assert!(read(Some(&value)).is_err(), "{value}");
        }
    }
}
