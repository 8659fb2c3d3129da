//! Strings of JSON, decoded without losing the text around what is broken in them.

/// Stands for what cannot be read.
const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

/// Returns the offset of the first quote or backslash from `at` on.
///
/// Eight bytes at a time: most strings are short, and searches of whole texts begin too slowly.
pub(super) fn special(bytes: &[u8], mut at: usize) -> Option<usize> {
    while let Some(Ok(chunk)) = bytes.get(at..at + 8).map(<[u8; 8]>::try_from) {
        let word = u64::from_le_bytes(chunk);
        let found = zeros(word ^ every(b'"')) | zeros(word ^ every(b'\\'));
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let rest = bytes.get(at..)?;
    rest.iter().position(|byte| matches!(byte, b'"' | b'\\')).map(|found| at + found)
}

/// A word of which every byte is this one.
const fn every(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Sets the highest bit of the lowest zero byte, and of no byte below it.
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(every(1)) & !word & every(0x80)
}

/// The meaning of an escape.
pub(super) struct Escape {
    /// The character.
    pub(super) char: char,
    /// Its length in the text, in bytes.
    pub(super) length: usize,
    /// Whether JSON knows it. If not, the character only replaces it.
    pub(super) valid: bool,
}

impl Escape {
    fn of(char: char, length: usize) -> Self {
        Self { char, length, valid: true }
    }

    fn broken(length: usize) -> Self {
        Self { char: REPLACEMENT, length, valid: false }
    }
}

/// Reads the escape at the beginning of the text, which begins with a backslash.
///
/// Half a surrogate pair is replaced as a whole; of an unknown escape, the backslash alone is.
pub(super) fn escape(text: &[u8]) -> Escape {
    let char = match text.get(1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return code_point(text),
        _ => return Escape::broken(1),
    };
    Escape::of(char, 2)
}

fn code_point(text: &[u8]) -> Escape {
    let Some(first) = unit(text) else { return Escape::broken(1) };
    if let Some(char) = char::from_u32(first) {
        return Escape::of(char, 6);
    }
    let second = text.get(6..).and_then(unit).filter(|unit| (0xDC00..0xE000).contains(unit));
    match second {
        Some(second) if first < 0xDC00 => {
            let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            Escape::of(char::from_u32(code).unwrap_or(REPLACEMENT), 12)
        }
        _ => Escape::broken(6),
    }
}

/// The four digits of an escape such as `\u4e2d`.
fn unit(text: &[u8]) -> Option<u32> {
    let digits = text.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0, |unit, digit| Some(unit * 16 + char::from(*digit).to_digit(16)?))
}
