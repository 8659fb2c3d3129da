//! Error codes: the enums, and the catalogue of what the codes mean.

use super::table::{Call, Row, Table};
use super::tokens::{Names, docs, ident};
use crate::rust::plan::{Catalogue, ErrorEnum, ErrorScope};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn error_enum(set: &ErrorEnum, names: &Names<'_>) -> TokenStream {
    let docs = docs(&set.docs);
    let name = ident(&set.name);
    let variants = set.variants.iter().map(|variant| {
        let (docs, name) = (self::docs(&variant.docs), ident(&variant.name));
        quote!(#docs #name,)
    });
    let boxed = names.get("Box");
    let common = (set.scope != ErrorScope::Common).then(|| {
        quote! {
            /// A common code, which any action may return.
            Common(CommonError),
        }
    });
    quote! {
        #docs
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #common
            /// An undocumented code, unchanged.
            Other(#boxed<str>),
        }
    }
}

/// The variants with their codes on the wire.
pub(super) fn table(set: &ErrorEnum) -> Table {
    let rows = set.variants.iter().map(|variant| Row::Variant {
        name: variant.name.clone(),
        value: Literal::string(&variant.code),
    });
    let call = match set.scope {
        ErrorScope::Action => Call::ActionCodes,
        ErrorScope::Version => Call::VersionCodes,
        ErrorScope::Common => Call::CommonCodes,
    };
    Table { call, name: set.name.clone(), rows: rows.collect() }
}

/// The meanings of codes.
pub(super) fn catalogue(catalogue: &Catalogue) -> Table {
    let rows = catalogue.entries.iter().map(|entry| Row::Code {
        code: entry.code.clone(),
        class: entry.class,
        description: entry.description.clone(),
        actions: entry.actions.clone(),
    });
    let call =
        Call::Catalogue { families: catalogue.families.clone(), common: catalogue.common.clone() };
    Table { call, name: "CATALOGUE".to_owned(), rows: rows.collect() }
}

/// The classes of families of codes.
pub(super) fn families(families: &[(String, &'static str)]) -> Table {
    let rows = families.iter().map(|(family, class)| Row::Family { family: family.clone(), class });
    Table { call: Call::Families, name: "FAMILIES".to_owned(), rows: rows.collect() }
}
