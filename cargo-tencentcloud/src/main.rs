//! `cargo tencentcloud`: a crate with the actions that a program uses, of any service.

use cargo_tencentcloud::{ProjectCommand, print_error};
use clap::{Args, Parser};
use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

/// The command that cargo passes on: `cargo tencentcloud …` runs `cargo-tencentcloud tencentcloud …`.
#[derive(Debug, Parser)]
#[command(name = "cargo", bin_name = "cargo", disable_help_subcommand = true)]
enum Cargo {
    Tencentcloud(Arguments),
}

/// Generates a crate with the actions of Tencent Cloud API 3.0 that a program uses.
#[derive(Debug, Args)]
#[command(version, arg_required_else_help = true)]
#[command(after_help = "Exit codes: 0 done, 1 a problem that was printed, 2 wrong usage.")]
struct Arguments {
    #[command(subcommand)]
    command: ProjectCommand,
}

fn main() -> ExitCode {
    let mut given: Vec<OsString> = std::env::args_os().collect();
    // Also without cargo.
    if given.get(1).map(OsString::as_os_str) != Some(OsStr::new("tencentcloud")) {
        given.insert(given.len().min(1), "tencentcloud".into());
    }
    let Cargo::Tencentcloud(arguments) = Cargo::parse_from(given);
    arguments.command.run().unwrap_or_else(|error| {
        print_error(&error);
        ExitCode::FAILURE
    })
}
