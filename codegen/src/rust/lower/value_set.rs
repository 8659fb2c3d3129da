//! Sets of documented values: open enums.

use super::docs;
use super::imports::{RUNTIME, hidden, import, spec_path};
use super::names::Names;
use crate::rust::plan::{Item, Module, ValueBase, ValueEnum, ValueLiteral, ValueVariant};
use tencentcloud_model::model::{self, NamedValue, Owner, ValueSetId, ValueSetOrigin};

/// The files of the sets that have one of their own.
pub(super) fn named_modules(names: &Names<'_>) -> Vec<Module> {
    let ids = names.version.value_set_ids();
    ids.filter_map(|id| {
        let (set, own) = names.value_set(id);
        let ValueSetOrigin::Named { file, .. } = &set.origin else { return None };
        let names_in_scope = [own.name.as_str()];
        Some(Module {
            path: names.file(&own.module),
            source: spec_path(file),
            docs: Vec::new(),
            allows: Vec::new(),
            uses: vec![import(RUNTIME, &["wire"])],
            hidden: hidden(names_in_scope),
            items: vec![Item::ValueEnum(value_enum(names, id))],
        })
    })
    .collect()
}

/// The sets that the members of some owners define in place.
pub(super) fn inline_enums(names: &Names<'_>, owners: &[Owner]) -> Vec<ValueEnum> {
    let ids = owners.iter().flat_map(|owner| names.inline_sets(*owner));
    ids.map(|id| value_enum(names, id)).collect()
}

fn value_enum(names: &Names<'_>, id: ValueSetId) -> ValueEnum {
    let (set, own) = names.value_set(id);
    let variants = set.values.iter().zip(names.variants(id));
    let variants = variants.map(|(value, name)| ValueVariant {
        name: name.clone(),
        docs: docs::value(names, value),
        value: literal(set.base, value),
    });
    ValueEnum {
        name: own.name.clone(),
        docs: docs::value_set(names, set),
        base: match set.base {
            model::ValueBase::String => ValueBase::String,
            model::ValueBase::Int64 => ValueBase::I64,
            model::ValueBase::Uint64 => ValueBase::U64,
        },
        variants: variants.collect(),
    }
}

/// The value as a literal of its base; resolving has made sure that it is one.
fn literal(base: model::ValueBase, value: &NamedValue) -> ValueLiteral {
    match base {
        model::ValueBase::String => {
            ValueLiteral::String(value.value.as_str().unwrap_or_default().to_owned())
        }
        model::ValueBase::Int64 => ValueLiteral::I64(value.value.as_i64().unwrap_or_default()),
        model::ValueBase::Uint64 => ValueLiteral::U64(value.value.as_u64().unwrap_or_default()),
    }
}
