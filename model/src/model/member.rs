//! Members with their types and constraints, and the objects and sets of values that types name.

use super::id::{ObjectId, Owner, ValueSetId};
use crate::diagnostic::Place;
use crate::document::{self, Site};
use crate::scalar::Scalar;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

/// A parameter, a member of a response, or a member of an object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "they are the format's flags, each of its own")]
pub struct Member {
    /// The name on the wire.
    pub name: String,
    /// Where its name is written.
    #[serde(skip, default = "Place::nowhere")]
    pub place: Place,
    /// Its type.
    pub ty: Type,
    /// Whether a request must have it on every site that offers its owner.
    pub required: bool,
    /// The sites on which a request must have it, sorted.
    pub required_on: Vec<Site>,
    /// Whether it may be null, as documented.
    pub nullable: bool,
    /// Whether elements of the list may be null.
    pub nullable_items: bool,
    /// Whether it is secret.
    pub sensitive: bool,
    /// Whether it is not to be used any more.
    pub deprecated: bool,
    /// The sites that have it; `None` if all sites of the owner do.
    pub sites: Option<Vec<Site>>,
    /// The value that the service assumes if it is absent.
    #[serde(with = "super::compact::json")]
    pub default: Option<Value>,
    /// A documented value.
    #[serde(with = "super::compact::json")]
    pub example: Option<Value>,
    /// The constraints of its value.
    pub constraints: Constraints,
    /// Its description.
    pub doc: String,
}

impl Member {
    /// Returns whether a request to a site must have it; without a site, whether it must on every
    /// site that offers its owner.
    pub fn is_required(&self, site: Option<Site>) -> bool {
        site.map_or(self.required, |site| self.required_on.contains(&site))
    }

    /// Returns whether a request to some site must have it.
    pub fn is_required_anywhere(&self) -> bool {
        !self.required_on.is_empty()
    }

    /// Returns the sites on which alone a request must have it; none if all or no sites require it.
    pub fn required_in_part(&self) -> &[Site] {
        if self.required { &[] } else { &self.required_on }
    }
}

/// The type of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// A type without parts.
    Scalar(Scalar),
    /// An object.
    Object(ObjectId),
    /// One of a set of values.
    Values(ValueSetId),
    /// A list.
    List(Box<Type>),
}

impl Type {
    /// Returns the type of a list's elements; any other type unchanged.
    pub fn element(&self) -> &Self {
        match self {
            Self::List(element) => element,
            other => other,
        }
    }

    /// Returns whether it is a list.
    pub const fn is_list(&self) -> bool {
        matches!(self, Self::List(_))
    }
}

/// The constraints of a member's value.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Constraints {
    /// The smallest number.
    #[serde(with = "super::compact::json")]
    pub min: Option<Number>,
    /// The largest number.
    #[serde(with = "super::compact::json")]
    pub max: Option<Number>,
    /// The least number of characters (Unicode scalar values).
    pub min_length: Option<u64>,
    /// The largest number of characters.
    pub max_length: Option<u64>,
    /// The least number of elements.
    pub min_items: Option<u64>,
    /// The largest number of elements.
    pub max_items: Option<u64>,
    /// A regular expression that the whole text matches.
    pub pattern: Option<String>,
}

impl Constraints {
    /// Returns the constraints that a member states.
    pub fn of(member: &document::Member) -> Self {
        Self {
            min: member.min.clone(),
            max: member.max.clone(),
            min_length: member.min_length,
            max_length: member.max_length,
            min_items: member.min_items,
            max_items: member.max_items,
            pattern: member.pattern.clone(),
        }
    }
}

/// An object type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Object {
    /// The name on the wire (in documentation: types have no name in JSON).
    pub name: String,
    /// The path of its file.
    pub file: String,
    /// Where its file begins.
    #[serde(skip, default = "Place::nowhere")]
    pub place: Place,
    /// Its description.
    pub doc: String,
    /// Its members.
    pub members: Vec<Member>,
    /// Whether a request reaches it.
    pub in_requests: bool,
    /// Whether a response reaches it.
    pub in_responses: bool,
}

/// A set of documented values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValueSet {
    /// Where the set is defined.
    pub origin: ValueSetOrigin,
    /// Its description.
    pub doc: String,
    /// The scalar its values are of.
    pub base: ValueBase,
    /// The values, in order of the documentation.
    pub values: Vec<NamedValue>,
    /// Where it is defined.
    #[serde(skip, default = "Place::nowhere")]
    pub place: Place,
}

/// Where a set of values is defined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ValueSetOrigin {
    /// In a file of its own.
    Named {
        /// The type's name.
        name: String,
        /// The path of the file.
        file: String,
    },
    /// At a member.
    Inline {
        /// The owner of the member.
        owner: Owner,
        /// The member's name on the wire.
        member: String,
    },
}

/// The scalar that a set's values are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ValueBase {
    /// Text.
    String,
    /// A signed integer.
    Int64,
    /// An unsigned integer.
    Uint64,
}

impl ValueBase {
    /// Returns the base for a scalar; `None` if values cannot be of it.
    pub const fn of(scalar: Scalar) -> Option<Self> {
        match scalar {
            Scalar::String => Some(Self::String),
            Scalar::Int64 => Some(Self::Int64),
            Scalar::Uint64 => Some(Self::Uint64),
            _ => None,
        }
    }

    /// Returns the scalar.
    pub const fn scalar(self) -> Scalar {
        match self {
            Self::String => Scalar::String,
            Self::Int64 => Scalar::Int64,
            Self::Uint64 => Scalar::Uint64,
        }
    }
}

/// A documented value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NamedValue {
    /// The value on the wire; of the set's base.
    #[serde(with = "super::compact::json")]
    pub value: Value,
    /// The name from which identifiers are made; the value itself if it is a text without a name.
    pub name: String,
    /// Its description.
    pub doc: String,
    /// Where it is written.
    #[serde(skip, default = "Place::nowhere")]
    pub place: Place,
}
