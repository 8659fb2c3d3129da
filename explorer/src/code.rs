//! Code samples: one request in eleven forms, made from the model.
//!
//! Names of packages and clients are data, in [`naming`], each with its source. A service that was not
//! looked up has samples for curl, tccli and Rust only: a guessed package name would not compile.

mod language;
mod literal;
pub mod naming;
mod request;
mod script;
mod shell;
mod typed;

pub use language::Language;
pub use request::{Error, Request};

use serde_json::Value;
use tencentcloud_model::check::{ProblemKind, check_request};

/// A sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The language.
    pub language: Language,
    /// The program.
    pub code: String,
    /// How to run it, and what to mind.
    pub note: String,
}

/// Makes the sample of a request in a language.
///
/// # Errors
///
/// Returns an error if the SDK's names for the service are not known, or if the request does not fit
/// its declaration so that a typed language cannot express it.
pub fn sample(request: &Request<'_>, language: Language) -> Result<Sample, Error> {
    let host = request.host()?;
    // Both go into string literals of eleven languages.
    for (what, text) in [("region", request.region()), ("host", &host)] {
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || ".-:[]/".contains(letter);
        if !text.chars().all(is_name) {
            return Err(Error(format!("`{text}` is not a {what}")));
        }
    }
    let known = naming::of(&request.service.wire_name, &request.version.name, language);
    let naming = || known.as_ref().ok_or_else(|| unknown(request, language));
    let code = match language {
        Language::Rust => script::rust(request),
        Language::Curl => shell::curl(request, &host),
        Language::Tccli => shell::tccli(request, known.as_ref()),
        Language::Python => script::python(request, naming()?, &host),
        Language::Node => script::node(request, naming()?, &host),
        Language::Php => script::php(request, naming()?, &host),
        Language::Ruby => script::ruby(request, naming()?, &host),
        Language::Go | Language::Java | Language::DotNet | Language::Cpp => {
            let naming = naming()?;
            fits(request)?;
            typed::program(request, language, naming, &host)
        }
    };
    let note = note(request, language, known.as_ref(), &host);
    Ok(Sample { language, code, note })
}

fn unknown(request: &Request<'_>, language: Language) -> Error {
    Error(format!(
        "the names of the {} SDK for {} {} are not known; look them up and add them to \
         `explorer/src/code/services.txt`",
        language.title(),
        request.service.wire_name,
        request.version.name,
    ))
}

/// Rejects what a typed language has no member or no type for.
fn fits(request: &Request<'_>) -> Result<(), Error> {
    let problems = check_request(request.version, request.action, None, request.parameters);
    let hindrance = problems
        .iter()
        .find(|it| matches!(it.kind, ProblemKind::Unknown(_) | ProblemKind::WrongType(_)));
    match hindrance {
        Some(problem) => Err(Error(format!("the request does not fit its declaration: {problem}"))),
        None => Ok(()),
    }
}

fn note(
    request: &Request<'_>,
    language: Language,
    naming: Option<&naming::Naming>,
    host: &str,
) -> String {
    let install = naming.map_or(naming::install(language), |naming| &naming.install);
    let mut note = install.to_owned();
    if language != Language::Tccli {
        note.push_str(" The key is read from TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY.");
    }
    let parameters = Value::Object(request.parameters.clone());
    if language == Language::Node && has_integer_beyond(&parameters, 1 << 53) {
        note.push_str(
            " The request has an integer beyond 2^53, which JavaScript rounds: this SDK cannot send it.",
        );
    }
    if language == Language::Php && has_integer_beyond(&parameters, (1 << 63) - 1) {
        note.push_str(
            " The request has an integer beyond 2^63, which PHP rounds: this SDK cannot send it.",
        );
    }
    if language == Language::Java && has_integer_beyond(&parameters, (1 << 63) - 1) {
        note.push_str(
            " The request has an integer beyond 2^63, which no `Long` holds: this SDK cannot send it.",
        );
    }
    if language == Language::Ruby && host.contains(':') {
        note.push_str(" This SDK calls the usual port only: it takes no port in the endpoint.");
    }
    note
}

/// Whether an integer is larger than a limit, whatever its sign.
fn has_integer_beyond(value: &Value, limit: u64) -> bool {
    match value {
        Value::Number(number) => {
            let size = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
            size.is_some_and(|size| size > limit)
        }
        Value::Array(items) => items.iter().any(|item| has_integer_beyond(item, limit)),
        Value::Object(members) => members.values().any(|item| has_integer_beyond(item, limit)),
        _ => false,
    }
}
