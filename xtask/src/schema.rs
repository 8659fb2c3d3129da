//! `cargo xtask schema`: writes the JSON Schemas of the spec's files, which editors complete and
//! check with, or checks that they are up to date.

use crate::store;
use anstream::{eprintln, println};
use anyhow::{Context, Result};
use clap::Args;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tencentcloud_codegen::spec::schema;

/// Arguments of `cargo xtask schema`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Compare without writing; exit with 1 if something differs
    #[arg(long)]
    check: bool,
    /// The folder of the spec
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
}

/// Writes what differs, or reports it.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let spec = arguments.spec.clone().unwrap_or_else(|| crate::root().join("spec"));
    let files = schema::all();
    let mut changed = Vec::new();
    for file in &files {
        if read(&spec.join(&file.path))?.as_deref() != Some(file.text.as_bytes()) {
            changed.push(file.clone());
        }
    }
    let wanted: Vec<PathBuf> = files.iter().map(|file| spec.join(&file.path)).collect();
    let mut stale = schemas(&spec.join("schema"))?;
    stale.retain(|path| !wanted.contains(path));
    if !arguments.check {
        store::write(&spec, &changed)?;
        for path in &stale {
            fs::remove_file(path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
        println!("{} schemas, {} changed", files.len(), changed.len() + stale.len());
        return Ok(ExitCode::SUCCESS);
    }
    for file in &changed {
        eprintln!("differs: {}", crate::shown(&spec.join(&file.path)));
    }
    for path in &stale {
        eprintln!("stale: {}", crate::shown(path));
    }
    if changed.is_empty() && stale.is_empty() {
        println!("{} schemas are up to date", files.len());
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("help: run `cargo xtask schema`");
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
    use super::{Arguments, run};
    use std::fs;
    use std::process::ExitCode;

    #[test]
    fn checking_fails_until_the_schemas_are_written() {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().to_owned();
        let with = |check| run(&Arguments { check, spec: Some(spec.clone()) }).unwrap();
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
