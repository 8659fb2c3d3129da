//! `add`: selects actions, imports them from packages, and generates their code.

use crate::change::Change;
use crate::configuration::Entries;
use crate::packages::PackageArguments;
use crate::project::Project;
use crate::{files, import, output, sources};
use anstream::{eprintln, println};
use anyhow::{Result, bail};
use clap::Args;
use std::process::ExitCode;
use std::time::Instant;
use tencentcloud_importer::{Imported, Report};
use tencentcloud_model::diagnostic::Diagnostics;
use tencentcloud_model::load::{self, Tree};
use tencentcloud_model::model::Model;
use tencentcloud_model::resolve::resolve;
use tencentcloud_model::select::{Pattern, select};

/// Arguments of `add`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Actions to add, such as `cvm:DescribeInstances`, `tag:*` or `organization/2021-03-31`
    #[arg(required = true, value_name = "SELECTION")]
    selection: Vec<Pattern>,
    /// Packages to import the actions from; without one, the spec must have them already
    #[command(flatten)]
    packages: PackageArguments,
}

/// Adds actions. Nothing is written unless all of it succeeds.
pub(crate) fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let start = Instant::now();
    let configuration = project.configured()?;
    let patterns = &arguments.selection;
    let (change, report) = if arguments.packages.is_empty() {
        (Change::none(project)?, Report::default())
    } else {
        arguments.packages.check(patterns, project)?;
        match import_selected(&arguments.packages, patterns, project)? {
            Ok(imported) => (Change::of_import(project, &imported)?, imported.report),
            Err(problems) => {
                sources::refuse(&problems, &project.spec(None));
                return Ok(ExitCode::FAILURE);
            }
        }
    };
    let whole = match resolve(&load::read(&change.tree())) {
        Ok(whole) => whole,
        Err(problems) => {
            sources::refuse(&problems, &project.spec(None));
            return Ok(ExitCode::FAILURE);
        }
    };
    let unmatched = select(&whole, patterns).err().unwrap_or_default();
    if !unmatched.is_empty() {
        let refused = report.refused.iter().map(|it| format!("{}: {}", it.path, it.reason));
        let mut lines: Vec<String> = unmatched.iter().map(ToString::to_string).collect();
        if report.refused.is_empty() {
            lines.push("help: import them with `--from WHEEL`".to_owned());
        } else {
            lines = refused.collect();
            lines.insert(0, "these actions cannot be expressed; nothing was written:".to_owned());
        }
        bail!("{}", lines.join("\n  "));
    }
    let before = configuration.entries();
    let entries = extended(before.clone(), &whole, patterns);
    let configuration = configuration.with_entries(&entries)?;
    let Some(planning) = change.plan(project, configuration)? else {
        return Ok(ExitCode::FAILURE);
    };
    let counts = planning.planned.counts;
    let changed = planning.write()?;
    import::show_summary(&report, project)?;
    for (version, actions) in &entries {
        let known = before.get(version).map(Vec::as_slice).unwrap_or_default();
        for action in actions.iter().filter(|action| !known.contains(action)) {
            println!("added {version} {action}");
        }
    }
    println!(
        "{}, {} selected; {} changed, {:.1} s",
        output::counted(counts.actions, "action"),
        output::counted(counts.types, "type"),
        output::counted(changed, "file"),
        start.elapsed().as_secs_f64()
    );
    if entries == before && changed == 0 {
        eprintln!("note: everything was selected already");
    }
    Ok(ExitCode::SUCCESS)
}

/// Imports the matching actions from packages, in memory.
pub(crate) fn import_selected(
    packages: &PackageArguments,
    patterns: &[Pattern],
    project: &Project,
) -> Result<Result<Imported, Diagnostics>> {
    let (inputs, options) = match packages.sources(patterns).read()? {
        Ok(read) => read,
        Err(problems) => return Ok(Err(problems)),
    };
    let spec = project.spec(None);
    files::recover(&spec)?;
    Ok(tencentcloud_importer::import(&inputs, &Tree::disk(&spec), &options))
}

/// Extends a selection by what the patterns match in a spec: a pattern for all actions stays one, so
/// that later actions are selected, too.
fn extended(mut entries: Entries, whole: &Model, patterns: &[Pattern]) -> Entries {
    for service in &whole.services {
        for version in &service.versions {
            let key = format!("{}/{}", service.folder, version.name);
            for pattern in patterns {
                let matches = |name: &str| pattern.matches(service, version, name);
                if !version.actions.iter().any(|action| matches(&action.name)) {
                    continue;
                }
                let actions = entries.entry(key.clone()).or_default();
                if pattern.action() == "*" {
                    *actions = vec!["*".to_owned()];
                } else if !actions.iter().any(|it| it == pattern.action() || it == "*") {
                    actions.push(pattern.action().to_owned());
                    actions.sort();
                }
            }
        }
    }
    entries
}
