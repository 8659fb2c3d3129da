//! Commands that are programs of their own, so that the others need not be built together with what
//! they depend on.

use anyhow::{Context, Result};
use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Builds and runs a package of the workspace, with cargo's `options` and the program's `arguments`.
pub(crate) fn run(
    root: &Path,
    package: &str,
    options: &[&str],
    arguments: &[OsString],
) -> Result<ExitCode> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--package", package]).args(options);
    command.arg("--manifest-path").arg(root.join("Cargo.toml"));
    replace_with(command.arg("--").args(arguments)).context("cannot run cargo")
}

/// Builds and runs a program that reads the repository's spec, unless the arguments name another.
pub(crate) fn run_on_spec(root: &Path, package: &str, given: &[OsString]) -> Result<ExitCode> {
    let names_spec = |argument: &OsString| argument.to_string_lossy().starts_with("--spec");
    let mut all = Vec::new();
    if !given.iter().any(names_spec) {
        all.extend(["--spec".into(), root.join("spec").into()]);
    }
    all.extend(given.iter().cloned());
    run(root, package, &[], &all)
}

/// Puts the program in this one's place, so that whoever stops this one stops it.
#[cfg(unix)]
fn replace_with(command: &mut Command) -> std::io::Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec())
}

#[cfg(not(unix))]
fn replace_with(command: &mut Command) -> std::io::Result<ExitCode> {
    let status = command.status()?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
