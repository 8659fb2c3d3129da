//! `cargo xtask mock`: serves the API from the repository's spec.

use anyhow::Result;
use clap::Args;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

/// Arguments of `cargo xtask mock`.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    /// Arguments of the mock, such as `--port 8080`; `--help` lists all
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENTS")]
    arguments: Vec<OsString>,
}

/// Runs the mock until it is stopped.
pub(crate) fn run(arguments: &Arguments, root: &Path) -> Result<ExitCode> {
    crate::program::run_on_spec(root, "tencentcloud-mock", &arguments.arguments)
}
