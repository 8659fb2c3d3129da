//! Open sets of values.

use super::table::Table;
use super::tokens::{Names, docs, ident, integer};
use crate::rust::plan::{ValueBase, ValueEnum, ValueLiteral};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn value_enum(set: &ValueEnum, names: &Names<'_>) -> TokenStream {
    let docs = docs(&set.docs);
    let name = ident(&set.name);
    let variants = set.variants.iter().map(|variant| {
        let (docs, name) = (self::docs(&variant.docs), ident(&variant.name));
        quote!(#docs #name,)
    });
    let base = match set.base {
        ValueBase::String => names.get("String"),
        ValueBase::I64 => quote!(i64),
        ValueBase::U64 => quote!(u64),
    };
    quote! {
        #docs
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// An undocumented value, unchanged.
            Unknown(#base),
        }
    }
}

/// What the variants are on the wire.
pub(super) fn table(set: &ValueEnum) -> Table {
    let (call, subject) = match set.base {
        ValueBase::String => ("wire::token", set.name.clone()),
        ValueBase::I64 => ("wire::number", format!("{}: i64", set.name)),
        ValueBase::U64 => ("wire::number", format!("{}: u64", set.name)),
    };
    let rows = set.variants.iter().map(|variant| (variant.name.clone(), literal(&variant.value)));
    Table { call, subject, rows: rows.collect(), rest: String::new() }
}

fn literal(value: &ValueLiteral) -> Literal {
    match value {
        ValueLiteral::String(text) => Literal::string(text),
        ValueLiteral::I64(number) => integer(*number),
        ValueLiteral::U64(number) => integer(*number),
    }
}
