//! Shapes: the description of generated types with members.

use crate::operation::Site;

/// The description of a type with members; bit `n` of a mask stands for member `n`.
///
/// A type has at most 128 members.
#[derive(Debug)]
#[doc(hidden)]
pub struct Shape {
    /// The Rust name of the type.
    pub name: &'static str,
    /// The names of the members on the wire, in order: ASCII letters, digits and underscores.
    pub wire: &'static [&'static str],
    /// The Rust names of the members, as raw identifiers where they are keywords.
    pub rust: &'static [&'static str],
    /// Facts about the members.
    pub facts: &'static Facts,
}

impl Shape {
    /// Returns the members without which decoding fails; other members are absent or empty.
    pub(super) fn required(&self) -> u128 {
        self.facts.required
    }

    /// Whether decoding fails without this member.
    pub(super) fn requires(&self, member: usize) -> bool {
        self.required() & bit(member) != 0
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

/// Facts about the members of a type; bit `n` of a mask stands for member `n`.
///
/// They are kept apart because repeating their absence in every type costs compile time.
#[derive(Debug)]
#[doc(hidden)]
pub struct Facts {
    /// The required members: decoding fails without them.
    pub required: u128,
    /// The members whose values must not be printed.
    pub sensitive: u128,
    /// The members that exist on the mainland site only.
    pub mainland_only: u128,
    /// The members that exist on the international site only.
    pub international_only: u128,
    /// The members that requests to the mainland site require, and others do not.
    pub required_on_mainland: u128,
    /// The members that requests to the international site require, and others do not.
    pub required_on_international: u128,
    /// The facts by member, in the order of the members; members without facts are left out.
    pub members: &'static [(usize, &'static [Fact])],
}

impl Facts {
    /// No facts.
    pub const NONE: &'static Self = &Self::new(&[]);

    /// Gathers the facts of members into masks.
    pub const fn new(members: &'static [(usize, &'static [Fact])]) -> Self {
        let mut facts = Self {
            required: 0,
            sensitive: 0,
            mainland_only: 0,
            international_only: 0,
            required_on_mainland: 0,
            required_on_international: 0,
            members,
        };
        let mut index = 0;
        while index < members.len() {
            let (member, list) = members[index];
            // A shift by 128 or more does not compile, as this runs when a type is compiled.
            let bit = 1 << member;
            let mut at = 0;
            while at < list.len() {
                match list[at] {
                    Fact::Required => facts.required |= bit,
                    Fact::Sensitive => facts.sensitive |= bit,
                    Fact::MainlandOnly => facts.mainland_only |= bit,
                    Fact::InternationalOnly => facts.international_only |= bit,
                    Fact::RequiredOnMainland => facts.required_on_mainland |= bit,
                    Fact::RequiredOnInternational => facts.required_on_international |= bit,
                    _ => {}
                }
                at += 1;
            }
            index += 1;
        }
        facts
    }

    /// Returns the members that do not exist on a site.
    pub(super) fn foreign(&self, site: Site) -> u128 {
        match site {
            Site::Mainland => self.international_only,
            Site::International => self.mainland_only,
        }
    }

    /// Returns the members that requests to a site require, and those to the other do not.
    pub(super) fn required_on(&self, site: Site) -> u128 {
        match site {
            Site::Mainland => self.required_on_mainland,
            Site::International => self.required_on_international,
        }
    }

    /// Returns the documented constraints of a member.
    pub(super) fn rules(&self, member: usize) -> impl Iterator<Item = Rule> {
        let facts = self.members.iter().find(|(index, _)| *index == member);
        facts.map_or(&[][..], |(_, facts)| facts).iter().filter_map(|fact| fact.rule())
    }
}

/// A fact about a member.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
#[doc(hidden)]
pub enum Fact {
    /// The member is required; decoding fails without it.
    Required,
    /// Requests require the member; responses may leave it out, so decoding does without it.
    RequiredInRequests,
    /// The value must not be printed.
    Sensitive,
    /// The member exists on the mainland site only.
    MainlandOnly,
    /// The member exists on the international site only.
    InternationalOnly,
    /// Requests to the mainland site require the member.
    RequiredOnMainland,
    /// Requests to the international site require the member.
    RequiredOnInternational,
    /// A string has at least this many characters (Unicode scalar values).
    MinLength(u64),
    /// A string has at most this many characters.
    MaxLength(u64),
    /// A list has at least this many elements.
    MinItems(u64),
    /// A list has at most this many elements.
    MaxItems(u64),
    /// An integer is at least this.
    Min(i128),
    /// An integer is at most this.
    Max(i128),
    /// A floating-point number is at least this.
    MinFloat(f64),
    /// A floating-point number is at most this.
    MaxFloat(f64),
    /// A whole string matches this regular expression.
    Pattern(&'static str),
}

impl Fact {
    /// Returns the constraint that the fact is; `None` for other facts.
    fn rule(self) -> Option<Rule> {
        match self {
            Self::RequiredInRequests => Some(Rule::Required),
            Self::MinLength(count) => Some(Rule::MinLength(count)),
            Self::MaxLength(count) => Some(Rule::MaxLength(count)),
            Self::MinItems(count) => Some(Rule::MinItems(count)),
            Self::MaxItems(count) => Some(Rule::MaxItems(count)),
            Self::Min(bound) => Some(Rule::Min(Bound::Int(bound))),
            Self::Max(bound) => Some(Rule::Max(Bound::Int(bound))),
            Self::MinFloat(bound) => Some(Rule::Min(Bound::Float(bound))),
            Self::MaxFloat(bound) => Some(Rule::Max(Bound::Float(bound))),
            Self::Pattern(pattern) => Some(Rule::Pattern(pattern)),
            Self::Required
            | Self::Sensitive
            | Self::MainlandOnly
            | Self::InternationalOnly
            | Self::RequiredOnMainland
            | Self::RequiredOnInternational => None,
        }
    }
}

/// The names of facts in the tables of generated code, such as `[required, max_length = 25]`.
///
/// They are other names of the variants, which the compiler evaluates more cheaply than functions.
#[doc(hidden)]
pub mod fact {
    pub use super::Fact::{
        InternationalOnly as international_only, MainlandOnly as mainland_only, Max as max,
        MaxFloat as max_float, MaxItems as max_items, MaxLength as max_length, Min as min,
        MinFloat as min_float, MinItems as min_items, MinLength as min_length, Pattern as pattern,
        Required as required, RequiredInRequests as required_in_requests,
        RequiredOnInternational as required_on_international,
        RequiredOnMainland as required_on_mainland, Sensitive as sensitive,
    };
}

/// A constraint of a value.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
#[doc(hidden)]
pub enum Rule {
    /// The value is required.
    Required,
    /// Requests to this site require the value.
    RequiredOn(Site),
    /// The value exists on this site only, and the request is for the other one.
    Only(Site),
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
#[doc(hidden)]
pub enum Bound {
    /// For integers.
    Int(i128),
    /// For floating-point numbers.
    Float(f64),
}
