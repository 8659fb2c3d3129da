//! The API as meant: names resolved to ids, defaults filled in, directions known. No Rust in it.
//!
//! Everything stands in the order in which the spec is read (services, versions, actions, types and
//! codes by name; members in wire order), so that whoever walks the model is deterministic.

mod compact;

use super::document;
use crate::diagnostic::Place;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

pub use crate::scalar::Scalar;
pub use document::{ErrorClass, Hosts, PageStyle, Site, Source, Status};

/// The most members that a request, a response or an object may have.
pub const MOST_MEMBERS: usize = 128;

/// A whole spec.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The services, by folder name.
    pub services: Vec<Service>,
    /// The codes any action may return, sorted.
    pub common_errors: Vec<ErrorCode>,
    /// The path of the file that describes them.
    pub common_errors_file: String,
    /// The class of each family of codes, sorted by family.
    pub families: Vec<(String, ErrorClass)>,
    /// Words that naming keeps together, as written.
    pub words: Vec<NameOverride>,
    /// Rust names of single things: `key` is the thing, `value` the name.
    pub renames: Vec<NameOverride>,
    /// Whether this is a part of an API: overrides may then be for things that are left out.
    pub is_selection: bool,
}

/// An entry of `names.yaml`.
#[derive(Debug, Clone, PartialEq)]
pub struct NameOverride {
    /// The word, or the thing that is renamed.
    pub key: String,
    /// The name to use; empty for a word.
    pub value: String,
    /// Where it is written.
    pub place: Place,
}

/// A service.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// The folder's name.
    pub folder: String,
    /// The name on the wire.
    pub wire_name: String,
    /// The product's name.
    pub title: String,
    /// Its description.
    pub doc: String,
    /// The host of each site.
    pub hosts: Hosts,
    /// The path of `service.yaml`, from the spec's root.
    pub file: String,
    /// The versions, oldest first.
    pub versions: Vec<Version>,
}

/// A version of a service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Such as `2021-03-31`.
    pub name: String,
    /// Its description.
    pub doc: String,
    /// Where its facts come from.
    #[serde(with = "compact::source")]
    pub source: Option<Source>,
    /// The groups of actions, in menu order.
    pub groups: Vec<String>,
    /// The path of `version.yaml`.
    pub file: String,
    /// The path of `errors.yaml`.
    pub errors_file: String,
    /// The actions, by name.
    pub actions: Vec<Action>,
    /// The object types, by name.
    pub objects: Vec<Object>,
    /// The sets of values: named ones by name, then inline ones in order of their owners.
    pub value_sets: Vec<ValueSet>,
    /// Every code of the version, sorted.
    pub errors: Vec<ErrorCode>,
}

/// An index into [`Version::actions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ActionId(pub usize);

/// An index into [`Version::objects`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ObjectId(pub usize);

/// An index into [`Version::value_sets`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ValueSetId(pub usize);

/// An index into [`Version::errors`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ErrorId(pub usize);

/// An action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// The name on the wire.
    pub name: String,
    /// The path of its file.
    pub file: String,
    /// Where its file begins.
    #[serde(skip, default = "Place::nowhere")]
    pub place: Place,
    /// Its description.
    pub doc: String,
    /// An index into [`Version::groups`].
    pub group: Option<usize>,
    /// The sites that offer it.
    pub sites: Vec<Site>,
    /// Whether it is in service.
    pub status: Status,
    /// Requests per second, if known.
    pub rate_limit: Option<u32>,
    /// Whether it is safe to send twice.
    pub idempotent: bool,
    /// Whether it is sent without a signature.
    pub unsigned: bool,
    /// How the result is divided.
    pub pagination: Option<Pagination>,
    /// How to wait.
    pub wait: Option<Wait>,
    /// Where the facts come from, if not where the version's do.
    #[serde(with = "compact::source")]
    pub source: Option<Source>,
    /// The parameters.
    pub input: Vec<Member>,
    /// The members of the response, without `RequestId`.
    pub output: Vec<Member>,
    /// The codes, sorted; `None` if not known.
    pub errors: Option<Vec<ErrorRef>>,
    /// Documented examples.
    pub examples: Vec<Example>,
}

/// A code of an action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ErrorRef {
    /// The code.
    pub code: ErrorId,
    /// The sites that document it.
    pub sites: Vec<Site>,
}

/// An object type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Object {
    /// The name on the wire (in documentation: types have no name in JSON).
    pub name: String,
    /// The path of its file.
    pub file: String,
    /// Where its file begins.
    #[serde(skip, default = "Place::nowhere")]
    pub place: Place,
    /// Its description.
    pub doc: String,
    /// Its members.
    pub members: Vec<Member>,
    /// Whether a request reaches it.
    pub in_requests: bool,
    /// Whether a response reaches it.
    pub in_responses: bool,
}

