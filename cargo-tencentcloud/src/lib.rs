//! The commands of `cargo tencentcloud`, as a library.
//!
//! [`Command`] has the commands on a spec, for any repository: import, format, check, generate,
//! compare, export. Each gets its arguments and the [`Project`] it works on, prints its result, and
//! returns the exit code: 0 for success, 1 for a problem that was printed, 2 for wrong usage.
//! `cargo xtask` is these commands with the folders of the toolchain's own repository.
//!
//! [`ProjectCommand`] adds the commands on a project with a `tencentcloud.toml`: a crate of its own with
//! the selected actions.

mod add;
mod change;
mod codegen;
mod common_errors;
mod configuration;
mod diff;
mod drift;
mod editor_settings;
mod explain;
mod export;
mod files;
mod fingerprint;
mod fmt;
mod import;
mod init;
mod line_ends;
mod list;
mod lock;
mod manifest;
mod new;
mod output;
mod packages;
mod project;
mod prune;
mod remove;
mod revision;
mod schema;
mod search;
mod selection;
mod sources;
mod update;

pub use output::error as print_error;
pub use project::Project;

use anyhow::{Context, Result};
use clap::Subcommand;
use std::env;
use std::process::ExitCode;

/// A command on a spec.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generate the crate from the spec, or check that it is up to date
    Codegen(codegen::Arguments),
    /// Report the changes between two specs and what they mean for users of the crate
    Diff(diff::Arguments),
    /// Compare the spec with saved pages or API metadata; exit with 1 if they differ
    Drift(drift::Arguments),
    /// Explain a diagnostic, with an example and the remedy
    Explain(explain::Arguments),
    /// Write the spec as OpenAPI or JSON Schema, for other tools
    Export(export::Arguments),
    /// Bring the spec into its canonical form, or check that it is
    Fmt(fmt::Arguments),
    /// Bring saved documentation pages or API metadata into the spec
    Import(import::Arguments),
    /// Begin a spec file, with the keys that it may have
    New(new::Arguments),
    /// Write the JSON Schemas of the spec's files, or check that they are up to date
    Schema(schema::Arguments),
}

impl Command {
    /// Runs the command on a project.
    ///
    /// # Errors
    ///
    /// Returns what kept the command from its work, such as a file that cannot be read. Mistakes in
    /// the spec are printed and answered by the exit code.
    pub fn run(&self, project: &Project) -> Result<ExitCode> {
        match self {
            Self::Codegen(arguments) => codegen::run(arguments, project),
            Self::Diff(arguments) => diff::run(arguments, project),
            Self::Drift(arguments) => drift::run(arguments, project),
            Self::Explain(arguments) => Ok(explain::run(arguments, project)),
            Self::Export(arguments) => export::run(arguments, project),
            Self::Fmt(arguments) => fmt::run(arguments, project),
            Self::Import(arguments) => import::run(arguments, project),
            Self::New(arguments) => new::run(arguments, project),
            Self::Schema(arguments) => schema::run(arguments, project),
        }
    }
}

/// A command on a project with a `tencentcloud.toml`.
#[derive(Debug, Subcommand)]
pub enum ProjectCommand {
    /// Make a crate with a configuration and an empty spec
    Init(init::Arguments),
    /// Select actions, import them from a package, and generate their code
    Add(add::Arguments),
    /// Take actions out of the crate
    Remove(remove::Arguments),
    /// Show the selected actions
    List(list::Arguments),
    /// Find actions in a package, by name and description
    Search(search::Arguments),
    /// Bring the selected actions up to a newer package, with a section of the changelog
    Update(update::Arguments),
    /// A command on a spec.
    #[command(flatten)]
    Spec(Command),
}

/// The name under which users call the commands.
const COMMAND: &str = "cargo tencentcloud";

impl ProjectCommand {
    /// Runs the command on the project of the current folder.
    ///
    /// # Errors
    ///
    /// Returns an error if the current folder lies in no project, or as of [`Command::run`].
    pub fn run(&self) -> Result<ExitCode> {
        let current = env::current_dir().context("cannot find the current folder")?;
        let project = || Project::find(&current, COMMAND);
        match self {
            Self::Init(arguments) => init::run(arguments, COMMAND),
            Self::Add(arguments) => add::run(arguments, &project()?),
            Self::Remove(arguments) => remove::run(arguments, &project()?),
            Self::List(arguments) => list::run(arguments, &project()?),
            Self::Search(arguments) => search::run(arguments),
            Self::Update(arguments) => update::run(arguments, &project()?),
            // An explanation needs no project.
            Self::Spec(command @ Command::Explain(_)) => {
                command.run(&Project::new(&current, COMMAND))
            }
            Self::Spec(command) => command.run(&project()?),
        }
    }
}

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
