//! JSON values without declared types, with a limit of memory.

use super::{Fault, Kind, Reader};
use crate::wire::room::Room;
use serde_json::{Map, Value};

/// The memory of an object with a member or more, in bytes: tables have room for several.
const OBJECT: usize = 640;

/// Reads the next value. Of two members with one name, the last one wins.
pub(crate) fn value(reader: &mut Reader<'_>, room: &mut Room) -> Result<Value, Fault> {
    Ok(match reader.kind()? {
        Kind::Null => {
            reader.null()?;
            Value::Null
        }
        Kind::Bool => Value::Bool(reader.boolean()?),
        Kind::String => Value::String(reader.string()?.into_owned()),
        Kind::Number => {
            let offset = reader.offset();
            let number = reader.number()?.digits.parse();
            Value::Number(number.map_err(|_| {
                Fault::at(offset, "the number is beyond the range of floating-point numbers")
            })?)
        }
        Kind::List => {
            reader.enter()?;
            let (mut list, mut first) = (Vec::new(), true);
            while reader.element(&mut first)? {
                take(reader, room, size_of::<Value>())?;
                list.push(value(reader, room)?);
            }
            Value::Array(list)
        }
        Kind::Object => {
            reader.enter()?;
            let (mut object, mut first) = (Map::new(), true);
            while let Some(name) = reader.name(&mut first)? {
                let size = size_of::<(String, Value)>();
                take(reader, room, if object.is_empty() { OBJECT } else { size })?;
                object.insert(name.into_owned(), value(reader, room)?);
            }
            Value::Object(object)
        }
    })
}

fn take(reader: &Reader<'_>, room: &mut Room, size: usize) -> Result<(), Fault> {
    room.take(size).map_err(|reason| Fault::at(reader.offset(), reason))
}
