//! The types that members have: scalars, `Option`, `Vec`, `Box`, and every record.

use super::{List, Record, Ref, Shape, Slot, Value};

macro_rules! scalar {
    ($type:ty, $blank:expr, $view:ident($self:ident) $read:expr) => {
        impl Value for $type {
            fn view(&$self) -> Ref<'_> {
                Ref::$view($read)
            }

            fn slot(&mut self) -> Slot<'_> {
                Slot::$view(self)
            }

            fn clear(&mut self) {
                *self = $blank;
            }

            fn blank() -> Self {
                $blank
            }
        }
    };
}

scalar!(String, String::new(), Str(self) self);
scalar!(i64, 0, I64(self) * self);
scalar!(u64, 0, U64(self) * self);
scalar!(f64, 0.0, F64(self) * self);
scalar!(bool, false, Bool(self) * self);

impl<T: Value> Value for Option<T> {
    fn view(&self) -> Ref<'_> {
        match self {
            Some(value) => value.view(),
            None => Ref::None,
        }
    }

    fn slot(&mut self) -> Slot<'_> {
        self.get_or_insert_with(T::blank).slot()
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn blank() -> Self {
        None
    }

    fn nullable() -> bool {
        true
    }
}

impl<T: Value> Value for Vec<T> {
    fn view(&self) -> Ref<'_> {
        Ref::List(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }

    fn clear(&mut self) {
        Vec::clear(self);
    }

    fn blank() -> Self {
        Vec::new()
    }
}

impl<T: Value> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        <[T]>::get(self, index).map(|value| value as &dyn Value)
    }

    fn reserve(&mut self, count: usize) {
        Vec::reserve_exact(self, count);
    }

    fn push(&mut self) -> Option<&mut dyn Value> {
        Vec::push(self, T::blank());
        self.last_mut().map(|value| value as &mut dyn Value)
    }

    fn nullable(&self) -> bool {
        T::nullable()
    }
}

impl<T: Record> Value for T {
    fn view(&self) -> Ref<'_> {
        Ref::Record(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Record(self)
    }

    fn clear(&mut self) {
        *self = T::blank();
    }

    fn blank() -> Self {
        <T as Record>::blank()
    }
}

// For objects that contain themselves. It is a record because `Box` is fundamental: an
// implementation of `Value` would clash with the one for all records.
impl<T: Record> Record for Box<T> {
    fn shape(&self) -> &'static Shape {
        (**self).shape()
    }

    fn field(&self, index: usize) -> &dyn Value {
        (**self).field(index)
    }

    fn field_mut(&mut self, index: usize) -> &mut dyn Value {
        (**self).field_mut(index)
    }

    fn blank() -> Self {
        Box::new(T::blank())
    }
}
