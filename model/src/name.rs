//! Rules for names of the API and of files. A name is part of paths, so nothing else may pass.

/// The rule for names, in words.
pub const IDENTIFIER: &str = "names are letters, digits and underscores, and begin with a letter";

/// The longest name; the longest one of the API has 69 characters, and a file is called like it.
pub const LONGEST_NAME: usize = 128;

/// The longest error code.
pub const LONGEST_CODE: usize = 200;

/// Returns whether a member, type, value or action can have this name.
pub fn is_identifier(name: &str) -> bool {
    name.len() <= LONGEST_NAME
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Returns whether a service's folder can have this name.
pub fn is_folder(name: &str) -> bool {
    is_identifier(name) && !name.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// Returns whether a string is a date that exists, `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut number = |length: usize| -> Option<u32> {
        let is_number =
            |part: &&str| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        parts.next().filter(is_number)?.parse().ok()
    };
    let (year, month, day) = (number(4), number(2), number(2));
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return false };
    parts.next().is_none() && (1..=days_of_month(year, month)).contains(&day)
}

/// Returns the number of days of a month; 0 if there is no such month.
pub(crate) fn days_of_month(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    }
}

/// Returns whether a string can be an error code: words divided by dots. A few codes of the API end in one.
pub fn is_error_code(code: &str) -> bool {
    let mut words = code.strip_suffix('.').unwrap_or(code).split('.');
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    code.len() <= LONGEST_CODE && words.next().is_some_and(is_identifier) && words.all(is_word)
}

/// Returns whether a string can be the name of a host: at least two labels, no port.
pub fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    };
    host.contains('.') && host.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_error_code, is_folder, is_host, is_identifier};

    #[test]
    fn names_are_told_from_other_texts() {
        type Rule = fn(&str) -> bool;
        let table: &[(Rule, &[&str], &[&str])] = &[
            (
                is_identifier,
                &["A", "hadAutoFixVul", "Topic_Simplification", "File3D"],
                &["", "3D", "_A", "A-b", "Ä", "A b"],
            ),
            (is_folder, &["organization", "ai3d"], &["Organization", "3d", "a-b"]),
            (
                is_date,
                &["2021-03-31"],
                &["2021-3-31", "2021-13-01", "2021-01-32", "v20210331", "2021-03-31x"],
            ),
            (
                is_error_code,
                &[
                    "AuthFailure",
                    "FailedOperation.dealCreate",
                    "A.B.C",
                    "InternalError.",
                    "A.SYS_ERR",
                    "A.3D",
                ],
                &["", ".", "A..B", "A.B-C", ".A", "A..", "Failed Operation"],
            ),
            (
                is_host,
                &["organization.tencentcloudapi.com", "a-b.c"],
                &["", "localhost", "https://a.b", "a.b:443", "a.b/c", "-a.b", "a..b", "A.b"],
            ),
        ];
        for (rule, accepted, refused) in table {
            assert!(accepted.iter().all(|name| rule(name)), "{accepted:?}");
            for name in *refused {
                assert!(!rule(name), "{name:?} in {refused:?}");
            }
        }
    }
}