/// A set of documented values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValueSet {
    /// Where the set is defined.
    pub origin: ValueSetOrigin,
    /// Its description.
    pub doc: String,
    /// The scalar its values are of.
    pub base: ValueBase,
    /// The values, in order of the documentation.
    pub values: Vec<NamedValue>,
    /// Where it is defined.
    #[serde(skip, default = "Place::nowhere")]
    pub place: Place,
}

/// Where a set of values is defined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ValueSetOrigin {
    /// In a file of its own.
    Named {
        /// The type's name.
        name: String,
        /// The path of the file.
        file: String,
    },
    /// At a member.
    Inline {
        /// The owner of the member.
        owner: Owner,
        /// The member's name on the wire.
        member: String,
    },
}

/// The owner of a list of members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Owner {
    /// The input of an action.
    Input(ActionId),
    /// The output of an action.
    Output(ActionId),
    /// An object.
    Object(ObjectId),
}

/// The scalar that a set's values are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ValueBase {
    /// Text.
    String,
    /// A signed integer.
    Int64,
    /// An unsigned integer.
    Uint64,
}

/// A documented value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NamedValue {
    /// The value on the wire; of the set's base.
    #[serde(with = "compact::json")]
    pub value: Value,
    /// The name from which identifiers are made; the value itself if it is a text without a name.
    pub name: String,
    /// Its description.
    pub doc: String,
    /// Where it is written.
    #[serde(skip, default = "Place::nowhere")]
    pub place: Place,
}

/// A parameter, a member of a response, or a member of an object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "they are the format's flags, each of its own")]
pub struct Member {
    /// The name on the wire.
    pub name: String,
    /// Where its name is written.
    #[serde(skip, default = "Place::nowhere")]
    pub place: Place,
    /// Its type.
    pub ty: Type,
    /// Whether a request must have it on every site that offers its owner.
    pub required: bool,
    /// The sites on which a request must have it, sorted.
    pub required_on: Vec<Site>,
    /// Whether it may be null, as documented.
    pub nullable: bool,
    /// Whether elements of the list may be null.
    pub nullable_items: bool,
    /// Whether it is secret.
    pub sensitive: bool,
    /// Whether it is not to be used any more.
    pub deprecated: bool,
    /// The sites that have it; `None` if all sites of the owner do.
    pub sites: Option<Vec<Site>>,
    /// The value that the service assumes if it is absent.
    #[serde(with = "compact::json")]
    pub default: Option<Value>,
    /// A documented value.
    #[serde(with = "compact::json")]
    pub example: Option<Value>,
    /// The constraints of its value.
    pub constraints: Constraints,
    /// Its description.
    pub doc: String,
}

/// The type of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// A type without parts.
    Scalar(Scalar),
    /// An object.
    Object(ObjectId),
    /// One of a set of values.
    Values(ValueSetId),
    /// A list.
    List(Box<Type>),
}

impl ValueBase {
    /// Returns the base for a scalar; `None` if values cannot be of it.
    pub const fn of(scalar: Scalar) -> Option<Self> {
        match scalar {
            Scalar::String => Some(Self::String),
            Scalar::Int64 => Some(Self::Int64),
            Scalar::Uint64 => Some(Self::Uint64),
            _ => None,
        }
    }

    /// Returns the scalar.
    pub const fn scalar(self) -> Scalar {
        match self {
            Self::String => Scalar::String,
            Self::Int64 => Scalar::Int64,
            Self::Uint64 => Scalar::Uint64,
        }
    }
}

impl Constraints {
    /// Returns the constraints that a member states.
    pub fn of(member: &document::Member) -> Self {
        Self {
            min: member.min.clone(),
            max: member.max.clone(),
            min_length: member.min_length,
            max_length: member.max_length,
            min_items: member.min_items,
            max_items: member.max_items,
            pattern: member.pattern.clone(),
        }
    }
}

impl Action {
    /// Returns whether the response declares a member `Error` of its own, so that one is no refusal.
    /// Names are compared as the runtime does when it looks for a refusal.
    pub fn declares_error(&self) -> bool {
        self.output.iter().any(|member| member.name.eq_ignore_ascii_case("Error"))
    }
}

impl Member {
    /// Returns whether a request to a site must have it; without a site, whether it must on every
    /// site that offers its owner.
    pub fn is_required(&self, site: Option<Site>) -> bool {
        site.map_or(self.required, |site| self.required_on.contains(&site))
    }

    /// Returns whether a request to some site must have it.
    pub fn is_required_anywhere(&self) -> bool {
        !self.required_on.is_empty()
    }

    /// Returns the sites on which alone a request must have it; none if all or no sites require it.
    pub fn required_in_part(&self) -> &[Site] {
        if self.required { &[] } else { &self.required_on }
    }
}

impl Type {
    /// Returns the type of a list's elements; any other type unchanged.
    pub fn element(&self) -> &Self {
        match self {
            Self::List(element) => element,
            other => other,
        }
    }

    /// Returns whether it is a list.
    pub const fn is_list(&self) -> bool {
        matches!(self, Self::List(_))
    }
}

