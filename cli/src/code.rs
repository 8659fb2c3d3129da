//! Code samples of a call.

use crate::call;
use crate::context::Context;
use crate::failure::Failure;
use crate::names;
use crate::output;
use crate::send;
use serde_json::Value;
use tencentcloud_explorer::code::{Language, Request, sample};

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
pub fn sample_of(context: &mut Context<'_>) -> Result<(), Failure> {
    let found = context.action(false)?;
    let Context { arguments, host, .. } = context;
    let known = languages();
    let name = arguments.value("lang").ok_or_else(|| {
        Failure::usage("`--lang` is missing")
            .help(format!("the languages are {}", known.join(", ")))
    })?;
    let Some(language) = Language::from_id(name) else {
        let meant = names::meant(name, known.iter().copied());
        let question = names::question(meant);
        let message = format!("there are no samples for `{name}`{question}");
        return Err(Failure::usage(message).help(format!("expected one of {}", known.join(", "))));
    };
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
    let region = send::region(arguments, host)?;
    let endpoint = send::endpoint(arguments, host).map(str::to_owned);
    let request = Request {
        service: &found.found.service,
        version: &found.found.version,
        action: found.action(),
        parameters: &parameters,
        site: send::site(arguments, host)?,
        region: region.as_deref(),
        endpoint: endpoint.as_deref(),
    };
    let sample = sample(&request, language).map_err(|error| Failure::usage(error.to_string()))?;
    if !sample.note.is_empty() {
        host.note(&sample.note);
    }
    output::write(host, &format!("{}\n", sample.code.trim_end()))
}
