//! `new`: begins a spec file, with the keys that it may have.

mod scaffold;

use crate::project::{Project, display_path};
use crate::{files, output, schema, selection};
use anstream::println;
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use scaffold::Scaffold;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tencentcloud_model::diagnostic::{Code, Diagnostics, similar};
use tencentcloud_model::load::{Tree, load};
use tencentcloud_model::resolve::resolve;
use tencentcloud_model::write::format;

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
    /// The folder of the spec
    #[arg(long, global = true, value_name = "DIR")]
    spec: Option<PathBuf>,
}

/// The item that a file is begun for.
#[derive(Debug, Subcommand)]
enum What {
    /// An action: `new action organization 2021-03-31 QuitOrganization`
    Action(InVersion),
    /// An object type: `new type organization 2021-03-31 OrgMember`
    Type {
        #[command(flatten)]
        at: InVersion,
        /// Begin a set of these texts in place of an object: `--values Open,Closed`
        #[arg(long, value_delimiter = ',', num_args = 1.., value_name = "VALUE")]
        values: Vec<String>,
    },
    /// A version of a service: `new version organization 2021-03-31`
    Version {
        /// The folder of the service
        service: String,
        /// The date that names the version
        version: String,
    },
    /// A service: `new service organization`
    Service {
        /// The first part of its host names
        service: String,
    },
}

/// Something that belongs to a version.
#[derive(Debug, Args)]
struct InVersion {
    /// The folder of the service
    service: String,
    /// The date that names the version
    version: String,
    /// The name on the wire
    name: String,
}

/// Writes the files and says what to do with them.
pub(crate) fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let spec = project.spec(arguments.spec.as_ref());
    let scaffold = match &arguments.what {
        What::Action(at) => scaffold::action(project, &at.find(&spec)?, &at.name),
        What::Type { at, values } if values.is_empty() => {
            scaffold::object(project, &at.find(&spec)?, &at.name)
        }
        What::Type { at, values } => {
            scaffold::value_set(project, &at.find(&spec)?, &at.name, values)
        }
        What::Version { service, version } => {
            find(&spec, service, "service.yaml")?;
            scaffold::version(project, service, version)
        }
        What::Service { service } => scaffold::service(project, service),
    };
    for file in &scaffold.files {
        if let Some(present) = present(&spec, &file.path)? {
            bail!("{} exists already", display_path(&present));
        }
    }
    if let Err(problems) = check(&scaffold)? {
        output::diagnostics(&problems, &display_path(&spec), output::Format::Text);
        return Ok(ExitCode::FAILURE);
    }
    files::write_all(&spec, &scaffold.files)?;
    for file in &scaffold.files {
        println!("created {}", display_path(&spec.join(&file.path)));
    }
    if arguments.spec.is_none() {
        schema::refresh(project)?;
    }
    let mut next = scaffold.next;
    if let What::Action(InVersion { service, version, name }) = &arguments.what {
        let path = &scaffold.files[0].path;
        if selection::unselected(project, &spec)?.contains(path) {
            let select = project.command(&format!("add {service}/{version}:{name}"));
            // The last step generates.
            next.insert(next.len() - 1, format!("Select it: `{select}`."));
        }
    }
    println!("next:");
    for (number, step) in (1..).zip(next) {
        println!("  {number}. {step}");
    }
    Ok(ExitCode::SUCCESS)
}

impl InVersion {
    /// The folder of the version, from the spec's root.
    fn find(&self, spec: &Path) -> Result<String> {
        find(spec, &self.service, "service.yaml")?;
        let folder = format!("{}/{}", self.service, self.version);
        find(spec, &folder, "version.yaml")?;
        Ok(folder)
    }
}

/// Makes sure that a folder is there and has the file that makes it a service or a version.
fn find(spec: &Path, folder: &str, file: &str) -> Result<()> {
    if spec.join(folder).join(file).is_file() {
        return Ok(());
    }
    let (parent, name) = folder.rsplit_once('/').unwrap_or(("", folder));
    let beside = names(&spec.join(parent))?;
    let beside = beside.iter().filter(|name| spec.join(parent).join(name).join(file).is_file());
    match similar(name, beside.map(String::as_str)) {
        Some(meant) => bail!("there is no {folder}/{file}; did you mean `{meant}`?"),
        None => bail!("there is no {folder}/{file}; the command `new` makes it, too"),
    }
}

/// Returns the file at a path, also under a name that differs only in case: on some systems
/// that is the same file.
fn present(spec: &Path, path: &str) -> Result<Option<PathBuf>> {
    let path = spec.join(path);
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Ok(None);
    };
    let name = name.to_string_lossy();
    let found = names(folder)?.into_iter().find(|other| other.eq_ignore_ascii_case(&name));
    Ok(found.map(|found| folder.join(found)))
}

/// The names in a folder; none if there is no such folder.
fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).context(format!("cannot read {}", folder.display())),
    };
    let name = |entry: std::io::Result<fs::DirEntry>| {
        let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
        Ok(entry.file_name().to_string_lossy().into_owned())
    };
    entries.map(name).collect()
}

/// Reads the new files as every command will read them, in a spec that has nothing else: whether
/// they are found under their names, and make sense as far as they can alone.
fn check(scaffold: &Scaffold) -> Result<Result<(), Diagnostics>> {
    let files = scaffold.beside.iter().chain(&scaffold.files);
    let tree = Tree::memory(files.map(|file| (file.path.clone(), file.text.clone())));
    let documents = match load(&tree) {
        Ok(documents) => documents,
        Err(problems) => return Ok(Err(problems)),
    };
    if !documents.problems().is_empty() {
        return Ok(Err(documents.problems().clone()));
    }
    let read = format(&documents);
    if let Some(file) =
        scaffold.files.iter().find(|file| read.iter().all(|read| read.path != file.path))
    {
        bail!("nothing would ever read {}", file.path);
    }
    let problems = resolve(&documents).err().unwrap_or_default();
    let is_new = |path: &str| scaffold.files.iter().any(|file| file.path == path);
    // A new type is not used yet.
    let problems = problems
        .into_iter()
        .filter(|problem| is_new(problem.place().path()) && problem.code() != Code::UnreachedType);
    Ok(problems.collect::<Diagnostics>().finish(()))
}

