//! `cargo xtask drift`: compares the spec with saved pages and API metadata, and writes nothing.

use crate::output::{self, Format};
use crate::sources;
use anstream::{eprintln, println};
use anyhow::{Result, bail};
use clap::Args;
use serde_json::json;
use std::process::ExitCode;
use tencentcloud_codegen::import::{Report, drift};
use tencentcloud_codegen::spec::load::Tree;

/// Arguments of `cargo xtask drift`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    sources: sources::SourceArguments,
    /// How to print the differences
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Compares; exits with 1 if the sources say something else.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let spec = arguments.sources.spec();
    if !spec.is_dir() {
        bail!("{} is no folder", spec.display());
    }
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
        Format::Text => print(&report),
        Format::Json => println!("{:#}", as_json(&report)),
    }
    Ok(if report.changes.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print(report: &Report) {
    for change in &report.changes {
        println!("{change} [{}]", change.at);
    }
    if !report.kept.is_empty() {
        eprintln!("\nnot counted:");
        for kept in &report.kept {
            eprintln!("  {} [{}; {}]", kept.change, kept.reason, kept.change.at);
        }
    }
    if !report.refused.is_empty() {
        eprintln!("\nnot compared:");
        for refusal in &report.refused {
            eprintln!("  {}: {} [{}]", refusal.path, refusal.reason, refusal.at);
        }
    }
    let counts = report.counts;
    println!(
        "{}, {} compared: {}",
        output::counted(counts.actions, "action"),
        output::counted(counts.types, "type"),
        match report.changes.len() {
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
        "drift": !report.changes.is_empty(),
        "changes": report.changes,
        "not_counted": kept.collect::<Vec<_>>(),
        "not_compared": refused.collect::<Vec<_>>(),
    })
}
