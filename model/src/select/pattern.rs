//! Patterns of a selection: `service:Action`, or `service:version:Action`, with `*` for any
//! characters.

use crate::model::{Service, Version};
use std::fmt;
use std::str::FromStr;

/// A pattern that chooses actions, such as `cvm:Describe*` or `organization:2021-03-31:*`.
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
        let parts: Vec<&str> = text.split(':').collect();
        let (service, version, action) = match parts.as_slice() {
            [service, action] => (*service, None, *action),
            [service, version, action] => (*service, Some((*version).to_owned()), *action),
            _ => return Err(PatternError(text.to_owned())),
        };
        let is_word = |part: &str| {
            let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '*');
            !part.is_empty() && part.chars().all(known)
        };
        if !parts.iter().all(|part| is_word(part)) {
            return Err(PatternError(text.to_owned()));
        }
        Ok(Self { service: service.to_owned(), version, action: action.to_owned() })
    }
}

impl Pattern {
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

    /// Returns whether a version with this name is meant.
    pub fn matches_version_name(&self, name: &str) -> bool {
        self.version.as_deref().is_none_or(|version| glob(version, name))
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
        write!(f, "{}:", self.service)?;
        if let Some(version) = &self.version {
            write!(f, "{version}:")?;
        }
        f.write_str(&self.action)
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a selection; write `service:Action` or `service:version:Action`, where `*` \
             stands for any characters",
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
    fn a_pattern_has_two_or_three_parts() {
        for text in ["cvm:DescribeInstances", "organization:2021-03-31:*", "*:Describe*"] {
            assert_eq!(text.parse::<Pattern>().map(|it| it.to_string()), Ok(text.to_owned()));
        }
        for text in ["cvm", "", ":", "cvm:", "a:b:c:d", "cvm:Describe Instances", "云:*"] {
            let error = text.parse::<Pattern>().expect_err(text).to_string();
            assert!(error.contains("write `service:Action`"), "{error}");
        }
    }
}
