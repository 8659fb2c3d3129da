//! The objects of metadata: the types of their members, and those that cannot be imported.

use super::format::{Lenient, Member, Object};
use crate::cell::{self, TypeFact};
use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_model::model::MOST_MEMBERS;

/// The objects that cannot be imported, and why.
pub(super) fn broken(objects: &BTreeMap<String, Lenient<Object>>) -> BTreeMap<&str, String> {
    let reason = |name: &str, object: &Lenient<Object>| {
        if !cell::is_name(name) {
            return Some(format!("`{name}` cannot be a name"));
        }
        let object = match object {
            Lenient::Read(object) => object,
            Lenient::Broken { reason, .. } => return Some(reason.clone()),
        };
        let count = object.members.len();
        if count > MOST_MEMBERS {
            return Some(format!("{count} members are more than the {MOST_MEMBERS} of a record"));
        }
        let mut names = BTreeSet::new();
        object.members.iter().filter_map(Lenient::read).find_map(|member| {
            if !cell::is_name(&member.name) {
                return Some(format!("`{}` cannot be the name of a member", member.name));
            }
            if !names.insert(member.name.as_str()) {
                return Some(format!("`{}` is declared twice", member.name));
            }
            match type_of(member) {
                None => Some(format!(
                    "`{}` is of the unknown type `{}` of `{}`",
                    member.name, member.ty, member.of
                )),
                Some(ty) if ty.of == "binary" => Some(format!(
                    "`{}` is binary, and requests of several parts cannot be sent",
                    member.name
                )),
                Some(_) => None,
            }
        })
    };
    objects
        .iter()
        .filter_map(|(name, object)| Some((name.as_str(), reason(name, object)?)))
        .collect()
}

pub(super) fn type_of(member: &Member) -> Option<TypeFact> {
    let is_list = member.ty == "list";
    let of = member.of.as_str();
    let is_known = match member.ty.as_str() {
        "list" => of != "list" && (cell::is_scalar(of) || cell::is_name(of)),
        "object" => !cell::is_scalar(of) && cell::is_name(of),
        "string" | "int" | "bool" | "float" | "binary" => cell::is_scalar(of),
        _ => false,
    };
    is_known.then(|| TypeFact::exact(of, is_list))
}

/// Whether some members of an object cannot be read.
pub(super) fn is_partial(object: &Object) -> bool {
    object.members.iter().any(|member| member.read().is_none())
}
