//! Turns a YAML spec of Tencent Cloud API 3.0 into Rust, and compares specs as users of the crate see
//! them.
//!
//! The command `cargo tencentcloud` is built on this crate and needs no code at all. As a library, it
//! serves build scripts and tools with other needs.
//!
//! # Example
//!
//! A spec in memory becomes the files of a crate. `Tree::disk` reads one from a folder.
//!
//! ```
//! use tencentcloud_codegen::{Options, generate};
//! use tencentcloud_model::load::Tree;
//!
//! let spec = Tree::memory([
//!     ("common/errors.yaml", "families: [{family: InternalError, class: internal}]\nerrors: [{code: InternalError}]\n"),
//!     ("demo/service.yaml", "title: Demo\nhosts: {mainland: demo.tencentcloudapi.com}\n"),
//!     ("demo/2024-01-01/version.yaml", "{}\n"),
//!     ("demo/2024-01-01/errors.yaml", "errors: []\n"),
//!     ("demo/2024-01-01/actions/Ping.yaml", "input: [{name: Id, type: uint64, required: true}]\n"),
//! ]);
//! let options = Options::new("my_cloud").with_selection(vec!["demo:Ping".parse()?]);
//! let generated = generate(&spec, &options).map_err(|mistakes| mistakes.to_string())?;
//!
//! let out = std::env::temp_dir().join("my_cloud");
//! for file in &generated.files {
//!     let path = out.join(&file.path);
//!     std::fs::create_dir_all(path.parent().unwrap_or(&out))?;
//!     std::fs::write(path, &file.text)?;
//! }
//! let ping = std::fs::read_to_string(out.join("demo/v20240101/actions/ping.rs"))?;
//! assert!(ping.contains("pub struct PingRequest"));
//! # std::fs::remove_dir_all(out)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Build scripts
//!
//! A build script may generate into `OUT_DIR`. [`single_file`] puts all modules into one file, since
//! `include!` cannot follow `mod name;`. The manifest declares one feature per service version, which
//! [`features`] names:
//!
//! ```toml
//! [package]
//! name = "my-cloud"
//! version = "0.1.0"
//! edition = "2024"
//!
//! [features]
//! default = ["demo-v20240101"]
//! demo-v20240101 = []
//! blocking = ["tencentcloud-runtime/blocking"]
//!
//! [dependencies]
//! tencentcloud-runtime = "0.1"
//!
//! [build-dependencies]
//! tencentcloud-codegen = "0.1"
//! tencentcloud-model = "0.1"
//! ```
//!
//! ```no_run
//! // build.rs
//! use std::path::Path;
//! use tencentcloud_codegen::{Options, generate, single_file};
//! use tencentcloud_model::load::Tree;
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     println!("cargo::rerun-if-changed=spec");
//!     // The path is that of the included module, for the programs in the documentation.
//!     let options = Options::new("my_cloud::cloud").with_command("build.rs");
//!     let generated = generate(&Tree::disk("spec"), &options).map_err(|it| it.to_string())?;
//!     let out = std::env::var("OUT_DIR")?;
//!     std::fs::write(Path::new(&out).join("cloud.rs"), single_file(&generated.files, "cloud"))?;
//!     Ok(())
//! }
//! ```
//!
//! ```ignore
//! // src/lib.rs
//! include!(concat!(env!("OUT_DIR"), "/cloud.rs"));
//! ```
//!
//! Doctests of the crate need `tokio`, with `macros` and `rt`, as a dev-dependency.
//!
//! # Stages
//!
//! | stage | from | to |
//! | --- | --- | --- |
//! | [`load`](tencentcloud_model::load::load) | files | documents, with the place of every value |
//! | [`resolve`](fn@resolve) | documents | the [model](tencentcloud_model::model::Model): ids, wire names, directions |
//! | [`select`](fn@select) | model | the chosen actions and all that they reach |
//! | [`lower`] | model | [`Plan`](plan::Plan): modules, items, identifiers, types, docs |
//! | [`render`] | [`Module`] of a plan | [file](tencentcloud_model::file::File): formatted text |
//!
//! [`generate`] runs all of them; [`model()`], [`plan()`] and [`plan_model`] run some. Each stage collects
//! every mistake before it stops, and nothing is written to disk. Rendering cannot fail. How it makes
//! tokens and formats them is private, so that no token type is part of the API.
//!
//! Fields may be added to the types of [`plan`](mod@plan) in any release.
//!
//! # Comparison
//!
//! [`diff`](mod@diff) compares two models and says what each change means for users of the generated
//! crate, with the version that follows.

pub mod diff;
mod options;
mod rust;
mod single_file;

pub use options::Options;
pub use rust::lower::{features, lower};
pub use rust::plan;
pub use single_file::single_file;

use plan::Module;
use rayon::prelude::*;
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use tencentcloud_model::file::File;
use tencentcloud_model::load::{self, Tree};
use tencentcloud_model::model::Model;
use tencentcloud_model::resolve::resolve;
use tencentcloud_model::select::select;

/// The files of a crate, with the model that they are made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Generated {
    /// The files of the crate, by path from its `src`.
    pub files: Vec<File>,
    /// The size of the API that they cover.
    pub counts: Counts,
    /// The API that they are made from.
    pub model: Model,
}

/// The size of an API.
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
    /// The size of the API that they cover.
    pub counts: Counts,
    /// The API that they are made from.
    pub model: Model,
}

/// Generates the files of a crate from a spec.
///
/// # Errors
///
/// Returns every mistake of the spec, each with its place, and every pattern of the selection that
/// matches no action.
pub fn generate(spec: &Tree, options: &Options) -> Result<Generated, Diagnostics> {
    let Planned { modules, counts, model } = plan(spec, options)?;
    let files = modules.into_par_iter().map(|module| render(&module)).collect();
    Ok(Generated { files, counts, model })
}

/// Plans the crate. Every mistake of a spec is found here, so a caller that renders file by file need
/// not keep all of them in memory.
///
/// # Errors
///
/// As of [`generate`].
pub fn plan(spec: &Tree, options: &Options) -> Result<Planned, Diagnostics> {
    plan_model(model(spec, options)?, options)
}

/// Plans the crate of a model, all of it.
///
/// # Errors
///
/// Returns every item that the generated crate cannot express, such as names that collide.
pub fn plan_model(model: Model, options: &Options) -> Result<Planned, Diagnostics> {
    let modules = lower(&model, options)?.modules;
    Ok(Planned { modules, counts: Counts::of(&model), model })
}

/// Reads a spec and returns the selected part of it.
///
/// # Errors
///
/// As of [`generate`], except for what only the generated crate cannot express.
pub fn model(spec: &Tree, options: &Options) -> Result<Model, Diagnostics> {
    match options.selection() {
        None => resolve(&load::load(spec)?),
        Some([]) => {
            let model = resolve(&load::read(spec))?;
            Ok(Model { services: Vec::new(), is_selection: true, ..model })
        }
        Some(patterns) => {
            let whole = resolve(&load::load(spec)?)?;
            select(&whole, patterns).map_err(|unmatched| {
                let problem = |it: &dyn ToString| {
                    Diagnostic::new(Code::UnknownTarget, Place::file("selection"), it.to_string())
                };
                unmatched.iter().map(|it| problem(it)).collect()
            })
        }
    }
}

/// Prints a file of the plan. Tokens do not cross threads, so a file is made in one go.
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

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
