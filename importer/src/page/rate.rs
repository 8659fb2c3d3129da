//! The rate limit of an action, in the sentences of its page.

use crate::lines::squeeze;
use regex_lite::Regex;
use std::sync::LazyLock;

/// The text before and after the number of requests per second, in small letters.
const LIMITS: &[(&str, &[&str])] = &[
    (
        "a maximum of ",
        &[
            " requests can be initiated per second for this api",
            " request can be initiated per second for this api",
        ],
    ),
    (
        "default (api) request rate limit: ",
        &[" requests/sec", " request/sec", " requests/second", " requests per second"],
    ),
    (
        "default api request rate limit: ",
        &[" requests/sec", " request/sec", " requests/second", " requests per second"],
    ),
    ("default request rate limit: ", &[" requests/sec", " request/sec", " requests/second"]),
    ("默认接口请求频率限制：", &["次/秒"]),
    ("默认接口请求频率限制:", &["次/秒"]),
    ("接口请求频率限制：", &["次/秒"]),
    ("接口请求频率限制:", &["次/秒"]),
];

/// The requests per second in a line, and the line without the sentence that says it.
pub(crate) fn limit(line: &str) -> Option<(u32, String)> {
    fixed(line).or_else(|| free(line))
}

/// The number in one of the fixed sentences.
fn fixed(line: &str) -> Option<(u32, String)> {
    let lower = line.to_ascii_lowercase();
    LIMITS.iter().find_map(|(before, behind)| {
        let start = lower.find(before)?;
        let number_start = start + before.len();
        let rest = lower.get(number_start..)?;
        let found = behind.iter().filter_map(|form| Some((rest.find(form)?, form.len())));
        let (at, length) = found.min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)))?;
        let number = rest.get(..at)?.trim().replace(',', "").parse().ok()?;
        let tail = line.get(number_start + at + length..)?;
        // The rest of the sentence says for whom the rate holds.
        let tail = tail.split_at(sentence_end(tail)).1;
        let head = line.get(..start)?;
        Some((number, squeeze(&format!("{head} {tail}"))))
    })
}

/// The words of a sentence on the rate limit in other wordings, in small letters.
const ABOUT: &[&str] = &[
    "rate limit",
    "frequency limit",
    "request rate",
    "request frequency",
    "频率限制",
    "请求频率",
    "调用频率",
    "限频",
];

/// The only number of requests per second in a sentence about the rate limit.
fn free(line: &str) -> Option<(u32, String)> {
    static RATE: LazyLock<Regex> = LazyLock::new(|| {
        let requests = "(?:requests?|times?|calls?|queries|次)?";
        let second = "(?:s|sec|second|秒)";
        let rate = format!(
            r"(?i)([0-9][0-9,]*)\s*{requests}\s*(?:/|per|每)\s*{second}(?:[^a-z]|$)|每秒\s*([0-9]+)\s*次"
        );
        Regex::new(&rate).unwrap_or_else(|error| unreachable!("{error}"))
    });
    let mut start = 0;
    while start < line.len() {
        let rest = line.get(start..)?;
        let (sentence, behind) = rest.split_at(sentence_end(rest));
        let lower = sentence.to_ascii_lowercase();
        if ABOUT.iter().any(|word| lower.contains(word)) {
            let mut found = RATE.captures_iter(sentence);
            let (first, next) = (found.next()?, found.next());
            let number = first.get(1).or_else(|| first.get(2)).filter(|_| next.is_none())?;
            let number = number.as_str().replace(',', "").parse().ok()?;
            return Some((number, squeeze(&format!("{} {behind}", line.get(..start)?))));
        }
        start = line.len() - behind.len();
    }
    None
}

/// Where the sentence at the start of a text ends.
fn sentence_end(text: &str) -> usize {
    let mut ends = text.match_indices(['.', '。']);
    let end = ends.find(|(at, mark)| {
        let behind = text.get(at + mark.len()..).unwrap_or_default();
        *mark == "。" || behind.is_empty() || behind.starts_with(char::is_whitespace)
    });
    end.map_or(text.len(), |(at, mark)| at + mark.len())
}

#[cfg(test)]
mod tests {
    use super::{LIMITS, limit};

    #[test]
    fn limits_are_taken_out_of_their_line() {
        let glued = "Leaves. A maximum of 1,000 requests can be initiated per second for this API.";
        assert_eq!(limit(glued), Some((1000, "Leaves.".to_owned())));
        assert_eq!(limit("默认接口请求频率限制：20次/秒。"), Some((20, String::new())));
        assert_eq!(
            limit("A maximum of ten requests can be initiated per second for this API."),
            None
        );
    }

    #[test]
    fn every_wording_in_the_list_is_known() {
        for (before, behind) in LIMITS {
            for behind in *behind {
                let line = format!("Does it. {before}1,020{behind}. Then more.");
                let expected = Some((1020, "Does it. Then more.".to_owned()));
                assert_eq!(limit(&line), expected, "{line}");
            }
        }
    }

    #[test]
    fn other_wordings_are_understood_if_they_say_one_rate() {
        for (line, rest) in [
            ("Turns it. API request rate limit: 1,020 requests/sec.", "Turns it."),
            ("The default API request frequency limit is 1020 times/second. Use it.", "Use it."),
            (
                "A maximum of 1020 requests can be initiated per second for this API in a region.",
                "",
            ),
            ("Maximum request rate: 1020 requests per second", ""),
            ("接口频率限制为每秒1020次。", ""),
            ("默认接口请求频率限制：1020 次/秒", ""),
        ] {
            assert_eq!(limit(line), Some((1020, rest.to_owned())), "{line}");
        }
        for line in [
            "Writes 20 requests/s of a bucket.",
            "The rate limit is 20 requests/s, and 5 requests/s for new accounts.",
            "The rate limit is low.",
        ] {
            assert_eq!(limit(line), None, "{line}");
        }
    }
}
