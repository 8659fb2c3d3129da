//! The decision whether an answer is a refusal.

use super::response::located;
use super::response::{self, RequestId, Unreadable};
use crate::error::{Code, RawCode, ServiceError};
use crate::wire::json::{Fault, Kind, Reader};
use std::borrow::Cow;

/// The result of looking for an error in an answer.
pub(super) enum Verdict {
    /// There is no error in it. Whether the response can be read is not known yet.
    Response,
    /// There is an error with a code.
    Refusal(ServiceError<RawCode>),
    /// There is an error without a readable code.
    Unreadable {
        /// Its path in the response.
        path: String,
        /// The reason.
        reason: String,
    },
}

/// The name of the member that holds the error.
const ERROR: &str = "Error";

/// Returns false if no member of the answer can be called `Error`, in any case and with any
/// escapes. Much faster than reading the answer.
pub(super) fn is_possible(body: &[u8]) -> bool {
    let find = |needle| memchr::memmem::find_iter(body, needle);
    // The end of the name is rarer than its beginning.
    let ends = |needle: &'static [u8]| {
        find(needle).any(|last| {
            let start = last.checked_sub(ERROR.len());
            let name = start.and_then(|start| body.get(start..=last));
            name.is_some_and(|name| name.eq_ignore_ascii_case(b"\"error"))
        })
    };
    // Letters of the name may be written as escapes of `0x45` to `0x72`.
    let escaped = || find(b"\\u00").any(|at| matches!(body.get(at + 4), Some(b'4'..=b'7')));
    ends(b"r\"") || ends(b"R\"") || escaped()
}

/// Looks for an error in an answer.
pub(super) fn find(text: &str) -> Verdict {
    let mut scan = Scan::default();
    let read = response::read(text, |reader| scan.members(reader));
    if let Some(Refusal { code, message, .. }) = scan.refusal {
        // The rest may be broken: the code is there.
        let request_id = scan.request_id.found();
        let request_id =
            request_id.or_else(|| response::request_id(text.as_bytes())).unwrap_or_default();
        return Verdict::Refusal(ServiceError::new(RawCode::from_code(&code), message, request_id));
    }
    if let Some((path, reason)) = scan.unreadable {
        return Verdict::Unreadable { path, reason };
    }
    match read {
        // It was seen and breaks off.
        Err(Unreadable::Response { start, fault }) if scan.within => {
            let (path, reason) = located(text, start, &fault);
            Verdict::Unreadable { path, reason }
        }
        _ => Verdict::Response,
    }
}

/// The members of a response that matter, as far as they are read.
#[derive(Default)]
struct Scan {
    request_id: RequestId,
    refusal: Option<Refusal>,
    /// The path and the reason of an error without a code.
    unreadable: Option<(String, String)>,
    /// Whether an error is being read.
    within: bool,
}

/// An error with a code.
struct Refusal {
    /// Whether its member is called `Error`, in this case.
    exact: bool,
    code: String,
    message: String,
}

impl Scan {
    fn members(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        reader.enter()?;
        let mut first = true;
        while let Some(name) = reader.name(&mut first)? {
            if name.eq_ignore_ascii_case(ERROR) {
                self.within = true;
                self.error(reader, &name)?;
                self.within = false;
            } else if !self.request_id.read(&name, reader)? {
                reader.skip()?;
            }
        }
        Ok(())
    }

    /// Reads the value of a member that is called `Error`. An empty value is not an error.
    fn error(&mut self, reader: &mut Reader<'_>, name: &str) -> Result<(), Fault> {
        let problem = match reader.kind()? {
            Kind::Object => self.object(reader, name)?,
            Kind::List => self.list(reader, name)?,
            Kind::Null => {
                reader.null()?;
                None
            }
            Kind::String => {
                let text = reader.string()?;
                (!text.is_empty()).then(|| format!("the string {:?}", shortened(&text)))
            }
            kind @ (Kind::Bool | Kind::Number) => {
                reader.skip()?;
                Some(kind.name().to_owned())
            }
        };
        if let Some(problem) = problem {
            let reason = format!("expected an error with a code, found {problem}");
            self.unreadable = Some((name.to_owned(), reason));
        }
        Ok(())
    }

