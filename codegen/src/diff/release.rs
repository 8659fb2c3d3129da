//! The version number that follows from a verdict.

use super::rules::Verdict;
use std::fmt;
use std::str::FromStr;

/// A version number of the generated crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Release {
    /// Raised by what breaks programs, once it is 1 or more.
    pub major: u64,
    /// Raised by what programs can use anew; while `major` is 0, by what breaks them.
    pub minor: u64,
    /// Raised by everything else.
    pub patch: u64,
}

impl Release {
    /// The number after this one, for a release whose gravest change has this verdict.
    ///
    /// Cargo takes the first number that is not 0 for the one that tells what breaks.
    #[must_use]
    pub fn after(self, verdict: Verdict) -> Self {
        let Self { major, minor, patch } = self;
        let next_major = Self { major: major + 1, minor: 0, patch: 0 };
        let next_minor = Self { major, minor: minor + 1, patch: 0 };
        let next_patch = Self { major, minor, patch: patch + 1 };
        match (verdict, major, minor) {
            (_, 0, 0) | (Verdict::Docs, ..) | (Verdict::Additive, 0, _) => next_patch,
            (Verdict::Additive, ..) | (Verdict::Breaking, 0, _) => next_minor,
            (Verdict::Breaking, ..) => next_major,
        }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// A text that is not three numbers divided by dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotARelease(String);

impl fmt::Display for NotARelease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a version such as 0.1.0", self.0)
    }
}

impl std::error::Error for NotARelease {}

impl FromStr for Release {
    type Err = NotARelease;

    fn from_str(text: &str) -> Result<Self, NotARelease> {
        let numbers: Option<Vec<u64>> = text.split('.').map(|number| number.parse().ok()).collect();
        match numbers.as_deref() {
            Some(&[major, minor, patch]) => Ok(Self { major, minor, patch }),
            _ => Err(NotARelease(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Release, Verdict};

    #[test]
    fn the_first_number_that_is_not_zero_tells_what_breaks() {
        let cases = [
            ("0.0.3", Verdict::Breaking, "0.0.4"),
            ("0.1.2", Verdict::Breaking, "0.2.0"),
            ("0.1.2", Verdict::Additive, "0.1.3"),
            ("0.1.2", Verdict::Docs, "0.1.3"),
            ("1.4.2", Verdict::Breaking, "2.0.0"),
            ("1.4.2", Verdict::Additive, "1.5.0"),
            ("1.4.2", Verdict::Docs, "1.4.3"),
        ];
        for (before, verdict, after) in cases {
            let before: Release = before.parse().expect("it is a version");
            assert_eq!(before.after(verdict).to_string(), after, "{before} {verdict}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "1", "1.2", "1.2.3.4", "1.2.x", "1.2.-3"] {
            assert!(text.parse::<Release>().is_err(), "{text}");
        }
    }
}
