//! JSON without a type parameter: what the client calls, so that no serde code is instantiated per
//! action.

use super::trace::Trace;
use super::{List, Record, Ref, decode};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// The record as JSON. Members that are absent are left out; a number that is none is null.
pub fn to_json(record: &dyn Record) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    write_record(&mut out, record);
    out
}

fn write_record(out: &mut Vec<u8>, record: &dyn Record) {
    let mut separator = b'{';
    for (index, name) in record.shape().wire.iter().enumerate() {
        let value = record.field(index).view();
        if matches!(value, Ref::None) {
            continue;
        }
        out.reserve(name.len() + 4);
        out.push(separator);
        // The names of members are plain words, which need no escapes.
        out.push(b'"');
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\":");
        write_value(out, value);
        separator = b',';
    }
    out.extend_from_slice(if separator == b'{' { b"{}" } else { b"}" });
}

fn write_value(out: &mut Vec<u8>, value: Ref<'_>) {
    match value {
        Ref::None => out.extend_from_slice(b"null"),
        Ref::Str(value) => write_text(out, value),
        Ref::I64(value) => scalar(out, &value),
        Ref::U64(value) => scalar(out, &value),
        Ref::F64(value) => scalar(out, &value),
        Ref::Bool(value) => out.extend_from_slice(if value { b"true" } else { b"false" }),
        Ref::Record(record) => write_record(out, record),
        Ref::List(list) => write_list(out, list),
    }
}

fn write_list(out: &mut Vec<u8>, list: &dyn List) {
    out.push(b'[');
    for (index, element) in list.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write_value(out, element);
    }
    out.push(b']');
}

fn scalar<T: serde::Serialize>(out: &mut Vec<u8>, value: &T) {
    // Writing a number to memory does not fail.
    let _ = serde_json::to_writer(out, value);
}

fn write_text(out: &mut Vec<u8>, text: &str) {
    // Without a branch per byte the compiler looks at many bytes at once.
    let special =
        |byte: u8| u8::from(byte < b' ') | u8::from(byte == b'"') | u8::from(byte == b'\\');
    if text.as_bytes().iter().fold(0, |found, byte| found | special(*byte)) != 0 {
        // Writing a text to memory does not fail.
        let _ = serde_json::to_writer(out, text);
        return;
    }
    out.reserve(text.len() + 2);
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// Why an answer cannot be read.
pub(crate) enum Unreadable {
    /// It is no envelope with a response.
    NoEnvelope {
        /// What is wrong with it.
        reason: String,
    },
    /// The response is not what the record declares.
    Response {
        /// Where, such as `Items[2].MemberUin`; empty for the response itself.
        path: String,
        /// What is wrong there.
        reason: String,
    },
}

/// Reads the member `Response` of an answer into a blank record, and tells whether something in it
/// was called `Error` without being declared.
pub(crate) fn from_envelope(body: &[u8], record: &mut dyn Record) -> Result<bool, Unreadable> {
    // Checking the whole body at once is faster than checking every text in it.
    let body = std::str::from_utf8(body)
        .map_err(|error| Unreadable::NoEnvelope { reason: error.to_string() })?;
    let mut trace = Trace::bare();
    let mut found = false;
    let mut json = serde_json::Deserializer::from_str(body);
    let envelope = Envelope { record, trace: &mut trace, found: &mut found };
    let read = json.deserialize_map(envelope).and_then(|()| json.end());
    match read {
        Ok(()) if found => Ok(trace.error),
        Ok(()) => Err(Unreadable::NoEnvelope { reason: "it has no member `Response`".to_owned() }),
        Err(error) if found => {
            Err(Unreadable::Response { path: trace.path(), reason: trace.reason(&error) })
        }
        Err(error) => Err(Unreadable::NoEnvelope { reason: error.to_string() }),
    }
}

/// What a response stands in. Members beside it have been seen, and mean nothing.
struct Envelope<'a> {
    record: &'a mut dyn Record,
    trace: &'a mut Trace,
    found: &'a mut bool,
}

impl<'de> Visitor<'de> for Envelope<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a member `Response`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<Cow<'_, str>>()? {
            if name != "Response" {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            if *self.found {
                return Err(A::Error::custom("there are two responses"));
            }
            map.next_value_seed(Response(Envelope {
                record: self.record,
                trace: self.trace,
                found: self.found,
            }))?;
        }
        Ok(())
    }
}

/// The value of the member `Response`.
struct Response<'a>(Envelope<'a>);

impl<'de> DeserializeSeed<'de> for Response<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        *self.0.found = true;
        decode::read(deserializer, self.0.record, self.0.trace)
    }
}
