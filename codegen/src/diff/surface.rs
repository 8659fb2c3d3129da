//! The API as programs see it: the Rust name and type of each thing, by the thing's path.
//!
//! Names and types are those that lowering chose, so the effect of a change on programs is never
//! guessed from the spec.

use crate::rust::lower::{Names, SpecNames, field_type, takes};
use crate::rust::plan::RustType;
use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_model::model::{Owner, ValueSetId, ValueSetOrigin};

/// The Rust side of a spec. Paths are those of `names.yaml`: `organization/2021-03-31/Tag.TagKey`.
#[derive(Debug, Default)]
pub(super) struct Surface {
    names: BTreeMap<(String, NameKind), String>,
    fields: BTreeMap<String, RustType>,
    constructed: BTreeSet<String>,
    /// The members that `new` takes.
    taken: BTreeSet<String>,
}

/// The kind of a name; one thing of the API may have several names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameKind {
    /// The type of an action's request; those of its response and error follow it.
    Request,
    /// The method of the client.
    Method,
    /// The type of an object or of a set of values.
    Type,
    /// The field of a member.
    Field,
    /// The variant of a value or an error code.
    Variant,
}

impl Surface {
    /// Indexes the names of a spec.
    pub(super) fn new(names: &SpecNames<'_>) -> Self {
        let mut surface = Self::default();
        for (error, variant) in names.model.common_errors.iter().zip(&names.common_errors) {
            surface.add(format!("common/{}", error.code), NameKind::Variant, variant);
        }
        for names in names.versions() {
            let version = format!("{}/{}/", names.service.folder, names.version.name);
            surface.add_version(names, &version);
        }
        surface
    }

    /// Returns all names, sorted by the path of what they name.
    pub(super) fn names(&self) -> impl Iterator<Item = (&(String, NameKind), &String)> {
        self.names.iter()
    }

    /// Returns the name of a thing.
    pub(super) fn name(&self, key: &(String, NameKind)) -> Option<&String> {
        self.names.get(key)
    }

    /// Returns whether programs construct a record: whether it has a `new`.
    pub(super) fn is_constructed(&self, owner: &str) -> bool {
        self.constructed.contains(owner)
    }

    /// Returns whether `new` takes a member.
    pub(super) fn is_taken(&self, member: &str) -> bool {
        self.taken.contains(member)
    }

    /// Returns whether the field of a member is an `Option`.
    pub(super) fn is_option(&self, member: &str) -> bool {
        matches!(self.fields.get(member), Some(RustType::Option(_)))
    }

    /// Returns whether the value of a member is on the heap.
    pub(super) fn is_boxed(&self, member: &str) -> bool {
        match self.fields.get(member) {
            Some(RustType::Option(inner)) => matches!(**inner, RustType::Box(_)),
            Some(RustType::Box(_)) => true,
            _ => false,
        }
    }

    fn add(&mut self, path: impl Into<String>, kind: NameKind, name: &str) {
        self.names.insert((path.into(), kind), name.to_owned());
    }

    fn add_version(&mut self, names: &Names<'_>, version: &str) {
        for id in names.version.action_ids() {
            let (action, own) = names.action(id);
            let path = format!("{version}{}", action.name);
            self.add(path.as_str(), NameKind::Request, &own.request);
            self.add(path.as_str(), NameKind::Method, &own.method);
            self.add_fields(names, Owner::Input(id), &format!("{path}.input"));
            self.add_fields(names, Owner::Output(id), &format!("{path}.output"));
        }
        for id in names.version.object_ids() {
            let (object, own) = names.object(id);
            let path = format!("{version}{}", object.name);
            self.add(path.as_str(), NameKind::Type, &own.name);
            self.add_fields(names, Owner::Object(id), &path);
        }
        for id in names.version.value_set_ids() {
            if let ValueSetOrigin::Named { name, .. } = &names.value_set(id).0.origin {
                self.add_set(names, id, &format!("{version}{name}"));
            }
        }
        for (error, variant) in names.errors() {
            self.add(format!("{version}errors/{}", error.code), NameKind::Variant, variant);
        }
    }

    fn add_fields(&mut self, names: &Names<'_>, owner: Owner, path: &str) {
        let members = names.version.members(owner);
        if let Some(takes) = takes(names, owner) {
            self.constructed.insert(path.to_owned());
            self.taken.extend(takes.iter().map(|index| format!("{path}.{}", members[*index].name)));
        }
        for (member, name) in members.iter().zip(names.fields(owner)) {
            let path = format!("{path}.{}", member.name);
            self.add(path.as_str(), NameKind::Field, name);
            self.fields.insert(path, field_type(names, member, owner));
        }
        for id in names.inline_sets(owner) {
            if let ValueSetOrigin::Inline { member, .. } = &names.value_set(id).0.origin {
                self.add_set(names, id, &format!("{path}.{member}"));
            }
        }
    }

    fn add_set(&mut self, names: &Names<'_>, id: ValueSetId, path: &str) {
        let (set, own) = names.value_set(id);
        self.add(path, NameKind::Type, &own.name);
        for (value, variant) in set.values.iter().zip(names.variants(id)) {
            let wire = value.value.as_str().map_or_else(|| value.value.to_string(), str::to_owned);
            self.add(format!("{path}={wire}"), NameKind::Variant, variant);
        }
    }
}
