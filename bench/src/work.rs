//! The working folder of measurements: `target/bench`, which may be deleted at any time.

use crate::measure::{self, command};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// The repository, and the working folder below its `target`.
pub struct Work {
    root: PathBuf,
    target: PathBuf,
}

impl Work {
    pub fn new() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("there is a folder")?;
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        let work =
            Self { root: root.to_owned(), target: target.unwrap_or_else(|| root.join("target")) };
        fs::create_dir_all(work.folder("log"))?;
        Ok(work)
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn folder(&self, name: &str) -> PathBuf {
        self.target.join("bench").join(name)
    }

    /// Returns an emptied folder.
    pub fn empty_folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.folder(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// Returns the log file for the output of a program.
    pub fn log(&self, name: &str) -> PathBuf {
        self.folder("log").join(format!("{name}.txt"))
    }

    /// Returns the path of a binary that was built with `--release`.
    pub fn release(&self, name: &str) -> PathBuf {
        self.target.join("release").join(name)
    }

    /// Returns the folder of criterion's results.
    pub fn criterion(&self) -> PathBuf {
        self.target.join("criterion")
    }

    /// Runs cargo in the workspace.
    pub fn cargo(&self, arguments: &[&str]) -> Result<()> {
        measure::run(command("cargo", &self.root).args(arguments), &self.log("cargo"))?;
        Ok(())
    }
}
