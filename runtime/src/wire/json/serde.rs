//! The reader as a format of serde, for the decoder that all formats share.

use super::reader::Number;
use super::{Fault, Reader};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;

/// The member under which a number's digits are shown that are no integer: the name that
/// `serde_json` has for it with the feature `arbitrary_precision`.
pub(in crate::wire) const NUMBER: &str = "$serde_json::private::Number";

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.token() {
            Some(b'"') => match self.string()? {
                Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                Cow::Owned(text) => visitor.visit_string(text),
            },
            Some(b'-' | b'0'..=b'9') => match self.number()? {
                Number { digits, integer: Some(number) } if !digits.starts_with('-') => {
                    visitor.visit_u64(number)
                }
                Number { digits, integer } => {
                    let number = integer.and_then(|number| 0_i64.checked_sub_unsigned(number));
                    match number {
                        // A float may have a zero with a sign.
                        Some(number) if number != 0 => visitor.visit_i64(number),
                        _ => visitor.visit_map(Digits(Some(digits))),
                    }
                }
            },
            Some(b'{') => {
                self.enter()?;
                visitor.visit_map(Within { reader: self, first: true })
            }
            Some(b'[') => {
                self.enter()?;
                visitor.visit_seq(Within { reader: self, first: true })
            }
            Some(b't' | b'f') => visitor.visit_bool(self.boolean()?),
            Some(b'n') => {
                self.null()?;
                visitor.visit_unit()
            }
            _ => self.fault("expected a value"),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.skip()?;
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}

/// The members of an object, or the elements of a list.
struct Within<'r, 'de> {
    reader: &'r mut Reader<'de>,
    first: bool,
}

impl<'de> MapAccess<'de> for Within<'_, 'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        match self.reader.name(&mut self.first)? {
            Some(name) => seed.deserialize(Name(name)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(&mut *self.reader)
    }
}

impl<'de> SeqAccess<'de> for Within<'_, 'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        if self.reader.element(&mut self.first)? {
            seed.deserialize(&mut *self.reader).map(Some)
        } else {
            Ok(None)
        }
    }
}

/// A name of a member.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserializer<'de> for Name<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_str(&self.0)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// A number as its digits.
struct Digits<'de>(Option<&'de str>);

impl<'de> MapAccess<'de> for Digits<'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        match self.0 {
            Some(_) => seed.deserialize(Name(Cow::Borrowed(NUMBER))).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(Name(Cow::Borrowed(self.0.take().unwrap_or_default())))
    }
}
