//! The command line of this repository: the commands of `cargo-tencentcloud` with this repository's
//! folders, and what only this repository needs.

mod bench;
mod explorer;
mod mock;
mod program;
mod root;

use cargo_tencentcloud::Project;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Keeps the spec and the crate that is generated from it.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, arg_required_else_help = true)]
#[command(after_help = "Exit codes: 0 done, 1 a problem that was printed, 2 wrong usage.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure what generating, compiling and calling cost
    Bench(bench::Arguments),
    /// Open the page to read, try, sign and copy code for every action
    Explorer(explorer::Arguments),
    /// Serve the API from the spec, to test programs against
    Mock(mock::Arguments),
    #[command(flatten)]
    Spec(Box<cargo_tencentcloud::Command>),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = root::find().and_then(|root| match &arguments.command {
        Command::Bench(arguments) => bench::run(arguments, &root),
        Command::Explorer(arguments) => explorer::run(arguments, &root),
        Command::Mock(arguments) => mock::run(arguments, &root),
        Command::Spec(command) => {
            // The model makes its checks from the schemas, and embeds the compiled spec.
            let project = Project::new(&root, "cargo xtask")
                .with_loader_schemas(root.join("model"))
                .with_catalogue(root.join("model/catalogue/embedded.bin"));
            command.run(&project)
        }
    });
    result.unwrap_or_else(|error| {
        cargo_tencentcloud::print_error(&error);
        ExitCode::FAILURE
    })
}
