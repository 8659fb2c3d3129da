//! One of the two specs, as far as a version goes: its model and what programs see of it.

use super::changes::code;
use super::surface::Surface;
use tencentcloud_model::model::{
    ActionId, ObjectId, Owner, Site, Type, ValueSet, ValueSetOrigin, Version,
};

/// The end of a type's name if its values are listed at the member.
pub(super) const WITH_VALUES: &str = " with values";

/// A version on one side of a comparison.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) version: &'a Version,
    pub(super) surface: &'a Surface,
}

impl<'a> Side<'a> {
    /// A type as the spec writes it.
    pub(super) fn shown(self, ty: &Type) -> String {
        match ty {
            Type::List(element) => format!("list<{}>", self.shown(element)),
            Type::Values(id) => match self.version.value_sets.get(id.0) {
                Some(ValueSet { origin: ValueSetOrigin::Named { name, .. }, .. }) => name.clone(),
                Some(set) => [set.base.scalar().name(), WITH_VALUES].concat(),
                None => String::new(),
            },
            Type::Object(id) => self.object_name(*id).to_owned(),
            Type::Scalar(scalar) => scalar.name().to_owned(),
        }
    }

    /// Returns the Rust side of a type, to compare the types of one member: all strings are alike, and
    /// values that are listed at the member itself are one set whatever they are.
    pub(super) fn shape(self, ty: &Type) -> String {
        match ty {
            Type::List(element) => format!("list<{}>", self.shape(element)),
            Type::Values(id) => match self.version.value_sets.get(id.0) {
                Some(ValueSet { origin: ValueSetOrigin::Named { name, .. }, .. }) => name.clone(),
                _ => WITH_VALUES.to_owned(),
            },
            Type::Scalar(scalar) if scalar.is_string() => "string".to_owned(),
            ty => self.shown(ty),
        }
    }

    /// The path of a set of values, behind the version's.
    pub(super) fn set_path(self, set: &ValueSet) -> String {
        match &set.origin {
            ValueSetOrigin::Named { name, .. } => name.clone(),
            ValueSetOrigin::Inline { owner, member } => match *owner {
                Owner::Input(id) => format!("{}.input.{member}", self.action_name(id)),
                Owner::Output(id) => format!("{}.output.{member}", self.action_name(id)),
                Owner::Object(id) => format!("{}.{member}", self.object_name(id)),
            },
        }
    }

    /// The name of an action on the wire.
    pub(super) fn action_name(self, id: ActionId) -> &'a str {
        &self.version.action(id).name
    }

    fn object_name(self, id: ObjectId) -> &'a str {
        &self.version.object(id).name
    }
}

/// Sites as the spec writes them.
pub(super) fn shown_sites(sites: &[Site]) -> String {
    match sites {
        [Site::Mainland] => code("mainland"),
        [Site::International] => code("international"),
        _ => "both".to_owned(),
    }
}
