//! Which of two sources is the newer one, and how the spec names where its facts are from.

use super::Merge;
use crate::facts::{Package, SourceFact};
use crate::tree::Sheet;
use std::cmp::Ordering;
use tencentcloud_model::document::{self, Source};

/// A source beside those that the spec names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    /// The spec has nothing to compare with.
    Only,
    /// Newer than every source that the spec names.
    Newer,
    /// As old, or nobody can tell.
    Unknown,
    /// Older.
    Older,
    /// For a comparison: not known to be older, so it counts as right.
    Right,
}

impl Stance {
    /// Compares a source with those that the spec names for a thing.
    pub(super) fn of(
        source: &SourceFact,
        exists: bool,
        known: [Option<&Source>; 2],
        is_drift: bool,
    ) -> Self {
        if !exists {
            return Self::Only;
        }
        let orders: Vec<Option<Ordering>> =
            known.into_iter().flatten().map(|known| compare(source, known)).collect();
        let stance = if orders.contains(&Some(Ordering::Less)) {
            Self::Older
        } else if !orders.is_empty()
            && orders.contains(&Some(Ordering::Greater))
            && orders.iter().all(|order| matches!(order, Some(Ordering::Greater) | None))
        {
            Self::Newer
        } else {
            Self::Unknown
        };
        match stance {
            Self::Unknown | Self::Newer if is_drift => Self::Right,
            stance => stance,
        }
    }

    /// Whether the source's word counts more than the spec's.
    pub(super) fn wins(self) -> bool {
        matches!(self, Self::Only | Self::Newer | Self::Right)
    }

    /// Whether the source may add what the spec has not.
    pub(super) fn adds(self) -> bool {
        self != Self::Older
    }

    /// Why the spec's word counts more.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::Older => "the spec's source is newer",
            _ => "the source is not known to be newer",
        }
    }
}

/// How a source's age compares with that of a source of the spec; `None` if they have nothing to
/// compare.
fn compare(source: &SourceFact, known: &Source) -> Option<Ordering> {
    let packages = known.metadata.as_deref().map(packages).unwrap_or_default();
    if let Some(package) = &source.package
        && let Some(known) = packages.iter().find(|known| known.name == package.name)
    {
        return Some(numbers(&package.version).cmp(&numbers(&known.version)));
    }
    Some(source.updated.as_ref()?.cmp(known.updated.as_ref()?))
}

/// The packages in `tccli 3.1.155.1 and tccli-intl-en 3.1.160.1`.
fn packages(text: &str) -> Vec<Package> {
    let split = text.split(" and ").flat_map(|part| part.split(", "));
    let package = |part: &str| {
        let (name, version) = part.trim().rsplit_once(' ')?;
        Some(Package { name: name.to_owned(), version: version.to_owned() })
    };
    split.filter_map(package).collect()
}

fn numbers(version: &str) -> Vec<u64> {
    version.split('.').map(|part| part.parse().unwrap_or_default()).collect()
}

