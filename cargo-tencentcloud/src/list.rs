//! `list`: shows the selected actions.

use crate::output::{self, Format};
use crate::project::{Project, display_path};
use crate::selection;
use anstream::{eprintln, println};
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::process::ExitCode;
use tencentcloud_model::load::Tree;
use tencentcloud_model::text;

/// Arguments of `list`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Show the files of the actions that are in the spec and not selected
    #[arg(long, conflicts_with = "format")]
    unselected: bool,
    /// How to print the actions
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Prints the selected actions by service version.
pub(crate) fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let spec = project.spec(None);
    if arguments.unselected {
        for path in selection::unselected(project, &spec)? {
            println!("{}", display_path(&spec.join(path)));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let model = match selection::model(project, &Tree::disk(&spec))? {
        Ok(model) => model,
        Err(problems) => {
            output::diagnostics(&problems, &display_path(&spec), arguments.format);
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut actions = Vec::new();
    for service in &model.services {
        for version in &service.versions {
            let version_name = format!("{}/{}", service.folder, version.name);
            actions.extend(version.actions.iter().map(|it| (version_name.clone(), it)));
        }
    }
    if arguments.format == Format::Json {
        let actions: Vec<_> = actions
            .iter()
            .map(|(version, it)| json!({ "version": version, "action": it.name, "doc": it.doc }))
            .collect();
        println!("{:#}", json!(actions));
        return Ok(ExitCode::SUCCESS);
    }
    if actions.is_empty() {
        eprintln!(
            "note: nothing is selected; add actions with `{}`",
            project.command("add SELECTION --from WHEEL")
        );
    }
    let mut last = String::new();
    for (version, action) in actions {
        if version != last {
            println!("{version}");
            last = version;
        }
        println!("  {}  {}", action.name, text::brief(&action.doc));
    }
    Ok(ExitCode::SUCCESS)
}
