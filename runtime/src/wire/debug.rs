//! `Debug` of records: the present members under their Rust names, without secrets.

use super::{Record, Ref};
use std::fmt;

/// Prints a record; a generated `Debug` calls it. Absent members are left out, and sensitive ones
/// are redacted.
pub fn debug(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shape = record.shape();
    let mut members = f.debug_struct(shape.name);
    for (index, name) in shape.rust.iter().enumerate() {
        let name = name.trim_start_matches("r#");
        match record.field(index).view() {
            Ref::None => {}
            _ if shape.hides(index) => {
                members.field(name, &format_args!("[redacted]"));
            }
            value => {
                members.field(name, &value);
            }
        }
    }
    members.finish()
}

impl fmt::Debug for Ref<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::None => f.write_str("None"),
            Self::Str(value) => value.fmt(f),
            Self::I64(value) => value.fmt(f),
            Self::U64(value) => value.fmt(f),
            Self::F64(value) => value.fmt(f),
            Self::Bool(value) => value.fmt(f),
            Self::Record(record) => debug(record, f),
            Self::List(list) => f.debug_list().entries(list.iter()).finish(),
        }
    }
}
