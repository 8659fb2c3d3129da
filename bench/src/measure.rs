//! What a program costs: wall time, CPU time of it and its children, peak memory.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

/// What one run of a program cost.
#[derive(Clone, Copy)]
pub struct Usage {
    pub wall: Duration,
    /// User and system time, that of finished children included.
    pub cpu: Duration,
    /// Of the largest process, in bytes.
    pub peak: u64,
}

/// A program that is quiet unless it fails.
pub fn command(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    // What cargo sets for the program that it runs is not for those that this one runs.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "RUSTFLAGS"] {
        command.env_remove(name);
    }
    command.env("CARGO_INCREMENTAL", "0");
    command
}

/// Runs a program to its end. What it prints goes into `log`, which is named if it fails.
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

/// The least disturbed one: other programs on the machine make a run dearer, and none makes it
/// cheaper.
pub fn least(usages: &[Usage]) -> Option<Usage> {
    usages.iter().min_by_key(|usage| usage.cpu).copied()
}
