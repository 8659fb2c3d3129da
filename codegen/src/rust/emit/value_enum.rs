//! Open sets of values.

use super::table::{Call, Row, Table};
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

/// The variants with their values on the wire.
pub(super) fn table(set: &ValueEnum) -> Table {
    let rows = set
        .variants
        .iter()
        .map(|variant| Row::Variant { name: variant.name.clone(), value: literal(&variant.value) });
    Table { call: Call::Values(set.base), name: set.name.clone(), rows: rows.collect() }
}

fn literal(value: &ValueLiteral) -> Literal {
    match value {
        ValueLiteral::String(text) => Literal::string(text),
        ValueLiteral::I64(number) => integer(*number),
        ValueLiteral::U64(number) => integer(*number),
    }
}
