//! Requests, responses and objects: a struct, how it is made, and what it tells the runtime.

use super::{Names, deprecated, doc_text, docs, ident, integer, mask};
use crate::rust::plan::{Bound, Constructor, Field, Rule, RustType, Struct};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

pub(super) fn record(record: &Struct, names: &Names<'_>) -> TokenStream {
    let docs = docs(&record.docs);
    let deprecated = deprecated(record.deprecated.as_deref());
    let name = ident(&record.name);
    let fields = record.fields.iter().map(|field| self::field(field, names));
    let made = record.constructor.as_ref().map(|made| constructor(record, made, names));
    let wire = wire(record, names);
    let complete = ident(if record.is_request { "request" } else { "record" });
    quote! {
        #docs
        #deprecated
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
        #made
        #wire
        wire::#complete!(#name);
    }
}

fn field(field: &Field, names: &Names<'_>) -> TokenStream {
    let docs = docs(&field.docs);
    let deprecated =
        deprecated(field.deprecated.then_some("the documentation says not to use it any more"));
    let name = ident(&field.name);
    let ty = names.ty(&field.ty);
    quote! {
        #docs
        #deprecated
        pub #name: #ty,
    }
}

fn constructor(record: &Struct, made: &Constructor, names: &Names<'_>) -> TokenStream {
    let docs = docs(&made.docs);
    let name = ident(&record.name);
    let is_taken = |index: usize| made.takes.contains(&index);
    let fields = || record.fields.iter().enumerate();
    let parameters = fields().filter(|(index, _)| is_taken(*index)).map(|(_, field)| {
        let (name, ty) = (ident(&field.name), parameter(present(&field.ty), names));
        quote!(#name: #ty)
    });
    let values = fields().map(|(index, field)| {
        let name = ident(&field.name);
        if !is_taken(index) {
            return quote!(#name: None);
        }
        if is_stored_as_taken(&field.ty) {
            return quote!(#name);
        }
        let value = stored(&field.ty, &quote!(#name), names);
        quote!(#name: #value)
    });
    let setters = record.fields.iter().filter_map(|field| setter(field, names));
    let default = made.takes.is_empty().then(|| default(record, names));
    quote! {
        impl #name {
            #docs
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#values),* }
            }
            #(#setters)*
        }
        #default
    }
}

fn default(record: &Struct, names: &Names<'_>) -> TokenStream {
    let name = ident(&record.name);
    let default = names.get("Default");
    quote! {
        impl #default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

fn setter(field: &Field, names: &Names<'_>) -> Option<TokenStream> {
    let method = ident(field.setter.as_ref()?);
    let name = ident(&field.name);
    let shown = field.name.trim_start_matches("r#").trim_end_matches('_');
    let doc =
        doc_text(&[format!("Sets [`{shown}`](Self::{}).", field.name.trim_start_matches("r#"))]);
    let deprecated =
        deprecated(field.deprecated.then_some("the documentation says not to use it any more"));
    let parameter = parameter(present(&field.ty), names);
    let value = stored(&field.ty, &quote!(value), names);
    Some(quote! {
        #[doc = #doc]
        #deprecated
        #[must_use]
        pub fn #method(mut self, value: #parameter) -> Self {
            self.#name = #value;
            self
        }
    })
}

/// The type of the value itself, without the chance that it is absent.
fn present(ty: &RustType) -> &RustType {
    match ty {
        RustType::Option(inner) | RustType::Box(inner) => present(inner),
        ty => ty,
    }
}

/// What a constructor or setter takes for a value of this type.
fn parameter(ty: &RustType, names: &Names<'_>) -> TokenStream {
    match ty {
        RustType::String | RustType::Enum(_) => {
            let (into, ty) = (names.get("Into"), names.ty(ty));
            quote!(impl #into<#ty>)
        }
        RustType::Vec(element) => {
            let (iterator, element) = (names.get("IntoIterator"), parameter(element, names));
            quote!(impl #iterator<Item = #element>)
        }
        ty => names.ty(ty),
    }
}

/// What is stored of the value that a constructor or setter takes.
fn stored(ty: &RustType, value: &TokenStream, names: &Names<'_>) -> TokenStream {
    match ty {
        RustType::Option(inner) => {
            let inner = stored(inner, value, names);
            quote!(Some(#inner))
        }
        RustType::Box(inner) => {
            let (boxed, inner) = (names.get("Box"), stored(inner, value, names));
            quote!(#boxed::new(#inner))
        }
        RustType::String | RustType::Enum(_) => quote!(#value.into()),
        RustType::Vec(_) => quote!(wire::list(#value)),
        _ => value.clone(),
    }
}

/// Whether a value is stored as it is taken.
fn is_stored_as_taken(ty: &RustType) -> bool {
    matches!(
        ty,
        RustType::I64 | RustType::U64 | RustType::F64 | RustType::Bool | RustType::Struct(_)
    )
}

/// What the runtime needs to know: names, masks, checks, and the way to each field.
fn wire(record: &Struct, names: &Names<'_>) -> TokenStream {
    let name = ident(&record.name);
    let shape = shape(record);
    let fields: Vec<_> = record.fields.iter().map(|field| ident(&field.name)).collect();
    let blanks = record.fields.iter().map(|field| blank(&field.ty, names));
    let (index, read, write) = access(&fields);
    quote! {
        impl wire::Record for #name {
            fn shape(&self) -> &'static wire::Shape {
                const { #shape }
            }
            fn field(&self, #index: usize) -> &dyn wire::Value {
                #read
            }
            fn field_mut(&mut self, #index: usize) -> &mut dyn wire::Value {
                #write
            }
            fn blank() -> Self {
                Self { #(#fields: #blanks),* }
            }
        }
    }
}

/// The way to a field of an index. No index outside is ever asked for, so the last field stands
/// for the rest.
fn access(fields: &[Ident]) -> (TokenStream, TokenStream, TokenStream) {
    match fields {
        [] => (quote!(_), quote!(wire::absent()), quote!(wire::absent_mut())),
        [only] => (quote!(_), quote!(&self.#only), quote!(&mut self.#only)),
        [first @ .., last] => {
            let indices: Vec<_> = (0..first.len()).map(Literal::usize_unsuffixed).collect();
            let read = quote! {
                match index {
                    #(#indices => &self.#first,)*
                    _ => &self.#last,
                }
            };
            let write = quote! {
                match index {
                    #(#indices => &mut self.#first,)*
                    _ => &mut self.#last,
                }
            };
            (quote!(index), read, write)
        }
    }
}

fn shape(record: &Struct) -> TokenStream {
    let name = &record.name;
    let wire_names = record.fields.iter().map(|field| &field.wire_name);
    let rust_names = record.fields.iter().map(|field| field.name.trim_start_matches("r#"));
    let required = mask(&record.required);
    let facts = facts(record);
    quote! {
        &wire::Shape {
            name: #name,
            wire: &[#(#wire_names),*],
            rust: &[#(#rust_names),*],
            required: #required,
            facts: #facts,
        }
    }
}

/// What holds for few records only.
fn facts(record: &Struct) -> TokenStream {
    let is_plain = record.sensitive.is_empty()
        && record.mainland_only.is_empty()
        && record.international_only.is_empty()
        && record.checks.is_empty();
    if is_plain {
        return quote!(wire::Facts::NONE);
    }
    let sensitive = mask(&record.sensitive);
    let only = only(record);
    let checks = checks(record);
    quote! {
        &wire::Facts {
            sensitive: #sensitive,
            only: &[#(#only),*],
            checks: &[#(#checks),*],
        }
    }
}

fn only(record: &Struct) -> Vec<TokenStream> {
    let sites =
        [("Mainland", &record.mainland_only), ("International", &record.international_only)];
    let entries = sites.iter().filter(|(_, fields)| !fields.is_empty());
    entries
        .map(|(site, fields)| {
            let (site, mask) = (ident(site), mask(fields));
            quote!((action::Site::#site, #mask))
        })
        .collect()
}

fn checks(record: &Struct) -> Vec<TokenStream> {
    record.checks.iter().map(|(field, rule)| check(*field, rule)).collect()
}

fn check(field: usize, rule: &Rule) -> TokenStream {
    let field = Literal::usize_unsuffixed(field);
    let counted = |name: &str, count: u64| {
        let (name, count) = (ident(name), integer(count));
        quote!(wire::Check::#name(#field, #count))
    };
    let bounded = |name: &str, bound: Bound| {
        let (name, bound) = (ident(name), self::bound(bound));
        quote!(wire::Check::#name(#field, #bound))
    };
    match rule {
        Rule::Required => quote!(wire::Check::required(#field)),
        Rule::MinLength(count) => counted("min_length", *count),
        Rule::MaxLength(count) => counted("max_length", *count),
        Rule::MinItems(count) => counted("min_items", *count),
        Rule::MaxItems(count) => counted("max_items", *count),
        Rule::Min(bound) => bounded("min", *bound),
        Rule::Max(bound) => bounded("max", *bound),
        Rule::Pattern(pattern) => quote!(wire::Check::pattern(#field, #pattern)),
    }
}

fn bound(bound: Bound) -> TokenStream {
    match bound {
        Bound::Int(value) => {
            let value = integer(value);
            quote!(wire::Bound::Int(#value))
        }
        Bound::Float(value) => {
            let value = Literal::f64_unsuffixed(value);
            quote!(wire::Bound::Float(#value))
        }
    }
}

/// A value without content.
fn blank(ty: &RustType, names: &Names<'_>) -> TokenStream {
    match ty {
        RustType::String => {
            let string = names.get("String");
            quote!(#string::new())
        }
        RustType::I64 | RustType::U64 => quote!(0),
        RustType::F64 => quote!(0.0),
        RustType::Bool => quote!(false),
        RustType::Option(_) => quote!(None),
        RustType::Vec(_) => {
            let vec = names.get("Vec");
            quote!(#vec::new())
        }
        RustType::Struct(_) | RustType::Enum(_) | RustType::Box(_) => quote!(wire::Value::blank()),
    }
}
