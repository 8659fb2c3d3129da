//! Names: every Rust name of a spec, chosen before anything is lowered.

use super::presence::Presence;
use std::collections::BTreeMap;
use tencentcloud_model::model::{
    Action, ActionId, ErrorCode, ErrorId, Model, Object, ObjectId, Owner, Service, ValueSet,
    ValueSetId, Version,
};

/// A spec with all its Rust names.
#[derive(Debug)]
pub(crate) struct SpecNames<'a> {
    pub(crate) model: &'a Model,
    /// Variants by common error code.
    pub(crate) common_errors: Vec<String>,
    pub(crate) services: Vec<ServiceNames<'a>>,
}

/// A service with all its Rust names.
#[derive(Debug)]
pub(crate) struct ServiceNames<'a> {
    pub(crate) service: &'a Service,
    /// The module of the service, such as `organization`.
    pub(crate) module: String,
    pub(crate) versions: Vec<Names<'a>>,
}

/// A service version with all its Rust names.
#[derive(Debug)]
pub(crate) struct Names<'a> {
    /// The name of the crate, for examples.
    pub(super) crate_name: &'a str,
    pub(crate) service: &'a Service,
    pub(crate) version: &'a Version,
    /// The module of the service, such as `organization`.
    pub(crate) service_module: String,
    /// The module of the version, such as `v20210331`.
    pub(crate) module: String,
    /// Names by action, in the model's order.
    pub(super) actions: Vec<ActionNames>,
    /// Names by object.
    pub(super) objects: Vec<TypeNames>,
    /// Names by set of values.
    pub(super) value_sets: Vec<TypeNames>,
    /// The variants of each set.
    pub(super) variants: Vec<Vec<String>>,
    /// Variants by error code.
    pub(super) errors: Vec<String>,
    /// Field names by owner.
    pub(super) fields: Fields,
    /// Paths of requests, by the wire names of their actions.
    pub(super) links: BTreeMap<String, String>,
    /// The module of each type, by the type's name.
    pub(super) types_by_name: BTreeMap<String, String>,
    /// The sets that members of an owner define in place, by owner.
    pub(super) inline_sets: Vec<(Owner, ValueSetId)>,
    /// The cycle that each object is in, over members that hold objects in place.
    pub(super) cycles: Vec<usize>,
}

/// Field names by owner: inputs, outputs, objects.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) inputs: Vec<Vec<String>>,
    pub(super) outputs: Vec<Vec<String>>,
    pub(super) objects: Vec<Vec<String>>,
}

/// The names that an action gives rise to.
#[derive(Debug)]
pub(crate) struct ActionNames {
    pub(crate) module: String,
    pub(crate) method: String,
    pub(crate) request: String,
    pub(crate) response: String,
    pub(crate) error: String,
}

/// The names that a type gives rise to.
#[derive(Debug)]
pub(crate) struct TypeNames {
    /// The type's name.
    pub(crate) name: String,
    /// The module that defines it, below the version's: `types::tag` or `actions::get_user`.
    pub(crate) module: String,
}

impl<'a> SpecNames<'a> {
    /// Returns the names of all versions.
    pub(crate) fn versions(&self) -> impl Iterator<Item = &Names<'a>> {
        self.services.iter().flat_map(|service| &service.versions)
    }
}

impl Names<'_> {
    /// Returns the path of the version's module.
    pub(super) fn path(&self) -> String {
        format!("crate::{}::{}", self.service_module, self.module)
    }

    /// Returns a folder of the version, from the spec's root.
    pub(super) fn folder(&self, name: &str) -> String {
        format!("{}/{}/{name}", self.service.folder, self.version.name)
    }

    /// Returns the names of all types: objects, then sets of values.
    pub(super) fn types(&self) -> impl Iterator<Item = &TypeNames> {
        self.objects.iter().chain(&self.value_sets)
    }

    /// Returns whether the version has a type of this name.
    pub(super) fn has_type(&self, name: &str) -> bool {
        self.types_by_name.contains_key(name)
    }

    /// Returns the modules below `types`. Sets of values that members define in place have none.
    pub(super) fn type_modules(&self) -> Vec<&str> {
        let modules = self.types().map(|names| names.module.as_str());
        modules.filter_map(|module| module.strip_prefix("types::")).collect()
    }

    /// Returns the path on disk of a module below the version's.
    pub(super) fn file(&self, module: &str) -> String {
        let bare = |module: &str| module.trim_start_matches("r#").to_owned();
        let folders: Vec<String> = module.split("::").map(bare).collect();
        format!("{}/{}/{}.rs", bare(&self.service_module), self.module, folders.join("/"))
    }

    /// Returns an action with its names.
    pub(crate) fn action(&self, id: ActionId) -> (&Action, &ActionNames) {
        (self.version.action(id), &self.actions[id.0])
    }

    /// Returns an object with its names.
    pub(crate) fn object(&self, id: ObjectId) -> (&Object, &TypeNames) {
        (self.version.object(id), &self.objects[id.0])
    }

    /// Returns a set of values with its names.
    pub(crate) fn value_set(&self, id: ValueSetId) -> (&ValueSet, &TypeNames) {
        (self.version.value_set(id), &self.value_sets[id.0])
    }

    /// Returns the variants of a set of values.
    pub(crate) fn variants(&self, id: ValueSetId) -> &[String] {
        &self.variants[id.0]
    }

    /// Returns an error code with its variant.
    pub(crate) fn error(&self, id: ErrorId) -> (&ErrorCode, &str) {
        (self.version.error(id), &self.errors[id.0])
    }

    /// Returns all error codes with their variants.
    pub(crate) fn errors(&self) -> impl Iterator<Item = (&ErrorCode, &String)> {
        self.version.errors.iter().zip(&self.errors)
    }

    /// Returns the field names of an owner, in wire order; those of a response end with
    /// `request_id`.
    pub(crate) fn fields(&self, owner: Owner) -> &[String] {
        match owner {
            Owner::Input(id) => &self.fields.inputs[id.0],
            Owner::Output(id) => &self.fields.outputs[id.0],
            Owner::Object(id) => &self.fields.objects[id.0],
        }
    }

    /// Returns the presence of an owner's fields.
    pub(crate) fn presence(&self, owner: Owner) -> Presence {
        match owner {
            Owner::Input(_) => Presence::Sent,
            Owner::Output(_) => Presence::Received,
            Owner::Object(id) => Presence::of_object(self.version.object(id)),
        }
    }

    /// Returns the sets of values that the members of an owner define in place.
    pub(crate) fn inline_sets(&self, owner: Owner) -> impl Iterator<Item = ValueSetId> {
        let start = self.inline_sets.partition_point(|(other, _)| *other < owner);
        let from = self.inline_sets[start..].iter();
        from.take_while(move |(other, _)| *other == owner).map(|(_, id)| *id)
    }

    /// Returns whether a value of type `outer`, which holds one of type `inner` in place, can again
    /// be held by it, so that one of the two must be on the heap.
    pub(super) fn is_recursive(&self, inner: ObjectId, outer: ObjectId) -> bool {
        self.cycles[inner.0] == self.cycles[outer.0]
    }

    /// Returns the target of a name in a description.
    ///
    /// Names of actions alone: rustdoc rejects an explicit link to a type that the file has in
    /// scope, and the type of a member is a link already.
    pub(super) fn link(&self, text: &str) -> Option<String> {
        self.links.get(text).cloned()
    }
}

/// The cargo feature that switches a version on.
pub(super) fn feature(service: &Service, version: &Version) -> String {
    format!("{}-v{}", service.folder, version.name.replace('-', ""))
}
