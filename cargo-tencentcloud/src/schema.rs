//! `schema`: writes the JSON Schemas of the spec's files, which editors complete and
//! check with, or checks that they are up to date.

use crate::project::{Project, display_path};
use crate::{editor_settings, files, line_ends, output};
use anstream::{eprintln, println};
use anyhow::{Context, Result};
use clap::Args;
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tencentcloud_model::file::File;
use tencentcloud_model::load::{Tree, read as read_spec};
use tencentcloud_model::schema;

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Compare without writing; exit with 1 if something differs
    #[arg(long)]
    check: bool,
    /// The folder of the spec
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
}

/// Writes the schemas that differ, or reports them.
pub(crate) fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let of_spec = of_spec(project, arguments.spec.as_ref());
    let count = of_spec.files.len();
    let mut targets = Vec::new();
    if arguments.spec.is_none() {
        targets.extend(settings(project, &of_spec)?);
        let own = project.loader_schemas().map(Path::to_owned);
        targets.extend(own.map(|own| Target::schemas(own, schema::all())));
    }
    targets.insert(0, of_spec);
    let differences = targets.iter().map(Target::compare).collect::<Result<Vec<_>>>()?;
    if arguments.check {
        return Ok(report(&differences, count, project));
    }
    let changed = write(&differences)?;
    println!("{count} schemas, {} changed", output::counted(changed, "file"));
    Ok(ExitCode::SUCCESS)
}

/// Writes the schemas of a project's own spec after a command has changed it, so that editors offer
/// its new names. A spec without schemas gets none.
pub(crate) fn refresh(project: &Project) -> Result<()> {
    if !project.spec(None).join(FOLDER).is_dir() {
        return Ok(());
    }
    let of_spec = of_spec(project, None);
    let mut differences = vec![of_spec.compare()?];
    match settings(project, &of_spec) {
        Ok(Some(settings)) => differences.push(settings.compare()?),
        Ok(None) => {}
        // The command has done its work, and editors do without the names until then.
        Err(error) => eprintln!("note: {error:#}"),
    }
    let changed = write(&differences)?;
    if changed > 0 {
        println!("{} of the editors' schemas changed", output::counted(changed, "file"));
    }
    Ok(())
}

/// The folder of the schemas, from a spec's root.
const FOLDER: &str = "schema";

/// Returns the schemas that a spec should have.
fn of_spec(project: &Project, given: Option<&PathBuf>) -> Target {
    let spec = project.spec(given);
    let documents = read_spec(&Tree::disk(&spec));
    let mut files = schema::for_editors();
    files.extend(schema::for_versions(&documents, &project.command("schema")));
    Target::schemas(spec, files)
}

/// Returns the editor's settings with the schemas of versions, if the project has settings that map
/// schemas.
fn settings(project: &Project, of_spec: &Target) -> Result<Option<Target>> {
    let path = project.root().join(editor_settings::PATH);
    let Some(bytes) = read(&path)? else { return Ok(None) };
    let text = String::from_utf8(line_ends::unified(&bytes).into_owned())
        .with_context(|| format!("cannot read {}", path.display()))?;
    let of_version = of_spec.files.iter().filter(|file| file.path.matches('/').count() > 1);
    let paths: Vec<String> =
        of_version.map(|file| format!("{}/{}", project.spec_path(), file.path)).collect();
    let edited = editor_settings::with_versions(&text, project.spec_path(), &paths)?;
    let file = edited.map(|text| File { path: editor_settings::PATH.to_owned(), text });
    let root = project.root().to_owned();
    Ok(file.map(|file| Target { root, files: vec![file], owns_folder: false }))
}

/// Files that a folder should have.
struct Target {
    root: PathBuf,
    files: Vec<File>,
    /// Whether other schemas in the folder are left over.
    owns_folder: bool,
}

impl Target {
    fn schemas(root: PathBuf, files: Vec<File>) -> Self {
        Self { root, files, owns_folder: true }
    }

    fn compare(&self) -> Result<Difference> {
        let mut difference = Difference { root: self.root.clone(), ..Difference::default() };
        for file in &self.files {
            let present = read(&self.root.join(&file.path))?;
            if present.as_deref() == Some(file.text.as_bytes()) {
                continue;
            }
            if present.is_some_and(|text| line_ends::differ_only(&text, &file.text)) {
                difference.line_ends += 1;
            } else {
                difference.paths.push(self.root.join(&file.path));
            }
            difference.changed.push(file.clone());
        }
        if self.owns_folder {
            let mut present = BTreeSet::new();
            files::collect(&self.root.join(FOLDER), &self.root, &mut present)?;
            for path in present {
                let path = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
                let is_schema = Path::new(&path).extension().is_some_and(|it| it == "json");
                if is_schema && !self.files.iter().any(|file| file.path == path) {
                    difference.stale.push(path);
                }
            }
        }
        Ok(difference)
    }
}

