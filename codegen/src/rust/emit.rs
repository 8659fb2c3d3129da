//! Plan to tokens: prints what the plan says. Total: no error, no input or output, no decision.
//!
//! What the files below share stands here: documentation, types, paths. Each of them prints one
//! kind of item, and is to be read as the code it makes.

mod action;
mod client;
mod error_code;
mod module;
mod record;
mod value_enum;

use super::number::grouped;
use super::plan::{Docs, Item, Module, RustType};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// A part of a file: items, or a table.
#[derive(Debug, Clone)]
pub enum Part {
    /// Items of Rust.
    Items(TokenStream),
    /// A macro call with a table, which has a syntax of its own.
    Table(Table),
}

/// A macro call that takes a name and rows of `name = value`.
#[derive(Debug, Clone)]
pub struct Table {
    /// The macro, such as `error::code`.
    pub call: &'static str,
    /// What stands before the rows.
    pub subject: String,
    /// The rows.
    pub rows: Vec<(String, Literal)>,
    /// What stands behind the rows.
    pub rest: String,
}

/// The parts of a file.
pub fn emit(module: &Module) -> Vec<Part> {
    let names = Names { hidden: &module.hidden };
    let allows = module.allows.iter().map(module::allow);
    let uses = module.uses.iter().map(module::import);
    let docs = (!module.docs.is_empty()).then(|| {
        let text = doc_text(&module.docs);
        quote!(#![doc = #text])
    });
    let head = quote! {
        #docs
        #(#allows)*
        #(#uses)*
    };
    let mut parts = vec![Part::Items(head)];
    for item in &module.items {
        parts.push(Part::Items(emit_item(item, &names)));
        parts.extend(table(item).map(Part::Table));
    }
    parts
}

/// The table that completes an item.
fn table(item: &Item) -> Option<Table> {
    match item {
        Item::ValueEnum(set) => Some(value_enum::table(set)),
        Item::ErrorEnum(set) => Some(error_code::table(set)),
        Item::Struct(record) => Some(record::table(record)),
        _ => None,
    }
}

fn emit_item(item: &Item, names: &Names<'_>) -> TokenStream {
    match item {
        Item::Submodule(submodule) => module::submodule(submodule),
        Item::Reexport { path, name, docs } => module::reexport(path, name.as_deref(), docs),
        Item::Service(service) => module::service(service),
        Item::Visit(requests) => module::visit(requests),
        Item::Struct(record) => record::record(record, names),
        Item::ValueEnum(set) => value_enum::value_enum(set, names),
        Item::ErrorEnum(set) => error_code::error_enum(set, names),
        Item::Catalogue(catalogue) => error_code::catalogue(catalogue),
        Item::Families(families) => error_code::families(families),
        Item::Action(action) => action::action(action),
        Item::Paging(paging) => action::paging(paging, names),
        Item::Wait(wait) => action::wait(wait),
        Item::Client(client) => client::client(client),
    }
}

/// Names of the prelude, written in full where a name of the API hides them.
struct Names<'m> {
    hidden: &'m [&'static str],
}

impl Names<'_> {
    fn get(&self, name: &'static str) -> TokenStream {
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
    fn ty(&self, ty: &RustType) -> TokenStream {
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
fn docs(lines: &Docs) -> Option<TokenStream> {
    if lines.is_empty() {
        return None;
    }
    let text = doc_text(lines);
    Some(quote!(#[doc = #text]))
}

/// The lines as one text, each with a leading blank. It is a raw one, as escaping all characters of
/// the documentation took a twentieth of a run.
fn doc_text(lines: &[String]) -> Literal {
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
fn deprecated(reason: Option<&str>) -> Option<TokenStream> {
    reason.map(|reason| quote!(#[deprecated = #reason]))
}

/// An identifier that naming has made, raw or not.
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(bare) => Ident::new_raw(bare, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A path of identifiers that naming has made; its last part may be `*`.
fn path(path: &str) -> TokenStream {
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
fn integer(number: impl Into<i128>) -> Literal {
    let number = number.into();
    grouped(number).parse().unwrap_or_else(|_| Literal::i128_unsuffixed(number))
}

/// A mask with the bits of the given fields, in groups of four where it is long.
fn mask(fields: &[usize]) -> Literal {
    if fields.is_empty() {
        return Literal::u128_unsuffixed(0);
    }
    let mask = fields.iter().fold(0_u128, |mask, field| mask | (1 << field));
    let digits = format!("{mask:b}");
    let mut text = "0b".to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len() > 4 && (digits.len() - index) % 4 == 0 {
            text.push('_');
        }
        text.push(digit);
    }
    text.parse().unwrap_or_else(|_| Literal::u128_unsuffixed(mask))
}
