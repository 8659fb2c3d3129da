//! `codegen`: writes the generated crate, or checks that it is what the spec asks for.
//!
//! Both are one path: the files that should be there are compared with those that are; writing
//! repairs the differences, checking reports them.

use crate::configuration::FILE;
use crate::files::{collect, is_left_over, recover, remove, write};
use crate::fingerprint::{self, Fingerprint, Hashes, Summary};
use crate::line_ends;
use crate::lock;
use crate::manifest;
use crate::output::{self, Format, counted, short_diff};
use crate::project::{Project, display_path, manifest_of};
use crate::schema;
use crate::selection;
use anstream::{eprintln, println};
use anyhow::{Context, Result};
use clap::Args;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use tencentcloud_codegen::plan::Module;
use tencentcloud_codegen::{Counts, Planned};
use tencentcloud_model::catalogue;
use tencentcloud_model::file::File;
use tencentcloud_model::load::Tree;
use tencentcloud_model::model::Model;

/// Arguments of `codegen`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Compare without writing; exit with 1 if something differs
    #[arg(long)]
    check: bool,
    /// Discard edits by hand of generated files
    #[arg(long, conflicts_with = "check")]
    force: bool,
    /// The folder of the spec
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The folder of the generated files; only files that bear the generator's header are deleted
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How to print what is wrong with the spec
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Generates and writes, or compares. Does neither if the fingerprint says that nothing has changed
/// since the last time.
pub(crate) fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let start = Instant::now();
    let spec = project.spec(arguments.spec.as_ref());
    recover(&spec)?;
    let out = project.out(arguments.out.as_ref());
    if arguments.check {
        line_ends::note(line_ends::count_crlf(&spec)?);
    }
    let catalogue = project.catalogue(arguments.spec.as_ref());
    let fingerprint = Fingerprint::new(&spec, &out, catalogue, project);
    if let Some(last) = fingerprint.last() {
        succeed(arguments.check, &last, 0, start);
        note_unselected(project, &spec)?;
        return Ok(ExitCode::SUCCESS);
    }
    let Planned { modules, counts, model } = match selection::plan(project, &Tree::disk(&spec))? {
        Ok(planned) => planned,
        Err(diagnostics) => {
            output::diagnostics(&diagnostics, &display_path(&spec), arguments.format);
            return Ok(ExitCode::FAILURE);
        }
    };
    if !arguments.check && !arguments.force && arguments.out.is_none() {
        lock::check_unedited(project, &out, &paths(&modules))?;
    }
    let manifest = manifest_of(&out);
    if !arguments.check && project.configuration().is_some() {
        edit_manifest(&model, &manifest)?;
    }
    let features = manifest::differences(&model, &manifest)?;
    let mut changed = 0;
    if let Some(path) = catalogue
        && !is_current(path, &model)
    {
        if arguments.check {
            eprintln!("differs: {}", display_path(path));
            eprintln!("error: the compiled spec is not up to date");
            eprintln!("help: run `{}`", project.command("codegen"));
            return Ok(ExitCode::FAILURE);
        }
        let bytes = catalogue::write(&model, COMPRESSION).context("cannot compile the spec")?;
        write(path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        changed = 1;
    }
    // It is large, and no longer needed.
    drop(model);
    let summary = Summary { counts, files: modules.len() };
    let Outcome { differences, mut hashes, others } =
        sync(modules, &out, &project.options().header(), !arguments.check)?;
    if !arguments.check && arguments.out.is_none() {
        lock::record(project, &hashes)?;
    }
    hashes.extend(others);
    if features.is_empty() && (differences.is_empty() || !arguments.check) {
        fingerprint.record(&hashes, &summary);
    }
    if arguments.check && !(differences.is_empty() && features.is_empty()) {
        report(&differences, &features, &out, project);
        return Ok(ExitCode::FAILURE);
    }
    succeed(arguments.check, &summary, differences.len() + changed, start);
    if !arguments.check && arguments.spec.is_none() {
        schema::refresh(project)?;
    }
    for feature in &features {
        eprintln!("note: {feature}");
    }
    note_unselected(project, &spec)?;
    Ok(ExitCode::SUCCESS)
}

/// Says how many actions of the spec were not generated.
fn note_unselected(project: &Project, spec: &Path) -> Result<()> {
    let count = selection::unselected(project, spec)?.len();
    if count > 0 {
        eprintln!(
            "note: not generated, as {FILE} does not select them: {}; `{}` names them, and `{}` \
             selects them",
            counted(count, "action"),
            project.command("list --unselected"),
            project.command("add SELECTION")
        );
    }
    Ok(())
}

/// Writes the files of a plan into the project's own folder, with the manifest's features. Returns
/// the number of changed files.
pub(crate) fn write_crate(project: &Project, planned: Planned) -> Result<usize> {
    let out = project.out(None);
    edit_manifest(&planned.model, &project.manifest())?;
    let Outcome { differences, hashes, .. } =
        sync(planned.modules, &out, &project.options().header(), true)?;
    lock::record(project, &hashes)?;
    schema::refresh(project)?;
    Ok(differences.len())
}

/// Edits the features of the manifest, and reports it.
fn edit_manifest(model: &Model, manifest: &Path) -> Result<()> {
    if manifest::sync(model, manifest)? {
        println!("changed {}", display_path(manifest));
    }
    Ok(())
}

