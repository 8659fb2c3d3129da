//! Parts of modules: lint allowances, imports, submodules, re-exports and services.

use super::tokens::{doc_text, docs, ident, path};
use crate::rust::plan::{Allow, Docs, Service, Submodule, Use};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn allow(allow: &Allow) -> TokenStream {
    let (lint, reason) = (path(allow.lint), allow.reason);
    quote!(#![allow(#lint, reason = #reason)])
}

pub(super) fn import(import: &Use) -> TokenStream {
    let module = path(&import.path);
    let visibility = import.public.then(|| quote!(pub));
    let names = import.names.iter().map(|name| path(name));
    if let [name] = import.names.as_slice() {
        let name = path(name);
        return quote!(#visibility use #module::#name;);
    }
    quote!(#visibility use #module::{#(#names),*};)
}

pub(super) fn submodule(submodule: &Submodule) -> TokenStream {
    let feature = submodule.feature.as_ref().map(|feature| quote!(#[cfg(feature = #feature)]));
    let visibility = submodule.public.then(|| quote!(pub));
    let name = ident(&submodule.name);
    quote! {
        #feature
        #visibility mod #name;
    }
}

pub(super) fn reexport(target: &str, name: Option<&str>, lines: &Docs) -> TokenStream {
    let docs = docs(lines);
    let target = path(target);
    let name = name.map(|name| {
        let name = ident(name);
        quote!(as #name)
    });
    quote! {
        #docs
        pub use #target #name;
    }
}

pub(super) fn service(service: &Service) -> TokenStream {
    let doc = doc_text(&[format!("The service `{}`.", service.wire_name)]);
    let name = &service.wire_name;
    let mainland = option(service.mainland.as_ref());
    let international = option(service.international.as_ref());
    quote! {
        #[doc = #doc]
        pub static SERVICE: action::Service = action::Service {
            name: #name,
            mainland: #mainland,
            international: #international,
        };
    }
}

fn option(host: Option<&String>) -> TokenStream {
    host.map_or_else(|| quote!(None), |host| quote!(Some(#host)))
}
