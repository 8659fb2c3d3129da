//! The code that gives derived serde code the leniency of the runtime: a second implementation
//! of the same rules, to hold the first one against.

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// A type that is read leniently; `None` is nothing.
pub(crate) trait Lenient: Sized {
    /// Whether it is an object.
    const OBJECT: bool = false;

    /// The value that keeps the position of a list's element that has none.
    fn blank() -> Option<Self> {
        None
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error>;
}

/// The result of a value of JSON: a value, nothing, or an error.
pub(crate) enum Read<T> {
    Value(T),
    Nothing,
    Wrong,
}

use Read::{Nothing, Value, Wrong};

impl<T> Read<T> {
    fn end<E: Error>(self) -> Result<Option<T>, E> {
        match self {
            Value(value) => Ok(Some(value)),
            Nothing => Ok(None),
            Wrong => Err(E::custom("wrong shape")),
        }
    }
}

/// A type of which a value of JSON is no object and no list.
pub(crate) trait Scalar: Sized {
    fn text(text: &str) -> Read<Self>;
    fn integer(integer: i128) -> Read<Self>;
    fn float(_: f64) -> Read<Self> {
        Wrong
    }
    fn boolean(_: bool) -> Read<Self> {
        Wrong
    }
}

/// Whether a floating-point number is surely the number that was written.
fn exact(float: f64) -> bool {
    float.abs() < 9_007_199_254_740_992.0
}

fn digits<T: Scalar>(text: &str) -> Read<T> {
    if text.is_empty() {
        return Nothing;
    }
    match (text.trim().parse::<i128>(), text.trim().parse::<f64>()) {
        (Ok(integer), _) => T::integer(integer),
        (Err(_), Ok(float)) => T::float(float),
        (Err(_), Err(_)) => Wrong,
    }
}

impl Scalar for String {
    fn text(text: &str) -> Read<Self> {
        Value(text.into())
    }

    fn integer(integer: i128) -> Read<Self> {
        Value(integer.to_string())
    }

    fn float(float: f64) -> Read<Self> {
        if exact(float) { Value(float.to_string()) } else { Wrong }
    }

    fn boolean(boolean: bool) -> Read<Self> {
        Value(boolean.to_string())
    }
}

macro_rules! integer {
    ($($integer:ty),*) => {$(
        impl Scalar for $integer {
            fn text(text: &str) -> Read<Self> {
                digits(text)
            }

            fn integer(integer: i128) -> Read<Self> {
                integer.try_into().map_or(Wrong, Value)
            }

            #[allow(clippy::cast_possible_truncation, reason = "it has no fraction, and is exact")]
            fn float(float: f64) -> Read<Self> {
                if exact(float) && float.fract() == 0.0 { Self::integer(float as i128) } else { Wrong }
            }
        }
    )*};
}

integer!(i64, u64);

impl Scalar for f64 {
    fn text(text: &str) -> Read<Self> {
        digits(text)
    }

    #[allow(clippy::cast_precision_loss, reason = "a float holds what a float can hold")]
    fn integer(integer: i128) -> Read<Self> {
        Value(integer as f64)
    }

    fn float(float: f64) -> Read<Self> {
        if float.is_finite() { Value(float) } else { Wrong }
    }
}

impl Scalar for bool {
    fn text(text: &str) -> Read<Self> {
        match text {
            "" => Nothing,
            "true" | "True" | "TRUE" | "1" => Value(true),
            "false" | "False" | "FALSE" | "0" => Value(false),
            _ => Wrong,
        }
    }

    fn integer(integer: i128) -> Read<Self> {
        match integer {
            0 => Value(false),
            1 => Value(true),
            _ => Wrong,
        }
    }

    #[allow(clippy::cast_possible_truncation, reason = "it has no fraction, and is exact")]
    fn float(float: f64) -> Read<Self> {
        if exact(float) && float.fract() == 0.0 { Self::integer(float as i128) } else { Wrong }
    }

    fn boolean(boolean: bool) -> Read<Self> {
        Value(boolean)
    }
}

struct ScalarVisitor<T>(PhantomData<T>);

impl<T: Scalar> Visitor<'_> for ScalarVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scalar")
    }

    fn visit_bool<E: Error>(self, boolean: bool) -> Result<Option<T>, E> {
        T::boolean(boolean).end()
    }

    fn visit_i64<E: Error>(self, integer: i64) -> Result<Option<T>, E> {
        T::integer(integer.into()).end()
    }

    fn visit_u64<E: Error>(self, integer: u64) -> Result<Option<T>, E> {
        T::integer(integer.into()).end()
    }

    fn visit_f64<E: Error>(self, float: f64) -> Result<Option<T>, E> {
        T::float(float).end()
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Option<T>, E> {
        T::text(text).end()
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }
}

macro_rules! scalar {
    ($($scalar:ty),*) => {$(
        impl Lenient for $scalar {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
                deserializer.deserialize_any(ScalarVisitor(PhantomData))
            }
        }
    )*};
}

scalar!(String, i64, u64, f64, bool);

struct Element<T>(Option<T>);

impl<'de, T: Lenient> Deserialize<'de> for Element<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Element)
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Lenient> Visitor<'de> for ListVisitor<T> {
    type Value = Option<Vec<T>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Element(element)) = seq.next_element()? {
            list.push(element.or_else(T::blank).ok_or_else(|| A::Error::custom("no element"))?);
        }
        Ok(Some(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        if T::OBJECT {
            let object = T::read(MapAccessDeserializer::new(map))?;
            return Ok(object.map(|object| vec![object]));
        }
        match map.next_key::<IgnoredAny>()? {
            None => Ok(None),
            Some(_) => Err(A::Error::custom("wrong shape")),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        nothing(text)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

impl<T: Lenient> Lenient for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(ListVisitor(PhantomData))
    }
}

impl<T: Lenient> Lenient for Box<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        Ok(T::read(deserializer)?.map(Box::new))
    }
}

/// Reads what derived code reads, or nothing.
pub(crate) struct ObjectVisitor<T>(pub(crate) PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Some)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Option<T>, A::Error> {
        match seq.next_element::<IgnoredAny>()? {
            None => Ok(None),
            Some(_) => Err(A::Error::custom("wrong shape")),
        }
    }

    fn visit_bool<E: Error>(self, boolean: bool) -> Result<Option<T>, E> {
        if boolean { Err(E::custom("wrong shape")) } else { Ok(None) }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Option<T>, E> {
        nothing(text)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }
}

fn nothing<T, E: Error>(text: &str) -> Result<Option<T>, E> {
    if text.is_empty() { Ok(None) } else { Err(E::custom("wrong shape")) }
}

/// Makes types with derived code lenient: each with the value that stands for an element without
/// one.
macro_rules! objects {
    ($($object:ty = $blank:expr),* $(,)?) => {$(
        impl crate::lenient::Lenient for $object {
            const OBJECT: bool = true;

            fn blank() -> Option<Self> {
                $blank
            }

            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
                deserializer.deserialize_any(crate::lenient::ObjectVisitor(std::marker::PhantomData))
            }
        }
    )*};
}

pub(crate) use objects;

/// For members that may be absent.
pub(crate) fn option<'de, D: Deserializer<'de>, T: Lenient>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::read(deserializer)
}

/// For members that are empty instead.
pub(crate) fn or_empty<'de, D: Deserializer<'de>, T: Lenient + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(T::read(deserializer)?.unwrap_or_default())
}

/// For members that must be there.
pub(crate) fn required<'de, D: Deserializer<'de>, T: Lenient>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::read(deserializer)?.ok_or_else(|| D::Error::custom("required"))
}
