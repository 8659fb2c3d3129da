//! The member of records that have none.

use super::{Ref, Slot, Value};

/// Nothing; has no size.
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

/// What a record without members gives for any index; nobody asks.
pub fn absent() -> &'static dyn Value {
    &Absent
}

/// What a record without members gives for any index, to be written; nobody asks.
pub fn absent_mut() -> &'static mut dyn Value {
    // It has no size, so nothing is allocated and nothing leaks.
    Box::leak(Box::new(Absent))
}
