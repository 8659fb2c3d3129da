//! Patterns of a selection: `cvm`, `cvm:DescribeInstances`, `tag:*`, `organization/2021-03-31` or
//! `organization/2021-03-31:Describe*`, with `*` for any characters.

use crate::model::{Service, Version};
use std::fmt;
use std::str::FromStr;

/// A pattern that chooses actions, such as `cvm:Describe*` or `organization/2021-03-31`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern {
    service: String,
    version: Option<String>,
    action: String,
}

/// A text that is not a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError(String);

impl FromStr for Pattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Self, PatternError> {
        let text = text.trim();
        let (place, action) = text.split_once(':').unwrap_or((text, "*"));
        let (service, version) = match place.split_once('/') {
            Some((service, version)) => (service, Some(version)),
            None => (place, None),
        };
        let is_word = |part: &str| {
            let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '*');
            !part.is_empty() && part.chars().all(known)
        };
        if [service, action].into_iter().chain(version).all(is_word) {
            let (service, action) = (service.to_owned(), action.to_owned());
            return Ok(Self { service, version: version.map(str::to_owned), action });
        }
        Err(PatternError(text.to_owned()))
    }
}

impl Pattern {
    /// Reads patterns that commas divide.
    ///
    /// # Errors
    ///
    /// Returns the first pattern that cannot be read, or an error if there is none at all.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, PatternError> {
        let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
        let patterns: Vec<Self> = items.map(str::parse).collect::<Result<_, _>>()?;
        if patterns.is_empty() { Err(PatternError(text.to_owned())) } else { Ok(patterns) }
    }

    /// Returns whether an action of a service's version is chosen.
    pub fn matches(&self, service: &Service, version: &Version, action: &str) -> bool {
        self.matches_service(service)
            && self.matches_version(version)
            && self.matches_action(action)
    }

    /// Returns the service part.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// Returns the version part; without one, every version is meant.
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// Returns the action part.
    pub fn action(&self) -> &str {
        &self.action
    }

    /// Returns whether a service is meant, by folder or by wire name.
    pub fn matches_service(&self, service: &Service) -> bool {
        self.matches_service_name(&service.folder) || self.matches_service_name(&service.wire_name)
    }

    /// Returns whether a service with this name is meant.
    pub fn matches_service_name(&self, name: &str) -> bool {
        glob(&self.service, name)
    }

    /// Returns whether a version is meant.
    pub fn matches_version(&self, version: &Version) -> bool {
        self.matches_version_name(&version.name)
    }

    /// Returns whether a version with this name is meant: a date, with or without its dashes, or a
    /// module such as `v20210331`.
    pub fn matches_version_name(&self, name: &str) -> bool {
        let digits = |text: &str| text.replace(['-', 'v'], "");
        self.version.as_deref().is_none_or(|version| glob(&digits(version), &digits(name)))
    }

    /// Returns whether an action with this name is meant.
    pub fn matches_action(&self, name: &str) -> bool {
        glob(&self.action, name)
    }
}

/// Whether a text matches a pattern, in which `*` stands for any characters.
fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.service)?;
        if let Some(version) = &self.version {
            write!(f, "/{version}")?;
        }
        write!(f, ":{}", self.action)
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a selection; write `cvm`, `cvm:DescribeInstances`, `tag:*` or \
             `organization/2021-03-31:Describe*`",
            self.0
        )
    }
}

impl std::error::Error for PatternError {}

#[cfg(test)]
mod tests {
    use super::{Pattern, glob};

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, text) in
            [("*", ""), ("a*", "a"), ("a*c", "abbc"), ("*b*", "abc"), ("a", "a"), ("a**b", "ab")]
        {
            assert!(glob(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("a", "ab"), ("a*a", "a"), ("*b", "bc"), ("", "a"), ("b*", "ab")] {
            assert!(!glob(pattern, text), "{pattern} {text}");
        }
    }

    #[test]
    fn a_pattern_names_a_service_and_maybe_a_version_and_actions() {
        for (text, full) in [
            ("cvm:DescribeInstances", "cvm:DescribeInstances"),
            ("organization/2021-03-31", "organization/2021-03-31:*"),
            ("*:Describe*", "*:Describe*"),
            ("tag", "tag:*"),
        ] {
            assert_eq!(text.parse::<Pattern>().map(|it| it.to_string()), Ok(full.to_owned()));
        }
        for text in ["", ":", "cvm:", "a:b:c", "a/b/c:D", "cvm:Describe Instances", "云:*"] {
            let error = text.parse::<Pattern>().expect_err(text).to_string();
            assert!(error.contains("is not a selection; write `cvm`"), "{error}");
        }
    }

    #[test]
    fn a_version_matches_with_and_without_dashes() {
        let pattern: Pattern = "organization/2021-03-31".parse().unwrap();
        assert!(pattern.matches_version_name("2021-03-31"));
        assert!(pattern.matches_version_name("v20210331"));
        assert!(!pattern.matches_version_name("2018-12-25"));
    }

    #[test]
    fn commas_divide_patterns() {
        let patterns = Pattern::parse_list("cvm:A, tag,").unwrap();
        assert_eq!(patterns.len(), 2);
        assert!(Pattern::parse_list(" ,").is_err());
        assert!(Pattern::parse_list("cvm, a b").is_err());
    }
}
