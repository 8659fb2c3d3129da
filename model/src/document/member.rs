//! Members and their values, and the types that are made of them, `types/<Type>.yaml`.

use super::site::{Required, Site};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use std::ops::Not;

/// `spec/<service>/<version>/types/<Type>.yaml`: an object with `members`, or a named set of
/// `values` of the scalar `type`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Type {
    /// The meaning of the type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The scalar that `values` are of: `string`, `int64` or `uint64`.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// The members of an object, in wire order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<Member>>,
    /// The documented values. The set is open: a service may send others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub values: Option<Vec<ValueEntry>>,
}

/// A parameter, a member of a response, or a member of an object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "they are the format's flags, each of its own")]
pub struct Member {
    /// The name on the wire.
    pub name: String,
    /// `string`, `int64`, `uint64`, `float`, `bool`, `date`, `datetime`, `datetime_iso`, `binary`,
    /// a type's name, or `list<…>` of one of these.
    #[serde(rename = "type")]
    pub ty: String,
    /// Whether a request must have it: on every site that has it, or on those that are listed.
    #[serde(default, skip_serializing_if = "Required::is_nowhere")]
    pub required: Required,
    /// Whether the documentation says that it may be null.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub nullable: bool,
    /// Whether elements of the list may be null, as documented or seen.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub nullable_items: bool,
    /// Whether it is secret: never printed.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub sensitive: bool,
    /// Whether the documentation says not to use it any more.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub deprecated: bool,
    /// The sites that have it, where not all sites of its owner do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub sites: Option<Vec<Site>>,
    /// The value the service assumes if it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("type" = ["string", "number", "boolean", "array", "object"])))]
    pub default: Option<Value>,
    /// A documented value, where no example of an action shows one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("type" = ["string", "number", "boolean", "array", "object"])))]
    pub example: Option<Value>,
    /// The smallest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// The largest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// The least number of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub min_length: Option<u64>,
    /// The largest number of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub max_length: Option<u64>,
    /// The least number of elements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub min_items: Option<u64>,
    /// The largest number of elements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub max_items: Option<u64>,
    /// A regular expression that the whole text matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Its meaning: unit, format, origin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The documented values, where they belong to this member alone. The set is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub values: Option<Vec<ValueEntry>>,
}

/// A documented value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ValueEntry {
    /// The value on the wire.
    #[cfg_attr(feature = "schema", schemars(extend("type" = ["string", "integer"])))]
    pub value: Value,
    /// Its name; an integer must have one, a text is its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its meaning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}
