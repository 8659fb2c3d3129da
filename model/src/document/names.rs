//! Rust naming overrides: `names.yaml`.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `spec/names.yaml`: overrides of Rust names, each with its reason.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Words whose capitals mislead: `IdP` is one word and not `Id` and `P`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Word>,
    /// Names of single things.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Rename>,
}

/// A word that is written with capitals inside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// The word as it stands in wire names.
    pub word: String,
    /// Why it needs to be listed.
    pub reason: String,
}

/// The Rust name of one thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rename {
    /// The thing: `<service>/<version>/` and then `<Type>`, `<Type>.<Member>`,
    /// `<Action>.input.<Member>`, `<Action>.output.<Member>`, `errors/<Code>`, or with
    /// `=<value>` behind a type or member one of its values.
    pub at: String,
    /// Its Rust name.
    pub name: String,
    /// Why the rule does not do.
    pub reason: String,
}
