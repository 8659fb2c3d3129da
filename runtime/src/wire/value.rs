//! Values: what a member's type is, whether it is there, and how it is set.

use super::Record;

/// A member's value, or an element of a list.
pub trait Value: Send + Sync {
    /// The value to be read.
    fn view(&self) -> Ref<'_>;

    /// The place to be written; an absent value becomes a blank one.
    fn slot(&mut self) -> Slot<'_>;

    /// Makes the value absent, or blank if its type knows no absence.
    fn clear(&mut self);

    /// A value without content.
    fn blank() -> Self
    where
        Self: Sized;

    /// Whether values of this type may be absent.
    fn nullable() -> bool
    where
        Self: Sized,
    {
        false
    }
}

/// A list of values.
#[allow(clippy::len_without_is_empty, reason = "nobody asks; implementors would pay")]
pub trait List: Send + Sync {
    /// How many elements there are.
    fn len(&self) -> usize;

    /// An element.
    fn get(&self, index: usize) -> Option<&dyn Value>;

    /// Makes room for so many elements more.
    fn reserve(&mut self, count: usize);

    /// Appends a blank element and returns it.
    fn push(&mut self) -> Option<&mut dyn Value>;

    /// Whether elements may be absent.
    fn nullable(&self) -> bool;
}

impl dyn List + '_ {
    /// The elements.
    pub fn iter(&self) -> impl Iterator<Item = Ref<'_>> {
        (0..self.len()).filter_map(|index| self.get(index)).map(|element| element.view())
    }
}

/// A value to be read.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Ref<'a> {
    /// No value.
    None,
    /// A text, or a value of a set of texts.
    Str(&'a str),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
    /// A number.
    F64(f64),
    /// True or false.
    Bool(bool),
    /// A record.
    Record(&'a dyn Record),
    /// A list.
    List(&'a dyn List),
}

/// A value to be written.
#[non_exhaustive]
pub enum Slot<'a> {
    /// No value: nothing can be written.
    None,
    /// A text.
    Str(&'a mut String),
    /// A signed integer.
    I64(&'a mut i64),
    /// An unsigned integer.
    U64(&'a mut u64),
    /// A number.
    F64(&'a mut f64),
    /// True or false.
    Bool(&'a mut bool),
    /// A value of an open set of texts.
    Token(&'a mut dyn SetToken),
    /// A value of an open set of integers.
    Number(&'a mut dyn SetNumber),
    /// A record.
    Record(&'a mut dyn Record),
    /// A list.
    List(&'a mut dyn List),
}

/// A value of an open set of texts, to be written.
pub trait SetToken {
    /// Sets the value to the one that this text stands for.
    fn set(&mut self, text: &str);
}

/// A value of an open set of integers, to be written.
pub trait SetNumber {
    /// Sets the value to the one that this integer stands for, and tells whether that is possible.
    fn set(&mut self, number: i128) -> bool;

    /// Whether the set's integers have a sign.
    fn signed(&self) -> bool;
}
