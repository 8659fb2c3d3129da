//! Plan to tokens: prints what the plan says. Total: no error, no input or output, no decision.
//!
//! Each file below prints one kind of item, and reads like the code it makes; `tokens` has what they
//! share.

mod action;
mod client;
mod error_code;
mod module;
mod record;
mod table;
mod tokens;
mod value_enum;

pub use table::{Call, Fact, Row, Table};

use super::plan::{Item, Module};
use proc_macro2::TokenStream;
use quote::quote;
use tokens::{Names, doc_text};

/// A part of a file: items, or a table.
#[derive(Debug, Clone)]
pub enum Part {
    /// Items of Rust.
    Items(TokenStream),
    /// A macro call with a table, which has a syntax of its own.
    Table(Table),
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
        parts.extend(emit_item(item, &names).map(Part::Items));
        parts.extend(table(item).map(Part::Table));
    }
    parts
}

/// The table that completes an item, or is one.
fn table(item: &Item) -> Option<Table> {
    match item {
        Item::ValueEnum(set) => Some(value_enum::table(set)),
        Item::ErrorEnum(set) => Some(error_code::table(set)),
        Item::Struct(record) => Some(record::table(record)),
        Item::Catalogue(catalogue) => Some(error_code::catalogue(catalogue)),
        Item::Families(families) => Some(error_code::families(families)),
        Item::Action(action) => Some(action::table(action)),
        _ => None,
    }
}

fn emit_item(item: &Item, names: &Names<'_>) -> Option<TokenStream> {
    Some(match item {
        Item::Submodule(submodule) => module::submodule(submodule),
        Item::Reexport { path, name, docs } => module::reexport(path, name.as_deref(), docs),
        Item::Service(service) => module::service(service),
        Item::Struct(record) => record::record(record, names),
        Item::ValueEnum(set) => value_enum::value_enum(set, names),
        Item::ErrorEnum(set) => error_code::error_enum(set, names),
        Item::Paging(paging) => action::paging(paging, names),
        Item::Wait(wait) => action::wait(wait),
        Item::Client(client) => client::client(client),
        Item::Catalogue(_) | Item::Families(_) | Item::Action(_) => return None,
    })
}