/// `metadata` with a package in it, in place of an older one of the same name.
fn with_package(metadata: Option<&str>, package: &Package) -> String {
    let mut all = metadata.map(packages).unwrap_or_default();
    match all.iter_mut().find(|known| known.name == package.name) {
        Some(known) if numbers(&known.version) < numbers(&package.version) => {
            known.version.clone_from(&package.version);
        }
        Some(_) => {}
        None => all.push(package.clone()),
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    let texts: Vec<String> = all.iter().map(Package::to_string).collect();
    texts.join(" and ")
}

fn later(known: Option<&String>, new: Option<&String>) -> Option<String> {
    known.max(new).cloned()
}

impl Merge<'_> {
    /// Names the source of an action that a page describes, or that metadata has changed.
    pub(super) fn action_source(&self, sheet: &mut Sheet<document::Action>, is_changed: bool) {
        let source = &self.facts.source;
        let own = sheet.document.source.as_ref();
        // What the version's source describes needs no word of its own.
        let is_own = source.page.is_some() || own.is_some();
        if !is_own || (sheet.exists() && !is_changed) {
            return;
        }
        let metadata = own.and_then(|own| own.metadata.as_deref());
        let metadata = match &source.package {
            Some(package) => Some(with_package(metadata, package)),
            None => metadata.map(str::to_owned),
        };
        let page = own.and_then(|own| own.page.clone()).or_else(|| source.page.clone());
        let updated = own.and_then(|own| own.updated.as_ref());
        let updated = later(updated, source.updated.as_ref());
        sheet.document.source = Some(Source { page, metadata, updated });
    }

    /// Names the metadata, or the page of limits, that a version is described by.
    pub(super) fn version_source(&mut self) {
        let source = &self.facts.source;
        let sheet = &mut self.version.sheet;
        let own = sheet.document.source.as_ref();
        // A page of a version says something of every action, but only of some of its facts: its
        // date is not that of what metadata says.
        let is_page = self.facts.actions.is_empty() && own.is_none();
        if source.package.is_none() && !is_page {
            return;
        }
        let metadata = own.and_then(|own| own.metadata.as_deref());
        let metadata = match &source.package {
            Some(package) => Some(with_package(metadata, package)),
            None => metadata.map(str::to_owned),
        };
        let page = own.and_then(|own| own.page.clone()).or_else(|| source.page.clone());
        let updated = own.and_then(|own| own.updated.as_ref());
        let updated = later(updated, source.updated.as_ref());
        sheet.document.source = Some(Source { page, metadata, updated });
    }
}

#[cfg(test)]
mod tests {
    use super::{Package, SourceFact, Stance, with_package};
    use tencentcloud_model::document::Source;

    fn page(updated: Option<&str>) -> SourceFact {
        SourceFact {
            page: Some("Quit".to_owned()),
            package: None,
            updated: updated.map(str::to_owned),
        }
    }

    fn metadata(version: &str) -> SourceFact {
        let package = Package { name: "tccli".to_owned(), version: version.to_owned() };
        SourceFact { page: None, package: Some(package), updated: None }
    }

    #[test]
    fn a_source_wins_only_if_it_is_newer_than_all() {
        let known = Source {
            page: None,
            metadata: Some("tccli 3.1.9.1 and tccli-intl-en 3.1.8.1".to_owned()),
            updated: Some("2026-08-21".to_owned()),
        };
        let action = Source {
            page: Some("Quit".to_owned()),
            metadata: None,
            updated: Some("2026-03-20".to_owned()),
        };
        let stance =
            |source: &SourceFact| Stance::of(source, true, [Some(&action), Some(&known)], false);
        assert_eq!(stance(&page(None)), Stance::Unknown);
        assert_eq!(stance(&page(Some("2026-04-01"))), Stance::Older);
        assert_eq!(stance(&page(Some("2026-09-01"))), Stance::Newer);
        assert_eq!(stance(&metadata("3.1.10.1")), Stance::Newer);
        assert_eq!(stance(&metadata("3.1.9.1")), Stance::Unknown);
        assert_eq!(stance(&metadata("3.1.8.1")), Stance::Older);
        assert_eq!(Stance::of(&metadata("1"), false, [None, None], false), Stance::Only);
        let drift = Stance::of(&metadata("3.1.9.1"), true, [None, Some(&known)], true);
        assert_eq!(drift, Stance::Right);
    }

    #[test]
    fn packages_are_named_once() {
        let package =
            |name: &str, version: &str| Package { name: name.into(), version: version.into() };
        let both = with_package(Some("tccli-intl-en 3.1.8.1"), &package("tccli", "3.1.9.1"));
        assert_eq!(both, "tccli 3.1.9.1 and tccli-intl-en 3.1.8.1");
        let newer = with_package(Some(&both), &package("tccli", "3.1.10.1"));
        assert_eq!(newer, "tccli 3.1.10.1 and tccli-intl-en 3.1.8.1");
        assert_eq!(with_package(Some(&newer), &package("tccli", "3.1.1.1")), newer);
    }
}
