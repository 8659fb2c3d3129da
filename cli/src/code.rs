//! Code samples of a call, and the explorer page on this machine.

use crate::call;
use crate::failure::{Failure, Kind};
use crate::host::Host;
use crate::names;
use crate::options::Arguments;
use crate::output;
use crate::profile;
use crate::send;
use crate::store::{Lang, Store};
use serde_json::Value;
use std::io::Write as _;
use tencentcloud_explorer::code::{Language, Request, sample};
use tencentcloud_explorer::{Explorer, Server, Settings, open_browser};
use tencentcloud_model::model::Model;
use tencentcloud_runtime::credential::{Chain, Env};

/// Returns the names of the languages.
pub fn languages() -> Vec<&'static str> {
    Language::ALL.into_iter().map(Language::id).collect()
}

/// Runs `code SERVICE ACTION --lang NAME`: prints the call in a language. Without parameters it is
/// that of the first documented example.
///
/// # Errors
///
/// Returns an error if the language is not known, or cannot express the request.
pub fn sample_of(arguments: &Arguments, host: &mut Host, store: &Store) -> Result<(), Failure> {
    const USAGE: &str = "code SERVICE ACTION --lang NAME [--Parameter VALUE]...";
    let mut plain = arguments.clone();
    plain.parameters.clear();
    plain.expect(
        3,
        USAGE,
        &["json", "yaml", "version", "site", "region", "endpoint", "skip-check"],
    )?;
    let usage = || Failure::usage(format!("usage: tencentcloud {USAGE}"));
    let [_, service, action] = arguments.words.as_slice() else { return Err(usage()) };
    let known = languages();
    let name = arguments
        .value("lang")
        .ok_or_else(|| usage().help(format!("the languages are {}", known.join(", "))))?;
    let Some(language) = Language::from_id(name) else {
        let meant = names::meant(name, known.iter().copied());
        let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
        let message = format!("there are no samples for `{name}`{meant}");
        return Err(Failure::usage(message).help(format!("expected one of {}", known.join(", "))));
    };
    let found = store.action(service, action, arguments.value("version"), Lang::English, false)?;
    let has_request =
        !arguments.parameters.is_empty() || arguments.has("json") || arguments.has("yaml");
    let example = found.action().examples.iter().find_map(|example| example.request.clone());
    let parameters = match example.filter(|_| !has_request) {
        Some(example) => example,
        None => match call::request(arguments, host, &found)?.to_value() {
            Value::Object(members) => members,
            _ => serde_json::Map::new(),
        },
    };
    let region = send::region(arguments, host);
    let request = Request {
        service: &found.found.service,
        version: &found.found.version,
        action: found.action(),
        parameters: &parameters,
        site: send::site(arguments, host)?,
        region: region.as_deref(),
        endpoint: arguments.value("endpoint"),
    };
    let sample = sample(&request, language).map_err(|error| Failure::usage(error.to_string()))?;
    if !sample.note.is_empty() {
        host.note(&sample.note);
    }
    output::write(host, &format!("{}\n", sample.code.trim_end()))
}

/// Runs `explore [SERVICE]...`: serves the explorer page on this machine until the process ends.
///
/// # Errors
///
/// Returns an error if a service is not known, or the server does not start.
pub fn explore(
    arguments: &Arguments,
    host: &mut Host,
    store: &Store,
    lang: Lang,
) -> Result<(), Failure> {
    let allowed = ["port", "no-open", "site", "region", "endpoint", "profile"];
    arguments.expect(usize::MAX, "explore [SERVICE]... [--port NUMBER] [--no-open]", &allowed)?;
    let services = arguments.words.get(1..).unwrap_or_default();
    let broken = |error: String| Failure::new(Kind::Io, error);
    let explorer = if services.is_empty() {
        Explorer::embedded().map_err(|error| broken(error.to_string()))?
    } else {
        let found: Vec<_> = services
            .iter()
            .map(|name| store.version(name, None, lang))
            .collect::<Result<_, _>>()?;
        let mut model = Model {
            services: Vec::new(),
            common_errors: store.embedded().common_errors().to_vec(),
            common_errors_file: "common/errors.yaml".to_owned(),
            families: store.embedded().families().to_vec(),
            words: Vec::new(),
            renames: Vec::new(),
            is_selection: false,
        };
        for found in found {
            let mut service = found.service;
            service.versions = vec![found.version];
            model.services.push(service);
        }
        Explorer::new(model)
    };
    let port = arguments.number("port")?.unwrap_or(0);
    let port = u16::try_from(port).map_err(|_| Failure::usage("`--port` must be at most 65535"))?;
    let env = Env::of(host.variables.clone());
    let chain = profile::provider(arguments, host, &env)?.unwrap_or_else(|| Chain::of(&env));
    let mut settings =
        Settings::new().port(port).site(send::site(arguments, host)?).credentials(chain);
    if let Some(region) = send::region(arguments, host) {
        settings = settings.region(region);
    }
    if let Some(endpoint) =
        arguments.value("endpoint").or_else(|| host.variable("TENCENTCLOUD_ENDPOINT"))
    {
        settings = settings.endpoint(endpoint);
    }
    let server = Server::start(explorer, settings).map_err(|error| broken(error.to_string()))?;
    let _ = writeln!(host.stdout, "{}", server.url()).and_then(|()| host.stdout.flush());
    if host.stdout_is_terminal && !arguments.has("no-open") {
        // The address is printed, so a machine without a browser loses nothing.
        let _ = open_browser(&server.url());
    }
    server.wait();
    Ok(())
}
