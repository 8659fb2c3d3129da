//! The part of a spec that a project selects in its configuration.

use crate::configuration::Configuration;
use crate::files::collect;
use crate::project::Project;
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use std::path::Path;
use tencentcloud_codegen::Planned;
use tencentcloud_model::diagnostic::Diagnostics;
use tencentcloud_model::load::{self, Tree};
use tencentcloud_model::model::Model;
use tencentcloud_model::resolve::resolve;
use tencentcloud_model::select::{Pattern, select};

/// Plans the crate of a project from a spec.
///
/// # Errors
///
/// Returns entries of the selection that match nothing. The inner error has the mistakes of the spec.
pub(crate) fn plan(project: &Project, spec: &Tree) -> Result<Result<Planned, Diagnostics>> {
    let model = model(project, spec)?;
    Ok(model.and_then(|model| tencentcloud_codegen::plan_model(model, &project.options())))
}

/// Returns the selected part of a spec.
///
/// # Errors
///
/// As of [`plan`].
pub(crate) fn model(project: &Project, spec: &Tree) -> Result<Result<Model, Diagnostics>> {
    let selection = project.configuration().and_then(|it| it.selection.as_ref());
    let Some(selection) = selection.filter(|selection| !selection.is_empty()) else {
        return Ok(tencentcloud_codegen::model(spec, &project.options()));
    };
    let whole = match load::load(spec).and_then(|documents| resolve(&documents)) {
        Ok(whole) => whole,
        Err(problems) => return Ok(Err(problems)),
    };
    let patterns: Vec<Pattern> = selection.iter().map(|it| it.pattern.clone()).collect();
    let unmatched = match select(&whole, &patterns) {
        Ok(model) => return Ok(Ok(model)),
        Err(unmatched) => unmatched,
    };
    let located = unmatched.iter().map(|problem| {
        let entry = selection.iter().find(|it| it.pattern.to_string() == problem.pattern);
        let at = entry.map_or("", |entry| entry.at.as_str());
        format!("{at}: {problem}")
    });
    bail!(
        "the selection names actions that the spec does not have:\n  {}\nhelp: import them with `{}`, \
         or take them out with `{}`",
        located.collect::<Vec<_>>().join("\n  "),
        project.command("add SELECTION --from WHEEL"),
        project.command("remove SELECTION")
    )
}

/// Returns the files of actions that the selection of a project leaves out, from the spec's root. It
/// reads names alone: the spec may have mistakes.
pub(crate) fn unselected(project: &Project, spec: &Path) -> Result<Vec<String>> {
    let Some(patterns) = project.configuration().and_then(Configuration::patterns) else {
        return Ok(Vec::new());
    };
    let mut files = BTreeSet::new();
    collect(spec, spec, &mut files)?;
    let names = files.iter().filter_map(|path| path.to_str()).map(|path| path.replace('\\', "/"));
    let is_left_out = |path: &String| {
        let [service, version, "actions", file] = path.split('/').collect::<Vec<_>>()[..] else {
            return false;
        };
        file.strip_suffix(".yaml").is_some_and(|action| {
            !patterns.iter().any(|pattern| {
                pattern.matches_service_name(service)
                    && pattern.matches_version_name(version)
                    && pattern.matches_action(action)
            })
        })
    };
    Ok(names.filter(is_left_out).collect())
}

/// Returns the part of a spec that a project selects, as far as the spec has it: for comparisons with
/// a spec of another time.
pub(crate) fn present_model(project: &Project, spec: &Tree) -> Result<Model, Diagnostics> {
    let Some(patterns) = project.configuration().and_then(Configuration::patterns) else {
        return resolve(&load::load(spec)?);
    };
    let whole = resolve(&load::read(spec))?;
    let is_present = |pattern: &Pattern| {
        whole.services.iter().any(|service| {
            service.versions.iter().any(|version| {
                version.actions.iter().any(|it| pattern.matches(service, version, &it.name))
            })
        })
    };
    let patterns: Vec<Pattern> = patterns.into_iter().filter(is_present).collect();
    if patterns.is_empty() {
        return Ok(Model { services: Vec::new(), is_selection: true, ..whole });
    }
    // Each of them matches.
    Ok(select(&whole, &patterns).unwrap_or(whole))
}
