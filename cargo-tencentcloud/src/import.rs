//! `import`: brings saved documentation pages and API metadata into the spec.

use crate::project::{Project, display_path};
use crate::{files, output, sources};
use anstream::{eprint, eprintln, print, println};
use anyhow::Result;
use clap::Args;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;
use tencentcloud_importer::{Imported, Report, import};
use tencentcloud_model::file::File;
use tencentcloud_model::load::Tree;

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    sources: sources::SourceArguments,
    /// Print what would change in the files, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Imports and writes, or shows what would be written.
pub(crate) fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let start = Instant::now();
    let spec = project.spec(arguments.sources.spec());
    let (inputs, options) = match arguments.sources.read()? {
        Ok(read) => read,
        Err(problems) => {
            output::diagnostics(&problems, "", output::Format::Text);
            return Ok(ExitCode::FAILURE);
        }
    };
    // A spec that is not there yet is an empty one.
    let tree =
        if spec.exists() { Tree::disk(&spec) } else { Tree::memory([] as [(&str, &str); 0]) };
    let Imported { files, report } = match import(&inputs, &tree, &options) {
        Ok(imported) => imported,
        Err(problems) => {
            sources::refuse(&problems, &spec);
            return Ok(ExitCode::FAILURE);
        }
    };
    let new = files.iter().filter(|file| !spec.join(&file.path).exists()).count();
    if arguments.dry_run {
        for file in &files {
            print!("{}", difference(&spec, file));
        }
    } else {
        files::write_all(&spec, &files)?;
    }
    lists(&report);
    let counts = report.counts;
    println!(
        "{}, {}, {} → {} new, {} {}, {:.1} s",
        output::counted(counts.actions, "action"),
        output::counted(counts.types, "type"),
        output::counted(counts.codes, "new code"),
        output::counted(new, "file"),
        files.len() - new,
        if arguments.dry_run { "would change" } else { "changed" },
        start.elapsed().as_secs_f64()
    );
    Ok(ExitCode::SUCCESS)
}

/// The difference between a file on disk and what it should be.
fn difference(spec: &Path, file: &File) -> String {
    let path = spec.join(&file.path);
    let before = fs::read_to_string(&path).unwrap_or_default();
    let shown = display_path(&path);
    similar::TextDiff::from_lines(&before, &file.text)
        .unified_diff()
        .header(&shown, &shown)
        .to_string()
}

/// What happened, and what is left to people.
fn lists(report: &Report) {
    /// So many of the descriptions to rewrite are named; the files mark all of them.
    const MOST: usize = 20;
    for change in &report.changes {
        println!("{change}");
    }
    if !report.kept.is_empty() {
        let kept = report.kept.iter();
        let kept = kept.map(|it| (&it.change.at, format!("{} [{}]", it.change, it.reason)));
        eprint!("\nthe spec's word counts more:\n{}", output::located(kept));
    }
    if !report.refused.is_empty() {
        let refused = report.refused.iter();
        let refused = refused.map(|it| (&it.at, format!("{}: {}", it.path, it.reason)));
        eprint!("\nrefused:\n{}", output::located(refused));
    }
    if !report.checks.is_empty() {
        let checks = report.checks.iter();
        let checks = checks.map(|it| (&it.at, format!("{}: {}", it.path, it.message)));
        eprint!("\nto check:\n{}", output::located(checks));
    }
    if !report.rewrite.is_empty() {
        eprintln!("\nto rewrite, marked `# imported: rewrite`:");
        for path in report.rewrite.iter().take(MOST) {
            eprintln!("  {path}");
        }
        let more = report.rewrite.len().saturating_sub(MOST);
        if more > 0 {
            eprintln!("  … {more} more");
        }
    }
}
