//! The repository that the commands work on: its folders, its configuration, and the name under which
//! users call the commands.

use crate::configuration::{Configuration, FILE};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use tencentcloud_codegen::Options;

/// The folders of a repository with a spec.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
    command: &'static str,
    loader_schemas: Option<PathBuf>,
    catalogue: Option<PathBuf>,
    configuration: Option<Configuration>,
}

impl Project {
    /// Creates a project from its root folder; `command` is the name that users type, such as
    /// `cargo xtask`. The spec is in `spec`, and the generated files are in `generated/src`.
    pub fn new(root: impl Into<PathBuf>, command: &'static str) -> Self {
        let root = root.into();
        Self { loader_schemas: None, catalogue: None, root, command, configuration: None }
    }

    /// Opens the project of a folder with a `tencentcloud.toml`.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read, with the place of the mistake.
    pub fn open(root: impl Into<PathBuf>, command: &'static str) -> Result<Self> {
        let root = root.into();
        Ok(Self::new(&root, command).with_configuration(Configuration::read(&root)?))
    }

    /// Opens the project that a folder lies in: the nearest folder, from `start` upwards, that has a
    /// `tencentcloud.toml`.
    ///
    /// # Errors
    ///
    /// Returns an error if no folder has the file, or as of [`open`](Self::open).
    pub fn find(start: &Path, command: &'static str) -> Result<Self> {
        match start.ancestors().find(|folder| folder.join(FILE).is_file()) {
            Some(root) => Self::open(root, command),
            None => bail!(
                "{} and the folders above it have no `{FILE}`: run the command in a project, or make \
                 one with `{command} init NAME`",
                start.display()
            ),
        }
    }

    /// Adds the folder that holds the schemas from which the model makes its own checks.
    #[must_use]
    pub fn with_loader_schemas(mut self, folder: impl Into<PathBuf>) -> Self {
        self.loader_schemas = Some(folder.into());
        self
    }

    /// Adds the file that holds the compiled spec, which `codegen` keeps up to date.
    #[must_use]
    pub fn with_catalogue(mut self, file: impl Into<PathBuf>) -> Self {
        self.catalogue = Some(file.into());
        self
    }

    /// Replaces the configuration.
    pub(crate) fn with_configuration(mut self, configuration: Configuration) -> Self {
        self.configuration = Some(configuration);
        self
    }

    /// Returns the root folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the configuration, if the project has one.
    pub(crate) fn configuration(&self) -> Option<&Configuration> {
        self.configuration.as_ref()
    }

    /// Returns the configuration of a project that must have one.
    pub(crate) fn configured(&self) -> Result<&Configuration> {
        self.configuration().with_context(|| format!("this project has no `{FILE}`"))
    }

    /// Returns the path of the spec from the root.
    pub(crate) fn spec_path(&self) -> &str {
        self.configuration.as_ref().map_or("spec", |it| it.spec.as_str())
    }

    /// Returns the folder of the spec: the one that was given, or the project's own.
    pub(crate) fn spec(&self, given: Option<&PathBuf>) -> PathBuf {
        given.cloned().unwrap_or_else(|| self.root.join(self.spec_path()))
    }

    /// Returns the folder of the generated files: the one that was given, or the project's own.
    pub(crate) fn out(&self, given: Option<&PathBuf>) -> PathBuf {
        let own = self.configuration.as_ref().map_or("generated/src", |it| it.out.as_str());
        given.cloned().unwrap_or_else(|| self.root.join(own))
    }

    /// Returns the manifest of the generated crate.
    pub(crate) fn manifest(&self) -> PathBuf {
        manifest_of(&self.out(None))
    }

    /// Returns the options of the generator.
    pub(crate) fn options(&self) -> Options {
        let Some(configuration) = &self.configuration else {
            return Options::default().with_command(self.command("codegen"));
        };
        let mut options = Options::new(&configuration.crate_name)
            .with_command(self.command("codegen"))
            .with_spec(&configuration.spec);
        if let Some(runtime) = &configuration.runtime {
            options = options.with_runtime(runtime);
        }
        match configuration.patterns() {
            Some(patterns) => options.with_selection(patterns),
            None => options,
        }
    }

    /// Returns the file that holds the compiled spec, if the project has one and works on its own
    /// spec.
    pub(crate) fn catalogue(&self, given_spec: Option<&PathBuf>) -> Option<&Path> {
        self.catalogue.as_deref().filter(|_| given_spec.is_none())
    }

    /// Returns the folder that holds the schemas of the loader, if it is in this project.
    pub(crate) fn loader_schemas(&self) -> Option<&Path> {
        self.loader_schemas.as_deref()
    }

    /// Returns a command as users type it.
    pub(crate) fn command(&self, arguments: &str) -> String {
        format!("{} {arguments}", self.command)
    }
}

/// Returns the manifest of the crate with this folder of sources: the nearest one above it.
pub(crate) fn manifest_of(out: &Path) -> PathBuf {
    let mut folders = out.ancestors().skip(1).map(|folder| folder.join("Cargo.toml"));
    let beside = out.parent().unwrap_or(out).join("Cargo.toml");
    folders.find(|manifest| manifest.is_file()).unwrap_or(beside)
}

/// Returns a path as users know it: relative to the current folder if it lies below.
pub(crate) fn display_path(path: &Path) -> String {
    let current = std::env::current_dir().ok();
    let relative = current.as_deref().and_then(|current| path.strip_prefix(current).ok());
    relative.unwrap_or(path).display().to_string()
}
