//! The user's catalogues: made from packages of the vendor's command line tool, listed, removed.

use crate::commands::{self, Command};
use crate::context::Context;
use crate::failure::Failure;
use crate::host::Host;
use crate::names;
use crate::store::{CatalogueFile, Lang, Store};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::num::NonZero;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tencentcloud_importer::{Input, Metadata, Options, Selection, import, is_wheel, wheel};
use tencentcloud_model::load::{self, Tree};
use tencentcloud_model::model::{Model, Service};
use tencentcloud_model::select::Pattern;
use tencentcloud_model::{catalogue, resolve};

/// The level of compression: higher ones take minutes and save 8 percent.
const LEVEL: i32 = 9;

/// Runs `catalogue list|add|update|remove`.
///
/// # Errors
///
/// Returns an error if a package cannot be read, or the folder cannot be written.
pub fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    let Context { arguments, store, .. } = *context;
    let rest = arguments.words.get(2..).unwrap_or_default();
    let verb = context.word(1).unwrap_or("list");
    let (option, most) = match verb {
        "list" => ("format", 0),
        "add" | "update" => ("only", usize::MAX),
        "remove" => ("", 1),
        other => {
            let question = names::question(names::meant(other, VERBS.iter().copied()));
            return Err(usage(format!("there is no `catalogue {other}`{question}")));
        }
    };
    if let Some(other) = ["format", "only"].iter().find(|it| arguments.has(it) && **it != option) {
        return Err(usage(format!("`--{other}` has no effect on `catalogue {verb}`")));
    }
    if let Some(word) = rest.get(most) {
        return Err(usage(format!("unexpected argument `{word}`")));
    }
    match verb {
        "list" => list(context),
        "remove" => remove(context.host, store, rest.first()),
        _ if rest.is_empty() => Err(usage("a wheel is missing".to_owned())),
        _ => {
            let only = arguments.values("only").collect::<Vec<_>>().join(",");
            let only = (!only.is_empty()).then(|| Pattern::parse_list(&only)).transpose();
            let only = only
                .map_err(|error| Failure::usage(format!("`--only`: {error}")))?
                .unwrap_or_default();
            let is_update = verb == "update";
            rest.iter().try_for_each(|path| add(context.host, store, path, &only, is_update))
        }
    }
}

/// The words after `catalogue`.
pub const VERBS: &[&str] = &["list", "add", "update", "remove"];

fn usage(message: String) -> Failure {
    let line = commands::find("catalogue").map_or_else(String::new, Command::line);
    Failure::usage(message).help(format!("usage: {line}"))
}

fn list(context: &mut Context<'_>) -> Result<(), Failure> {
    let store = context.store;
    let mut rows = vec![json!({
        "Package": "embedded", "Version": env!("CARGO_PKG_VERSION"), "Language": "en",
        "Services": store.embedded().services().count(),
    })];
    for file in store.files() {
        // One that cannot be read is listed as well, as it may have to be updated or removed.
        let services = match Store::read(file) {
            Ok(catalogue) => json!(catalogue.services().count()),
            Err(failure) => {
                context.host.note(&format!("warning: {}", failure.message));
                json!("unreadable")
            }
        };
        rows.push(json!({
            "Package": file.package, "Version": file.version, "Language": file.lang.name(),
            "Services": services, "File": file.path.display().to_string(),
        }));
    }
    context.print_rows(rows.into())
}

fn remove(host: &mut Host, store: &Store, package: Option<&String>) -> Result<(), Failure> {
    let package = package.ok_or_else(|| usage("a package is missing".to_owned()))?;
    let files: Vec<_> = store.files().iter().filter(|file| file.package == *package).collect();
    if files.is_empty() {
        let names: Vec<&str> = store.files().iter().map(|file| file.package.as_str()).collect();
        let help = if names.is_empty() {
            "there are no packages".to_owned()
        } else {
            format!("the packages are {}", names.join(", "))
        };
        return Err(Failure::usage(format!("there is no catalogue of `{package}`")).help(help));
    }
    for file in files {
        let shown = file.path.display().to_string();
        fs::remove_file(&file.path)
            .map_err(|error| Failure::io(&format!("remove {shown}"), &error))?;
        host.note(&format!("removed {shown}"));
    }
    Ok(())
}

