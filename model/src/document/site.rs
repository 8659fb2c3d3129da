//! The two sites, and the ways to say on which of them a member is required.

#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// One of the two separate clouds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Site {
    /// The site of mainland China.
    Mainland,
    /// The international site.
    International,
}

/// The sites on which a request must have a member: `true` for every site that has it, or a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Required {
    /// Optional everywhere: the key is not written.
    #[default]
    Nowhere,
    /// Required on every site that has the member.
    Everywhere,
    /// Required on these sites only.
    On(Vec<Site>),
}

impl Required {
    /// Returns whether this is the default, which is not written.
    pub fn is_nowhere(&self) -> bool {
        *self == Self::Nowhere
    }

    /// Returns the sites on which a member that is on `own` is required.
    pub fn sites(&self, own: &[Site]) -> Vec<Site> {
        match self {
            Self::Nowhere => Vec::new(),
            Self::Everywhere => own.to_vec(),
            Self::On(sites) => sites.clone(),
        }
    }

    /// Returns how a spec states that a member that is on `own` is required on `sites`.
    pub fn stated(sites: &[Site], own: &[Site]) -> Self {
        let mut here: Vec<Site> = own.iter().copied().filter(|site| sites.contains(site)).collect();
        here.sort_unstable();
        here.dedup();
        if here.is_empty() {
            Self::Nowhere
        } else if own.iter().all(|site| here.contains(site)) {
            Self::Everywhere
        } else {
            Self::On(here)
        }
    }
}

impl Serialize for Required {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nowhere => serializer.serialize_bool(false),
            Self::Everywhere => serializer.serialize_bool(true),
            Self::On(sites) => sites.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Required {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Required;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true` or a list of sites")
            }

            fn visit_bool<E: de::Error>(self, required: bool) -> Result<Required, E> {
                Ok(if required { Required::Everywhere } else { Required::Nowhere })
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, list: A) -> Result<Required, A::Error> {
                let sites = Vec::deserialize(de::value::SeqAccessDeserializer::new(list))?;
                Ok(Required::On(sites))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for Required {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Required".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let site = generator.subschema_for::<Site>();
        json_schema!({
            "description": "`true`, or the sites that require it.",
            "anyOf": [
                { "type": "boolean", "const": true },
                { "type": "array", "items": site, "minItems": 1 }
            ]
        })
    }
}
