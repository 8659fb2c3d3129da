//! The spec as written: one serde type per kind of file, plain data, no meaning yet.
//!
//! The comments here are the reference of the format: the JSON Schemas for editors and the checks
//! of [`load`](super::load) are made from these types.

#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeStruct};
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;
use std::fmt;

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
    #[serde(default, skip_serializing_if = "is_false")]
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
    #[serde(default, skip_serializing_if = "is_false")]
    pub incomplete: bool,
    /// Hashes of the vendor's descriptions, by source, and then by action or type. `import` writes
    /// them, to report descriptions that change.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub descriptions: BTreeMap<String, BTreeMap<String, String>>,
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
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")))]
    pub updated: Option<String>,
}

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
    #[serde(default, skip_serializing_if = "is_false")]
    pub incomplete: bool,
    /// Requests per second; absent if not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub rate_limit: Option<u32>,
    /// Whether sending a request twice does no more than sending it once.
    #[serde(default, skip_serializing_if = "is_false")]
    pub idempotent: bool,
    /// Whether requests are sent without a signature.
    #[serde(default, skip_serializing_if = "is_false")]
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

/// `spec/<service>/<version>/types/<Type>.yaml`: an object with `members`, or a named set of
/// `values` of the scalar `type`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Type {
    /// The meaning of the type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The scalar that `values` are of: `string`, `int64` or `uint64`.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// The members of an object, in wire order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<Member>>,
    /// The documented values. The set is open: a service may send others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub values: Option<Vec<ValueEntry>>,
}

/// A parameter, a member of a response, or a member of an object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "they are the format's flags, each of its own")]
pub struct Member {
    /// The name on the wire.
    pub name: String,
    /// `string`, `int64`, `uint64`, `float`, `bool`, `date`, `datetime`, `datetime_iso`, `binary`,
    /// a type's name, or `list<…>` of one of these.
    #[serde(rename = "type")]
    pub ty: String,
    /// Whether a request must have it: on every site that has it, or on those that are listed.
    #[serde(default, skip_serializing_if = "Required::is_nowhere")]
    pub required: Required,
    /// Whether the documentation says that it may be null.
    #[serde(default, skip_serializing_if = "is_false")]
    pub nullable: bool,
    /// Whether elements of the list may be null, as documented or seen.
    #[serde(default, skip_serializing_if = "is_false")]
    pub nullable_items: bool,
    /// Whether it is secret: never printed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
    /// Whether the documentation says not to use it any more.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// The sites that have it, where not all sites of its owner do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub sites: Option<Vec<Site>>,
    /// The value the service assumes if it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("type" = ["string", "number", "boolean", "array", "object"])))]
    pub default: Option<Value>,
    /// A documented value, where no example of an action shows one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("type" = ["string", "number", "boolean", "array", "object"])))]
    pub example: Option<Value>,
    /// The smallest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// The largest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// The least number of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub min_length: Option<u64>,
    /// The largest number of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub max_length: Option<u64>,
    /// The least number of elements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub min_items: Option<u64>,
    /// The largest number of elements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub max_items: Option<u64>,
    /// A regular expression that the whole text matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Its meaning: unit, format, origin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The documented values, where they belong to this member alone. The set is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub values: Option<Vec<ValueEntry>>,
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

/// A documented value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ValueEntry {
    /// The value on the wire.
    #[cfg_attr(feature = "schema", schemars(extend("type" = ["string", "integer"])))]
    pub value: Value,
    /// Its name; an integer must have one, a text is its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its meaning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

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

/// An error code of an action: the code alone, or `{code, sites}` where not all sites have it.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorRef {
    /// The code on the wire.
    pub code: String,
    /// The sites that document it, where not all sites of the action do.
    pub sites: Option<Vec<Site>>,
}

/// `spec/names.yaml`: wishes about Rust names, each with its reason.
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

impl Status {
    /// Whether this is the default, which is not written.
    pub fn is_online(&self) -> bool {
        *self == Self::Online
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !*value
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
