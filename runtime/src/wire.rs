//! The wire format: encoding and decoding of API records as JSON, written once for all types.
//!
//! Generated types implement [`Record`]: they describe themselves and return their members, whose types
//! describe their kind. Everything else works on these and is not generated. The parts that only
//! generated code names are hidden from this documentation.
//!
//! Responses are decoded leniently, since services deviate from their documentation, and without
//! losing values:
//!
//! - Undeclared members are ignored. A name that differs in case alone stands for a declared member
//!   that does not come under its own name.
//! - Numbers may come as strings, and strings as numbers or booleans. Floats are exact.
//! - Null, and `""` where no string is expected, is an absent value; so is `[]` or `false` in place
//!   of an object. A lone object stands for a list of one.
//! - Null in a list keeps its position: as `None` where the spec says `nullable_items`, and as a
//!   blank record in a list of records. Elsewhere it is an error with its path.
//! - Broken text (invalid UTF-8, half a surrogate pair) is replaced by U+FFFD.
//!
//! A decoded answer may nest objects and lists 128 deep, and take as much memory as 64 MiB and eight
//! times the length of its text. [`from_json_strict`] tolerates nothing: it is for requests from
//! files.

mod absent;
mod debug;
mod decode;
mod encode;
pub(crate) mod json;
mod lenient;
mod macros;
mod mistake;
mod names;
mod path;
mod room;
mod same;
mod shape;
mod site;
mod strict;
mod suggest;
mod token;
mod trace;
mod types;
mod validate;
mod value;

pub(crate) use decode::read_json;
pub(crate) use json::ref_to_json;
pub use json::to_json;
pub use mistake::{Mistake, Mistakes};
pub(crate) use room::Room;
pub use strict::from_json_strict;
pub use validate::{Violation, Violations, validate, validate_on};
pub use value::Record;

// The contract with generated code.
#[doc(hidden)]
pub use absent::{absent, absent_mut};
#[doc(hidden)]
pub use debug::debug;
#[doc(hidden)]
pub use decode::deserialize;
#[doc(hidden)]
pub use encode::serialize;
#[doc(hidden)]
pub use macros::{list, record, request};
#[doc(hidden)]
pub use same::{copy, equal};
#[doc(hidden)]
pub use shape::{Bound, Fact, Facts, Rule, Shape, fact};
#[doc(hidden)]
pub use site::{SiteMismatch, site_mismatch};
#[doc(hidden)]
pub use token::{deserialize_value, number, token};
#[doc(hidden)]
pub use value::{List, Ref, SetNumber, SetToken, Slot, Value};
