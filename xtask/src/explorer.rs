//! `cargo xtask explorer`: opens the explorer on the repository's spec.

use anyhow::Result;
use clap::Args;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

/// Arguments of `cargo xtask explorer`.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    /// Arguments of the explorer, such as `--endpoint URL`; `--help` lists all
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENTS")]
    arguments: Vec<OsString>,
}

/// Serves the page until it is stopped.
pub(crate) fn run(arguments: &Arguments, root: &Path) -> Result<ExitCode> {
    crate::program::run_on_spec(root, "tencentcloud-explorer", &arguments.arguments)
}
