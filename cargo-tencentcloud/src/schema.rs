//! `schema`: writes the JSON Schemas of the spec's files, which editors complete and
//! check with, or checks that they are up to date.

use crate::project::{Project, display_path};
use crate::{files, line_ends};
use anstream::{eprintln, println};
use anyhow::{Context, Result};
use clap::Args;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tencentcloud_model::schema;

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Compare without writing; exit with 1 if something differs
    #[arg(long)]
    check: bool,
    /// The folder of the spec
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
}

/// Writes the schemas that differ, or reports them.
pub(crate) fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let mut folders = vec![(project.spec(arguments.spec.as_ref()), schema::for_editors())];
    if let Some(own) = project.loader_schemas().filter(|_| arguments.spec.is_none()) {
        folders.push((own.to_owned(), schema::all()));
    }
    let count = folders.first().map_or(0, |(_, files)| files.len());
    let (mut differing, mut stale) = (Vec::new(), Vec::new());
    let mut ends = 0;
    for (folder, files) in &folders {
        let mut changed = Vec::new();
        for file in files {
            let present = read(&folder.join(&file.path))?;
            if present.as_deref() == Some(file.text.as_bytes()) {
                continue;
            }
            changed.push(file.clone());
            if present.is_some_and(|text| line_ends::differ_only(&text, &file.text)) {
                ends += 1;
            } else {
                differing.push(folder.join(&file.path));
            }
        }
        let wanted: Vec<PathBuf> = files.iter().map(|file| folder.join(&file.path)).collect();
        let mut others = schemas(&folder.join("schema"))?;
        others.retain(|path| !wanted.contains(path));
        if !arguments.check {
            files::write_all(folder, &changed)?;
        }
        stale.append(&mut others);
    }
    if !arguments.check {
        for path in &stale {
            fs::remove_file(path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
        let changed = differing.len() + ends + stale.len();
        println!("{count} schemas, {changed} files changed");
        return Ok(ExitCode::SUCCESS);
    }
    for path in &differing {
        eprintln!("differs: {}", display_path(path));
    }
    for path in &stale {
        eprintln!("stale: {}", display_path(path));
    }
    line_ends::report(ends, "schemas");
    if differing.is_empty() && stale.is_empty() && ends == 0 {
        println!("{count} schemas are up to date");
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("help: run `{}`", project.command("schema"));
    Ok(ExitCode::FAILURE)
}

/// The bytes of a file; `None` if there is none.
fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// The schemas that are in a folder, sorted.
fn schemas(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).context(format!("cannot read {}", folder.display())),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("cannot read {}", folder.display()))?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Project, run};
    use std::fs;
    use std::process::ExitCode;

    #[test]
    fn checking_fails_until_the_schemas_are_written() {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().to_owned();
        let project = Project::new(folder.path(), "cargo xtask");
        let with = |check| run(&Arguments { check, spec: Some(spec.clone()) }, &project).unwrap();
        let is =
            |code: ExitCode, expected: ExitCode| format!("{code:?}") == format!("{expected:?}");
        fs::create_dir(spec.join("schema")).unwrap();
        fs::write(spec.join("schema/retired.json"), "{}").unwrap();
        assert!(is(with(true), ExitCode::FAILURE));
        assert!(is(with(false), ExitCode::SUCCESS));
        assert!(is(with(true), ExitCode::SUCCESS));
        assert!(!spec.join("schema/retired.json").exists());
        fs::write(spec.join("schema/action.json"), "{}").unwrap();
        assert!(is(with(true), ExitCode::FAILURE));
    }
}
