//! Code samples: one request in eleven forms, made from the model.
//!
//! Names of packages and clients are data, in [`naming`], each with its source. A service that was not
//! looked up has samples for curl, tccli and Rust only: a guessed package name would not compile.

mod language;
mod literal;
pub mod naming;
mod note;
mod recipe;
mod request;
mod script;
mod shell;
mod template;
mod typed;

pub use language::Language;
pub(crate) use recipe::recipes;
pub use request::{Error, Request};
use template::fill;

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
    let template = template(request, language, known.as_ref(), &host)?;
    let literal = match (language, script::writer(language), &known) {
        (_, Some(writer), _) => writer.print(request.parameters),
        (Language::Curl, ..) => shell::body(request.parameters),
        (_, _, Some(naming)) if language != Language::Tccli => {
            fits(request)?;
            typed::body(request, language, naming)
        }
        _ => shell::options(request.parameters),
    };
    // Filled in last, so that nothing in it is a placeholder.
    let code = fill(&template, &[("literal", &literal)]);
    let note = note::note(language, known.as_ref(), &host, request.parameters);
    Ok(Sample { language, code, note })
}

/// Returns a sample without its parameters, whose place is `«literal»`.
fn template(
    request: &Request<'_>,
    language: Language,
    known: Option<&naming::Naming>,
    host: &str,
) -> Result<String, Error> {
    let naming = || known.ok_or_else(|| unknown(request, language));
    Ok(match language {
        Language::Rust => script::rust(request),
        Language::Curl => shell::curl(request, host),
        Language::Tccli => shell::tccli(request, known),
        Language::Python => script::python(request, naming()?, host),
        Language::Node => script::node(request, naming()?, host),
        Language::Php => script::php(request, naming()?, host),
        Language::Ruby => script::ruby(request, naming()?, host),
        Language::Go | Language::Java | Language::DotNet | Language::Cpp => {
            typed::template(request, language, naming()?, host)
        }
    })
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