    /// Reads an error. Returns a description of it if it has no code.
    fn object(&mut self, reader: &mut Reader<'_>, name: &str) -> Result<Option<String>, Fault> {
        let mut error = ErrorMembers::default();
        let read = error.read(reader);
        // Even if the rest of it is broken.
        let found = self.note(name, &mut error);
        read?;
        Ok((!found && !error.empty).then(|| error.describe()))
    }

    /// Reads a list of errors, of which the first one with a code counts. Returns a description of
    /// the list if there is none.
    fn list(&mut self, reader: &mut Reader<'_>, name: &str) -> Result<Option<String>, Fault> {
        reader.enter()?;
        let (mut first, mut empty, mut found) = (true, true, false);
        while reader.element(&mut first)? {
            empty = false;
            if found || reader.kind()? != Kind::Object {
                reader.skip()?;
                continue;
            }
            let mut error = ErrorMembers::default();
            let read = error.read(reader);
            found = self.note(name, &mut error);
            read?;
        }
        Ok((!found && !empty).then(|| "a list without one".to_owned()))
    }

    /// Notes an error as the refusal, and returns whether it has a code. One under the exact name
    /// precedes others; among equals, the last one wins.
    fn note(&mut self, name: &str, error: &mut ErrorMembers) -> bool {
        let Some(code) = error.code.take() else { return false };
        let exact = name == ERROR;
        if exact || !self.refusal.as_ref().is_some_and(|refusal| refusal.exact) {
            let message = error.message.take().unwrap_or_default();
            self.refusal = Some(Refusal { exact, code, message });
        }
        true
    }
}

/// The members of an error, as far as they are read.
struct ErrorMembers {
    empty: bool,
    code: Option<String>,
    message: Option<String>,
    /// The value found in place of a code.
    instead: Option<&'static str>,
}

impl Default for ErrorMembers {
    fn default() -> Self {
        Self { empty: true, code: None, message: None, instead: None }
    }
}

impl ErrorMembers {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        // Whether the values so far come from members of the exact names.
        let (mut exact_code, mut exact_message) = (false, false);
        reader.enter()?;
        let mut first = true;
        while let Some(name) = reader.name(&mut first)? {
            self.empty = false;
            if name == "Code" || !exact_code && name.eq_ignore_ascii_case("Code") {
                if self.read_code(reader)? {
                    exact_code = name == "Code";
                }
            } else if name == "Message" || !exact_message && name.eq_ignore_ascii_case("Message") {
                exact_message = name == "Message";
                self.message = Some(text(reader)?);
            } else {
                reader.skip()?;
            }
        }
        Ok(())
    }

    /// Reads a code: a string, or a number as its digits.
    fn read_code(&mut self, reader: &mut Reader<'_>) -> Result<bool, Fault> {
        let code = match reader.kind()? {
            Kind::String => reader.string()?,
            Kind::Number => Cow::Borrowed(reader.number()?.digits),
            kind => {
                reader.skip()?;
                self.instead = Some(kind.name());
                return Ok(false);
            }
        };
        if code.is_empty() {
            self.instead = Some("an empty string");
            return Ok(false);
        }
        self.code = Some(code.into_owned());
        Ok(true)
    }

    /// Describes an error without a code.
    fn describe(&self) -> String {
        let code = match self.instead {
            Some(instead) => format!("an object whose code is {instead}"),
            None => "an object without one".to_owned(),
        };
        match self.message.as_deref() {
            None | Some("") => code,
            Some(message) => format!("{code} and whose message is {:?}", shortened(message)),
        }
    }
}

/// Reads a value as text: a string, nothing for null, and other values as they are written.
fn text(reader: &mut Reader<'_>) -> Result<String, Fault> {
    match reader.kind()? {
        Kind::String => reader.string().map(Cow::into_owned),
        Kind::Null => reader.null().map(|()| String::new()),
        _ => {
            let start = reader.offset();
            reader.skip()?;
            Ok(reader.since(start).to_owned())
        }
    }
}

/// The beginning of a text, for messages.
fn shortened(text: &str) -> &str {
    const SHOWN: usize = 200;
    text.char_indices().nth(SHOWN).map_or(text, |(cut, _)| &text[..cut])
}
