//! Finding members by their names.

use super::json::NUMBER;
use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};
use std::fmt;

/// A key of an object.
pub(super) enum Key {
    /// The declared member of this index.
    Member(usize),
    /// The only declared member whose name differs in case alone.
    Similar(usize),
    /// A name that is not declared.
    Unknown,
    /// The sign that a number's digits follow.
    Number,
}

/// Looks a key up in the declared names. Members mostly come in the declared order, so the one
/// after the last is tried first.
pub(super) struct Names {
    pub(super) names: &'static [&'static str],
    pub(super) next: usize,
}

impl Names {
    fn find(&self, name: &str) -> Key {
        match self.names.iter().position(|known| *known == name) {
            Some(index) => Key::Member(index),
            None if name == NUMBER => Key::Number,
            None => similar(self.names, name).map_or(Key::Unknown, Key::Similar),
        }
    }
}

/// Returns the name that differs in the case of ASCII letters alone, if exactly one does.
#[cold]
pub(super) fn similar(names: &[&str], name: &str) -> Option<usize> {
    let mut found = names.iter().enumerate().filter(|(_, known)| known.eq_ignore_ascii_case(name));
    match (found.next(), found.next()) {
        (Some((index, _)), None) => Some(index),
        _ => None,
    }
}

impl<'de> DeserializeSeed<'de> for Names {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Names {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_u64<E: Error>(self, index: u64) -> Result<Key, E> {
        Ok(match usize::try_from(index) {
            Ok(index) if index < self.names.len() => Key::Member(index),
            _ => Key::Unknown,
        })
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        if self.names.get(self.next).is_some_and(|next| *next == name) {
            return Ok(Key::Member(self.next));
        }
        Ok(self.find(name))
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Key, E> {
        match std::str::from_utf8(name) {
            Ok(name) => self.visit_str(name),
            Err(_) => Ok(Key::Unknown),
        }
    }
}
