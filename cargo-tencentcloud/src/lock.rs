//! `tencentcloud.lock`: a hash of each generated file as it was written, so that an edit by hand is
//! noticed before it is overwritten.

use crate::files;
use crate::fingerprint::Hashes;
use crate::line_ends;
use crate::project::{Project, display_path};
use anyhow::{Context, Result, bail};
use std::fmt::Write;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The name of the file, beside the configuration.
const FILE: &str = "tencentcloud.lock";

/// The first line of the file.
const HEADER: &str = "# Hashes of the generated files (BLAKE3). Written by `cargo tencentcloud`.";

/// Fails if a generated file is not as it was written, or if a file of another origin is in the place
/// of a generated one. Projects without a configuration have no such record.
pub(crate) fn check_unedited(project: &Project, out: &Path, wanted: &[&str]) -> Result<()> {
    if project.configuration().is_none() {
        return Ok(());
    }
    let written = read(project)?;
    let header = project.options().header();
    let mut edited = Vec::new();
    for path in wanted.iter().copied().chain(written.keys().map(String::as_str)) {
        let full = out.join(path);
        let text = match fs::read(&full) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => {
                return Err(error).context(format!("cannot read {}", full.display()));
            }
        };
        let is_ours = match written.get(path) {
            // Git may have written the file with other line ends.
            Some(hash) => blake3::hash(&line_ends::unified(&text)) == *hash,
            None => line_ends::unified(&text).starts_with(header.as_bytes()),
        };
        if !is_ours && !edited.contains(&full) {
            edited.push(full);
        }
    }
    if edited.is_empty() {
        return Ok(());
    }
    let list: Vec<String> = edited.iter().map(|path| format!("  {}", display_path(path))).collect();
    bail!(
        "files were edited by hand since they were generated; nothing was written:\n{}\nhelp: make the \
         change in the spec, then discard the edits with `{}`",
        list.join("\n"),
        project.command("codegen --force")
    )
}

/// Records the files as they are now.
pub(crate) fn record(project: &Project, hashes: &Hashes) -> Result<()> {
    if project.configuration().is_none() {
        return Ok(());
    }
    let mut text = format!("{HEADER}\n");
    for (path, hash) in hashes {
        let _ = writeln!(text, "{}  {path}", hash.to_hex());
    }
    let path = file(project);
    if fs::read_to_string(&path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    files::write(&path, &text).with_context(|| format!("cannot write {}", path.display()))
}

fn read(project: &Project) -> Result<Hashes> {
    let path = file(project);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Hashes::new()),
        Err(error) => return Err(error).context(format!("cannot read {}", path.display())),
    };
    let mut hashes = Hashes::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let parsed = line
            .split_once("  ")
            .and_then(|(hash, path)| Some((path.to_owned(), blake3::Hash::from_hex(hash).ok()?)));
        let Some((name, hash)) = parsed else {
            bail!(
                "{}:{number}: this is not a hash and a path; remove the file and run `{}`",
                display_path(&path),
                project.command("codegen")
            )
        };
        hashes.insert(name, hash);
    }
    Ok(hashes)
}

fn file(project: &Project) -> PathBuf {
    project.root().join(FILE)
}
