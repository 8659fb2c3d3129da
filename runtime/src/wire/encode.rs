//! Encoding a record in any serde format. Absent members are left out of human-readable formats;
//! other formats may have no names, so they get every member.

use super::{Record, Ref};
use serde::ser::{Serialize, SerializeSeq, SerializeStruct, Serializer};

/// Encodes a record; a generated `Serialize` calls it.
pub fn serialize<S: Serializer>(record: &dyn Record, serializer: S) -> Result<S::Ok, S::Error> {
    let typed = !serializer.is_human_readable();
    let shape = record.shape();
    let mut members = serializer.serialize_struct(shape.name, shape.wire.len())?;
    for (index, name) in shape.wire.iter().enumerate() {
        let value = record.field(index).view();
        let wrapped = typed && !shape.requires(index);
        match value {
            Ref::None if typed => members.serialize_field(name, &None::<()>)?,
            Ref::None => members.skip_field(name)?,
            value if wrapped => members.serialize_field(name, &Some(value))?,
            value => members.serialize_field(name, &value)?,
        }
    }
    members.end()
}

impl Serialize for Ref<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::None => serializer.serialize_none(),
            Self::Str(value) => serializer.serialize_str(value),
            Self::I64(value) => serializer.serialize_i64(value),
            Self::U64(value) => serializer.serialize_u64(value),
            Self::F64(value) => serializer.serialize_f64(value),
            Self::Bool(value) => serializer.serialize_bool(value),
            Self::Record(record) => serialize(record, serializer),
            Self::List(list) => {
                let wrapped = list.nullable() && !serializer.is_human_readable();
                let mut elements = serializer.serialize_seq(Some(list.len()))?;
                for element in list.iter() {
                    match element {
                        Ref::None => elements.serialize_element(&None::<()>)?,
                        element if wrapped => elements.serialize_element(&Some(element))?,
                        element => elements.serialize_element(&element)?,
                    }
                }
                elements.end()
            }
        }
    }
}
