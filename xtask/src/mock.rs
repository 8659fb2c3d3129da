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
    let given = &arguments.arguments;
    let names_spec = |argument: &OsString| argument.to_string_lossy().starts_with("--spec");
    let mut all = Vec::new();
    if !given.iter().any(names_spec) {
        all.extend(["--spec".into(), root.join("spec").into()]);
    }
    all.extend(given.iter().cloned());
    crate::program::run(root, "tencentcloud-mock", &[], &all)
}
