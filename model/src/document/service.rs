//! Services and their versions: `service.yaml` and `version.yaml`.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Not;

/// `spec/<service>/service.yaml`: a service and where it answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The product's name as the documentation writes it.
    pub title: String,
    /// The purpose of the service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The name on the wire, where it is not the folder's name. It is part of every signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The host of each site.
    pub hosts: Hosts,
    /// Whether everything of this service must have a `doc`.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub require_docs: bool,
}

/// The host a service answers on, per site; a site without a host does not offer the service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Hosts {
    /// The host of the mainland site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mainland: Option<String>,
    /// The host of the international site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub international: Option<String>,
}

/// `spec/<service>/<version>/version.yaml`: one version of a service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// The state of this version, and whether another one replaces it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// Where the facts of this version come from, unless an action says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The groups of actions, in the order of the documentation's menu.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// Whether actions are still missing: types, codes and groups may be unused.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub incomplete: bool,
}

/// Where facts come from, and of what date they are. Of sources for one site the newer one wins; the
/// others stay named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The title of a documentation page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The package and version of API metadata.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<String>,
    /// The date of the page or package, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(regex(pattern = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"))
    )]
    pub updated: Option<String>,
}
