//! Code samples: one request in eleven forms, made from the model.
//!
//! Names of packages and clients are data, in [`naming`], each row with its source. A service without
//! a row has samples for curl, tccli and Rust only: a guessed package name would not compile.

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
    let naming =
        || naming::of(&request.service.folder, language).ok_or_else(|| unknown(request, language));
    let code = match language {
        Language::Rust => script::rust(request),
        Language::Curl => shell::curl(request, &host),
        Language::Tccli => shell::tccli(request, naming::of(&request.service.folder, language)),
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
    Ok(Sample { language, code, note: note(request, language) })
}

fn unknown(request: &Request<'_>, language: Language) -> Error {
    Error(format!(
        "the names of the {} SDK for `{}` are not known; add a row to `explorer/src/code/naming.rs`",
        language.title(),
        request.service.folder
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

fn note(request: &Request<'_>, language: Language) -> String {
    let naming = naming::of(&request.service.folder, language);
    let install = naming.map_or(naming::install(language), |naming| naming.install);
    let mut note = install.to_owned();
    if language != Language::Tccli {
        note.push_str(" The key is read from TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY.");
    }
    if language == Language::Node && has_large_number(&Value::Object(request.parameters.clone())) {
        note.push_str(
            " The request has an integer beyond 2^53, which JavaScript rounds: this SDK cannot send it.",
        );
    }
    note
}

/// Whether JavaScript would round an integer.
fn has_large_number(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            let size = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
            size.is_some_and(|size| size > 1 << 53)
        }
        Value::Array(items) => items.iter().any(has_large_number),
        Value::Object(members) => members.values().any(has_large_number),
        _ => false,
    }
}
