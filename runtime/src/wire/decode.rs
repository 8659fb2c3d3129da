//! Decoding a record from any serde format.
//!
//! One visitor holds `&mut dyn Value` and writes what comes, so that nothing here is generated or
//! instantiated per type: once per format is all. Self-describing formats (JSON, YAML) say which
//! kind of value comes, so it may differ from the declared one. Other formats may not: there the
//! declaration says which kind to ask for, and optional members are wrapped in an option.

use super::json::{Fault, Reader};
use super::lenient::{self, Outcome};
use super::names::{Key, Names};
use super::room::Room;
use super::shape::bit;
use super::trace::Trace;
use super::{List, Record, Ref, Shape, Slot, Value};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Decodes a record; a generated `Deserialize` calls it. The error names the path in the record,
/// but no sensitive value.
///
/// Undeclared members are ignored. A name that differs in case alone stands for a member that does
/// not come under its own name. The last of two members with one name wins.
pub fn deserialize<'de, T: Record, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut record = T::blank();
    read(deserializer, &mut record, &mut Trace::default())?;
    Ok(record)
}

/// Decodes into a blank record. After an error, the trace says where it is and what.
pub(super) fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    record: &mut dyn Record,
    trace: &mut Trace,
) -> Result<(), D::Error> {
    trace.typed = !deserializer.is_human_readable();
    let shape = record.shape();
    // Not `deserialize_map`, which would swallow the siblings of a flattened record.
    deserializer.deserialize_struct(shape.name, shape.wire, Root { record, trace })
}

/// Decodes a record from JSON into a blank one. A value that does not fit is reported with its path
/// and the reason; a fault of the text has its own offset instead.
pub(crate) fn read_json(
    reader: &mut Reader<'_>,
    record: &mut dyn Record,
    room: Room,
) -> Result<(), (Fault, String, String)> {
    let mut trace = Trace::bare(room);
    read(reader, record, &mut trace).map_err(|fault| {
        let (path, reason) = (trace.path(), trace.reason(&fault));
        (fault, path, reason)
    })
}

/// Decodes a value on its own.
pub(super) fn read_value<'de, D: Deserializer<'de>>(
    deserializer: D,
    value: &mut dyn Value,
) -> Result<(), D::Error> {
    let mut trace = Trace::default();
    trace.typed = !deserializer.is_human_readable();
    (&mut Place { value, trace: &mut trace }).deserialize(deserializer)?;
    Ok(())
}

/// The outermost record. It puts the path into the error before the format adds the position.
struct Root<'a> {
    record: &'a mut dyn Record,
    trace: &'a mut Trace,
}

impl<'de> Visitor<'de> for Root<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        read_members(map, self.record, self.trace).map_err(|error| self.trace.wrap(error))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        if !self.trace.typed {
            return Err(A::Error::custom("expected an object, found a list"));
        }
        read_positions(seq, self.record, self.trace).map_err(|error| self.trace.wrap(error))
    }
}

/// A place for one value, whatever its type.
struct Place<'a> {
    value: &'a mut dyn Value,
    trace: &'a mut Trace,
}

impl Place<'_> {
    #[cold]
    fn wrong<E: Error>(&mut self, found: fmt::Arguments<'_>) -> E {
        self.trace.wrong(expected(self.value), found)
    }
}

/// Returns the declared kind of a value, with its article.
pub(super) fn expected(value: &mut dyn Value) -> &'static str {
    match value.slot() {
        Slot::None => "nothing",
        Slot::Str(_) | Slot::Token(_) => "a string",
        Slot::I64(_) => "an integer",
        Slot::Number(number) if number.signed() => "an integer",
        Slot::U64(_) | Slot::Number(_) => "an unsigned integer",
        Slot::F64(_) => "a number",
        Slot::Bool(_) => "a boolean",
        Slot::Record(_) => "an object",
        Slot::List(_) => "a list",
    }
}

/// Returns whether a value came. Null is none, and so is whatever else stands for no value.
impl<'de> DeserializeSeed<'de> for &mut Place<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        if !self.trace.typed {
            return deserializer.deserialize_any(self);
        }
        match self.value.slot() {
            Slot::None => deserializer.deserialize_unit(self),
            Slot::Str(_) | Slot::Token(_) => deserializer.deserialize_string(self),
            Slot::I64(_) => deserializer.deserialize_i64(self),
            Slot::Number(number) if number.signed() => deserializer.deserialize_i64(self),
            Slot::U64(_) | Slot::Number(_) => deserializer.deserialize_u64(self),
            Slot::F64(_) => deserializer.deserialize_f64(self),
            Slot::Bool(_) => deserializer.deserialize_bool(self),
            Slot::Record(record) => {
                let shape = record.shape();
                deserializer.deserialize_struct(shape.name, shape.wire, self)
            }
            Slot::List(_) => deserializer.deserialize_seq(self),
        }
    }
}

