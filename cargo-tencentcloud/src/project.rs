//! The repository that the commands work on: where its spec and its generated crate lie, and how
//! users call the commands.

use std::path::{Path, PathBuf};

/// The folders of a repository with a spec.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
    command: &'static str,
    schemas: Vec<PathBuf>,
    catalogue: Option<PathBuf>,
}

impl Project {
    /// Creates a project from its root folder; `command` is what users type, such as `cargo xtask`.
    pub fn new(root: impl Into<PathBuf>, command: &'static str) -> Self {
        let root = root.into();
        Self { schemas: vec![root.join("spec")], catalogue: None, root, command }
    }

    /// Adds a folder that holds a copy of the editors' schemas.
    #[must_use]
    pub fn with_schemas(mut self, folder: impl Into<PathBuf>) -> Self {
        self.schemas.push(folder.into());
        self
    }

    /// Adds the file that holds the compiled spec, which `codegen` keeps up to date.
    #[must_use]
    pub fn with_catalogue(mut self, file: impl Into<PathBuf>) -> Self {
        self.catalogue = Some(file.into());
        self
    }

    /// Returns the root folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the folder of the spec: the one that was given, or the project's own.
    pub(crate) fn spec(&self, given: Option<&PathBuf>) -> PathBuf {
        given.cloned().unwrap_or_else(|| self.root.join("spec"))
    }

    /// Returns the folder of the generated files: the one that was given, or the project's own.
    pub(crate) fn out(&self, given: Option<&PathBuf>) -> PathBuf {
        given.cloned().unwrap_or_else(|| self.root.join("generated/src"))
    }

    /// Returns the file that holds the compiled spec, if the project has one and works on its own
    /// spec.
    pub(crate) fn catalogue(&self, given_spec: Option<&PathBuf>) -> Option<&Path> {
        self.catalogue.as_deref().filter(|_| given_spec.is_none())
    }

    /// Returns the folders that hold a copy of the schemas.
    pub(crate) fn schemas(&self) -> &[PathBuf] {
        &self.schemas
    }

    /// Returns a command as users type it.
    pub(crate) fn command(&self, arguments: &str) -> String {
        format!("{} {arguments}", self.command)
    }
}

/// Returns a path as users know it: relative to the current folder if it lies below.
pub(crate) fn display_path(path: &Path) -> String {
    let current = std::env::current_dir().ok();
    let relative = current.as_deref().and_then(|current| path.strip_prefix(current).ok());
    relative.unwrap_or(path).display().to_string()
}
