//! Width: the documentation of a file within its columns.

use crate::rust::markdown::fit;
use crate::rust::plan::{Docs, Item, Module};

/// The widest line of a file.
const WIDTH: usize = 100;

/// The columns that `/// ` takes.
const SLASHES: usize = 4;

/// The columns by which fields, variants and methods are indented.
const INDENT: usize = 4;

/// Divides documentation that is wider than a line of the file.
pub(super) fn fit_docs(module: &mut Module) {
    outer(&mut module.docs);
    for item in &mut module.items {
        match item {
            Item::Reexport { docs, .. } => outer(docs),
            Item::Struct(record) => {
                outer(&mut record.docs);
                record.fields.iter_mut().for_each(|field| inner(&mut field.docs));
                record.constructor.iter_mut().for_each(|made| inner(&mut made.docs));
            }
            Item::ValueEnum(set) => {
                outer(&mut set.docs);
                set.variants.iter_mut().for_each(|variant| inner(&mut variant.docs));
            }
            Item::ErrorEnum(set) => {
                outer(&mut set.docs);
                set.variants.iter_mut().for_each(|variant| inner(&mut variant.docs));
            }
            Item::Client(client) => {
                outer(&mut client.docs);
                client.methods.iter_mut().for_each(|method| inner(&mut method.docs));
            }
            Item::Submodule(_)
            | Item::Service(_)
            | Item::Catalogue(_)
            | Item::Families(_)
            | Item::Action(_)
            | Item::Paging(_)
            | Item::Wait(_) => {}
        }
    }
}

fn outer(docs: &mut Docs) {
    *docs = fit(std::mem::take(docs), WIDTH - SLASHES);
}

fn inner(docs: &mut Docs) {
    *docs = fit(std::mem::take(docs), WIDTH - SLASHES - INDENT);
}
