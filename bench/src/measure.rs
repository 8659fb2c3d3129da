//! The cost of a program: wall time, CPU time of it and its children, peak memory.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

/// The cost of one run of a program.
#[derive(Clone, Copy)]
pub struct Usage {
    pub wall: Duration,
    /// User and system time, including finished children.
    pub cpu: Duration,
    /// Peak memory of the largest process, in bytes.
    pub peak: u64,
}

/// Returns a command in a folder, without incremental compilation and without cargo's variables.
pub fn command(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    // Cargo sets these variables for this program, not for the programs it runs.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "RUSTFLAGS"] {
        command.env_remove(name);
    }
    command.env("CARGO_INCREMENTAL", "0");
    command
}

/// Runs a program to its end. Its output goes into `log`, which an error names.
pub fn run(command: &mut Command, log: &Path) -> Result<Usage> {
    let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    command.stdout(file.try_clone()?).stderr(file);
    let start = Instant::now();
    let program = command.get_program().to_owned();
    let mut child = command.spawn().with_context(|| format!("cannot run {}", program.display()))?;
    let used = child.wait4().context("cannot wait for it")?;
    let wall = start.elapsed();
    if !used.status.success() {
        bail!("{} failed ({}): see {}", program.display(), used.status, log.display());
    }
    let usage = used.rusage;
    Ok(Usage { wall, cpu: usage.utime + usage.stime, peak: usage.maxrss })
}

/// Returns the run with the least CPU time: other programs can only add to it.
pub fn least(usages: &[Usage]) -> Option<Usage> {
    usages.iter().min_by_key(|usage| usage.cpu).copied()
}
