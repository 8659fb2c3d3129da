//! One of the two specs, as far as a version goes: its model and what programs see of it.

use super::code;
use super::surface::Surface;
use tencentcloud_model::model::{Owner, Site, Type, ValueBase, ValueSet, ValueSetOrigin, Version};

/// What the name of a type ends with if its values are listed at the member.
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
                Some(set) => [shown_base(set.base), WITH_VALUES].concat(),
                None => String::new(),
            },
            Type::Object(id) => self.object_name(id.0).to_owned(),
            Type::String => "string".to_owned(),
            Type::Int64 => "int64".to_owned(),
            Type::Uint64 => "uint64".to_owned(),
            Type::Float => "float".to_owned(),
            Type::Bool => "bool".to_owned(),
            Type::Date => "date".to_owned(),
            Type::DateTime => "datetime".to_owned(),
            Type::DateTimeIso => "datetime_iso".to_owned(),
            Type::Binary => "binary".to_owned(),
        }
    }

    /// What a type becomes in Rust, in so far as it tells types of one member apart: all texts are
    /// one, and values that stand at the member itself are the same set whatever they are.
    pub(super) fn shape(self, ty: &Type) -> String {
        match ty {
            Type::List(element) => format!("list<{}>", self.shape(element)),
            Type::Values(id) => match self.version.value_sets.get(id.0) {
                Some(ValueSet { origin: ValueSetOrigin::Named { name, .. }, .. }) => name.clone(),
                _ => WITH_VALUES.to_owned(),
            },
            Type::String | Type::Date | Type::DateTime | Type::DateTimeIso | Type::Binary => {
                "string".to_owned()
            }
            ty => self.shown(ty),
        }
    }

    /// The path of a set of values, behind the version's.
    pub(super) fn set_path(self, set: &ValueSet) -> String {
        match &set.origin {
            ValueSetOrigin::Named { name, .. } => name.clone(),
            ValueSetOrigin::Inline { owner, member } => match *owner {
                Owner::Input(index) => format!("{}.input.{member}", self.action_name(index)),
                Owner::Output(index) => format!("{}.output.{member}", self.action_name(index)),
                Owner::Object(id) => format!("{}.{member}", self.object_name(id.0)),
            },
        }
    }

    /// The name of an action on the wire.
    pub(super) fn action_name(self, index: usize) -> &'a str {
        self.version.actions.get(index).map_or("", |action| &action.name)
    }

    fn object_name(self, index: usize) -> &'a str {
        self.version.objects.get(index).map_or("", |object| &object.name)
    }
}

/// The scalar of a set of values as the spec writes it.
pub(super) fn shown_base(base: ValueBase) -> &'static str {
    match base {
        ValueBase::String => "string",
        ValueBase::Int64 => "int64",
        ValueBase::Uint64 => "uint64",
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
