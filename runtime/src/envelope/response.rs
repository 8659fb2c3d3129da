//! The member `Response` of an answer, and the request ID in it.

use crate::wire::json::{Fault, Kind, Reader, line_and_column, path_at};
use std::borrow::Cow;

/// Why an answer cannot be read.
pub(super) enum Unreadable {
    /// It is not an envelope with a response.
    NoEnvelope {
        /// The reason.
        reason: String,
    },
    /// The response cannot be read.
    Response {
        /// The offset at which it begins, in bytes.
        start: usize,
        /// The reason.
        fault: Fault,
    },
}

/// The name of the member that holds the response.
const RESPONSE: &str = "Response";

/// Reads an answer to its end, and the value of its member `Response` with the function.
///
/// A member whose name differs in case alone is read only if there is none of this name. Other
/// members are passed over.
pub(super) fn read<'a>(
    text: &'a str,
    mut value: impl FnMut(&mut Reader<'a>) -> Result<(), Fault>,
) -> Result<(), Unreadable> {
    let mut reader = Reader::new(text);
    let mut found = Found::default();
    let read = members(&mut reader, &mut found, &mut value);
    match (read, found) {
        (Ok(()), Found { exact: Some(_), .. }) => Ok(()),
        (Ok(()), Found { similar: Some(start), .. }) => {
            reader.rewind(start);
            object(&mut reader)
                .and_then(|()| value(&mut reader))
                .map_err(|fault| Unreadable::Response { start, fault })
        }
        (Ok(()), _) => Err(no_envelope("it has no member `Response`")),
        (Err(fault), Found { exact: Some(start), .. }) => {
            Err(Unreadable::Response { start, fault })
        }
        (Err(_), _) if text.trim().is_empty() => Err(no_envelope("it is empty")),
        (Err(fault), _) => {
            let (line, column) = line_and_column(text, fault.offset().unwrap_or_default());
            Err(no_envelope(&format!("{fault} (line {line}, column {column})")))
        }
    }
}

fn no_envelope(reason: &str) -> Unreadable {
    Unreadable::NoEnvelope { reason: reason.to_owned() }
}

/// The offsets of the values that may be the response.
#[derive(Default)]
struct Found {
    exact: Option<usize>,
    similar: Option<usize>,
}

fn members<'a>(
    reader: &mut Reader<'a>,
    found: &mut Found,
    value: &mut impl FnMut(&mut Reader<'a>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    object(reader)?;
    reader.enter()?;
    let mut first = true;
    while let Some(name) = reader.name(&mut first)? {
        if name == RESPONSE {
            object(reader)?;
            if found.exact.is_some() {
                return Err(Fault::at(reader.offset(), "there are two members `Response`"));
            }
            found.exact = Some(reader.offset());
            value(reader)?;
            continue;
        }
        if name.eq_ignore_ascii_case(RESPONSE) {
            reader.kind()?;
            found.similar = Some(reader.offset());
        }
        reader.skip()?;
    }
    reader.end()
}

/// Checks that an object comes next.
fn object(reader: &mut Reader<'_>) -> Result<(), Fault> {
    match reader.kind() {
        Ok(Kind::Object) => Ok(()),
        Ok(other) => {
            let reason = format!("expected an object, found {}", other.name());
            Err(Fault::at(reader.offset(), reason))
        }
        Err(_) => Err(Fault::at(reader.offset(), "expected an object")),
    }
}

/// Returns the request ID of an answer, even if the answer is broken somewhere.
pub(super) fn request_id(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let mut id = RequestId::default();
    // The answer was found to be broken before.
    let _ = read(&text, |reader| {
        reader.enter()?;
        let mut first = true;
        while let Some(name) = reader.name(&mut first)? {
            if !id.read(&name, reader)? {
                reader.skip()?;
            }
        }
        Ok(())
    });
    id.found().or_else(|| quick_request_id(body).map(Cow::into_owned))
}

/// The request ID, among members that come one after the other.
#[derive(Default)]
pub(super) struct RequestId {
    exact: Option<String>,
    similar: Option<String>,
}

impl RequestId {
    /// Reads the value of a member if it is the request ID, and returns whether it is.
    pub(super) fn read(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, Fault> {
        const NAME: &str = "RequestId";
        if !name.eq_ignore_ascii_case(NAME) || reader.kind()? != Kind::String {
            return Ok(false);
        }
        let id = reader.string()?.into_owned();
        *(if name == NAME { &mut self.exact } else { &mut self.similar }) = Some(id);
        Ok(true)
    }

    /// The ID, if one was read.
    pub(super) fn found(self) -> Option<String> {
        self.exact.or(self.similar)
    }
}

/// Returns the last string that is named `RequestId`, without reading the rest of the answer.
///
/// It need not be a member of the response itself; in practice it is, and support is helped more by
/// a likely ID than by none.
pub(super) fn quick_request_id(body: &[u8]) -> Option<Cow<'_, str>> {
    let name = br#""RequestId""#;
    let start = memchr::memmem::rfind(body, name)? + name.len();
    let rest = body.get(start..)?.trim_ascii_start().strip_prefix(b":")?;
    let rest = rest.trim_ascii_start().strip_prefix(b"\"")?;
    let end = memchr::memchr(b'"', rest)?;
    Some(String::from_utf8_lossy(rest.get(..end)?))
}
/// Returns the path of a fault in the response that begins at `start`, and the reason with the
/// place in the text.
pub(super) fn located(text: &str, start: usize, fault: &Fault) -> (String, String) {
    match fault.offset() {
        Some(offset) => {
            let (line, column) = line_and_column(text, offset);
            (path_at(text, start, offset), format!("{fault} (line {line}, column {column})"))
        }
        None => (String::new(), fault.to_string()),
    }
}
