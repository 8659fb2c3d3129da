//! The part of a package to import: `cvm:DescribeInstances,tag:*,organization/2021-03-31`.

use std::collections::BTreeSet;
use std::fmt;

/// A choice of services, versions and actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Item {
    service: String,
    version: Option<String>,
    action: String,
}

impl Selection {
    /// Reads items that commas divide: `service`, `service:Action`, `service/version` or
    /// `service/version:Action`. In an action's name `*` stands for any letters.
    ///
    /// # Errors
    ///
    /// Why an item cannot be understood.
    pub fn parse(text: &str) -> Result<Self, String> {
        let items: Result<Vec<Item>, String> = text
            .split(',')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(|item| {
                let (place, action) = item.split_once(':').unwrap_or((item, "*"));
                let (service, version) = match place.split_once('/') {
                    Some((service, version)) => (service, Some(version.to_owned())),
                    None => (place, None),
                };
                let is_word = |word: &str, more: &[char]| {
                    !word.is_empty()
                        && word.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(&c))
                };
                let fits = is_word(service, &['_', '-', '*'])
                    && version.as_deref().is_none_or(|version| is_word(version, &['-']))
                    && is_word(action, &['_', '*']);
                if !fits {
                    return Err(format!(
                        "`{item}` is not a choice: write `cvm`, `cvm:DescribeInstances`, \
                         `tag:*` or `organization/2021-03-31:Describe*`"
                    ));
                }
                Ok(Item { service: service.to_owned(), version, action: action.to_owned() })
            })
            .collect();
        let items = items?;
        if items.is_empty() {
            return Err("the choice is empty".to_owned());
        }
        Ok(Self { items })
    }

    /// Returns whether anything of a version may be chosen.
    pub fn has_version(&self, service: &str, version: &str) -> bool {
        self.items.iter().any(|item| item.is_of(service, version))
    }

    /// Returns the items that choose an action.
    pub(crate) fn items_of(&self, service: &str, version: &str, action: &str) -> BTreeSet<usize> {
        let takes = |item: &Item| item.is_of(service, version) && matches(&item.action, action);
        let items = self.items.iter().enumerate().filter(|(_, item)| takes(item));
        items.map(|(index, _)| index).collect()
    }

    /// Returns the items that are not among those for which something was found.
    pub(crate) fn without(&self, found: &BTreeSet<usize>) -> Vec<String> {
        let items = self.items.iter().enumerate().filter(|(index, _)| !found.contains(index));
        items.map(|(_, item)| item.to_string()).collect()
    }
}

impl Item {
    fn is_of(&self, service: &str, version: &str) -> bool {
        let digits = |text: &str| text.replace(['-', 'v'], "");
        matches(&self.service, service)
            && self.version.as_deref().is_none_or(|known| digits(known) == digits(version))
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.service)?;
        if let Some(version) = &self.version {
            write!(f, "/{version}")?;
        }
        write!(f, ":{}", self.action)
    }
}

/// Whether a name has the form of a pattern with `*`.
fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = name.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    rest.len() >= last.len() && rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::{Selection, matches};

    #[test]
    fn choices_are_services_versions_and_actions() {
        let choice =
            Selection::parse("cvm:DescribeInstances, tag:*,organization/2021-03-31,vpc:*V2");
        let choice = choice.unwrap();
        let takes =
            |service, version, action| !choice.items_of(service, version, action).is_empty();
        assert!(takes("cvm", "2017-03-12", "DescribeInstances"));
        assert!(!takes("cvm", "2017-03-12", "DescribeInstancesStatus"));
        assert!(takes("tag", "2018-08-13", "AddResourceTag"));
        assert!(takes("organization", "2021-03-31", "QuitOrganization"));
        assert!(!takes("organization", "2018-12-25", "QuitOrganization"));
        assert!(choice.has_version("organization", "v20210331"));
        assert!(!choice.has_version("cdb", "2017-03-20"));
        let found = choice.items_of("organization", "2021-03-31", "QuitOrganization");
        assert_eq!(choice.without(&found), ["cvm:DescribeInstances", "tag:*", "vpc:*V2"]);
        for bad in ["", "cvm:", ":A", "cvm:A B", "a/b/c:D"] {
            assert!(Selection::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn stars_stand_for_any_letters() {
        for (pattern, name, expected) in [
            ("*", "A", true),
            ("A*", "AB", true),
            ("*B", "AB", true),
            ("A*C*E", "ABCDE", true),
            ("A*C*E", "ABDE", false),
            ("A", "AB", false),
            ("AB*B", "AB", false),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }
}
