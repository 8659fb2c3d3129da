//! The part of a package to import, as patterns of the model's selections.

use std::collections::BTreeSet;
use tencentcloud_model::select::Pattern;

/// A choice of services, versions and actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    patterns: Vec<Pattern>,
}

impl Selection {
    /// Reads patterns that commas divide, such as `cvm:DescribeInstances,tag:*`.
    ///
    /// # Errors
    ///
    /// Returns the reason that a pattern cannot be read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let patterns = Pattern::parse_list(text).map_err(|error| error.to_string())?;
        Ok(Self { patterns })
    }

    /// Returns whether anything of a version may be chosen.
    pub fn has_version(&self, service: &str, version: &str) -> bool {
        self.patterns.iter().any(|pattern| is_of(pattern, service, version))
    }

    /// Returns the patterns that choose an action, by position.
    pub(crate) fn items_of(&self, service: &str, version: &str, action: &str) -> BTreeSet<usize> {
        let takes =
            |pattern: &Pattern| is_of(pattern, service, version) && pattern.matches_action(action);
        let patterns = self.patterns.iter().enumerate();
        patterns.filter(|(_, pattern)| takes(pattern)).map(|(index, _)| index).collect()
    }

    /// Returns the patterns that are not among those for which something was found.
    pub(crate) fn without(&self, found: &BTreeSet<usize>) -> Vec<String> {
        let patterns = self.patterns.iter().enumerate();
        let missing = patterns.filter(|(index, _)| !found.contains(index));
        missing.map(|(_, pattern)| pattern.to_string()).collect()
    }
}

impl From<Vec<Pattern>> for Selection {
    fn from(patterns: Vec<Pattern>) -> Self {
        Self { patterns }
    }
}

fn is_of(pattern: &Pattern, service: &str, version: &str) -> bool {
    pattern.matches_service_name(service) && pattern.matches_version_name(version)
}

#[cfg(test)]
mod tests {
    use super::Selection;

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
    }
}
