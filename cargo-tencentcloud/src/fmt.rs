//! `fmt`: brings the spec into its canonical form, or checks that it is.

use crate::project::{Project, display_path};
use crate::{files, line_ends, output};
use anstream::{eprintln, println};
use anyhow::{Context, Result};
use clap::Args;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use tencentcloud_model::file::File;
use tencentcloud_model::load::{Tree, load};
use tencentcloud_model::repair::{Repair, repair};
use tencentcloud_model::write::format;

/// Arguments of `fmt`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Compare without writing; exit with 1 if something differs
    #[arg(long)]
    check: bool,
    /// The folder of the spec
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
}

/// Formats and writes, or compares. Mechanical mistakes are repaired and listed, and comments stay;
/// files that need a person are reported and left alone.
pub(crate) fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let spec = project.spec(arguments.spec.as_ref());
    files::recover(&spec)?;
    let mut documents = match load(&Tree::disk(&spec)) {
        Ok(documents) => documents,
        Err(problems) => {
            output::diagnostics(&problems, &display_path(&spec), output::Format::Text);
            return Ok(ExitCode::FAILURE);
        }
    };
    let repairs = repair(&mut documents);
    let files = format(&documents);
    let mut changed: Vec<File> = Vec::new();
    let mut line_ends = 0;
    for file in &files {
        let path = spec.join(&file.path);
        let present =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        if present != file.text {
            if arguments.check && line_ends::differ_only(present.as_bytes(), &file.text) {
                line_ends += 1;
            } else if arguments.check {
                eprintln!("differs: {}", display_path(&path));
                eprintln!("{}", output::short_diff(&present.replace("\r\n", "\n"), &file.text));
            }
            changed.push(file.clone());
        }
    }
    line_ends::report(line_ends, "files of the spec");
    for Repair { code, place, change } in &repairs {
        let (line, column) = place.line_and_column();
        let path = display_path(&spec.join(place.path()));
        let done = if arguments.check { "to repair" } else { "repaired" };
        eprintln!("{done}: {path}:{line}:{column}: {change} [{code}]");
    }
    let is_whole = documents.problems().is_empty();
    if !is_whole {
        let root = display_path(&spec);
        output::diagnostics(documents.problems(), &root, output::Format::Text);
    }
    if !arguments.check {
        files::write_all(&spec, &changed)?;
        let count = match repairs.len() {
            0 => String::new(),
            count => format!(", {}", output::counted(count, "repair")),
        };
        println!("{} files, {} changed{count}", files.len(), changed.len());
    } else if changed.is_empty() && is_whole {
        println!("{} files are in canonical form", files.len());
    } else if !changed.is_empty() {
        eprintln!("help: run `{}`", project.command("fmt"));
        return Ok(ExitCode::FAILURE);
    }
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
