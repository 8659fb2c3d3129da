//! The explorer page on this machine, or as a static site.
//!
//! Facts come from the embedded catalogue, or else from the user's files; descriptions are added in
//! each language that a catalogue has.

use crate::context::Context;
use crate::failure::{Failure, Kind};
use crate::host::Host;
use crate::options::Arguments;
use crate::output;
use crate::profile;
use crate::send;
use crate::store::{Lang, Source, Store};
use std::io::Write as _;
use std::path::Path;
use tencentcloud_explorer::{Changes, Explorer, Server, Settings, export, open_browser};
use tencentcloud_model::model::{Model, Service, Version};
use tencentcloud_runtime::credential::Chain;

/// Runs `explore [SERVICE]...`: serves the explorer page on this machine until the process ends, or
/// writes it as a static site. Without services it has those of every catalogue.
///
/// # Errors
///
/// Returns an error if a service is not known, a file cannot be read or written, or the server does
/// not start.
pub fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    let Context { arguments, host, store, lang } = context;
    let words = arguments.words.get(1..).unwrap_or_default();
    // Before all services are read.
    let settings = (!arguments.has("export")).then(|| settings(arguments, host)).transpose()?;
    let (mut explorer, notes) = explorer(words, store, *lang)?;
    for note in notes {
        host.note(&note);
    }
    if let Some(path) = arguments.value("changes") {
        add_changes(&mut explorer, host, path)?;
    }
    let folder = arguments.value("export").unwrap_or_default();
    let Some(settings) = settings else {
        let exported =
            export(&explorer, Path::new(folder)).map_err(|error| broken(error.to_string()))?;
        let (files, size) = (exported.files, exported.bytes / 1000);
        return output::write(host, &format!("{files} files, {size} KB in {folder}\n"));
    };
    let server = Server::start(explorer, settings).map_err(|error| broken(error.to_string()))?;
    let _ = writeln!(host.stdout, "{}", server.url()).and_then(|()| host.stdout.flush());
    if host.stdout_is_terminal && !arguments.has("no-open") {
        // The address is printed, so a machine without a browser loses nothing.
        let _ = open_browser(&server.url());
    }
    server.wait();
    Ok(())
}

fn broken(error: String) -> Failure {
    Failure::new(Kind::Io, error)
}

fn settings(arguments: &Arguments, host: &mut Host) -> Result<Settings, Failure> {
    let port = arguments.number("port")?.unwrap_or(0);
    let port = u16::try_from(port).map_err(|_| Failure::usage("`--port` must be at most 65535"))?;
    let chain = profile::provider(arguments, host)?.unwrap_or_else(|| Chain::of(&host.env()));
    let mut settings =
        Settings::new().port(port).site(send::site(arguments, host)?).credentials(chain);
    if let Some(region) = send::region(arguments, host)? {
        settings = settings.region(region);
    }
    if let Some(endpoint) = send::endpoint(arguments, host) {
        settings = settings.endpoint(endpoint);
    }
    Ok(settings)
}

/// Shows the output of `diff REVISION --format json` beside the actions.
fn add_changes(explorer: &mut Explorer, host: &mut Host, path: &str) -> Result<(), Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::io(&format!("read {path}"), &error))?;
    let all = Changes::read(&text, None)
        .map_err(|error| Failure::usage(format!("`--changes {path}`: {error}")))?;
    for changes in all {
        let place = format!("{} {}", changes.service, changes.version);
        if !explorer.add_changes(changes) {
            host.note(&format!("changes of {} are not shown: not a version here", place.trim()));
        }
    }
    Ok(())
}

/// Makes the explorer of some services, or of all, and notes on what it cannot show.
fn explorer(
    words: &[String],
    store: &Store,
    lang: Lang,
) -> Result<(Explorer, Vec<String>), Failure> {
    let mut names = Vec::new();
    for word in words {
        // For its error: the name that was surely meant.
        names.push(store.heads(word, None, lang)?.service.folder);
    }
    let sources = store.sources()?;
    if words.is_empty() {
        names = sources.iter().flat_map(Source::service_names).collect();
    }
    names.sort();
    names.dedup();
    let mut model = Model {
        services: Vec::new(),
        common_errors: store.embedded().common_errors().to_vec(),
        common_errors_file: "common/errors.yaml".to_owned(),
        families: store.embedded().families().to_vec(),
        words: Vec::new(),
        renames: Vec::new(),
        is_selection: false,
    };
    let mut languages = Vec::new();
    let mut notes = Vec::new();
    for name in &names {
        model.services.push(service(name, &sources, &mut languages, &mut notes)?);
    }
    let mut explorer = Explorer::new(model);
    explorer.prefer(shown(lang));
    for (service, version, lang, texts) in languages {
        match texts {
            Some(texts) => explorer.add_texts(&service, &texts, lang),
            None => explorer.set_lang(&service, &version, lang),
        };
    }
    Ok((explorer, notes))
}

fn shown(lang: Lang) -> tencentcloud_explorer::Lang {
    match lang {
        Lang::English => tencentcloud_explorer::Lang::English,
        Lang::Chinese => tencentcloud_explorer::Lang::Chinese,
    }
}

/// Notes the actions that a later source alone has: a version is shown as its first source has it.
fn missing(shown: &Service, version: &Version, source: &Source<'_>, notes: &mut Vec<String>) {
    let Some(kept) = shown.versions.iter().find(|kept| kept.name == version.name) else { return };
    let is_new = |name: &str| kept.actions.iter().all(|action| action.name != name);
    let names: Vec<&str> =
        version.actions.iter().map(|it| it.name.as_str()).filter(|name| is_new(name)).collect();
    if !names.is_empty() {
        let (place, lang) = (format!("{} {}", shown.folder, version.name), source.lang.name());
        let list = names.join(", ");
        notes.push(format!("{place}: only the catalogue in `{lang}` has {list}; not on the page"));
    }
}

/// The language of a version's own descriptions, or descriptions in another.
type Languages = Vec<(String, String, tencentcloud_explorer::Lang, Option<Version>)>;

/// Returns a service with all its versions, each from the first source that has it.
fn service(
    name: &str,
    sources: &[Source<'_>],
    languages: &mut Languages,
    notes: &mut Vec<String>,
) -> Result<Service, Failure> {
    let mut service: Option<Service> = None;
    for source in sources {
        let Some(mut found) = source.service(name)? else { continue };
        let versions = std::mem::take(&mut found.versions);
        let own = shown(source.lang);
        let into = service.get_or_insert_with(|| found.clone());
        // A package of one site knows the host of that site alone.
        let hosts = &mut into.hosts;
        hosts.mainland = hosts.mainland.take().or(found.hosts.mainland);
        hosts.international = hosts.international.take().or(found.hosts.international);
        for version in versions {
            let number = version.name.clone();
            let known = languages
                .iter()
                .any(|(service, of, lang, _)| service == name && *of == number && *lang == own);
            if !into.versions.iter().any(|known| known.name == number) {
                languages.push((name.to_owned(), number, own, None));
                into.versions.push(version);
            } else if !known {
                missing(into, &version, source, notes);
                languages.push((name.to_owned(), number, own, Some(version)));
            }
        }
    }
    let mut service =
        service.ok_or_else(|| broken(format!("no catalogue has `{name}` any more")))?;
    service.versions.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(service)
}
