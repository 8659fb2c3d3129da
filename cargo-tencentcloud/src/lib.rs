//! The commands on a spec, for any repository: import, format, check, generate, compare.
//!
//! A command gets its arguments and the [`Project`] it works on, prints its result, and returns the
//! exit code: 0 for success, 1 for a problem that was printed, 2 for wrong usage. `cargo xtask` is
//! these commands with the folders of the toolchain's own repository.

mod codegen;
mod diff;
mod drift;
mod explain;
mod features;
mod files;
mod fingerprint;
mod fmt;
mod import;
mod new;
mod output;
mod project;
mod revision;
mod schema;
mod sources;

pub use output::error as print_error;
pub use project::Project;

use anyhow::Result;
use clap::Subcommand;
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
            Self::Fmt(arguments) => fmt::run(arguments, project),
            Self::Import(arguments) => import::run(arguments, project),
            Self::New(arguments) => new::run(arguments, project),
            Self::Schema(arguments) => schema::run(arguments, project),
        }
    }
}
