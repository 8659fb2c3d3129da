//! `remove`: takes actions out of the selection and out of the crate. The spec keeps them unless their
//! deletion is asked for.

use crate::change::Change;
use crate::configuration::Entries;
use crate::project::{Project, display_path};
use crate::prune::Unselected;
use crate::{output, selection, sources};
use anstream::{print, println};
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
    #[arg(required_unless_present = "prune", value_name = "SELECTION")]
    selection: Vec<Pattern>,
    /// Also delete the spec files that nothing selects any more
    #[arg(long)]
    prune: bool,
    /// With --prune, also delete files with descriptions or comments that a person wrote
    #[arg(long, requires = "prune")]
    discard_edits: bool,
}

/// Removes actions from the selection.
pub(crate) fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let configuration = project.configured()?;
    let mut change = Change::none(project)?;
    let documents = load::read(&change.tree());
    let whole = match resolve(&documents) {
        Ok(whole) => whole,
        Err(problems) => {
            let spec = display_path(&project.spec(None));
            output::diagnostics(&problems, &spec, output::Format::Text);
            return Ok(ExitCode::FAILURE);
        }
    };
    let Some(entries) = &configuration.selection else {
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
            let names = entries.iter().map(|it| it.action.as_str());
            let meant = similar(pattern.action(), names);
            let meant = meant.map_or_else(String::new, |it| format!("; did you mean `{it}`?"));
            bail!(
                "`{pattern}` is not selected{meant} `{}` shows the selection",
                project.command("list")
            );
        }
    }
    let configuration = configuration.with_entries(&after)?;
    let smaller = project.clone().with_configuration(configuration.clone());
    let selected = match selection::model(&smaller, &change.tree())? {
        Ok(selected) => selected,
        Err(problems) => {
            sources::refuse(&problems, &project.spec(None));
            return Ok(ExitCode::FAILURE);
        }
    };
    let unselected = Unselected::new(&documents, &selected);
    let note = note(&unselected, arguments.prune, project);
    if arguments.prune {
        if !unselected.own.is_empty() && !arguments.discard_edits {
            bail!(
                "these files have words that a person wrote; nothing was deleted:\n  {}\nhelp: add \
                 `--discard-edits` to delete them, too",
                unselected.own.join("\n  ")
            );
        }
        change.prune(unselected);
    }
    let Some(planning) = change.plan(project, configuration)? else {
        return Ok(ExitCode::FAILURE);
    };
    let counts = planning.planned.counts;
    let changed = planning.write()?;
    for (_, version, action) in &removed {
        println!("removed {version} {action}");
    }
    println!(
        "{} left; {} changed",
        output::counted(counts.actions, "action"),
        output::counted(changed, "file")
    );
    print!("{note}");
    Ok(ExitCode::SUCCESS)
}

/// The files that nothing selects, and what became of them.
fn note(unselected: &Unselected, is_pruned: bool, project: &Project) -> String {
    if unselected.is_empty() {
        return String::new();
    }
    let rest: Vec<&str> = unselected.files.iter().map(|file| file.path.as_str()).collect();
    if is_pruned {
        let removed = unselected.removed.iter().map(|path| format!("deleted {path}\n"));
        let rest = rest.iter().map(|path| format!("removed unused codes from {path}\n"));
        return removed.chain(rest).collect();
    }
    format!(
        "the spec keeps {} that nothing selects; `{}` deletes them\n",
        output::counted(unselected.removed.len() + rest.len(), "file"),
        project.command("remove --prune")
    )
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
