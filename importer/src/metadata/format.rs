//! The form of `api.json` and `examples.json`. A part that has another form keeps out itself alone.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
pub(super) struct Api {
    pub(super) actions: BTreeMap<String, Lenient<Action>>,
    pub(super) metadata: About,
    pub(super) objects: BTreeMap<String, Lenient<Object>>,
}

/// A part that keeps out itself alone if it is not what it should be.
#[derive(Debug)]
pub(super) enum Lenient<T> {
    Read(T),
    Broken {
        /// The name that it has, if it has one.
        name: Option<String>,
        reason: String,
    },
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(T::deserialize(&value).map_or_else(
            |error| Self::Broken {
                name: value.get("name").and_then(Value::as_str).map(str::to_owned),
                reason: format!("it cannot be read: {error}"),
            },
            Self::Read,
        ))
    }
}

impl<T> Lenient<T> {
    /// The part, if it could be read.
    pub(super) fn read(&self) -> Option<&T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Broken { .. } => None,
        }
    }
}

/// Reads `true`, `false`, and the numbers that packages have in their place.
fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        Value::Bool(flag) => Ok(Some(flag)),
        Value::Number(number) if number.as_u64() == Some(0) => Ok(Some(false)),
        Value::Number(number) if number.as_u64() == Some(1) => Ok(Some(true)),
        Value::String(text) if text == "true" => Ok(Some(true)),
        Value::String(text) if text == "false" => Ok(Some(false)),
        other => Err(D::Error::custom(format!("{other} is neither true nor false"))),
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct About {
    pub(super) api_version: String,
    pub(super) service_short_name: String,
    #[serde(rename = "serviceNameCN")]
    pub(super) service_name: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Action {
    #[serde(default)]
    pub(super) document: String,
    pub(super) input: String,
    pub(super) output: String,
    pub(super) status: Option<String>,
    /// Whether it is sent without a signature.
    #[serde(default, deserialize_with = "flag")]
    pub(super) skip_sign: Option<bool>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Object {
    #[serde(default)]
    pub(super) document: String,
    #[serde(default)]
    pub(super) members: Vec<Lenient<Member>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Member {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) ty: String,
    /// The type, or that of a list's elements.
    #[serde(rename = "member")]
    pub(super) of: String,
    #[serde(default)]
    pub(super) document: String,
    #[serde(default, deserialize_with = "flag")]
    pub(super) required: Option<bool>,
    #[serde(default, deserialize_with = "flag")]
    pub(super) disabled: Option<bool>,
    #[serde(default, deserialize_with = "flag")]
    pub(super) value_allowed_null: Option<bool>,
    /// A value as an example.
    #[serde(default)]
    pub(super) example: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Examples {
    pub(super) actions: BTreeMap<String, Vec<Lenient<Example>>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Example {
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) input: String,
    #[serde(default)]
    pub(super) output: String,
}
