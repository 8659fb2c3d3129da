//! Strict decoding, for requests that were written by hand: nothing in them is passed over, and all
//! their mistakes are found in one run.

use super::decode::expected;
use super::json::{Fault, Kind, Number, Reader, line_and_column, path_at};
use super::lenient;
use super::mistake::{Mistake, Mistakes};
use super::path::{self, Step};
use super::shape::bit;
use super::suggest::closest;
use super::{List, Record, Ref, Shape, Slot, Value};

/// Decodes a request from JSON, such as a file that was written by hand.
///
/// Unlike the `Deserialize` of requests, this tolerates nothing: a member that the request does not
/// have is an error, also if its name differs in case alone, and so is a value of another kind than
/// the declared one, a member that comes twice, and broken text. Null is an absent value.
///
/// ```
/// # use tencentcloud_runtime::wire;
/// # struct TagRequest { key: String, value: Option<String> }
/// # wire::request!(TagRequest: { 0: key = "TagKey" [required], 1: value = "TagValue", });
/// let text = r#"{"TagKey": 7, "TagValu": "red"}"#;
/// let mistakes = wire::from_json_strict::<TagRequest>(text).unwrap_err();
/// assert_eq!(
///     mistakes.to_string(),
///     "line 1, column 12: TagKey: expected a string, found a number\n\
///      line 1, column 15: TagValu: unknown member; did you mean `TagValue`?"
/// );
/// ```
///
/// # Errors
///
/// All mistakes, each with its path, line and column. After broken JSON, the rest is not read.
pub fn from_json_strict<T: Record>(json: &str) -> Result<T, Mistakes> {
    let mut record = T::blank();
    read(json, &mut record)?;
    Ok(record)
}

/// Decodes into a blank record, compiled once for all types.
fn read(json: &str, record: &mut dyn Record) -> Result<(), Mistakes> {
    let mut strict =
        Strict { json, reader: Reader::exact(json), steps: Vec::new(), found: Mistakes::none() };
    if let Err(fault) = strict.whole(record) {
        let at = fault.offset().unwrap_or(json.len());
        strict.mistake(path_at(json, 0, at), at, fault.to_string(), None);
    }
    if strict.found.is_none() { Ok(()) } else { Err(strict.found.sorted()) }
}

struct Strict<'a> {
    json: &'a str,
    reader: Reader<'a>,
    steps: Vec<Step>,
    found: Mistakes,
}

