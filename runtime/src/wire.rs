//! The wire format: how records of the API become JSON and come back, written once for all types.
//!
//! A generated type tells what it has ([`Shape`]) and gives its members ([`Record`]); a member's
//! type tells what it is ([`Value`]). Everything else works on these, without being generated.

mod absent;
mod debug;
mod decode;
mod encode;
mod json;
mod lenient;
mod macros;
mod path;
mod record;
mod same;
mod site;
mod token;
mod trace;
mod types;
mod validate;
mod value;

pub use absent::{absent, absent_mut};
pub use debug::debug;
pub use decode::deserialize;
pub use encode::serialize;
pub use json::to_json;
pub(crate) use json::{Unreadable, from_envelope};
pub use macros::{list, record, request};
pub use record::{Bound, Check, Facts, Record, Rule, Shape};
pub use same::{copy, equal};
pub use site::foreign_member;
pub use token::{deserialize_value, number, token};
pub use validate::{Violation, Violations, validate};
pub use value::{List, Ref, SetNumber, SetToken, Slot, Value};
