//! `cargo xtask bench`: measures what generating, compiling and calling cost.
//!
//! The measurements are a program of their own, with dependencies that nothing else needs.

use anyhow::Result;
use clap::Args;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

/// Arguments of `cargo xtask bench`.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    /// Measurements to run, such as `generator`; `--help` lists all
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENTS")]
    arguments: Vec<OsString>,
}

/// Measures, and prints tables.
pub(crate) fn run(arguments: &Arguments, root: &Path) -> Result<ExitCode> {
    crate::program::run(root, "bench", &["--release"], &arguments.arguments)
}
