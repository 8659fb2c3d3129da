//! Requests, responses and objects: a struct, how it is made, and what it tells the runtime.

use super::table::Table;
use super::tokens::{Names, deprecated, doc_text, docs, ident, integer, mask};
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

/// What the runtime needs to know: the way to each member, its name on the wire, masks and checks.
/// No index outside is ever asked for, so the last member stands for the rest.
pub(super) fn table(record: &Struct) -> Table {
    let last = record.fields.len().saturating_sub(1);
    let rows = record.fields.iter().enumerate().map(|(index, field)| {
        let index = if index == last { "_".to_owned() } else { index.to_string() };
        (format!("{index}: {}", field.name), Literal::string(&field.wire_name))
    });
    Table {
        call: if record.is_request { "wire::request" } else { "wire::record" },
        subject: record.name.clone(),
        rows: rows.collect(),
        rest: format!(", required: {}, facts: {}", mask(&record.required), facts(record)),
    }
}

/// What holds for few records only.
fn facts(record: &Struct) -> String {
    let is_plain = record.sensitive.is_empty()
        && record.mainland_only.is_empty()
        && record.international_only.is_empty()
        && record.checks.is_empty();
    if is_plain {
        return "wire::Facts::NONE".to_owned();
    }
    let sites =
        [("Mainland", &record.mainland_only), ("International", &record.international_only)];
    let only = sites.into_iter().filter(|(_, fields)| !fields.is_empty());
    let only = only.map(|(site, fields)| format!("(action::Site::{site}, {})", mask(fields)));
    let only = only.collect::<Vec<_>>().join(", ");
    let checks = record.checks.iter();
    let checks = checks.map(|(field, rule)| format!("        {},\n", check(*field, rule)));
    let checks = match checks.collect::<Vec<_>>().concat() {
        none if none.is_empty() => none,
        some => format!("\n{some}    "),
    };
    let sensitive = mask(&record.sensitive);
    format!(
        "&wire::Facts {{\n    sensitive: {sensitive},\n    only: &[{only}],\n    checks: &[{checks}],\n}}"
    )
}

fn check(field: usize, rule: &Rule) -> String {
    let (name, value) = match rule {
        Rule::Required => return format!("wire::Check::required({field})"),
        Rule::MinLength(count) => ("min_length", integer(*count).to_string()),
        Rule::MaxLength(count) => ("max_length", integer(*count).to_string()),
        Rule::MinItems(count) => ("min_items", integer(*count).to_string()),
        Rule::MaxItems(count) => ("max_items", integer(*count).to_string()),
        Rule::Min(bound) => ("min", self::bound(*bound)),
        Rule::Max(bound) => ("max", self::bound(*bound)),
        Rule::Pattern(pattern) => ("pattern", Literal::string(pattern).to_string()),
    };
    format!("wire::Check::{name}({field}, {value})")
}

fn bound(bound: Bound) -> String {
    match bound {
        Bound::Int(value) => format!("wire::Bound::Int({})", integer(value)),
        Bound::Float(value) => format!("wire::Bound::Float({})", Literal::f64_unsuffixed(value)),
    }
}
