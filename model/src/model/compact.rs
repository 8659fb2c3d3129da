//! The compact form of model types that serde's own would not do for: JSON values, which a compact
//! format cannot tell apart, become their text; sources, which skip absent keys, become tuples; a
//! type becomes its element and the depth of its lists, so that reading one needs no recursion.

use super::id::{ObjectId, ValueSetId};
use super::member::Type;
use crate::scalar::Scalar;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

/// The format has lists of lists at the most.
const DEEPEST: u8 = 4;

/// JSON values as their text; an absent one is an empty text.
pub(super) mod json {
    use serde::de::{DeserializeOwned, Error as _};
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(value: &T, out: S) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(value).map_err(S::Error::custom)?;
        out.serialize_str(if text == "null" { "" } else { &text })
    }

    pub fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
        from: D,
    ) -> Result<T, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        let text = if text.is_empty() { "null" } else { text.as_ref() };
        serde_json::from_str(text).map_err(D::Error::custom)
    }
}

/// A source as a tuple.
pub(super) mod source {
    use crate::document::Source;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    type Parts = (Option<String>, Option<String>, Option<String>);

    #[expect(clippy::ref_option, reason = "serde passes the field itself")]
    pub fn serialize<S: Serializer>(value: &Option<Source>, out: S) -> Result<S::Ok, S::Error> {
        let parts = value.as_ref().map(|it| (&it.page, &it.metadata, &it.updated));
        parts.serialize(out)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Source>, D::Error> {
        let parts = Option::<Parts>::deserialize(from)?;
        Ok(parts.map(|(page, metadata, updated)| Source { page, metadata, updated }))
    }
}

/// A list's elements, or the type itself.
#[derive(Serialize, Deserialize)]
enum Element {
    Scalar(Scalar),
    Object(ObjectId),
    Values(ValueSetId),
}

impl Serialize for Type {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let (mut ty, mut lists) = (self, 0_u8);
        let element = loop {
            match ty {
                Self::Scalar(scalar) => break Element::Scalar(*scalar),
                Self::Object(id) => break Element::Object(*id),
                Self::Values(id) => break Element::Values(*id),
                Self::List(inner) => (ty, lists) = (inner, lists.saturating_add(1)),
            }
        };
        if lists > DEEPEST {
            return Err(ser::Error::custom(format!("a list of {lists} levels")));
        }
        (lists, element).serialize(out)
    }
}

impl<'de> Deserialize<'de> for Type {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (lists, element) = <(u8, Element)>::deserialize(from)?;
        if lists > DEEPEST {
            return Err(de::Error::custom(format!("a list of {lists} levels")));
        }
        let element = match element {
            Element::Scalar(scalar) => Self::Scalar(scalar),
            Element::Object(id) => Self::Object(id),
            Element::Values(id) => Self::Values(id),
        };
        Ok((0..lists).fold(element, |ty, _| Self::List(Box::new(ty))))
    }
}
