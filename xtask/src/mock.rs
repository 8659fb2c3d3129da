//! `cargo xtask mock`: serves the API from the repository's spec.
//!
//! The mock is built and run as a program of its own, so that the other commands need not be built
//! together with a web server.

use anyhow::{Context, Result};
use clap::Args;
use std::env;
use std::ffi::OsString;
use std::process::{Command, ExitCode};

/// Arguments of `cargo xtask mock`.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    /// What to tell the mock, such as `--port 8080`; `--help` lists it all
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENTS")]
    arguments: Vec<OsString>,
}

/// Runs the mock until it is stopped.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let root = crate::root();
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--package", "tencentcloud-mock", "--manifest-path"]);
    command.arg(root.join("Cargo.toml")).arg("--");
    let names_spec = |argument: &OsString| argument.to_string_lossy().starts_with("--spec");
    if !arguments.arguments.iter().any(names_spec) {
        command.arg("--spec").arg(root.join("spec"));
    }
    let status = command.args(&arguments.arguments).status().context("cannot run cargo")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
