//! Hashes of the vendor's descriptions: `descriptions.yaml` of a version.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `spec/<service>/<version>/descriptions.yaml`: hashes of the vendor's descriptions of a version.
/// `import` writes them, to report descriptions that change.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Descriptions {
    /// The hashes, by source, and then by action or type: one for each description, divided by
    /// blanks. A source is a package of metadata, or the pages of a site in a language.
    pub hashes: BTreeMap<String, BTreeMap<String, String>>,
}
