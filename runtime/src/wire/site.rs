//! Members that exist or are required on one site only.

use super::path::{self, Step};
use super::shape::{Shape, bit};
use super::{List, Record, Ref};
use crate::operation::Site;
use std::fmt;

/// The first thing in a request that does not suit a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteMismatch {
    /// The path of a member that is set although the site does not have it.
    Foreign(String),
    /// The path of a member that the site requires and that is absent.
    Missing(String),
}

/// Continues a sentence that begins with the action and ends with the site.
impl fmt::Display for SiteMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign(path) => write!(f, "has no parameter {path}"),
            Self::Missing(path) => write!(f, "requires the parameter {path}"),
        }
    }
}

/// Returns the first thing in a record that does not suit a site, if there is one.
///
/// The service rejects unknown parameters with a code that does not mention sites.
pub fn site_mismatch(record: &dyn Record, site: Site) -> Option<SiteMismatch> {
    let mut steps = Vec::new();
    let kind = in_record(record, site, &mut steps)?;
    let path = path::text(steps.iter());
    Some(match kind {
        Kind::Foreign => SiteMismatch::Foreign(path),
        Kind::Missing => SiteMismatch::Missing(path),
    })
}

/// The kind of a mismatch.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Foreign,
    Missing,
}

/// Returns how a member does not suit a site by itself.
pub(super) fn of_member(shape: &Shape, index: usize, is_absent: bool, site: Site) -> Option<Kind> {
    if is_absent {
        (shape.facts.required_on(site) & bit(index) != 0).then_some(Kind::Missing)
    } else {
        (shape.facts.foreign(site) & bit(index) != 0).then_some(Kind::Foreign)
    }
}

/// Looks for a mismatch, to which `steps` then lead.
fn in_record(record: &dyn Record, site: Site, steps: &mut Vec<Step>) -> Option<Kind> {
    let shape = record.shape();
    for (index, name) in shape.wire.iter().enumerate() {
        steps.push(Step::Member(name));
        let value = record.field(index).view();
        let own = of_member(shape, index, matches!(value, Ref::None), site);
        let found = own.or_else(|| match value {
            Ref::Record(record) => in_record(record, site, steps),
            Ref::List(list) => in_list(list, site, steps),
            _ => None,
        });
        if found.is_some() {
            return found;
        }
        steps.pop();
    }
    None
}

fn in_list(list: &dyn List, site: Site, steps: &mut Vec<Step>) -> Option<Kind> {
    for (index, element) in list.iter().enumerate() {
        let Ref::Record(record) = element else { continue };
        steps.push(Step::Index(index));
        let found = in_record(record, site, steps);
        if found.is_some() {
            return found;
        }
        steps.pop();
    }
    None
}