/// The files of a target that are not as they should be.
#[derive(Default)]
struct Difference {
    root: PathBuf,
    changed: Vec<File>,
    /// The paths of those that differ in more than line ends.
    paths: Vec<PathBuf>,
    line_ends: usize,
    stale: Vec<String>,
}

/// Puts files in place; returns their number.
fn write(differences: &[Difference]) -> Result<usize> {
    for difference in differences {
        files::change_all(&difference.root, &difference.changed, &difference.stale)?;
    }
    Ok(differences.iter().map(|it| it.changed.len() + it.stale.len()).sum())
}

/// Says what differs and how to repair it.
fn report(differences: &[Difference], count: usize, project: &Project) -> ExitCode {
    for difference in differences {
        for path in &difference.paths {
            eprintln!("differs: {}", display_path(path));
        }
        for path in &difference.stale {
            eprintln!("stale: {}", display_path(&difference.root.join(path)));
        }
    }
    line_ends::report(differences.iter().map(|it| it.line_ends).sum(), "schemas");
    if differences.iter().all(|it| it.changed.is_empty() && it.stale.is_empty()) {
        println!("{count} schemas are up to date");
        return ExitCode::SUCCESS;
    }
    eprintln!("help: run `{}`", project.command("schema"));
    ExitCode::FAILURE
}

/// The bytes of a file; `None` if there is none.
fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Project, of_spec, refresh, run};
    use std::fs;
    use std::process::ExitCode;

    #[test]
    fn checking_fails_until_the_schemas_are_written() {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().to_owned();
        let project = Project::new(folder.path(), "cargo xtask");
        let with = |check| run(&Arguments { check, spec: Some(spec.clone()) }, &project).unwrap();
        let is =
            |code: ExitCode, expected: ExitCode| format!("{code:?}") == format!("{expected:?}");
        fs::create_dir(spec.join("schema")).unwrap();
        fs::write(spec.join("schema/retired.json"), "{}").unwrap();
        assert!(is(with(true), ExitCode::FAILURE));
        assert!(is(with(false), ExitCode::SUCCESS));
        assert!(is(with(true), ExitCode::SUCCESS));
        assert!(!spec.join("schema/retired.json").exists());
        fs::write(spec.join("schema/action.json"), "{}").unwrap();
        assert!(is(with(true), ExitCode::FAILURE));
    }

    #[test]
    fn a_checkout_with_other_line_ends_differs_in_these_alone() {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().to_owned();
        let project = Project::new(folder.path(), "cargo xtask");
        run(&Arguments { check: false, spec: Some(spec.clone()) }, &project).unwrap();
        let target = of_spec(&project, Some(&spec));
        for file in &target.files {
            fs::write(spec.join(&file.path), file.text.replace('\n', "\r\n")).unwrap();
        }
        let difference = target.compare().unwrap();
        assert_eq!(difference.line_ends, target.files.len());
        assert_eq!(difference.paths, Vec::<std::path::PathBuf>::new());
        assert_eq!(difference.stale, Vec::<String>::new());
    }

    #[test]
    fn editors_know_a_new_type_after_any_command_that_writes_the_spec() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let read = |path: &str| fs::read_to_string(folder.path().join(path)).unwrap();
        let project = Project::new(folder.path(), "cargo xtask");
        write("spec/demo/service.yaml", "title: Demo\nhosts: {mainland: a.b.c}\n");
        write("spec/demo/2020-01-01/version.yaml", "groups: [Trees]\n");
        let settings = "{\n  \"yaml.schemas\": {\n    \"./spec/schema/type.json\": \"x\"\n  }\n}\n";
        write(".vscode/settings.json", settings);
        refresh(&project).unwrap();
        assert!(!folder.path().join("spec/schema").exists(), "a spec without schemas gets none");

        run(&Arguments { check: false, spec: None }, &project).unwrap();
        let schema = "spec/schema/demo/2020-01-01/action.json";
        assert!(read(schema).contains("Trees"));
        assert!(read(".vscode/settings.json").contains("spec/demo/2020-01-01/types/*.yaml"));

        write("spec/demo/2020-01-01/types/Tree.yaml", "members: []\n");
        refresh(&project).unwrap();
        assert!(read(schema).contains("list<Tree>"));

        fs::remove_dir_all(folder.path().join("spec/demo/2020-01-01")).unwrap();
        refresh(&project).unwrap();
        assert!(!folder.path().join("spec/schema/demo").exists());
        assert_eq!(read(".vscode/settings.json"), settings);
    }
}
