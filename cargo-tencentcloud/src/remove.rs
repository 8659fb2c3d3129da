//! `remove`: takes actions out of the selection and out of the crate. The spec keeps them.

use crate::change::Change;
use crate::configuration::Entries;
use crate::output;
use crate::project::{Project, display_path};
use anstream::println;
use anyhow::{Result, bail};
use clap::Args;
use std::process::ExitCode;
use tencentcloud_model::diagnostic::similar;
use tencentcloud_model::load::{self};
use tencentcloud_model::model::Model;
use tencentcloud_model::resolve::resolve;
use tencentcloud_model::select::Pattern;

/// Arguments of `remove`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Actions to remove, such as `cvm:DescribeInstances`, `tag:*` or `organization/2021-03-31`
    #[arg(required = true, value_name = "SELECTION")]
    selection: Vec<Pattern>,
}

/// Removes actions from the selection.
pub(crate) fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let configuration = project.configured()?;
    let change = Change::none(project)?;
    let whole = match resolve(&load::read(&change.tree())) {
        Ok(whole) => whole,
        Err(problems) => {
            let spec = display_path(&project.spec(None));
            output::diagnostics(&problems, &spec, output::Format::Text);
            return Ok(ExitCode::FAILURE);
        }
    };
    let Some(selection) = &configuration.selection else {
        bail!(
            "{} has no `[selection]`, so the whole spec is generated; select what stays with `{}`",
            display_path(configuration.path()),
            project.command("add SELECTION")
        );
    };
    let before = configuration.entries();
    let (after, removed) = reduced(&before, &whole, &arguments.selection);
    for pattern in &arguments.selection {
        if !removed.iter().any(|(by, ..)| by == pattern) {
            let names = selection.iter().map(|it| it.action.as_str());
            let meant = similar(pattern.action(), names);
            let meant = meant.map_or_else(String::new, |it| format!("; did you mean `{it}`?"));
            bail!(
                "`{pattern}` is not selected{meant} `{}` shows the selection",
                project.command("list")
            );
        }
    }
    let Some(planning) = change.plan(project, configuration.with_entries(&after)?)? else {
        return Ok(ExitCode::FAILURE);
    };
    let counts = planning.planned.counts;
    let changed = planning.write()?;
    for (_, version, action) in &removed {
        println!("removed {version} {action}");
    }
    println!(
        "{} left; {} changed; the spec still describes the removed ones",
        output::counted(counts.actions, "action"),
        output::counted(changed, "file")
    );
    Ok(ExitCode::SUCCESS)
}

/// Returns the entries that stay, and the removed ones with the pattern that removed each. An entry of
/// which only a part goes is replaced by the actions that stay.
fn reduced(
    before: &Entries,
    whole: &Model,
    patterns: &[Pattern],
) -> (Entries, Vec<(Pattern, String, String)>) {
    let mut after = Entries::new();
    let mut removed = Vec::new();
    for (version, actions) in before {
        let (service, date) = version.split_once('/').unwrap_or((version, ""));
        let ours: Vec<&Pattern> = patterns
            .iter()
            .filter(|it| it.matches_service_name(service) && it.matches_version_name(date))
            .collect();
        let mut stay = Vec::new();
        for action in actions {
            let covered = names(whole, service, date, action);
            let mut is_touched = false;
            for name in covered.iter().chain([action]) {
                if let Some(pattern) = ours.iter().find(|it| it.matches_action(name)) {
                    is_touched = true;
                    if name != action || !action.contains('*') {
                        removed.push(((*pattern).clone(), version.clone(), name.clone()));
                    }
                }
            }
            if is_touched {
                let is_kept = |name: &&String| ours.iter().all(|it| !it.matches_action(name));
                stay.extend(covered.iter().filter(|name| *name != action).filter(is_kept).cloned());
            } else {
                stay.push(action.clone());
            }
        }
        stay.sort();
        stay.dedup();
        if !stay.is_empty() {
            after.insert(version.clone(), stay);
        }
    }
    removed.sort();
    removed.dedup();
    (after, removed)
}

/// Returns the actions of a version that an entry covers.
fn names(whole: &Model, service: &str, date: &str, action: &str) -> Vec<String> {
    let Ok(pattern) = format!("{service}/{date}:{action}").parse::<Pattern>() else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for service in &whole.services {
        for version in &service.versions {
            let actions = version.actions.iter().map(|it| it.name.as_str());
            let covered = actions.filter(|name| pattern.matches(service, version, name));
            names.extend(covered.map(str::to_owned));
        }
    }
    names
}
