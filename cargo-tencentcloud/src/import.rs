//! `import`: brings saved documentation pages and API metadata into the spec.

use crate::project::{Project, display_path};
use crate::{files, output, schema, sources};
use anstream::{eprint, eprintln, print, println};
use anyhow::{Context, Result};
use clap::Args;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
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
    /// Write the details of the report to this file
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
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
    files::recover(&spec)?;
    // A spec that is not there yet is an empty one.
    let tree =
        if spec.exists() { Tree::disk(&spec) } else { Tree::memory([] as [(&str, &str); 0]) };
    let Imported { files, removed, report } = match import(&inputs, &tree, &options) {
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
        for path in &removed {
            println!("delete {}", display_path(&spec.join(path)));
        }
    } else {
        files::change_all(&spec, &files, &removed)?;
        if arguments.sources.spec().is_none() {
            schema::refresh(project)?;
        }
    }
    show(&report, arguments.report.as_deref(), project)?;
    let counts = report.counts;
    println!(
        "{}, {}, {} → {} new, {} {}{}, {:.1} s",
        output::counted(counts.actions, "action"),
        output::counted(counts.types, "type"),
        output::counted(counts.codes, "new code"),
        output::counted(new, "file"),
        files.len() - new,
        if arguments.dry_run { "would change" } else { "changed" },
        if removed.is_empty() { String::new() } else { format!(", {} deleted", removed.len()) },
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

/// A report of more lines than this goes into a file, and its totals are printed.
const MOST_LINES: usize = 200;

/// So many of the descriptions to rewrite are named; the files mark all of them.
const MOST_REWRITES: usize = 20;

/// Prints what happened and what is left to users: all of it if it is short; else the totals, and
/// the details by service in a file.
fn show(report: &Report, to: Option<&Path>, project: &Project) -> Result<()> {
    let count =
        report.changes.len() + report.kept.len() + report.refused.len() + report.checks.len();
    let is_long = count > MOST_LINES;
    let file = match to {
        Some(file) => Some(file.to_owned()),
        None => is_long.then(|| project.root().join("target/import-report.md")),
    };
    if let Some(file) = &file {
        files::write(file, details(report))
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    if is_long {
        let parts = || report.accounts.iter().flat_map(|account| &account.parts);
        if !report.accounts.is_empty() {
            let seen: usize = parts().map(|part| part.seen).sum();
            let understood: usize = parts().map(|part| part.understood).sum();
            println!("{seen} rows read, {understood} understood");
        }
        for (count, what) in totals(report) {
            if count > 0 {
                println!("{count:>8} {what}");
            }
        }
    } else {
        lists(report);
    }
    if let Some(file) = &file {
        println!("details by service: {}", display_path(file));
    }
    Ok(())
}

/// How much there is of everything.
fn totals(report: &Report) -> Vec<(usize, String)> {
    let mut changes: BTreeMap<String, usize> = BTreeMap::new();
    for change in &report.changes {
        *changes.entry(format!("{} {}", change.kind, change.what)).or_default() += 1;
    }
    let mut totals: Vec<(usize, String)> =
        changes.into_iter().map(|(what, count)| (count, what)).collect();
    totals.sort_by(|a, b| b.cmp(a));
    totals.push((report.kept.len(), "kept as in the spec".to_owned()));
    totals.push((report.refused.len(), "left out by name".to_owned()));
    totals.push((report.checks.len(), "to check".to_owned()));
    totals.push((report.rewrite.len(), "descriptions to rewrite".to_owned()));
    totals
}

/// Everything that a report says, by service.
fn details(report: &Report) -> String {
    let mut services: BTreeMap<&str, BTreeMap<&str, Vec<String>>> = BTreeMap::new();
    let add = |path: &'_ str, part: &'static str, line: String| {
        let service = path.split('/').next().unwrap_or_default().to_owned();
        (service, part, line)
    };
    let mut lines = Vec::new();
    for change in &report.changes {
        lines.push(add(&change.path, "Changes", change.to_string()));
    }
    for kept in &report.kept {
        let line = format!("{} [{}]", kept.change, kept.reason);
        lines.push(add(&kept.change.path, "Kept as in the spec", line));
    }
    for refusal in &report.refused {
        let line = format!("{}: {} [{}]", refusal.path, refusal.reason, refusal.at);
        lines.push(add(&refusal.path, "Left out", line));
    }
    for check in &report.checks {
        let line = format!("{}: {} [{}]", check.path, check.message, check.at);
        lines.push(add(&check.path, "To check", line));
    }
    for (service, part, line) in &lines {
        services.entry(service).or_default().entry(part).or_default().push(line.clone());
    }
    let mut text = "# Import report\n\n".to_owned();
    for (count, what) in totals(report) {
        let _ = writeln!(text, "- {count} {what}");
    }
    if !report.accounts.is_empty() {
        text.push_str("\n## Pages\n\n");
        for account in &report.accounts {
            let _ = writeln!(text, "- {account}");
        }
    }
    for (service, parts) in services {
        let _ = write!(text, "\n## {service}\n");
        for (part, lines) in parts {
            let _ = write!(text, "\n### {part}: {}\n\n", lines.len());
            for line in lines {
                let _ = writeln!(text, "- {}", line.replace('\n', " "));
            }
        }
    }
    text
}

/// Prints everything that a report has, in its order.
fn lists(report: &Report) {
    for account in &report.accounts {
        eprintln!("{account}");
    }
    for change in &report.changes {
        println!("{change}");
    }
    show_left(report);
}

/// Prints the actions that cannot be imported, and the number of facts that are left to users; the
/// details are in a file.
pub(crate) fn show_summary(report: &Report, project: &Project) -> Result<()> {
    if !report.refused.is_empty() {
        let refused = report.refused.iter();
        let refused = refused.map(|it| (&it.at, format!("{}: {}", it.path, it.reason)));
        eprint!("left out:\n{}", output::located(refused));
    }
    let (checks, rewrite) = (report.checks.len(), report.rewrite.len());
    if checks + rewrite == 0 {
        return Ok(());
    }
    let file = project.root().join("target/import-report.md");
    let mut text = details(report);
    let _ = write!(text, "\n## Descriptions to rewrite\n\n");
    for path in &report.rewrite {
        let _ = writeln!(text, "- {path}");
    }
    files::write(&file, &text).with_context(|| format!("cannot write {}", file.display()))?;
    eprintln!(
        "note: {} to check, and {} in the vendor's words, marked `# imported: rewrite`; details: {}",
        output::counted(checks, "fact"),
        output::counted(rewrite, "description"),
        display_path(&file)
    );
    Ok(())
}

/// Prints the parts of a report that are left to users.
fn show_left(report: &Report) {
    if !report.kept.is_empty() {
        let kept = report.kept.iter();
        let kept = kept.map(|it| (&it.change.at, format!("{} [{}]", it.change, it.reason)));
        eprint!("\nkept as in the spec:\n{}", output::located(kept));
    }
    if !report.refused.is_empty() {
        let refused = report.refused.iter();
        let refused = refused.map(|it| (&it.at, format!("{}: {}", it.path, it.reason)));
        eprint!("\nleft out:\n{}", output::located(refused));
    }
    if !report.checks.is_empty() {
        let checks = report.checks.iter();
        let checks = checks.map(|it| (&it.at, format!("{}: {}", it.path, it.message)));
        eprint!("\nto check:\n{}", output::located(checks));
    }
    if !report.rewrite.is_empty() {
        eprintln!("\nto rewrite, marked `# imported: rewrite`:");
        for path in report.rewrite.iter().take(MOST_REWRITES) {
            eprintln!("  {path}");
        }
        let more = report.rewrite.len().saturating_sub(MOST_REWRITES);
        if more > 0 {
            eprintln!("  … {more} more");
        }
    }
}
