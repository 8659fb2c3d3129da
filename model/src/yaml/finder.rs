//! Reports of slips, and the text in quotes that every finder of slips follows.

use super::indents::Indents;
use super::plain::in_quotes;
use crate::diagnostic::{Code, Diagnostic, Place, Source};
use std::ops::Range;
use std::sync::Arc;

/// The slips found so far, and the text they are in.
pub(super) struct Finder<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) text: &'a str,
    pub(super) found: Vec<Diagnostic>,
    /// The byte from which the next line is read.
    pub(super) at: usize,
    /// The columns of the keys and hyphens so far.
    pub(super) indents: Indents,
}

impl<'a> Finder<'a> {
    pub(super) fn report(
        &mut self,
        range: Range<usize>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = Place::new(self.source, range);
        self.indents.distrust();
        self.found.push(Diagnostic::new(Code::InvalidYaml, place, message));
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Reports a slip with the replacement of the text at `place`.
    pub(super) fn mend(
        &mut self,
        range: Range<usize>,
        message: impl Into<String>,
        place: Range<usize>,
        replacement: impl Into<String>,
        advice: &str,
    ) {
        let place = Place::new(self.source, place);
        let diagnostic = self.report(range, message);
        *diagnostic = diagnostic.clone().replace(place, replacement, advice);
    }

    /// Reports a slip with advice in words.
    pub(super) fn advise(&mut self, range: Range<usize>, message: impl Into<String>, advice: &str) {
        let diagnostic = self.report(range, message);
        *diagnostic = diagnostic.clone().help(advice);
    }

    /// The rest of the line from a byte, without blanks at its end.
    pub(super) fn rest(&self, at: usize) -> &'a str {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.split('\n').next().unwrap_or_default().trim_end()
    }

    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find('\n').map_or(self.text.len(), |length| at + length + 1)
    }

    /// Reports a text that needs quotes.
    pub(super) fn quote(&mut self, range: Range<usize>, all: Range<usize>, message: &str) {
        let text = self.text.get(all.clone()).unwrap_or_default();
        self.mend(range, message, all, in_quotes(text), "put the text in quotes");
    }

    /// Whether hexadecimal digits at a byte are the code of a character.
    fn is_code(&self, at: usize, length: usize) -> bool {
        let digits = self.text.get(at..at + length).filter(|digits| !digits.starts_with('+'));
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        code.and_then(char::from_u32).is_some()
    }

    /// Follows a text in quotes that begins at a byte, and reports escapes that do not exist;
    /// returns the byte after it, and nothing if it does not end.
    pub(super) fn quoted(&mut self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let quote = *bytes.get(at)?;
        let mut index = at + 1;
        let mut escape = None;
        loop {
            let Some(byte) = bytes.get(index) else {
                let message = "this quote is not closed";
                let end = at + self.rest(at).len();
                self.advise(at..end, message, "close it at the end of the text");
                self.at = self.text.len();
                return None;
            };
            if *byte == b'\\' && quote == b'"' {
                let next = self.text.get(index + 1..).and_then(|rest| rest.chars().next());
                if !next.is_some_and(|next| "0abt\tnvfre \"/\\N_LPxuU\n\r".contains(next)) {
                    escape.get_or_insert(index..index + 1 + next.map_or(0, char::len_utf8));
                } else if let Some(length) = next.and_then(code_length)
                    && !self.is_code(index + 2, length)
                {
                    let shown = self.rest(index).get(..2).unwrap_or_default();
                    let message = format!(
                        "`{shown}` is not followed by the {length} hexadecimal digits of a character"
                    );
                    let advice = "write the character itself; half of a pair of UTF-16 is none";
                    self.advise(index..index + 2, message, advice);
                }
                index += 2;
                continue;
            }
            index += 1;
            if *byte == quote {
                if quote == b'\'' && bytes.get(index) == Some(&b'\'') {
                    index += 1;
                    continue;
                }
                break;
            }
        }
        self.at = self.at.max(self.line_end(index - 1));
        if let Some(escape) = escape {
            let shown = self.text.get(escape.clone()).unwrap_or_default();
            let message = format!("`{shown}` is not an escape in double quotes");
            let inner = self.text.get(at + 1..index - 1).unwrap_or_default();
            let single = format!("'{}'", inner.replace('\'', "''"));
            let advice = "in single quotes a backslash stands for itself";
            self.mend(escape, message, at..index, single, advice);
        }
        Some(index)
    }
}

/// How many digits the code of an escape has.
fn code_length(escape: char) -> Option<usize> {
    match escape {
        'x' => Some(2),
        'u' => Some(4),
        'U' => Some(8),
        _ => None,
    }
}
