//! A member for records that have none.

use super::{Ref, Slot, Value};

/// A value that is always absent. It has no size.
struct Absent;

impl Value for Absent {
    fn view(&self) -> Ref<'_> {
        Ref::None
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::None
    }

    fn clear(&mut self) {}

    fn blank() -> Self {
        Self
    }
}

/// Returns the member of a record without members, for an index that is never asked for.
pub fn absent() -> &'static dyn Value {
    &Absent
}

/// Returns the member of a record without members for writing; it is never asked for.
pub fn absent_mut() -> &'static mut dyn Value {
    // It has no size, so nothing is allocated and nothing leaks.
    Box::leak(Box::new(Absent))
}