impl Strict<'_> {
    fn whole(&mut self, record: &mut dyn Record) -> Result<(), Fault> {
        match self.reader.kind()? {
            Kind::Object => self.members(record)?,
            kind => {
                self.wrong(format!("expected an object, found {}", kind.name()));
                self.reader.skip()?;
            }
        }
        self.reader.end()
    }

    /// Reads an object. Mistakes in it are noted; a fault ends the reading.
    fn members(&mut self, record: &mut dyn Record) -> Result<(), Fault> {
        let shape = record.shape();
        let start = self.reader.offset();
        let (mut first, mut seen, mut present) = (true, 0, 0);
        self.reader.enter()?;
        loop {
            let at = self.reader.next_name(first);
            let Some(name) = self.reader.name(&mut first)? else { break };
            let Some(index) = shape.wire.iter().position(|known| *known == name) else {
                self.unknown(shape, &name, at);
                self.reader.skip()?;
                continue;
            };
            self.steps.push(Step::Member(shape.wire[index]));
            if seen & bit(index) != 0 {
                self.mistake(self.path(), at, "the member comes twice".to_owned(), None);
                self.reader.skip()?;
            } else if self.value(record.field_mut(index))? {
                present |= bit(index);
            } else {
                record.field_mut(index).clear();
            }
            seen |= bit(index);
            self.steps.pop();
        }
        for index in (0..shape.wire.len()).filter(|index| shape.requires(*index)) {
            if present & bit(index) == 0 {
                self.steps.push(Step::Member(shape.wire[index]));
                let reason = if seen & bit(index) == 0 {
                    "required, but missing"
                } else {
                    "required, but null"
                };
                self.mistake(self.path(), start, reason.to_owned(), None);
                self.steps.pop();
            }
        }
        Ok(())
    }

    /// Reads a value, and returns whether there is one. A mistake counts as one.
    fn value(&mut self, value: &mut dyn Value) -> Result<bool, Fault> {
        let kind = self.reader.kind()?;
        match (value.slot(), kind) {
            (_, Kind::Null) => {
                self.reader.null()?;
                return Ok(false);
            }
            (Slot::Record(record), Kind::Object) => self.members(record)?,
            (Slot::List(list), Kind::List) => self.elements(list)?,
            (Slot::Str(target), Kind::String) => *target = self.reader.string()?.into_owned(),
            (Slot::Token(target), Kind::String) => target.set(&self.reader.string()?),
            (Slot::Bool(target), Kind::Bool) => *target = self.reader.boolean()?,
            (Slot::I64(_) | Slot::U64(_) | Slot::Number(_) | Slot::F64(_), Kind::Number) => {
                self.number(value)?;
            }
            _ => {
                self.wrong(format!("expected {}, found {}", expected(value), kind.name()));
                self.reader.skip()?;
            }
        }
        Ok(true)
    }

    fn number(&mut self, value: &mut dyn Value) -> Result<(), Fault> {
        let at = self.reader.offset();
        let Number { digits, integer } = self.reader.number()?;
        let float = matches!(value.slot(), Slot::F64(_));
        let reason = if !float && digits.contains(['.', 'e', 'E']) {
            format!("expected {}, found a number with a fraction or an exponent", expected(value))
        } else if lenient::digits(value, digits) == lenient::Outcome::Done {
            return Ok(());
        } else if !float && integer.is_some() && digits.starts_with('-') {
            format!("expected {}, found a negative number", expected(value))
        } else {
            format!("expected {}, found a number beyond its range", expected(value))
        };
        self.mistake(self.path(), at, reason, None);
        Ok(())
    }

    fn elements(&mut self, list: &mut dyn List) -> Result<(), Fault> {
        let (mut first, mut index) = (true, 0);
        self.reader.enter()?;
        while self.reader.element(&mut first)? {
            self.steps.push(Step::Index(index));
            let at = self.reader.next_value();
            let Some(value) = list.push() else {
                return Err(Fault::at(at, "the list takes no element"));
            };
            if !self.value(value)? {
                value.clear();
                if !matches!(value.view(), Ref::None) {
                    let reason = format!("expected {}, found null", expected(value));
                    self.mistake(self.path(), at, reason, None);
                }
            }
            self.steps.pop();
            index += 1;
        }
        Ok(())
    }

    /// Notes a member that the type does not have.
    fn unknown(&mut self, shape: &'static Shape, name: &str, at: usize) {
        if !self.found.has_room() {
            return self.found.count_another();
        }
        let suggestion = closest(shape.wire, name);
        let reason = match suggestion {
            Some(_) => "unknown member".to_owned(),
            None if shape.wire.is_empty() => {
                format!("unknown member; {} has none", shape.name)
            }
            None => {
                let names: Vec<_> =
                    shape.wire.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
                let more = if shape.wire.len() > SHOWN { ", …" } else { "" };
                format!("unknown member; {} has {}{more}", shape.name, names.join(", "))
            }
        };
        let path = self.path();
        let dot = if path.is_empty() { "" } else { "." };
        let shown = name.char_indices().nth(SHOWN).map_or(name, |(cut, _)| &name[..cut]);
        self.mistake(format!("{path}{dot}{shown}"), at, reason, suggestion);
    }

    /// Notes a mistake in the next value.
    fn wrong(&mut self, reason: String) {
        let at = self.reader.next_value();
        self.mistake(self.path(), at, reason, None);
    }

    fn path(&self) -> String {
        if self.found.has_room() { path::text(self.steps.iter()) } else { String::new() }
    }

    fn mistake(
        &mut self,
        path: String,
        at: usize,
        reason: String,
        suggestion: Option<&'static str>,
    ) {
        if !self.found.has_room() {
            return self.found.count_another();
        }
        let (line, column) = line_and_column(self.json, at);
        self.found.push(Mistake { path, line, column, reason, suggestion });
    }
}

/// So many names are shown where none is close, and so many characters of an unknown one.
const SHOWN: usize = 32;
