//! Writing records as JSON without a type parameter, so that no serde code is instantiated per
//! action.

use crate::wire::{List, Record, Ref};

/// Returns the record as JSON, without its absent members. NaN and infinity are written as null.
pub fn to_json(record: &dyn Record) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    write_record(&mut out, record);
    out
}

/// Returns the value as JSON.
pub(crate) fn ref_to_json(value: Ref<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    write_value(&mut out, value);
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
        // Writing a string to memory does not fail.
        let _ = serde_json::to_writer(out, text);
        return;
    }
    out.reserve(text.len() + 2);
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}
