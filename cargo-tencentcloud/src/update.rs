//! `update`: brings the selected actions up to a newer package, reports the changes, and sets the
//! version of the crate that follows from them.

use crate::add::import_selected;
use crate::change::Change;
use crate::manifest::{self, Raised};
use crate::packages::PackageArguments;
use crate::project::{Project, display_path};
use crate::{files, import, output, selection, sources};
use anstream::{print, println};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::fs;
use std::io::ErrorKind;
use std::process::ExitCode;
use tencentcloud_codegen::diff::{self, Diff, Printer, Release};
use tencentcloud_model::diagnostic::Diagnostics;
use tencentcloud_model::load::Tree;
use tencentcloud_model::model::Model;

/// Arguments of `update`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    packages: PackageArguments,
    /// Report the changes, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Imports the selected actions again, generates, and adds a section to the changelog.
pub(crate) fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    arguments.packages.require()?;
    let configuration = project.configured()?;
    let Some(patterns) = configuration.patterns().filter(|patterns| !patterns.is_empty()) else {
        bail!(
            "{} selects nothing to update; select actions with `{}`",
            display_path(configuration.path()),
            project.command("add SELECTION --from WHEEL")
        );
    };
    arguments.packages.check(&patterns, project).with_context(|| {
        format!(
            "the packages do not have everything that is selected; take out the rest with `{}`",
            project.command("remove SELECTION")
        )
    })?;
    let spec = project.spec(None);
    let refuse = |problems: &Diagnostics| {
        sources::refuse(problems, &spec);
        Ok(ExitCode::FAILURE)
    };
    let base = match selection::present_model(project, &Tree::disk(&spec)) {
        Ok(base) => base,
        Err(problems) => return refuse(&problems),
    };
    let imported = match import_selected(&arguments.packages, &patterns, project)? {
        Ok(imported) => imported,
        Err(problems) => return refuse(&problems),
    };
    let change = Change::of_import(project, &imported)?;
    let Some(planning) = change.plan(project, configuration.clone())? else {
        return Ok(ExitCode::FAILURE);
    };
    let changes = match compare(&base, &planning.planned.model) {
        Ok(changes) => changes,
        Err(problems) => return refuse(&problems),
    };
    println!("drift: {}", output::counted(imported.report.changes.len(), "difference"));
    let drift = imported.report.changes.iter().map(|change| (&change.at, change.to_string()));
    print!("{}", output::located(drift));
    import::show_summary(&imported.report, project)?;
    let release = manifest::release(&project.manifest())?;
    let printer = Printer::new(release);
    println!("\nchanges of the crate:");
    print!("{}", printer.text(&changes));
    if arguments.dry_run {
        println!("nothing was written");
        return Ok(ExitCode::SUCCESS);
    }
    let changed = planning.write()?;
    println!("{} changed", output::counted(changed, "file"));
    if let Some(verdict) = changes.verdict() {
        add_section(project, &printer.markdown(&changes))?;
        raise(project, release, release.after(verdict))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Compares two models as users of the crate see them.
fn compare(base: &Model, head: &Model) -> Result<Diff, Diagnostics> {
    Ok(diff::diff(&diff::Spec::new(base)?, &diff::Spec::new(head)?))
}

/// Adds a section to the changelog beside the manifest: before the others, or to the one of the same
/// version, which has not been released yet.
fn add_section(project: &Project, section: &str) -> Result<()> {
    let path = project.manifest().with_file_name("CHANGELOG.md");
    let before = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => "# Changelog\n".to_owned(),
        Err(error) => return Err(error).context(format!("cannot read {}", path.display())),
    };
    files::write(&path, with_section(&before, section))
        .with_context(|| format!("cannot write {}", path.display()))?;
    println!("changelog: {}", display_path(&path));
    Ok(())
}

/// Sets the version of the crate, or says where to set it.
fn raise(project: &Project, before: Release, after: Release) -> Result<()> {
    let manifest = project.manifest();
    match manifest::raise(&manifest, after)? {
        Raised::Written => println!("version: {before} → {after} in {}", display_path(&manifest)),
        Raised::Shared(workspace) => println!(
            "version: {before} → {after} is to be set by hand, as the packages of a workspace share \
             it: `version = \"{after}\"` under `[workspace.package]` in {}",
            display_path(&workspace)
        ),
    }
    Ok(())
}

fn with_section(before: &str, section: &str) -> String {
    let (heading, body) = section.split_once('\n').unwrap_or((section, ""));
    let mut at = 0;
    let mut first = None;
    for line in before.split_inclusive('\n') {
        if line.starts_with("## ") && first.is_none() {
            first = Some(at);
        }
        if line.trim_end() == heading {
            let (head, tail) = before.split_at(at + line.len());
            return format!("{head}{body}{tail}");
        }
        at += line.len();
    }
    let (head, tail) = before.split_at(first.unwrap_or(before.len()));
    let gap = if head.ends_with("\n\n") || head.is_empty() { "" } else { "\n" };
    let end = if tail.is_empty() { "" } else { "\n" };
    format!("{head}{gap}{section}{end}{tail}")
}

#[cfg(test)]
mod tests {
    use super::with_section;

    #[test]
    fn the_newest_section_comes_first() {
        let first = with_section("# Changelog\n", "## 0.1.1\n\n- one\n");
        assert_eq!(first, "# Changelog\n\n## 0.1.1\n\n- one\n");
        let second = with_section(&first, "## 0.2.0\n\n- two\n");
        assert_eq!(second, "# Changelog\n\n## 0.2.0\n\n- two\n\n## 0.1.1\n\n- one\n");
        let third = with_section(&second, "## 0.2.0\n\n- three\n");
        assert_eq!(third, "# Changelog\n\n## 0.2.0\n\n- three\n\n- two\n\n## 0.1.1\n\n- one\n");
    }
}