impl Version {
    /// Returns the ids of all actions, in order.
    pub fn action_ids(&self) -> impl Iterator<Item = ActionId> + use<> {
        (0..self.actions.len()).map(ActionId)
    }

    /// Returns the ids of all objects, in order.
    pub fn object_ids(&self) -> impl Iterator<Item = ObjectId> + use<> {
        (0..self.objects.len()).map(ObjectId)
    }

    /// Returns the ids of all sets of values, in order.
    pub fn value_set_ids(&self) -> impl Iterator<Item = ValueSetId> + use<> {
        (0..self.value_sets.len()).map(ValueSetId)
    }

    /// Returns an action by its id.
    ///
    /// # Panics
    ///
    /// If the id is from another version, as in all accessors by id.
    pub fn action(&self, id: ActionId) -> &Action {
        &self.actions[id.0]
    }

    /// Returns an object by its id.
    pub fn object(&self, id: ObjectId) -> &Object {
        &self.objects[id.0]
    }

    /// Returns a set of values by its id.
    pub fn value_set(&self, id: ValueSetId) -> &ValueSet {
        &self.value_sets[id.0]
    }

    /// Returns an error code by its id.
    pub fn error(&self, id: ErrorId) -> &ErrorCode {
        &self.errors[id.0]
    }

    /// Returns the scalar that JSON carries for a type: its own, or that of its set of values.
    /// `None` for objects and lists.
    pub fn scalar(&self, ty: &Type) -> Option<Scalar> {
        match ty {
            Type::Scalar(scalar) => Some(*scalar),
            Type::Values(id) => self.value_sets.get(id.0).map(|set| set.base.scalar()),
            Type::Object(_) | Type::List(_) => None,
        }
    }

    /// Returns the members of an owner, as the spec lists them.
    pub fn members(&self, owner: Owner) -> &[Member] {
        match owner {
            Owner::Input(id) => &self.action(id).input,
            Owner::Output(id) => &self.action(id).output,
            Owner::Object(id) => &self.object(id).members,
        }
    }
}

/// The constraints of a member's value.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Constraints {
    /// The smallest number.
    #[serde(with = "compact::json")]
    pub min: Option<Number>,
    /// The largest number.
    #[serde(with = "compact::json")]
    pub max: Option<Number>,
    /// The least number of characters (Unicode scalar values).
    pub min_length: Option<u64>,
    /// The largest number of characters.
    pub max_length: Option<u64>,
    /// The least number of elements.
    pub min_items: Option<u64>,
    /// The largest number of elements.
    pub max_items: Option<u64>,
    /// A regular expression that the whole text matches.
    pub pattern: Option<String>,
}

/// How an action divides its result; members are indices into its input or output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pagination {
    /// How a request selects the next page.
    pub style: PageStyle,
    /// The input member that selects the page: offset, page number or token.
    pub cursor: usize,
    /// Style token: the output member with the next token.
    pub next: Option<usize>,
    /// The output member that lists the items.
    pub items: usize,
    /// The output member that counts all items.
    pub total: Option<usize>,
    /// The output member that says whether there are more.
    pub more: Option<usize>,
    /// The input member that says how many items a page has.
    pub size: Option<usize>,
}

/// How to wait for what an action started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// The action that returns the state.
    pub poll: ActionId,
    /// Its parameters: input member of the polled action, and where its value comes from.
    pub input: Vec<(usize, WaitSource)>,
    /// The path in its response that tells the state, as wire names.
    pub state: Vec<String>,
    /// The states that mean success.
    pub success: Vec<String>,
    /// The states that mean failure.
    pub failure: Vec<String>,
    /// The path in its response that tells why it failed.
    pub reason: Option<Vec<String>>,
}

/// Where a parameter of a poll comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum WaitSource {
    /// A path in the request, as wire names.
    Request(Vec<String>),
    /// A path in the response, as wire names; `each` is the position of the list whose every
    /// element is waited for.
    Response {
        /// The wire names.
        path: Vec<String>,
        /// How many names lead to the list, if there is one.
        each: Option<usize>,
    },
}

/// A documented request with its response.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// Its title.
    pub title: String,
    /// The sites that document it.
    pub sites: Vec<Site>,
    /// Why it differs from the declaration.
    pub deviates: Option<String>,
    /// The parameters.
    #[serde(with = "compact::json")]
    pub request: Option<Map<String, Value>>,
    /// The members under `Response`.
    #[serde(with = "compact::json")]
    pub response: Option<Map<String, Value>>,
}

/// An error code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ErrorCode {
    /// The code on the wire.
    pub code: String,
    /// Its class, by which callers react.
    pub class: ErrorClass,
    /// Its description.
    pub doc: String,
    /// The sites on which some action lists it (both, for a common code).
    pub sites: Vec<Site>,
    /// The actions that list it; empty for a common code.
    pub actions: Vec<ActionId>,
    /// Where it is described.
    #[serde(skip, default = "Place::nowhere")]
    pub place: Place,
}
