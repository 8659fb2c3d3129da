//! The tokens of JSON, one after the other, and how to pass over values.

use super::Fault;
use super::string::{self, Escape};
use std::borrow::Cow;

/// The depth to which decoded objects and lists may be nested. Values that are passed over may be
/// nested deeper, as they need no stack.
const DEPTH: u32 = 128;

/// Reads JSON from its beginning to its end.
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
    exact: bool,
}

/// A kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Bool,
    Number,
    String,
    List,
    Object,
}

impl Kind {
    /// The kind with its article, for messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::List => "a list",
            Self::Object => "an object",
        }
    }
}

/// A number as it is written.
pub(crate) struct Number<'a> {
    /// All its digits.
    pub(crate) digits: &'a str,
    /// Its value without sign, if it is an integer of at most 64 bits.
    pub(crate) integer: Option<u64>,
}

impl<'a> Reader<'a> {
    /// A reader that replaces what is broken in strings by U+FFFD.
    pub(crate) fn new(text: &'a str) -> Self {
        // A byte order mark is no part of the value.
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, at, depth: 0, exact: false }
    }

    /// A reader that reports what is broken in strings.
    pub(crate) fn exact(text: &'a str) -> Self {
        Self { exact: true, ..Self::new(text) }
    }

    /// The offset of what comes next, in bytes.
    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    /// Returns the offset of the next value.
    pub(crate) fn next_value(&mut self) -> usize {
        self.token();
        self.at
    }

    /// Returns the offset of the name that [`name`](Self::name) would read next.
    pub(crate) fn next_name(&self, first: bool) -> usize {
        let mut ahead = Reader { ..*self };
        if ahead.token() == Some(b',') && !first {
            ahead.at += 1;
        }
        ahead.next_value()
    }

    /// Goes to an offset at which a value of the outermost object begins.
    pub(crate) fn rewind(&mut self, offset: usize) {
        self.at = offset;
        self.depth = 1;
    }

    /// The text that was read from this offset on.
    pub(crate) fn since(&self, offset: usize) -> &'a str {
        &self.text[offset..self.at]
    }

    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    /// The first byte of the next token.
    #[inline]
    pub(super) fn token(&mut self) -> Option<u8> {
        let bytes = self.bytes();
        loop {
            match bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                byte => return byte.copied(),
            }
        }
    }

    #[cold]
    pub(super) fn fault<T>(&self, reason: &'static str) -> Result<T, Fault> {
        let reason = if self.at < self.text.len() { reason } else { "the text ends too early" };
        Err(Fault::at(self.at, reason))
    }

    /// Returns the kind of the next value.
    pub(crate) fn kind(&mut self) -> Result<Kind, Fault> {
        Ok(match self.token() {
            Some(b'n') => Kind::Null,
            Some(b't' | b'f') => Kind::Bool,
            Some(b'-' | b'0'..=b'9') => Kind::Number,
            Some(b'"') => Kind::String,
            Some(b'[') => Kind::List,
            Some(b'{') => Kind::Object,
            _ => return self.fault("expected a value"),
        })
    }

    /// Reads `null`.
    pub(crate) fn null(&mut self) -> Result<(), Fault> {
        self.word("null")
    }

    /// Reads `true` or `false`.
    pub(crate) fn boolean(&mut self) -> Result<bool, Fault> {
        let truth = self.token() == Some(b't');
        self.word(if truth { "true" } else { "false" })?;
        Ok(truth)
    }

    fn word(&mut self, word: &'static str) -> Result<(), Fault> {
        self.token();
        if !self.bytes()[self.at..].starts_with(word.as_bytes()) {
            return self.fault("expected a value");
        }
        self.at += word.len();
        Ok(())
    }

    /// Reads a number.
    pub(crate) fn number(&mut self) -> Result<Number<'a>, Fault> {
        let bytes = self.bytes();
        self.token();
        let start = self.at;
        if bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        let first = self.at;
        let mut integer = 0_u64;
        while let Some(digit @ b'0'..=b'9') = bytes.get(self.at) {
            integer = integer.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            self.at += 1;
        }
        let count = self.at - first;
        if count == 0 {
            return self.fault("expected a digit");
        }
        if count > 1 && bytes.get(first) == Some(&b'0') {
            self.at = first;
            return self.fault("a number begins with a needless zero");
        }
        let mut whole = true;
        if bytes.get(self.at) == Some(&b'.') {
            whole = false;
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = bytes.get(self.at) {
            whole = false;
            self.at += 1;
            if let Some(b'+' | b'-') = bytes.get(self.at) {
                self.at += 1;
            }
            self.digits()?;
        }
        let digits = &self.text[start..self.at];
        let integer = match count {
            _ if !whole => None,
            // As many digits as always fit.
            ..20 => Some(integer),
            _ => self.text[first..self.at].parse().ok(),
        };
        Ok(Number { digits, integer })
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.bytes().get(self.at) {
            self.at += 1;
        }
        if self.at == start { self.fault("expected a digit") } else { Ok(()) }
    }

    /// Reads a string.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        if self.token() != Some(b'"') {
            return self.fault("expected a string");
        }
        self.at += 1;
        let start = self.at;
        match string::special(self.bytes(), start) {
            Some(end) if self.bytes()[end] == b'"' && !self.exact => {
                self.at = end + 1;
                Ok(Cow::Borrowed(&self.text[start..end]))
            }
            _ => self.unusual_string(start),
        }
    }

    /// Reads the rest of a string that may have escapes, or whose characters are to be checked.
    fn unusual_string(&mut self, start: usize) -> Result<Cow<'a, str>, Fault> {
        let (text, bytes) = (self.text, self.bytes());
        self.pass_string(start)?;
        // No escape of JSON is shorter than its character.
        let mut decoded = String::with_capacity(self.at - start);
        let mut from = start;
        loop {
            let Some(end) = string::special(bytes, from) else {
                return self.fault("expected a quote");
            };
            self.check(from, end)?;
            if bytes[end] == b'"' {
                if from == start {
                    return Ok(Cow::Borrowed(&text[start..end]));
                }
                decoded.push_str(&text[from..end]);
                return Ok(Cow::Owned(decoded));
            }
            let Escape { char, length, valid } = string::escape(&bytes[end..]);
            if self.exact && !valid {
                return Err(Fault::at(end, "the escape is not one of JSON"));
            }
            decoded.push_str(&text[from..end]);
            decoded.push(char);
            from = end + length;
        }
    }

    /// Reports a control character, which strings may have as an escape only.
    fn check(&self, start: usize, end: usize) -> Result<(), Fault> {
        if !self.exact {
            return Ok(());
        }
        match self.bytes()[start..end].iter().position(|byte| *byte < b' ') {
            Some(at) => {
                Err(Fault::at(start + at, "a control character in a string needs an escape"))
            }
            None => Ok(()),
        }
    }

    /// Enters an object or a list.
    #[inline]
    pub(crate) fn enter(&mut self) -> Result<(), Fault> {
        self.token();
        if self.depth == DEPTH {
            return self.fault("objects and lists are nested more than 128 deep");
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Reads the name of the next member of an object and the colon after it. At the end, leaves
    /// the object.
    #[inline]
    pub(crate) fn name(&mut self, first: &mut bool) -> Result<Option<Cow<'a, str>>, Fault> {
        if !self.more(first, b'}', "expected `,` or `}`")? {
            return Ok(None);
        }
        if self.token() != Some(b'"') {
            return self.fault("expected the name of a member, in quotes");
        }
        let name = self.string()?;
        if self.token() != Some(b':') {
            return self.fault("expected `:`");
        }
        self.at += 1;
        Ok(Some(name))
    }

    /// Tells whether there is another element. At the end, leaves the list.
    #[inline]
    pub(crate) fn element(&mut self, first: &mut bool) -> Result<bool, Fault> {
        self.more(first, b']', "expected `,` or `]`")
    }

    #[inline]
    fn more(&mut self, first: &mut bool, end: u8, reason: &'static str) -> Result<bool, Fault> {
        match self.token() {
            Some(byte) if byte == end => {
                self.at += 1;
                self.depth -= 1;
                Ok(false)
            }
            Some(_) if *first => {
                *first = false;
                Ok(true)
            }
            Some(b',') => {
                self.at += 1;
                // Otherwise the comma would be followed by nothing.
                if self.token() == Some(end) {
                    self.fault("expected more after `,`")
                } else {
                    Ok(true)
                }
            }
            _ => self.fault(reason),
        }
    }

    /// Passes over a value, however deep it is nested.
    pub(crate) fn skip(&mut self) -> Result<(), Fault> {
        // One for each open object or list: whether it is an object.
        let mut open: Vec<bool> = Vec::new();
        let mut first;
        loop {
            match self.kind()? {
                Kind::Null => self.null()?,
                Kind::Bool => _ = self.boolean()?,
                Kind::Number => _ = self.number()?,
                Kind::String => self.pass_string(self.at + 1)?,
                kind @ (Kind::List | Kind::Object) => {
                    self.at += 1;
                    // Leaving it counts one down, and depth is no matter here.
                    self.depth += 1;
                    open.push(kind == Kind::Object);
                    first = true;
                    if self.next(&open, &mut first)? {
                        continue;
                    }
                    open.pop();
                }
            }
            first = false;
            loop {
                match open.last() {
                    None => return Ok(()),
                    Some(_) if self.next(&open, &mut first)? => break,
                    Some(_) => _ = open.pop(),
                }
            }
        }
    }

    /// Goes to the next value of the innermost open object or list, if it has one.
    fn next(&mut self, open: &[bool], first: &mut bool) -> Result<bool, Fault> {
        match open.last() {
            Some(true) => Ok(self.name(first)?.is_some()),
            _ => self.element(first),
        }
    }

    /// Goes behind the string whose first character is at this offset.
    fn pass_string(&mut self, mut at: usize) -> Result<(), Fault> {
        let bytes = self.bytes();
        loop {
            match string::special(bytes, at) {
                Some(end) if bytes[end] == b'"' => {
                    self.at = end + 1;
                    return Ok(());
                }
                Some(escape) => at = escape + string::escape(&bytes[escape..]).length,
                None => {
                    self.at = bytes.len();
                    return self.fault("expected a quote");
                }
            }
        }
    }

    /// Reports what comes after the value.
    pub(crate) fn end(&mut self) -> Result<(), Fault> {
        match self.token() {
            None => Ok(()),
            Some(_) => self.fault("something follows the value"),
        }
    }
}
