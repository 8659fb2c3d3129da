//! Which of two sources is the newer one.

use crate::facts::{Package, SourceFact};
use std::cmp::Ordering;
use tencentcloud_model::document::Source;

/// A source beside those that the spec names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precedence {
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

impl Precedence {
    /// Compares a source with those that the spec names for a thing.
    pub(crate) fn of(
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
        let precedence = if orders.contains(&Some(Ordering::Less)) {
            Self::Older
        } else if !orders.is_empty()
            && orders.contains(&Some(Ordering::Greater))
            && orders.iter().all(|order| matches!(order, Some(Ordering::Greater) | None))
        {
            Self::Newer
        } else {
            Self::Unknown
        };
        match precedence {
            Self::Unknown | Self::Newer if is_drift => Self::Right,
            precedence => precedence,
        }
    }

    /// Whether the source's word counts more than the spec's.
    pub(crate) fn wins(self) -> bool {
        matches!(self, Self::Only | Self::Newer | Self::Right)
    }

    /// Whether the source may add what the spec has not.
    pub(crate) fn adds(self) -> bool {
        self != Self::Older
    }

    /// Why the spec's word counts more.
    pub(crate) fn reason(self) -> &'static str {
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
pub(crate) fn with_package(metadata: Option<&str>, package: &Package) -> String {
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

pub(crate) fn later(known: Option<&String>, new: Option<&String>) -> Option<String> {
    known.max(new).cloned()
}

#[cfg(test)]
mod tests {
    use super::{Package, Precedence, SourceFact, with_package};
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
        let precedence = |source: &SourceFact| {
            Precedence::of(source, true, [Some(&action), Some(&known)], false)
        };
        assert_eq!(precedence(&page(None)), Precedence::Unknown);
        assert_eq!(precedence(&page(Some("2026-04-01"))), Precedence::Older);
        assert_eq!(precedence(&page(Some("2026-09-01"))), Precedence::Newer);
        assert_eq!(precedence(&metadata("3.1.10.1")), Precedence::Newer);
        assert_eq!(precedence(&metadata("3.1.9.1")), Precedence::Unknown);
        assert_eq!(precedence(&metadata("3.1.8.1")), Precedence::Older);
        assert_eq!(Precedence::of(&metadata("1"), false, [None, None], false), Precedence::Only);
        let drift = Precedence::of(&metadata("3.1.9.1"), true, [None, Some(&known)], true);
        assert_eq!(drift, Precedence::Right);
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
