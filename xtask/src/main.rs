//! The command line of this repository: parses arguments, calls the libraries, prints.

mod bench;
mod codegen;
mod diff;
mod drift;
mod explain;
mod features;
mod fingerprint;
mod fmt;
mod import;
mod mock;
mod new;
mod output;
mod program;
mod revision;
mod schema;
mod sources;
mod store;

use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Keeps the spec and what is made from it.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, arg_required_else_help = true)]
#[command(after_help = "Exit codes: 0 done, 1 something is wrong and was printed, 2 wrong usage.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure what generating, compiling and calling cost
    Bench(bench::Arguments),
    /// Generate the crate from the spec, or check that it is up to date
    Codegen(codegen::Arguments),
    /// Say what changed between two specs, and what it means for users of the crate
    Diff(diff::Arguments),
    /// Compare the spec with saved pages or API metadata; exit with 1 if they differ
    Drift(drift::Arguments),
    /// Say what a diagnostic means, with an example and the remedy
    Explain(explain::Arguments),
    /// Bring the spec into its canonical form, or check that it is
    Fmt(fmt::Arguments),
    /// Bring saved documentation pages or API metadata into the spec
    Import(import::Arguments),
    /// Serve the API from the spec, to test programs against
    Mock(mock::Arguments),
    /// Begin a spec file, with the keys that it may have
    New(new::Arguments),
    /// Write the JSON Schemas of the spec's files, or check that they are up to date
    Schema(schema::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match &arguments.command {
        Command::Bench(arguments) => bench::run(arguments),
        Command::Codegen(arguments) => codegen::run(arguments),
        Command::Diff(arguments) => diff::run(arguments),
        Command::Drift(arguments) => drift::run(arguments),
        Command::Explain(arguments) => Ok(explain::run(arguments)),
        Command::Fmt(arguments) => fmt::run(arguments),
        Command::Import(arguments) => import::run(arguments),
        Command::Mock(arguments) => mock::run(arguments),
        Command::New(arguments) => new::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
    };
    result.unwrap_or_else(|error| {
        output::error(&error);
        ExitCode::FAILURE
    })
}

/// The repository's root, wherever the command is called.
fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_owned()
}

/// A path as people know it: from the current folder if it lies below.
fn shown(path: &Path) -> String {
    let current = std::env::current_dir().ok();
    let relative = current.as_deref().and_then(|current| path.strip_prefix(current).ok());
    relative.unwrap_or(path).display().to_string()
}
