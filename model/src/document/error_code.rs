//! Error codes: `errors.yaml` of a version and of all services, and the codes that an action names.

use super::site::Site;
#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeStruct};
use std::fmt;

/// `spec/<service>/<version>/errors.yaml`: every error code of a version, described once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Errors {
    /// The codes, sorted.
    pub errors: Vec<ErrorCode>,
}

/// `spec/common/errors.yaml`: the codes any action may return, and what a code's family means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CommonErrors {
    /// The class of each family: the part of a code before its first dot.
    pub families: Vec<Family>,
    /// The codes, sorted.
    pub errors: Vec<ErrorCode>,
}

/// One error code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ErrorCode {
    /// The code on the wire, such as `FailedOperation.ApplyExist`.
    pub code: String,
    /// The class, where it is not that of the code's family.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<ErrorClass>,
    /// The meaning of the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

/// The class of all codes that begin alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// The part of the code before its first dot.
    pub family: String,
    /// The class of its codes.
    pub class: ErrorClass,
}

/// The class of an error, by which callers react.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorClass {
    /// Too many requests: wait and send again.
    Throttled,
    /// The credential or the signature was not accepted.
    Auth,
    /// The caller is known and may not do this.
    Denied,
    /// Something the request names does not exist.
    NotFound,
    /// Something exists already, or is in use.
    Conflict,
    /// A quota is used up.
    Limit,
    /// The request is wrong.
    Invalid,
    /// The action is not possible for this account, region or state.
    Unsupported,
    /// Something is not available now.
    Unavailable,
    /// The operation was tried and failed.
    Failed,
    /// The service failed.
    Internal,
    /// None of these.
    Other,
}

/// An error code of an action: the code alone, or `{code, sites}` where not all sites have it.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorRef {
    /// The code on the wire.
    pub code: String,
    /// The sites that document it, where not all sites of the action do.
    pub sites: Option<Vec<Site>>,
}

impl Serialize for ErrorRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(sites) = &self.sites else {
            return serializer.serialize_str(&self.code);
        };
        let mut map = serializer.serialize_struct("ErrorRef", 2)?;
        map.serialize_field("code", &self.code)?;
        map.serialize_field("sites", sites)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for ErrorRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Long {
            code: String,
            sites: Option<Vec<Site>>,
        }
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = ErrorRef;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an error code or {code, sites}")
            }

            fn visit_str<E: de::Error>(self, code: &str) -> Result<ErrorRef, E> {
                Ok(ErrorRef { code: code.to_owned(), sites: None })
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<ErrorRef, A::Error> {
                let long = Long::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(ErrorRef { code: long.code, sites: long.sites })
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for ErrorRef {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ErrorRef".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let sites = generator.subschema_for::<Vec<Site>>();
        json_schema!({
            "description": "An error code, or a code with the sites that document it.",
            "anyOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "properties": { "code": { "type": "string" }, "sites": sites },
                    "required": ["code", "sites"],
                    "additionalProperties": false
                }
            ]
        })
    }
}
