//! Copies and comparisons of records, member by member.
//!
//! Derived code would do it faster, at a cost in compile time once per type; few programs copy or
//! compare records often.

use super::{List, Record, Ref, Slot, Value};

/// Copies a record; a generated `Clone` calls it.
pub fn copy<T: Record>(record: &T) -> T {
    let mut copy = T::blank();
    copy_record(record, &mut copy);
    copy
}

fn copy_record(from: &dyn Record, to: &mut dyn Record) {
    for index in 0..from.shape().wire.len() {
        copy_value(from.field(index).view(), to.field_mut(index));
    }
}

/// Copies into a blank value of the same type.
fn copy_value(from: Ref<'_>, to: &mut dyn Value) {
    if matches!(from, Ref::None) {
        return;
    }
    match (from, to.slot()) {
        (Ref::Str(from), Slot::Str(to)) => *to = from.into(),
        (Ref::Str(from), Slot::Token(to)) => to.set(from),
        (Ref::I64(from), Slot::I64(to)) => *to = from,
        (Ref::U64(from), Slot::U64(to)) => *to = from,
        // It was a value of the set before, so it is one again.
        (Ref::I64(from), Slot::Number(to)) => _ = to.set(from.into()),
        (Ref::U64(from), Slot::Number(to)) => _ = to.set(from.into()),
        (Ref::F64(from), Slot::F64(to)) => *to = from,
        (Ref::Bool(from), Slot::Bool(to)) => *to = from,
        (Ref::Record(from), Slot::Record(to)) => copy_record(from, to),
        (Ref::List(from), Slot::List(to)) => copy_list(from, to),
        _ => {}
    }
}

fn copy_list(from: &dyn List, to: &mut dyn List) {
    to.reserve(from.len());
    for from in from.iter() {
        if let Some(to) = to.push() {
            copy_value(from, to);
        }
    }
}

/// Returns whether all members are equal; a generated `PartialEq` calls it. The records are of one
/// type.
pub fn equal(a: &dyn Record, b: &dyn Record) -> bool {
    (0..a.shape().wire.len())
        .all(|index| equal_values(a.field(index).view(), b.field(index).view()))
}

fn equal_values(a: Ref<'_>, b: Ref<'_>) -> bool {
    match (a, b) {
        (Ref::None, Ref::None) => true,
        (Ref::Str(a), Ref::Str(b)) => a == b,
        (Ref::I64(a), Ref::I64(b)) => a == b,
        (Ref::U64(a), Ref::U64(b)) => a == b,
        #[allow(clippy::float_cmp, reason = "equality of floats is what is asked for")]
        (Ref::F64(a), Ref::F64(b)) => a == b,
        (Ref::Bool(a), Ref::Bool(b)) => a == b,
        (Ref::Record(a), Ref::Record(b)) => equal(a, b),
        (Ref::List(a), Ref::List(b)) => equal_lists(a, b),
        _ => false,
    }
}

fn equal_lists(a: &dyn List, b: &dyn List) -> bool {
    a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| equal_values(a, b))
}