/// Returns the paths of a plan's files.
pub(crate) fn paths(modules: &[Module]) -> Vec<&str> {
    modules.iter().map(|module| module.path.as_str()).collect()
}

/// The level of compression: the file is written seldom and shipped often.
const COMPRESSION: i32 = 19;

/// Whether a file holds this model, compiled.
fn is_current(path: &Path, model: &Model) -> bool {
    fs::read(path).is_ok_and(|bytes| catalogue::is_current(&bytes, model))
}

/// Says that all is well.
fn succeed(check: bool, summary: &Summary, changed: usize, start: Instant) {
    let files = counted(summary.files, "file");
    if check {
        println!("{files} up to date");
        return;
    }
    let Counts { actions, types, codes } = summary.counts;
    println!(
        "{}, {}, {} → {files}, {changed} changed, {:.1} s",
        counted(actions, "action"),
        counted(types, "type"),
        counted(codes, "code"),
        start.elapsed().as_secs_f64()
    );
}

/// A file that is not what it should be.
#[derive(Debug, PartialEq)]
enum Difference {
    /// It should be there.
    Missing(String),
    /// It should have another text; the first lines that differ.
    Differs(String, String),
    /// It has CRLF in place of LF, and no other difference.
    LineEnds(String),
    /// It was generated once and is asked for no more.
    Stale(String),
}

/// The differences that were found, and repaired if that was asked for.
struct Outcome {
    differences: Vec<Difference>,
    /// The generated files, as they are without differences.
    hashes: Hashes,
    /// Files of another origin in the same folder.
    others: Hashes,
}

/// Renders the files that should be in a folder one by one and compares each with the one that is
/// there; with `repair`, makes the folder as it should be.
fn sync(modules: Vec<Module>, out: &Path, header: &str, repair: bool) -> Result<Outcome> {
    let mut present = BTreeSet::new();
    collect(out, out, &mut present)?;
    let wanted: BTreeSet<PathBuf> =
        modules.iter().map(|module| PathBuf::from(&module.path)).collect();
    let before = &present;
    let one = |module: Module| {
        let file = tencentcloud_codegen::render(&module);
        let difference = compare(&file, out, before, repair)?;
        Ok((fingerprint::entry(&file.path, file.text.as_bytes()), difference))
    };
    let compared: Vec<_> = modules.into_par_iter().map(one).collect::<Result<_>>()?;
    let (hashes, found): (Hashes, Vec<_>) = compared.into_iter().unzip();
    let mut differences: Vec<_> = found.into_iter().flatten().collect();
    let mut others = Hashes::new();
    for path in present.difference(&wanted) {
        let full = out.join(path);
        let text = fs::read(&full).with_context(|| format!("cannot read {}", full.display()))?;
        let path = path.to_string_lossy().into_owned();
        if line_ends::unified(&text).starts_with(header.as_bytes()) || is_left_over(&full) {
            if repair {
                remove(&full, out)?;
            }
            differences.push(Difference::Stale(path));
        } else {
            others.extend([fingerprint::entry(&path, &text)]);
        }
    }
    Ok(Outcome { differences, hashes, others })
}

/// Compares a file with the one that is there, and repairs it.
fn compare(
    file: &File,
    out: &Path,
    present: &BTreeSet<PathBuf>,
    repair: bool,
) -> Result<Option<Difference>> {
    let path = out.join(&file.path);
    let difference = if present.contains(Path::new(&file.path)) {
        let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        if text == file.text.as_bytes() {
            return Ok(None);
        }
        // Only a check shows it, and it takes its time.
        if repair {
            Difference::Differs(file.path.clone(), String::new())
        } else if line_ends::differ_only(&text, &file.text) {
            Difference::LineEnds(file.path.clone())
        } else {
            let shown =
                short_diff(&String::from_utf8_lossy(&line_ends::unified(&text)), &file.text);
            Difference::Differs(file.path.clone(), shown)
        }
    } else {
        Difference::Missing(file.path.clone())
    };
    if repair {
        write(&path, &file.text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(Some(difference))
}

/// How many files with other line ends are named.
const SHOWN_LINE_ENDS: usize = 3;

/// Says what differs and how to repair it.
fn report(differences: &[Difference], features: &[String], out: &Path, project: &Project) {
    for feature in features {
        eprintln!("error: {feature}");
    }
    let shown = |path: &str| display_path(&out.join(path));
    let mut line_ends = 0;
    for difference in differences {
        match difference {
            Difference::Missing(path) => eprintln!("missing: {}", shown(path)),
            Difference::Stale(path) => eprintln!("stale: {}", shown(path)),
            Difference::Differs(path, lines) => {
                eprintln!("differs: {}", shown(path));
                eprintln!("{lines}");
            }
            // Those of a checkout are many, and all of them look right.
            Difference::LineEnds(path) => {
                line_ends += 1;
                if line_ends <= SHOWN_LINE_ENDS {
                    eprintln!("line ends: {}", shown(path));
                }
            }
        }
    }
    line_ends::report(line_ends, "generated files");
    if !differences.is_empty() {
        eprintln!("error: {} not up to date", counted(differences.len(), "file"));
        eprintln!("help: run `{}`", project.command("codegen"));
    }
}