#[cfg(test)]
mod tests {
    use super::{Arguments, InVersion, Project, What, run};
    use std::path::Path;
    use std::process::ExitCode;
    use tencentcloud_model::load::{Tree, load};
    use tencentcloud_model::resolve::resolve;
    use tencentcloud_model::write::format;

    fn new(spec: &Path, what: What) -> Result<(), String> {
        let arguments = Arguments { what, spec: Some(spec.to_owned()) };
        match run(&arguments, &Project::new(spec, "cargo xtask")) {
            Ok(code) if code == ExitCode::SUCCESS => Ok(()),
            Ok(_) => Err("there are problems".to_owned()),
            Err(error) => Err(format!("{error:#}")),
        }
    }

    fn service(name: &str) -> What {
        What::Service { service: name.to_owned() }
    }

    fn version(date: &str) -> What {
        What::Version { service: "demo".to_owned(), version: date.to_owned() }
    }

    fn at(name: &str) -> InVersion {
        let (service, version) = ("demo".to_owned(), "2024-01-01".to_owned());
        InVersion { service, version, name: name.to_owned() }
    }

    fn object(name: &str) -> What {
        What::Type { at: at(name), values: Vec::new() }
    }

    /// A spec with everything that can be begun.
    fn begun() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let values = vec!["Open".to_owned(), "yes".to_owned()];
        for what in [
            service("demo"),
            version("2024-01-01"),
            What::Action(at("Ask")),
            object("Tag"),
            What::Type { at: at("Kind"), values },
        ] {
            new(folder.path(), what).unwrap();
        }
        folder
    }

    #[test]
    fn begun_files_can_be_read_and_are_in_canonical_form() {
        let folder = begun();
        let documents = load(&Tree::disk(folder.path())).unwrap();
        assert_eq!(documents.problems().to_string(), "");
        let files = format(&documents);
        assert_eq!(files.len(), 6);
        for file in files {
            let text = std::fs::read_to_string(folder.path().join(&file.path)).unwrap();
            assert_eq!(text, file.text, "{}", file.path);
        }
    }

    #[test]
    fn keys_in_comments_make_sense_once_they_are_uncommented() {
        let folder = begun();
        let path = |file: &str| folder.path().join("demo").join(file);
        let edit = |file: &str, edit: &dyn Fn(&str) -> String| {
            let text = std::fs::read_to_string(path(file)).unwrap();
            let text = text.replace("# Facts of", "#! Facts of").replace("\n# ", "\n");
            std::fs::write(path(file), edit(text.strip_prefix("# ").unwrap_or(&text))).unwrap();
        };
        edit("service.yaml", &str::to_owned);
        edit("2024-01-01/version.yaml", &|text| {
            text.replace("The groups of actions,", "Questions,")
        });
        edit("2024-01-01/types/Tag.yaml", &|text| text.replace(" []", ""));
        edit("2024-01-01/types/Kind.yaml", &str::to_owned);
        edit("2024-01-01/actions/Ask.yaml", &|text| {
            let group = "group: Questions, in the order of the documentation's menu";
            let used = "output:\n  - {name: Tag, type: Tag}\n  - {name: Kind, type: Kind}";
            text.replace("group: One of those in version.yaml", group).replace("output:", used)
        });
        std::fs::write(path("2024-01-01/errors.yaml"), "errors:\n  - {code: InternalError}\n")
            .unwrap();
        std::fs::create_dir(folder.path().join("common")).unwrap();
        let common = "families: [{family: InternalError, class: internal}]\nerrors: [{code: InternalError}]\n";
        std::fs::write(folder.path().join("common/errors.yaml"), common).unwrap();
        let documents = load(&Tree::disk(folder.path())).unwrap();
        if let Err(problems) = resolve(&documents) {
            panic!("{problems}");
        }
    }

    #[test]
    fn nothing_is_overwritten() {
        let folder = begun();
        for what in
            [service("demo"), version("2024-01-01"), What::Action(at("ASK")), object("Kind")]
        {
            let error = new(folder.path(), what).unwrap_err();
            assert!(error.ends_with("exists already"), "{error}");
        }
    }

    #[test]
    fn names_that_nothing_would_find_are_refused() {
        let folder = begun();
        let names = ["", "a-b", "3D", "../Ask", ".Ask", "a/b", "a b", "Ä", "string"];
        for name in names {
            assert!(new(folder.path(), object(name)).is_err(), "{name:?}");
        }
        for name in ["", "Demo2", "a-b", "..", "common", "schema"] {
            assert!(new(folder.path(), service(name)).is_err(), "{name:?}");
        }
        for date in ["", "2024-1-1", "2024-13-01", "..", "2024-01-01/actions"] {
            assert!(new(folder.path(), version(date)).is_err(), "{date:?}");
        }
        let documents = load(&Tree::disk(folder.path())).unwrap();
        assert_eq!(format(&documents).len(), 6);
    }

    #[test]
    fn a_folder_that_is_not_there_is_named_with_the_one_that_was_meant() {
        let folder = begun();
        let mut at = at("Ask");
        at.service = "dmo".to_owned();
        let error = new(folder.path(), What::Action(at)).unwrap_err();
        assert_eq!(error, "there is no dmo/service.yaml; did you mean `demo`?");
    }
}
