//! Places in a text of JSON, found only after something went wrong there.

use std::fmt::Write;

/// The longest path that is written out, in bytes; more says less.
const LONGEST: usize = 256;

/// An object or list that is open at the place.
enum Open<'a> {
    /// The member of it that has begun, with its name as written.
    Object(Option<&'a str>),
    /// The index of the element that has begun.
    List(usize),
}

/// Returns the path from the value that begins at `start` to the one around `end`, such as
/// `Items[2].Name`. Empty for that value itself.
pub(crate) fn path_at(text: &str, start: usize, end: usize) -> String {
    let mut open = Vec::new();
    let bytes = text.as_bytes();
    let mut at = start;
    while at < end.min(bytes.len()) {
        match bytes[at] {
            b'{' => open.push(Open::Object(None)),
            b'[' => open.push(Open::List(0)),
            b'}' | b']' => _ = open.pop(),
            b',' => match open.last_mut() {
                Some(Open::Object(name)) => *name = None,
                Some(Open::List(index)) => *index += 1,
                None => {}
            },
            b'"' => {
                let close = closing_quote(bytes, at + 1);
                if let Some(Open::Object(name @ None)) = open.last_mut() {
                    *name = text.get(at + 1..close.min(end));
                }
                at = close;
            }
            _ => {}
        }
        at += 1;
    }
    print(&open)
}

/// The offset of the quote that ends a string, or the end of the text.
fn closing_quote(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => break,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at.min(bytes.len())
}

fn print(open: &[Open<'_>]) -> String {
    let mut path = String::new();
    for open in open {
        if path.len() > LONGEST {
            path.push('…');
            break;
        }
        // Writing to a `String` does not fail.
        let _ = match open {
            Open::Object(None) => Ok(()),
            Open::Object(Some(name)) if path.is_empty() => write!(path, "{}", Name(name)),
            Open::Object(Some(name)) => write!(path, ".{}", Name(name)),
            Open::List(index) => write!(path, "[{index}]"),
        };
    }
    path
}

/// A name of a member, of which an endless one is cut.
struct Name<'a>(&'a str);

impl std::fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const SHOWN: usize = 64;
        match self.0.char_indices().nth(SHOWN) {
            Some((cut, _)) => write!(f, "{}…", &self.0[..cut]),
            None => f.write_str(self.0),
        }
    }
}

/// Returns the line and the column of an offset, both from 1; the column counts characters.
pub(crate) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let head = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    let line = memchr::memchr_iter(b'\n', head).count() + 1;
    let start = memchr::memrchr(b'\n', head).map_or(0, |at| at + 1);
    // Every character has one byte that does not continue another.
    let column = head[start..].iter().filter(|byte| **byte & 0xC0 != 0x80).count() + 1;
    (line, column)
}
