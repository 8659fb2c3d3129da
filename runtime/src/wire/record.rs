//! Records: what a generated type tells about itself.

use super::Value;
use crate::operation::Site;

/// A type with members: a request, a response or an object within one.
///
/// Generated code implements it. An index outside of [`Shape::wire`] is never asked for, so the
/// last member may stand for all others.
pub trait Record: Send + Sync {
    /// Its name, the names of its members, and what holds for them.
    fn shape(&self) -> &'static Shape;

    /// The member of this index into [`Shape::wire`].
    fn field(&self, index: usize) -> &dyn Value;

    /// The member of this index into [`Shape::wire`], to be written.
    fn field_mut(&mut self, index: usize) -> &mut dyn Value;

    /// A record without content, to be filled by decoding.
    fn blank() -> Self
    where
        Self: Sized;
}

/// What is known about a type with members; bit `n` of a mask stands for member `n`.
///
/// A type has at most 128 members.
#[derive(Debug)]
pub struct Shape {
    /// The Rust name of the type.
    pub name: &'static str,
    /// The names of the members on the wire, in order: plain words of ASCII letters, digits and
    /// underscores.
    pub wire: &'static [&'static str],
    /// The Rust names of the members, raw where they must be.
    pub rust: &'static [&'static str],
    /// The members without which decoding fails; the others are absent or empty instead.
    pub required: u128,
    /// What holds for few types.
    pub facts: &'static Facts,
}

impl Shape {
    /// Whether decoding fails without this member.
    pub(super) fn requires(&self, member: usize) -> bool {
        self.required & bit(member) != 0
    }

    /// Whether this member's value is not to be printed.
    pub(super) fn hides(&self, member: usize) -> bool {
        self.facts.sensitive & bit(member) != 0
    }
}

/// The bit that stands for a member in a mask; none if there are too many members.
pub(super) fn bit(member: usize) -> u128 {
    u32::try_from(member).ok().and_then(|member| 1_u128.checked_shl(member)).unwrap_or(0)
}

/// What is known about some types only. It stands apart so that the others need not say that there
/// is nothing to say, which costs compile time.
#[derive(Debug)]
pub struct Facts {
    /// The members whose values are not to be printed.
    pub sensitive: u128,
    /// The members that one site alone has.
    pub only: &'static [(Site, u128)],
    /// What the documentation demands of values, in order of the members.
    pub checks: &'static [Check],
}

impl Facts {
    /// Nothing.
    pub const NONE: &'static Self = &Self { sensitive: 0, only: &[], checks: &[] };
}

/// What the documentation demands of a member's value.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// The index of the member.
    pub field: usize,
    /// What must hold.
    pub rule: Rule,
}

impl Check {
    /// The member must be there.
    pub const fn required(field: usize) -> Self {
        Self { field, rule: Rule::Required }
    }

    /// The text has at least so many characters.
    pub const fn min_length(field: usize, count: u64) -> Self {
        Self { field, rule: Rule::MinLength(count) }
    }

    /// The text has at most so many characters.
    pub const fn max_length(field: usize, count: u64) -> Self {
        Self { field, rule: Rule::MaxLength(count) }
    }

    /// The list has at least so many elements.
    pub const fn min_items(field: usize, count: u64) -> Self {
        Self { field, rule: Rule::MinItems(count) }
    }

    /// The list has at most so many elements.
    pub const fn max_items(field: usize, count: u64) -> Self {
        Self { field, rule: Rule::MaxItems(count) }
    }

    /// The number is at least this.
    pub const fn min(field: usize, bound: Bound) -> Self {
        Self { field, rule: Rule::Min(bound) }
    }

    /// The number is at most this.
    pub const fn max(field: usize, bound: Bound) -> Self {
        Self { field, rule: Rule::Max(bound) }
    }

    /// The text matches this regular expression as a whole.
    pub const fn pattern(field: usize, pattern: &'static str) -> Self {
        Self { field, rule: Rule::Pattern(pattern) }
    }
}

/// What must hold for a value.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Rule {
    /// It must be there.
    Required,
    /// A text has at least so many characters (Unicode scalar values).
    MinLength(u64),
    /// A text has at most so many characters.
    MaxLength(u64),
    /// A list has at least so many elements.
    MinItems(u64),
    /// A list has at most so many elements.
    MaxItems(u64),
    /// A number is at least this.
    Min(Bound),
    /// A number is at most this.
    Max(Bound),
    /// A text matches this regular expression as a whole.
    Pattern(&'static str),
}

/// The end of a range of numbers.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    /// For integers.
    Int(i128),
    /// For floating-point numbers.
    Float(f64),
}
