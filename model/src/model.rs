//! The API as meant: names resolved to ids, defaults filled in, directions known. No Rust in it.
//!
//! Everything stands in the order in which the spec is read (services, versions, actions, types and
//! codes by name; members in wire order), so that a walk over the model is deterministic.

mod action;
mod compact;
mod id;
mod member;

pub use action::{Action, ErrorRef, Example, Pagination, Wait, WaitSource};
pub use id::{ActionId, ErrorId, ObjectId, Owner, ValueSetId};
pub use member::{
    Constraints, Member, NamedValue, Object, Type, ValueBase, ValueSet, ValueSetOrigin,
};

pub use crate::document::{ErrorClass, Hosts, PageStyle, Site, Source, Status};
pub use crate::scalar::Scalar;

use crate::diagnostic::Place;
use serde::{Deserialize, Serialize};

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