impl<'de> Visitor<'de> for &mut Place<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        match lenient::boolean(self.value, value) {
            Outcome::Bad => Err(self.wrong(format_args!("{value}"))),
            outcome => Ok(outcome == Outcome::Done),
        }
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        if let Slot::I64(target) = self.value.slot() {
            *target = value;
            return Ok(true);
        }
        self.visit_i128(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<bool, E> {
        match lenient::integer(self.value, value) {
            Outcome::Bad => Err(self.wrong(format_args!("{value}"))),
            outcome => Ok(outcome == Outcome::Done),
        }
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<bool, E> {
        match i128::try_from(value) {
            Ok(value) => self.visit_i128(value),
            Err(_) => Err(self.wrong(format_args!("{value}"))),
        }
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        match self.value.slot() {
            Slot::U64(target) => *target = value,
            Slot::I64(target) if i64::try_from(value).is_ok() => *target = value.cast_signed(),
            _ => return self.visit_i128(value.into()),
        }
        Ok(true)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<bool, E> {
        match lenient::float(self.value, value) {
            Outcome::Bad => Err(self.wrong(format_args!("{value}"))),
            outcome => Ok(outcome == Outcome::Done),
        }
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<bool, E> {
        if let Slot::Str(target) = self.value.slot() {
            *target = value.into();
            return Ok(true);
        }
        match lenient::text(self.value, value) {
            Outcome::Bad => Err(self.wrong(format_args!("{value:?}"))),
            outcome => Ok(outcome == Outcome::Done),
        }
    }

    fn visit_string<E: Error>(self, value: String) -> Result<bool, E> {
        if let Slot::Str(target) = self.value.slot() {
            *target = value;
            return Ok(true);
        }
        self.visit_str(&value)
    }

    fn visit_bytes<E: Error>(self, value: &[u8]) -> Result<bool, E> {
        match std::str::from_utf8(value) {
            Ok(text) => self.visit_str(text),
            Err(_) => Err(self.wrong(format_args!("bytes"))),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut list = false;
        match self.value.slot() {
            Slot::Record(record) => return read_members(map, record, self.trace).map(|()| true),
            Slot::List(elements) if !self.trace.typed => {
                list = true;
                // A lone object stands for a list of one.
                if let Some(Slot::Record(record)) = elements.push().map(Value::slot) {
                    let first = map.next_key_seed(Names { names: record.shape().wire, next: 0 })?;
                    return match first {
                        Some(Key::Number) => map.next_value_seed(Digits(self)),
                        first => read_rest(first, map, record, self.trace).map(|()| true),
                    };
                }
            }
            _ => {}
        }
        // A number's digits come as a map with a private key.
        match map.next_key_seed(Names { names: &[], next: 0 })? {
            Some(Key::Number) => map.next_value_seed(Digits(self)),
            // Some languages have one empty value for both.
            None if list => Ok(false),
            _ => Err(self.wrong(format_args!("an object"))),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        match self.value.slot() {
            Slot::List(list) => return read_elements(seq, list, self.trace).map(|()| true),
            Slot::Record(record) if self.trace.typed => {
                return read_positions(seq, record, self.trace).map(|()| true);
            }
            // Some languages have one empty value for both.
            Slot::Record(_) if seq.next_element::<IgnoredAny>()?.is_none() => return Ok(false),
            _ => {}
        }
        Err(self.wrong(format_args!("a list")))
    }
}

fn read_elements<'de, A: SeqAccess<'de>>(
    mut seq: A,
    list: &mut dyn List,
    trace: &mut Trace,
) -> Result<(), A::Error> {
    let mut index = 0;
    loop {
        match seq.next_element_seed(Element { list, trace }) {
            Ok(Some(())) => index += 1,
            Ok(None) => return Ok(()),
            Err(error) => {
                trace.index(index);
                return Err(error);
            }
        }
    }
}

/// A place at the end of a list, made only when an element comes.
struct Element<'a> {
    list: &'a mut dyn List,
    trace: &'a mut Trace,
}

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self { list, trace } = self;
        let wrapped = trace.typed && list.nullable();
        let Some(value) = list.push() else {
            return Err(D::Error::custom("the list takes no element"));
        };
        trace.take(size_of_val(value))?;
        let mut place = Place { value, trace };
        let came = if wrapped {
            Wrapped(&mut place).deserialize(deserializer)?
        } else {
            (&mut place).deserialize(deserializer)?
        };
        if came { Ok(()) } else { place.keep() }
    }
}

impl Place<'_> {
    /// Keeps the position of an element that has no value: as an absent one where the list may have
    /// such, as a blank record where it is one of records.
    #[cold]
    fn keep<E: Error>(&mut self) -> Result<(), E> {
        self.value.clear();
        match self.value.view() {
            Ref::None => Ok(()),
            Ref::Record(record) if record.shape().required() == 0 => Ok(()),
            _ => Err(self.wrong(format_args!("no value"))),
        }
    }
}

fn read_members<'de, A: MapAccess<'de>>(
    mut map: A,
    record: &mut dyn Record,
    trace: &mut Trace,
) -> Result<(), A::Error> {
    let first = map.next_key_seed(Names { names: record.shape().wire, next: 0 })?;
    read_rest(first, map, record, trace)
}

/// Reads the members of a record from a first one on.
fn read_rest<'de, A: MapAccess<'de>>(
    first: Option<Key>,
    mut map: A,
    record: &mut dyn Record,
    trace: &mut Trace,
) -> Result<(), A::Error> {
    let shape = record.shape();
    if size_of_val(record) <= size_of::<usize>() {
        // It may be in a box, and then nothing has counted it yet.
        trace.take(shape.wire.len() * size_of::<String>())?;
    }
    let mut missing = shape.required();
    // The members that came under their own names.
    let mut exact = 0;
    let mut next = 0;
    let mut fresh = 0;
    let mut key = first;
    while let Some(found) = key {
        let index = match found {
            Key::Member(index) => {
                exact |= bit(index);
                index
            }
            Key::Similar(index) if exact & bit(index) == 0 => index,
            Key::Similar(_) | Key::Unknown => {
                map.next_value::<IgnoredAny>()?;
                key = map.next_key_seed(Names { names: shape.wire, next })?;
                continue;
            }
            Key::Number => return Err(trace.wrong("an object", format_args!("a number"))),
        };
        next = index + 1;
        let value = record.field_mut(index);
        // The last of two equal names wins. An earlier value is cleared.
        if index < fresh {
            value.clear();
        }
        fresh = fresh.max(next);
        let wrapped = trace.typed && !shape.requires(index);
        let mut place = Place { value, trace };
        let read = if wrapped {
            map.next_value_seed(Wrapped(&mut place))
        } else {
            map.next_value_seed(&mut place)
        };
        match read {
            Ok(true) if shape.required() == 0 => {}
            Ok(true) => missing &= !bit(index),
            Ok(false) => {
                record.field_mut(index).clear();
                missing |= shape.required() & bit(index);
            }
            Err(error) => {
                trace.member(shape, index);
                return Err(error);
            }
        }
        key = map.next_key_seed(Names { names: shape.wire, next })?;
    }
    complete(shape, missing, trace)
}

/// Reads members by position, as formats without names have them.
fn read_positions<'de, A: SeqAccess<'de>>(
    mut seq: A,
    record: &mut dyn Record,
    trace: &mut Trace,
) -> Result<(), A::Error> {
    let shape = record.shape();
    let mut missing = shape.required();
    for index in 0..shape.wire.len() {
        let mut place = Place { value: record.field_mut(index), trace };
        let read = if shape.requires(index) {
            seq.next_element_seed(&mut place)
        } else {
            seq.next_element_seed(Wrapped(&mut place))
        };
        match read {
            Ok(Some(true)) => missing &= !bit(index),
            Ok(Some(false)) => record.field_mut(index).clear(),
            Ok(None) => break,
            Err(error) => {
                trace.member(shape, index);
                return Err(error);
            }
        }
    }
    complete(shape, missing, trace)
}

fn complete<E: Error>(shape: &'static Shape, missing: u128, trace: &mut Trace) -> Result<(), E> {
    if missing == 0 {
        return Ok(());
    }
    trace.member(shape, missing.trailing_zeros() as usize);
    Err(trace.missing())
}

/// A value that the format wraps in an option.
struct Wrapped<'a, 'b>(&'b mut Place<'a>);

impl<'de> DeserializeSeed<'de> for Wrapped<'_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_option(self.0)
    }
}

/// The digits of a number that the format did not read.
struct Digits<'a, 'b>(&'b mut Place<'a>);

impl<'de> DeserializeSeed<'de> for Digits<'_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Digits<'_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_str<E: Error>(self, digits: &str) -> Result<bool, E> {
        match lenient::digits(self.0.value, digits) {
            Outcome::Bad => Err(self.0.wrong(format_args!("{digits}"))),
            outcome => Ok(outcome == Outcome::Done),
        }
    }
}