fn add(
    host: &mut Host,
    store: &Store,
    path: &str,
    only: &[Pattern],
    is_update: bool,
) -> Result<(), Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::io(&format!("read {path}"), &error))?;
    if !is_wheel(&bytes) {
        return Err(Failure::usage(format!("{path} is not a wheel"))
            .help("download one: pip download --no-deps tccli"));
    }
    let chosen = (!only.is_empty()).then(|| Selection::from(only.to_vec()));
    let metadata = wheel(path, &bytes, chosen.as_ref())
        .map_err(|error| Failure::usage(format!("{path}: {error}")))?;
    drop(bytes);
    if metadata.is_empty() {
        let what = only.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        return Err(Failure::usage(format!("{path} has nothing that matches `{what}`"))
            .help("services have the names of the wire, such as cvm"));
    }
    let package = metadata.first().and_then(|metadata| metadata.package.clone());
    let package = package
        .ok_or_else(|| Failure::usage(format!("{path} does not name its package and version")))?;
    let present: Vec<_> =
        store.files().iter().filter(|file| file.package == package.name).collect();
    if is_update && present.is_empty() {
        return Err(Failure::usage(format!(
            "there is no catalogue of `{}` to update",
            package.name
        ))
        .help("use `catalogue add`"));
    }
    if let Some(other) = present.iter().find(|_| !is_update) {
        let message = format!(
            "there is a catalogue of `{}` already, of version {}",
            package.name, other.version
        );
        return Err(Failure::usage(message).help("use `catalogue update`"));
    }
    let (model, left_out) = compile(host, metadata, only)?;
    let bytes = catalogue::write(&model, LEVEL)
        .map_err(|error| Failure::io("compile the catalogue", &error))?;
    let folder = host.catalogues().ok_or_else(|| {
        Failure::usage("the home directory is not known").help("set HOME or XDG_DATA_HOME")
    })?;
    let lang = if package.name == "tccli" { Lang::Chinese } else { Lang::English };
    let file = CatalogueFile::new(&folder, &package.name, &package.version, lang);
    let before = present.first().and_then(|old| {
        let catalogue = Store::read(old).ok()?;
        let names = catalogue.services().map(|service| service.folder().to_owned());
        Some((old.version.clone(), names.collect::<Vec<_>>()))
    });
    save(&folder, &file.path, &bytes)?;
    for old in present.iter().filter(|old| old.path != file.path) {
        fs::remove_file(&old.path)
            .map_err(|error| Failure::io(&format!("remove {}", old.path.display()), &error))?;
    }
    for line in &left_out {
        host.note(&format!("left out: {line}"));
    }
    if let Some((version, names)) = before {
        host.note(&format!("replaces {} {version}", package.name));
        let is_gone =
            |name: &&String| !model.services.iter().any(|service| service.folder == **name);
        let gone: Vec<&str> = names.iter().filter(is_gone).map(String::as_str).collect();
        if !gone.is_empty() {
            host.note(&format!("no longer in the catalogue: {}", gone.join(", ")));
        }
    }
    let versions = model.services.iter().flat_map(|service| &service.versions);
    let actions: usize = versions.map(|version| version.actions.len()).sum();
    host.note(&format!(
        "{} {}: services {}, actions {actions}, left out {} → {} ({} KB)",
        package.name,
        package.version,
        model.services.len(),
        left_out.len(),
        file.path.display(),
        bytes.len() / 1024
    ));
    Ok(())
}

fn save(folder: &Path, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let aside = path.with_extension(format!("new-{}", std::process::id()));
    let write = || {
        fs::create_dir_all(folder)?;
        fs::write(&aside, bytes)?;
        fs::rename(&aside, path)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&aside);
        Failure::io(&format!("write {}", path.display()), &error)
    })
}

/// Imports each service for itself, on all processors. A service that cannot be imported is left
/// out by name.
fn compile(
    host: &mut Host,
    metadata: Vec<Metadata>,
    only: &[Pattern],
) -> Result<(Model, Vec<String>), Failure> {
    let mut services: BTreeMap<String, Vec<Metadata>> = BTreeMap::new();
    for one in metadata {
        services.entry(one.folder.clone().unwrap_or_default()).or_default().push(one);
    }
    let services: Vec<(String, Vec<Metadata>)> = services.into_iter().collect();
    host.note(&format!("services to read: {}", services.len()));
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((name, metadata)) =
                    services.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let result = service(name, metadata, only);
                    let mut done = done.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    done.push((name.clone(), result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_by(|left, right| left.0.cmp(&right.0));
    let mut model = Model {
        services: Vec::new(),
        common_errors: Vec::new(),
        common_errors_file: "common/errors.yaml".to_owned(),
        families: Vec::new(),
        words: Vec::new(),
        renames: Vec::new(),
        is_selection: false,
    };
    let mut left_out = Vec::new();
    for pattern in only {
        if !services.iter().any(|(name, _)| pattern.matches_service_name(name)) {
            return Err(Failure::usage(format!("no service of the package matches `{pattern}`")));
        }
    }
    for (name, result) in done {
        match result {
            // A part that was asked for is not left out.
            Err(reason) if !only.is_empty() => {
                return Err(Failure::usage(format!("{name}: {reason}")));
            }
            Ok((found, refused)) => {
                model.services.extend(found);
                left_out.extend(refused);
            }
            Err(reason) => left_out.push(format!("{name}: {reason}")),
        }
    }
    if model.services.is_empty() {
        let mut failure = Failure::usage("nothing could be imported");
        failure.problems = left_out;
        return Err(failure);
    }
    Ok((model, left_out))
}

/// A service through the spec's own form: imported to documents, checked, resolved.
fn service(
    name: &str,
    metadata: &[Metadata],
    only: &[Pattern],
) -> Result<(Vec<Service>, Vec<String>), String> {
    let base = [("common/errors.yaml", "families: []\nerrors: []\n")];
    let inputs: Vec<Input> = metadata.iter().cloned().map(Input::Metadata).collect();
    // The importer misses what is chosen of other services.
    let own: Vec<Pattern> =
        only.iter().filter(|it| it.matches_service_name(name)).cloned().collect();
    let options =
        Options { only: (!own.is_empty()).then(|| Selection::from(own)), ..Options::default() };
    let imported = import(&inputs, &Tree::memory(base), &options)
        .map_err(|problems| first(&problems.to_string()))?;
    let refused = imported
        .report
        .refused
        .iter()
        .map(|refusal| format!("{}: {}", refusal.path, refusal.reason));
    let refused = refused.collect();
    let files = imported.files.iter().map(|file| (file.path.as_str(), file.text.as_str()));
    let tree = Tree::memory(base.into_iter().chain(files));
    let documents = load::load(&tree).map_err(|problems| first(&problems.to_string()))?;
    let model = resolve::resolve(&documents).map_err(|problems| first(&problems.to_string()))?;
    Ok((model.services, refused))
}

fn first(text: &str) -> String {
    text.lines().take(2).map(str::trim).collect::<Vec<_>>().join(" ")
}
