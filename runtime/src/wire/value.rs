//! Records and values: the way to members, their kind and presence, and how they are set.

use super::shape::Shape;

/// A type with members: a request, a response or an object within one.
///
/// Generated code implements it. An index outside of [`Shape::wire`] is never asked for, so the last
/// member may be returned for all others.
pub trait Record: Send + Sync {
    /// Returns its name, the names of its members, and the facts about them.
    #[doc(hidden)]
    fn shape(&self) -> &'static Shape;

    /// Returns the member of this index into [`Shape::wire`].
    #[doc(hidden)]
    fn field(&self, index: usize) -> &dyn Value;

    /// Returns the member of this index into [`Shape::wire`] for writing.
    #[doc(hidden)]
    fn field_mut(&mut self, index: usize) -> &mut dyn Value;

    /// Returns a record without content, which decoding fills.
    fn blank() -> Self
    where
        Self: Sized;
}

/// A member's value, or an element of a list.
#[doc(hidden)]
pub trait Value: Send + Sync {
    /// Returns the value for reading.
    fn view(&self) -> Ref<'_>;

    /// Returns the place for writing; an absent value becomes a blank one.
    fn slot(&mut self) -> Slot<'_>;

    /// Makes the value absent, or blank if its type cannot be absent.
    fn clear(&mut self);

    /// Returns a value without content.
    fn blank() -> Self
    where
        Self: Sized;

    /// Returns whether values of this type may be absent.
    fn nullable() -> bool
    where
        Self: Sized,
    {
        false
    }
}

/// A list of values.
#[allow(clippy::len_without_is_empty, reason = "unused, and each list type would pay for it")]
#[doc(hidden)]
pub trait List: Send + Sync {
    /// Returns the number of elements.
    fn len(&self) -> usize;

    /// Returns an element.
    fn get(&self, index: usize) -> Option<&dyn Value>;

    /// Reserves memory for this many more elements.
    fn reserve(&mut self, count: usize);

    /// Appends a blank element and returns it.
    fn push(&mut self) -> Option<&mut dyn Value>;

    /// Returns whether elements may be absent.
    fn nullable(&self) -> bool;
}

impl dyn List + '_ {
    /// Iterates over the elements.
    pub fn iter(&self) -> impl Iterator<Item = Ref<'_>> {
        (0..self.len()).filter_map(|index| self.get(index)).map(|element| element.view())
    }
}

/// A value for reading.
#[derive(Clone, Copy)]
#[non_exhaustive]
#[doc(hidden)]
pub enum Ref<'a> {
    /// No value.
    None,
    /// A string, or a value of a set of strings.
    Str(&'a str),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
    /// A floating-point number.
    F64(f64),
    /// A boolean.
    Bool(bool),
    /// A record.
    Record(&'a dyn Record),
    /// A list.
    List(&'a dyn List),
}

/// A place for writing a value.
#[non_exhaustive]
#[doc(hidden)]
pub enum Slot<'a> {
    /// No place: nothing can be written.
    None,
    /// A string.
    Str(&'a mut String),
    /// A signed integer.
    I64(&'a mut i64),
    /// An unsigned integer.
    U64(&'a mut u64),
    /// A floating-point number.
    F64(&'a mut f64),
    /// A boolean.
    Bool(&'a mut bool),
    /// A value of an open set of strings.
    Token(&'a mut dyn SetToken),
    /// A value of an open set of integers.
    Number(&'a mut dyn SetNumber),
    /// A record.
    Record(&'a mut dyn Record),
    /// A list.
    List(&'a mut dyn List),
}

/// A value of an open set of strings, for writing.
#[doc(hidden)]
pub trait SetToken {
    /// Sets the value that this string stands for.
    fn set(&mut self, text: &str);
}

/// A value of an open set of integers, for writing.
#[doc(hidden)]
pub trait SetNumber {
    /// Sets the value that this integer stands for. Returns false if it is out of range.
    fn set(&mut self, number: i128) -> bool;

    /// Returns whether the integers of the set are signed.
    fn signed(&self) -> bool;
}
