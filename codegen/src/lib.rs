//! Turns a YAML spec of Tencent Cloud API 3.0 into Rust.
//!
//! ```text
//! spec/         model::load     Documents   as written, with the place of every value
//! Documents     model::resolve  Model       as meant: ids, wire names, directions; no Rust in it
//! Model         rust::lower     Plan        as Rust: modules, items, identifiers, types, docs
//! plan::Module  rust::emit      Vec<Part>   tokens and tables
//! Vec<Part>     rust::format    String      text
//! ```
//!
//! Each stage collects every mistake before it stops; nothing is written to disk here.

pub mod diff;
pub mod rust;

use rayon::prelude::*;
use rust::plan::Module;
use tencentcloud_model::diagnostic::Diagnostics;
use tencentcloud_model::file::File;
use tencentcloud_model::load::Tree;
use tencentcloud_model::model::Model;

/// The result of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Generated {
    /// The files of the crate, by path from its `src`.
    pub files: Vec<File>,
    /// How much of an API they are.
    pub counts: Counts,
    /// The API they are made from.
    pub model: Model,
}

/// How much of an API a spec describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Actions.
    pub actions: usize,
    /// Object types.
    pub types: usize,
    /// Error codes, once per version.
    pub codes: usize,
}

/// The crate as it will be, before anything of it is text.
#[derive(Debug)]
pub struct Planned {
    /// The files to [`render`].
    pub modules: Vec<Module>,
    /// How much of an API they are.
    pub counts: Counts,
    /// The API they are made from.
    pub model: Model,
}

/// The whole way from a spec to the files of the generated crate.
pub fn generate(spec: &Tree) -> Result<Generated, Diagnostics> {
    let Planned { modules, counts, model } = plan(spec)?;
    let files = modules.into_par_iter().map(|module| render(&module)).collect();
    Ok(Generated { files, counts, model })
}

/// The way up to the plan. All that can be wrong with a spec is found here; who renders file by
/// file need not have all of them in memory.
pub fn plan(spec: &Tree) -> Result<Planned, Diagnostics> {
    let model = {
        let documents = tencentcloud_model::load::load(spec)?;
        tencentcloud_model::resolve::resolve(&documents)?
    };
    let modules = rust::lower::lower(&model)?.modules;
    Ok(Planned { modules, counts: Counts::of(&model), model })
}

/// A file of the plan as text. Tokens do not cross threads, so a file is made in one go.
pub fn render(module: &Module) -> File {
    rust::format::format(module, rust::emit::emit(module))
}

impl Counts {
    /// Counts what a model describes.
    pub fn of(model: &Model) -> Self {
        let mut counts = Self::default();
        for version in model.services.iter().flat_map(|service| &service.versions) {
            counts.actions += version.actions.len();
            counts.types += version.objects.len();
            counts.codes += version.errors.len();
        }
        counts
    }
}
