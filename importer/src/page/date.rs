//! The date of a page, in the languages and forms of its frame.

/// The labels of the date; behind them a date may have any form.
const LABELS: &[&str] = &[
    "last updated",
    "last updated at",
    "last updated on",
    "last update",
    "last modified",
    "updated",
    "updated on",
    "update time",
    "最近更新时间",
    "最后更新时间",
    "最近更新",
    "更新时间",
];

/// The months in English; their first three letters are enough.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The date in a line such as `Last updated: 2026-03-20 00:28:23`, in any language.
pub(crate) fn updated(line: &str) -> Option<String> {
    let line = line.trim().trim_matches(['*', '_']);
    if let Some(rest) = behind_label(line) {
        return date(rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_')));
    }
    // Behind a label that is not known a date has the form of the pages.
    let (label, time) = line.split_once([':', '：'])?;
    let is_label = !label.is_empty() && label.chars().count() <= 40;
    let (date, clock) = time.trim().split_once([' ', 'T']).unwrap_or((time.trim(), ""));
    let clock = clock.trim_end_matches('Z');
    let is_time = clock.is_empty() || shape(clock, "00:00:00") || shape(clock, "00:00");
    (is_label && is_time && shape(date, "0000-00-00")).then(|| date.to_owned())
}

/// Whether a line is the label alone: the date stands on the next one.
pub(crate) fn is_label(line: &str) -> bool {
    behind_label(line.trim().trim_matches(['*', '_'])).is_some_and(str::is_empty)
}

/// The date that a line is.
pub(crate) fn date(text: &str) -> Option<String> {
    let mut words =
        text.split(|c: char| c.is_whitespace() || matches!(c, 'T' | ',' | '年' | '月' | '日'));
    let mut words = words.by_ref().filter(|word| !word.is_empty());
    let first = words.next()?;
    let mut numbers = first.split(['-', '/', '.']);
    let parts = match (numbers.next(), numbers.next(), numbers.next(), numbers.next()) {
        (Some(year), Some(month), Some(day), None) => (year, month.to_owned(), day),
        (Some(first), None, ..) => {
            let (second, third) = (words.next()?, words.next()?);
            match (month(first), month(second)) {
                (Some(month), _) => (third, month, second),
                (None, Some(month)) => (third, month, first),
                (None, None) => (first, second.to_owned(), third),
            }
        }
        _ => return None,
    };
    let number = |text: &str, most: u32| text.parse().ok().filter(|it| (1..=most).contains(it));
    let is_year = parts.0.len() == 4 && parts.0.starts_with("20");
    let year: u32 = number(parts.0, 2999).filter(|_| is_year)?;
    let (month, day) = (number(&parts.1, 12)?, number(parts.2, 31)?);
    Some(format!("{year}-{month:02}-{day:02}"))
}

/// The number of a month.
fn month(word: &str) -> Option<String> {
    let word = word.trim_end_matches('.').to_lowercase();
    let is_it = |month: &str| word.len() >= 3 && month.starts_with(&word);
    MONTHS.iter().position(|month| is_it(month)).map(|at| (at + 1).to_string())
}

/// The text behind a known label.
fn behind_label(line: &str) -> Option<&str> {
    let found = LABELS.iter().filter_map(|label| {
        let (start, rest) = line.split_at_checked(label.len())?;
        let is_end =
            rest.is_empty() || rest.starts_with([' ', ':', '：', '*', '_']) || !rest.is_ascii();
        (start.to_lowercase() == *label && is_end).then_some(rest)
    });
    let rest = found.min_by_key(|rest| rest.len())?;
    Some(rest.trim_start_matches(['*', '_', ' ']).trim_start_matches([':', '：']).trim())
}

fn shape(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text.bytes().zip(pattern.bytes()).all(|(byte, wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            wanted => byte == wanted,
        })
}

#[cfg(test)]
mod tests {
    use super::{LABELS, is_label, updated};

    #[test]
    fn dates_are_known_in_any_language_and_form() {
        for line in [
            "Last updated: 2026-03-20 00:28:23",
            "Última atualização:2026-03-20 00:28:33",
            "最后更新时间：2026-03-20",
            "Last updated 2026/3/20 00:28",
            "*Last updated: 2026-03-20T00:28:23Z*",
            "**Last Updated**: Mar 20, 2026",
            "Last updated on March 20, 2026",
            "Last updated: 20 March 2026",
            "最近更新时间：2026年3月20日",
            "Terakhir diperbarui: 2026-03-20T00:28:23Z",
        ] {
            assert_eq!(updated(line).as_deref(), Some("2026-03-20"), "{line}");
        }
        for line in [
            "2026-03-20 00:28:23",
            "From: 2026-03-20 to 2026-03-21",
            "a: 2026-3-20",
            "Last updated: 2026-13-20",
            "Updated by Mar 20, 2026",
        ] {
            assert_eq!(updated(line), None, "{line}");
        }
        for label in LABELS {
            assert_eq!(updated(&format!("{label}: 2026.03.20")).as_deref(), Some("2026-03-20"));
            assert!(is_label(label) && is_label(&format!("{label}:")), "{label}");
        }
    }
}
