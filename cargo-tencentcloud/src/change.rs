//! A change of a project as a whole: spec, configuration, manifest and generated files. Everything is
//! made in memory first; a mistake anywhere leaves the project unchanged.

use crate::codegen;
use crate::configuration::Configuration;
use crate::files;
use crate::lock;
use crate::output;
use crate::project::{Project, display_path};
use crate::prune::Unselected;
use crate::selection;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use tencentcloud_codegen::Planned;
use tencentcloud_importer::Imported;
use tencentcloud_model::file::File;
use tencentcloud_model::load::Tree;

/// The files of a spec, by path.
type Files = BTreeMap<String, Vec<u8>>;

/// A change that has not been written.
pub(crate) struct Change {
    files: Vec<File>,
    removed: Vec<String>,
    spec: Files,
}

/// A change with the crate that it makes.
pub(crate) struct Planning {
    pub(crate) project: Project,
    pub(crate) planned: Planned,
    change: Change,
}

impl Change {
    /// Creates a change that leaves the spec as it is on disk.
    pub(crate) fn none(project: &Project) -> Result<Self> {
        Ok(Self { files: Vec::new(), removed: Vec::new(), spec: read(&project.spec(None))? })
    }

    /// Creates the change that an import makes.
    pub(crate) fn of_import(project: &Project, imported: &Imported) -> Result<Self> {
        let mut change = Self::none(project)?;
        for file in &imported.files {
            change.spec.insert(file.path.clone(), file.text.clone().into_bytes());
        }
        for path in &imported.removed {
            change.spec.remove(path);
        }
        change.files.clone_from(&imported.files);
        change.removed.clone_from(&imported.removed);
        Ok(change)
    }

    /// Adds the removal of spec files.
    pub(crate) fn prune(&mut self, unselected: Unselected) {
        for path in &unselected.removed {
            self.spec.remove(path);
        }
        for file in &unselected.files {
            self.spec.insert(file.path.clone(), file.text.clone().into_bytes());
        }
        self.removed.extend(unselected.removed);
        self.files.extend(unselected.files);
    }

    /// Returns the changed spec.
    pub(crate) fn tree(&self) -> Tree {
        Tree::memory(self.spec.iter().map(|(path, text)| (path.clone(), text.clone())))
    }

    /// Plans the crate with a configuration. Mistakes of the spec are printed, and `None` is returned.
    pub(crate) fn plan(
        self,
        project: &Project,
        configuration: Configuration,
    ) -> Result<Option<Planning>> {
        let project = project.clone().with_configuration(configuration);
        match selection::plan(&project, &self.tree())? {
            Ok(planned) => {
                let paths = codegen::paths(&planned.modules);
                lock::check_unedited(&project, &project.out(None), &paths)?;
                Ok(Some(Planning { project, planned, change: self }))
            }
            Err(problems) => {
                let spec = display_path(&project.spec(None));
                output::diagnostics(&problems, &spec, output::Format::Text);
                Ok(None)
            }
        }
    }
}

impl Planning {
    /// Writes the spec, the configuration and the crate; returns the number of changed files.
    pub(crate) fn write(self) -> Result<usize> {
        let Self { project, planned, change } = self;
        files::change_all(&project.spec(None), &change.files, &change.removed)?;
        let configuration = project.configured()?;
        let (path, text) = (configuration.path(), configuration.text());
        if fs::read_to_string(path).ok().as_deref() != Some(text) {
            files::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
        }
        let generated = codegen::write_crate(&project, planned)?;
        Ok(change.files.len() + change.removed.len() + generated)
    }
}

/// Reads all files of a spec.
fn read(spec: &Path) -> Result<Files> {
    files::recover(spec)?;
    let mut paths = BTreeSet::new();
    files::collect(spec, spec, &mut paths)?;
    let mut read = Files::new();
    for path in paths {
        let full = spec.join(&path);
        let text = fs::read(&full).with_context(|| format!("cannot read {}", full.display()))?;
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        read.insert(parts.join("/"), text);
    }
    Ok(read)
}
