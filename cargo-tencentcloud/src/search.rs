//! `search`: finds actions by name and description in packages.

use crate::output::{self, Format};
use crate::packages::PackageArguments;
use anstream::{eprintln, println};
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::process::ExitCode;
use tencentcloud_importer::{Listed, ListedAction};
use tencentcloud_model::text;

/// Arguments of `search`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Words that the service, the name or the description must have, in any case
    #[arg(required = true, value_name = "TERM")]
    terms: Vec<String>,
    #[command(flatten)]
    packages: PackageArguments,
    /// How to print the actions
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Prints the actions that have every term; exits with 1 if there are none.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    arguments.packages.require()?;
    let terms: Vec<String> = arguments.terms.iter().map(|term| term.to_lowercase()).collect();
    let listed = arguments.packages.list(|_, _| true)?;
    let mut found: Vec<(&Listed, &ListedAction)> = Vec::new();
    let mut count = 0;
    for version in &listed {
        count += version.actions.len();
        found.extend(
            version.actions.iter().filter(|it| has(version, it, &terms)).map(|it| (version, it)),
        );
    }
    if arguments.format == Format::Json {
        let found: Vec<_> =
            found.iter().map(|(version, action)| as_json(version, action)).collect();
        println!("{:#}", json!(found));
    } else {
        for (version, action) in &found {
            let doc = text::brief(&action.doc);
            let title = if action.title == doc { "" } else { action.title.as_str() };
            let text = format!("{title}  {doc}");
            println!("{}/{}:{}  {}", version.service, version.version, action.name, text.trim());
        }
        eprintln!(
            "{} of {}",
            output::counted(found.len(), "action"),
            output::counted(count, "action")
        );
    }
    Ok(if found.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn has(version: &Listed, action: &ListedAction, terms: &[String]) -> bool {
    let texts = [&version.service, &version.title, &action.name, &action.title, &action.doc];
    let texts = texts.map(|text| text.to_lowercase());
    terms.iter().all(|term| texts.iter().any(|text| text.contains(term.as_str())))
}

fn as_json(version: &Listed, action: &ListedAction) -> serde_json::Value {
    json!({
        "service": version.service,
        "version": version.version,
        "action": action.name,
        "title": action.title,
        "doc": action.doc,
    })
}
