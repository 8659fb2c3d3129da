//! Actions, `actions/<Action>.yaml`: their effect, pages, waits and examples.

use super::error_code::ErrorRef;
use super::member::Member;
use super::service::Source;
use super::site::Site;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::ops::Not;

/// `spec/<service>/<version>/actions/<Action>.yaml`: one action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// The effect of the action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The group of the documentation's menu, one of `groups` in `version.yaml`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The sites that offer the action; both, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub sites: Option<Vec<Site>>,
    /// Whether the action is in service.
    #[serde(default, skip_serializing_if = "Status::is_online")]
    #[cfg_attr(feature = "schema", schemars(extend("not" = { "const": "online" })))]
    pub status: Status,
    /// Whether its parameters are not known yet: nothing is generated from it.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub incomplete: bool,
    /// Requests per second; absent if not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub rate_limit: Option<u32>,
    /// Whether sending a request twice does no more than sending it once.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub idempotent: bool,
    /// Whether requests are sent without a signature.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub unsigned: bool,
    /// How the result is divided into pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pagination: Option<Pagination>,
    /// How to wait until what the action started has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<Wait>,
    /// Where the facts come from, if not where the version's do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The parameters, in wire order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub input: Vec<Member>,
    /// The members of the response, in wire order, without `RequestId`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub output: Vec<Member>,
    /// The error codes of the action's business logic; absent if not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<ErrorRef>>,
    /// Documented requests with their responses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
}

/// Whether an action is in service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// In service.
    #[default]
    Online,
    /// In service, and not to be used any more.
    Deprecated,
    /// Out of service.
    Offline,
}

impl Status {
    /// Whether this is the default, which is not written.
    pub fn is_online(&self) -> bool {
        *self == Self::Online
    }
}

/// How an action divides its result into pages: the members that play each part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pagination {
    /// The way in which a request selects the next page.
    pub style: PageStyle,
    /// The member of the response that lists the items.
    pub items: String,
    /// The member of the response that counts all items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
    /// Style `offset`: the parameter that says how many items to skip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<String>,
    /// Style `page`: the parameter that counts pages from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Style `token`: the parameter, and the member of the response, that name the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The boolean member of the response that says whether there are more pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more: Option<String>,
    /// The parameter that says how many items a page has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
}

/// The way in which a request selects the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PageStyle {
    /// How many items to skip.
    Offset,
    /// The number of the page, from 1.
    Page,
    /// A token from the page before.
    Token,
}

/// How to wait for what an action started.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// The action to ask.
    pub poll: String,
    /// Its parameters: each from `request.<Member>` or `response.<Member>`, where
    /// `response.Tasks[].TaskId` waits for every element.
    pub input: BTreeMap<String, String>,
    /// The member of its response that tells the state, such as `TaskStatus.Status`.
    pub state: String,
    /// The states that mean success.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub success: Vec<String>,
    /// The states that mean failure.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub failure: Vec<String>,
    /// The member of its response that tells why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A documented request with its response, as typed JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The purpose of the example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The sites that document it, where not all sites of the action do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub sites: Option<Vec<Site>>,
    /// Why it differs from the declaration. An example that does not differ must not say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deviates: Option<String>,
    /// The parameters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Map<String, Value>>,
    /// The members under `Response`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Map<String, Value>>,
}
