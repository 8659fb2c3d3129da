//! Tokens that all kinds of items share: names, types, documentation, numbers.

use crate::rust::number::grouped;
use crate::rust::plan::{Docs, RustType};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// Names of the prelude, written in full where a name of the API hides them.
pub(super) struct Names<'m> {
    pub(super) hidden: &'m [&'static str],
}

impl Names<'_> {
    pub(super) fn get(&self, name: &'static str) -> TokenStream {
        let full = match name {
            "Box" => "std::boxed::Box",
            "Default" => "std::default::Default",
            "Into" => "std::convert::Into",
            "IntoIterator" => "std::iter::IntoIterator",
            "Option" => "std::option::Option",
            "String" => "std::string::String",
            _ => "std::vec::Vec",
        };
        path(if self.hidden.contains(&name) { full } else { name })
    }

    /// The type as it is written in this file.
    pub(super) fn ty(&self, ty: &RustType) -> TokenStream {
        let wrapped = |name, inner: &RustType| {
            let (name, inner) = (self.get(name), self.ty(inner));
            quote!(#name<#inner>)
        };
        match ty {
            RustType::String => self.get("String"),
            RustType::I64 => quote!(i64),
            RustType::U64 => quote!(u64),
            RustType::F64 => quote!(f64),
            RustType::Bool => quote!(bool),
            RustType::Struct(name) | RustType::Enum(name) => path(name),
            RustType::Option(inner) => wrapped("Option", inner),
            RustType::Vec(inner) => wrapped("Vec", inner),
            RustType::Box(inner) => wrapped("Box", inner),
        }
    }
}

/// One attribute for all lines, which layout prints as `/// …` each.
pub(super) fn docs(lines: &Docs) -> Option<TokenStream> {
    if lines.is_empty() {
        return None;
    }
    let text = doc_text(lines);
    Some(quote!(#[doc = #text]))
}

/// The lines as one text, each with a leading blank. It is a raw one, as escaping all characters of
/// the documentation took a twentieth of a run.
pub(super) fn doc_text(lines: &[String]) -> Literal {
    let lines = lines.iter().map(|line| match line.as_str() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let fence = "#".repeat(text.split('"').skip(1).map(hashes).max().map_or(0, |most| most + 1));
    let raw = format!("r{fence}\"{text}\"{fence}").parse();
    raw.unwrap_or_else(|_| Literal::string(&text))
}

/// How many of them a text begins with.
fn hashes(text: &str) -> usize {
    text.len() - text.trim_start_matches('#').len()
}

/// `#[deprecated = "…"]`, if there is a reason.
pub(super) fn deprecated(reason: Option<&str>) -> Option<TokenStream> {
    reason.map(|reason| quote!(#[deprecated = #reason]))
}

/// An identifier that naming has made, raw or not.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(bare) => Ident::new_raw(bare, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A path of identifiers that naming has made; its last part may be `*`.
pub(super) fn path(path: &str) -> TokenStream {
    let segments = path.split("::").map(|segment| match segment {
        "*" => quote!(*),
        "crate" => quote!(crate),
        "self" => quote!(self),
        "super" => quote!(super),
        segment => {
            let segment = ident(segment);
            quote!(#segment)
        }
    });
    quote!(#(#segments)::*)
}

/// A whole number, with groups of digits where it is long.
pub(super) fn integer(number: impl Into<i128>) -> Literal {
    let number = number.into();
    grouped(number).parse().unwrap_or_else(|_| Literal::i128_unsuffixed(number))
}
