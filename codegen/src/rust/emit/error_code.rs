//! Error codes: the enums, and the catalogue of what the codes mean.

use super::table::Table;
use super::tokens::{Names, docs, ident, path};
use crate::rust::plan::{Catalogue, CatalogueEntry, ErrorEnum, ErrorScope};
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

/// What the variants are on the wire, and where they are described.
pub(super) fn table(set: &ErrorEnum) -> Table {
    let (call, described) = match set.scope {
        ErrorScope::Action => ("error::code", "ErrorCode"),
        ErrorScope::Version => ("error::all", "CATALOGUE"),
        ErrorScope::Common => ("error::common", "CATALOGUE"),
    };
    let rows = set.variants.iter();
    let rows = rows.map(|variant| (variant.name.clone(), Literal::string(&variant.code)));
    let subject = format!("{}, {described}", set.name);
    Table { call, subject, rows: rows.collect(), rest: String::new() }
}

/// Skipped by rustfmt: where an array of two just fits, it and prettyplease differ.
pub(super) fn catalogue(catalogue: &Catalogue) -> TokenStream {
    let docs = docs(&catalogue.docs);
    let entries = catalogue.entries.iter().map(entry);
    let families = path(&catalogue.families);
    let common = catalogue.common.as_ref().map_or_else(
        || quote!(None),
        |common| {
            let common = path(common);
            quote!(Some(&#common))
        },
    );
    quote! {
        #docs
        #[rustfmt::skip]
        pub static CATALOGUE: error::Catalogue = error::Catalogue {
            entries: &[#(#entries),*],
            families: #families,
            common: #common,
        };
    }
}

fn entry(entry: &CatalogueEntry) -> TokenStream {
    let CatalogueEntry { code, description, actions, .. } = entry;
    let class = ident(entry.class);
    quote! {
        error::Entry {
            code: #code,
            class: error::Class::#class,
            description: #description,
            actions: &[#(#actions),*],
        }
    }
}

pub(super) fn families(families: &[(String, &'static str)]) -> TokenStream {
    let entries = families.iter().map(|(family, class)| {
        let class = ident(class);
        quote!((#family, error::Class::#class))
    });
    quote! {
        /// The class of each code family, which applies to undocumented codes. The family is the part before the dot.
        #[rustfmt::skip]
        pub static FAMILIES: &[(&str, error::Class)] = &[#(#entries),*];
    }
}
