//! Members that exist on one site only.

use super::path::{self, Step};
use super::shape::bit;
use super::{List, Record, Ref};
use crate::operation::Site;

/// The path of a member that is set although the site does not have it, if there is one.
///
/// The service rejects unknown parameters with a code that does not mention sites.
pub fn foreign_member(record: &dyn Record, site: Site) -> Option<String> {
    let mut steps = Vec::new();
    in_record(record, site, &mut steps).then(|| path::text(steps.iter()))
}

fn in_record(record: &dyn Record, site: Site, steps: &mut Vec<Step>) -> bool {
    let shape = record.shape();
    let foreign = shape.facts.foreign(site);
    for (index, name) in shape.wire.iter().enumerate() {
        steps.push(Step::Member(name));
        let found = match record.field(index).view() {
            Ref::None => false,
            _ if foreign & bit(index) != 0 => true,
            Ref::Record(record) => in_record(record, site, steps),
            Ref::List(list) => in_list(list, site, steps),
            _ => false,
        };
        if found {
            return true;
        }
        steps.pop();
    }
    false
}

fn in_list(list: &dyn List, site: Site, steps: &mut Vec<Step>) -> bool {
    for (index, element) in list.iter().enumerate() {
        let Ref::Record(record) = element else { return false };
        steps.push(Step::Index(index));
        if in_record(record, site, steps) {
            return true;
        }
        steps.pop();
    }
    false
}
