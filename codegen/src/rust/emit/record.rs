//! Requests, responses and objects: a struct, its constructor, and the table of its members.

use super::table::{Call, Fact, Row, Table};
use super::tokens::{Names, deprecated, doc_text, docs, ident, integer};
use crate::rust::plan::{Bound, Constructor, Field, Preset, Rule, RustType, Struct};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn record(record: &Struct, names: &Names<'_>) -> TokenStream {
    let docs = docs(&record.docs);
    let deprecated = deprecated(record.deprecated.as_deref());
    let name = ident(&record.name);
    let fields = record.fields.iter().map(|field| self::field(field, names));
    let made = record.constructor.as_ref().map(|made| constructor(record, made, names));
    quote! {
        #docs
        #deprecated
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
        #made
    }
}

fn field(field: &Field, names: &Names<'_>) -> TokenStream {
    let docs = docs(&field.docs);
    let deprecated = deprecated(field.deprecated.then_some("deprecated by the API documentation"));
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
        if let Some((_, preset)) = made.presets.iter().find(|(preset, _)| *preset == index) {
            let value = self::preset(*preset, &field.ty, names);
            return quote!(#name: #value);
        }
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

/// The value that a field has from the start.
fn preset(preset: Preset, ty: &RustType, names: &Names<'_>) -> TokenStream {
    let value = match preset {
        Preset::Integer(value) => integer(value),
        Preset::Empty => {
            let string = names.get("String");
            return quote!(#string::new());
        }
    };
    if matches!(ty, RustType::Option(_)) { quote!(Some(#value)) } else { quote!(#value) }
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
    let deprecated = deprecated(field.deprecated.then_some("deprecated by the API documentation"));
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

/// The parameter of a constructor or setter for a value of this type.
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

/// The expression that stores the value of a constructor or setter.
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

/// The members with their names on the wire and their facts.
pub(super) fn table(record: &Struct) -> Table {
    let rows = record.fields.iter().enumerate().map(|(index, field)| Row::Member {
        index,
        field: field.name.clone(),
        wire: Literal::string(&field.wire_name),
        facts: facts(record, index),
    });
    Table {
        call: if record.is_request { Call::Request } else { Call::Record },
        name: record.name.clone(),
        rows: rows.collect(),
    }
}

fn facts(record: &Struct, field: usize) -> Vec<Fact> {
    let named =
        |name, fields: &[usize]| fields.contains(&field).then_some(Fact { name, value: None });
    let flags = [
        named("required", &record.required),
        named("sensitive", &record.sensitive),
        named("mainland_only", &record.mainland_only),
        named("international_only", &record.international_only),
        named("required_on_mainland", &record.required_on_mainland),
        named("required_on_international", &record.required_on_international),
    ];
    let checks = record.checks.iter().filter(|(index, _)| *index == field);
    flags.into_iter().flatten().chain(checks.map(|(_, rule)| fact(rule))).collect()
}

fn fact(rule: &Rule) -> Fact {
    let (name, value) = match rule {
        Rule::Required => return Fact { name: "required_in_requests", value: None },
        Rule::MinLength(count) => ("min_length", integer(*count)),
        Rule::MaxLength(count) => ("max_length", integer(*count)),
        Rule::MinItems(count) => ("min_items", integer(*count)),
        Rule::MaxItems(count) => ("max_items", integer(*count)),
        Rule::Min(Bound::Int(bound)) => ("min", integer(*bound)),
        Rule::Max(Bound::Int(bound)) => ("max", integer(*bound)),
        Rule::Min(Bound::Float(bound)) => ("min_float", Literal::f64_unsuffixed(*bound)),
        Rule::Max(Bound::Float(bound)) => ("max_float", Literal::f64_unsuffixed(*bound)),
        Rule::Pattern(pattern) => ("pattern", Literal::string(pattern)),
    };
    Fact { name, value: Some(value) }
}
