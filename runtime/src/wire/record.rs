//! Records: the description of a generated type.

use super::Value;
use crate::operation::Site;

/// A type with members: a request, a response or an object within one.
///
/// Generated code implements it. An index outside of [`Shape::wire`] is never asked for, so the last
/// member may be returned for all others.
pub trait Record: Send + Sync {
    /// Returns its name, the names of its members, and the facts about them.
    fn shape(&self) -> &'static Shape;

    /// Returns the member of this index into [`Shape::wire`].
    fn field(&self, index: usize) -> &dyn Value;

    /// Returns the member of this index into [`Shape::wire`] for writing.
    fn field_mut(&mut self, index: usize) -> &mut dyn Value;

    /// Returns a record without content, which decoding fills.
    fn blank() -> Self
    where
        Self: Sized;
}

/// The description of a type with members; bit `n` of a mask stands for member `n`.
///
/// A type has at most 128 members.
#[derive(Debug)]
pub struct Shape {
    /// The Rust name of the type.
    pub name: &'static str,
    /// The names of the members on the wire, in order: ASCII letters, digits and underscores.
    pub wire: &'static [&'static str],
    /// The Rust names of the members, as raw identifiers where they are keywords.
    pub rust: &'static [&'static str],
    /// The required members: decoding fails without them. Other members are absent or empty.
    pub required: u128,
    /// Facts that apply to few types.
    pub facts: &'static Facts,
}

impl Shape {
    /// Whether decoding fails without this member.
    pub(super) fn requires(&self, member: usize) -> bool {
        self.required & bit(member) != 0
    }

    /// Whether this member's value must not be printed.
    pub(super) fn hides(&self, member: usize) -> bool {
        self.facts.sensitive & bit(member) != 0
    }
}

/// Returns the bit that stands for a member in a mask; none beyond the 128th member.
pub(super) fn bit(member: usize) -> u128 {
    u32::try_from(member).ok().and_then(|member| 1_u128.checked_shl(member)).unwrap_or(0)
}

/// Facts that apply to few types. They are kept apart because repeating their absence in every type
/// costs compile time.
#[derive(Debug)]
pub struct Facts {
    /// The members whose values must not be printed.
    pub sensitive: u128,
    /// The members that exist on one site only.
    pub only: &'static [(Site, u128)],
    /// The documented constraints, in the order of the members.
    pub checks: &'static [Check],
}

impl Facts {
    /// No facts.
    pub const NONE: &'static Self = &Self { sensitive: 0, only: &[], checks: &[] };
}

/// A documented constraint of a member's value.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// The index of the member.
    pub field: usize,
    /// The constraint.
    pub rule: Rule,
}

impl Check {
    /// The member is required.
    pub const fn required(field: usize) -> Self {
        Self { field, rule: Rule::Required }
    }

    /// The string has at least this many characters.
    pub const fn min_length(field: usize, count: u64) -> Self {
        Self { field, rule: Rule::MinLength(count) }
    }

    /// The string has at most this many characters.
    pub const fn max_length(field: usize, count: u64) -> Self {
        Self { field, rule: Rule::MaxLength(count) }
    }

    /// The list has at least this many elements.
    pub const fn min_items(field: usize, count: u64) -> Self {
        Self { field, rule: Rule::MinItems(count) }
    }

    /// The list has at most this many elements.
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

    /// The whole string matches this regular expression.
    pub const fn pattern(field: usize, pattern: &'static str) -> Self {
        Self { field, rule: Rule::Pattern(pattern) }
    }
}

/// A constraint of a value.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Rule {
    /// The value is required.
    Required,
    /// A string has at least this many characters (Unicode scalar values).
    MinLength(u64),
    /// A string has at most this many characters.
    MaxLength(u64),
    /// A list has at least this many elements.
    MinItems(u64),
    /// A list has at most this many elements.
    MaxItems(u64),
    /// A number is at least this.
    Min(Bound),
    /// A number is at most this.
    Max(Bound),
    /// A whole string matches this regular expression.
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
