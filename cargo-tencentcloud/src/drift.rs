//! `drift`: compares the spec with saved pages and API metadata, and writes nothing.

use crate::output::{self, Format};
use crate::project::Project;
use crate::{files, sources};
use anstream::{eprint, print, println};
use anyhow::{Result, bail};
use clap::Args;
use serde_json::json;
use std::process::ExitCode;
use tencentcloud_importer::{Report, drift};
use tencentcloud_model::load::Tree;

/// Arguments of `drift`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    sources: sources::SourceArguments,
    /// How to print the differences
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// The exit code of a comparison without differences that left something out.
const NOT_COMPARED: u8 = 3;

/// Compares; exits with 1 if the sources say something else, and with 3 if they do not, but not all
/// of them could be compared.
pub(crate) fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let spec = project.spec(arguments.sources.spec());
    if !spec.is_dir() {
        bail!("{} is no folder", spec.display());
    }
    files::recover(&spec)?;
    let (inputs, options) = match arguments.sources.read()? {
        Ok(read) => read,
        Err(problems) => {
            output::diagnostics(&problems, "", arguments.format);
            return Ok(ExitCode::FAILURE);
        }
    };
    let report = match drift(&inputs, &Tree::disk(&spec), &options) {
        Ok(report) => report,
        Err(problems) => {
            sources::refuse(&problems, &spec);
            return Ok(ExitCode::FAILURE);
        }
    };
    match arguments.format {
        Format::Text => show(&report),
        Format::Json => println!("{:#}", as_json(&report)),
    }
    Ok(match (report.changes.is_empty(), report.refused.is_empty()) {
        (true, true) => ExitCode::SUCCESS,
        (true, false) => ExitCode::from(NOT_COMPARED),
        (false, _) => ExitCode::FAILURE,
    })
}

fn show(report: &Report) {
    let changes = report.changes.iter().map(|change| (&change.at, change.to_string()));
    print!("{}", output::located(changes));
    if !report.kept.is_empty() {
        let kept = report.kept.iter();
        let kept = kept.map(|it| (&it.change.at, format!("{} [{}]", it.change, it.reason)));
        eprint!("\nnot counted:\n{}", output::located(kept));
    }
    if !report.refused.is_empty() {
        let refused = report.refused.iter();
        let refused = refused.map(|it| (&it.at, format!("{}: {}", it.path, it.reason)));
        eprint!("\nnot compared:\n{}", output::located(refused));
    }
    let counts = report.counts;
    println!(
        "{}, {} compared: {}",
        output::counted(counts.actions, "action"),
        output::counted(counts.types, "type"),
        match report.changes.len() {
            0 if !report.refused.is_empty() => {
                format!("no drift in what was compared, {} not compared", report.refused.len())
            }
            0 => "no drift".to_owned(),
            many => output::counted(many, "difference"),
        }
    );
}

fn as_json(report: &Report) -> serde_json::Value {
    let kept =
        report.kept.iter().map(|kept| json!({ "change": kept.change, "reason": kept.reason }));
    let refused = report.refused.iter().map(|refusal| {
        json!({ "path": refusal.path, "reason": refusal.reason, "at": refusal.at.to_string() })
    });
    json!({
        "complete": report.refused.is_empty(),
        "drift": !report.changes.is_empty(),
        "changes": report.changes,
        "not_counted": kept.collect::<Vec<_>>(),
        "not_compared": refused.collect::<Vec<_>>(),
    })
}
