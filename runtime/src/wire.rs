//! The wire format: how records of the API become JSON and come back, written once for all types.
//!
//! A generated type tells what it has ([`Shape`]) and gives its members ([`Record`]); a member's
//! type tells what it is ([`Value`]). Everything else works on these, without being generated.

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
mod record;
mod room;
mod same;
mod site;
mod strict;
mod suggest;
mod token;
mod trace;
mod types;
mod validate;
mod value;

pub use absent::{absent, absent_mut};
pub use debug::debug;
pub use decode::deserialize;
pub(crate) use decode::read_json;
pub use encode::serialize;
pub use json::to_json;
pub use macros::{list, record, request};
pub use mistake::{Mistake, Mistakes};
pub use record::{Bound, Check, Facts, Record, Rule, Shape};
pub(crate) use room::Room;
pub use same::{copy, equal};
pub use site::foreign_member;
pub use strict::from_json_strict;
pub use token::{deserialize_value, number, token};
pub use validate::{Violation, Violations, validate};
pub use value::{List, Ref, SetNumber, SetToken, Slot, Value};
