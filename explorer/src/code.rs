//! Code samples: one request in eleven forms, made from the model.
//!
//! Names of packages and clients are data, in [`naming`], each row with its source. A service without
//! a row has samples for curl, tccli and Rust only: a guessed package name would not compile.

mod literal;
pub mod naming;
mod script;
mod shell;
mod typed;

use naming::Naming;
use serde_json::{Map, Value};
use tencentcloud_model::check::{ProblemKind, check_request};
use tencentcloud_model::model::{Action, Service, Site, Version};

/// A language or tool that samples are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Rust, with the crate `tencentcloud-api`.
    Rust,
    /// Python, with the official SDK.
    Python,
    /// Go, with the official SDK.
    Go,
    /// Java, with the official SDK.
    Java,
    /// Node.js, with the official SDK.
    Node,
    /// PHP, with the official SDK.
    Php,
    /// C#, with the official SDK.
    DotNet,
    /// C++, with the official SDK.
    Cpp,
    /// Ruby, with the official SDK.
    Ruby,
    /// bash with curl and openssl.
    Curl,
    /// The official command line tool.
    Tccli,
}

impl Language {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::Rust,
        Self::Python,
        Self::Go,
        Self::Java,
        Self::Node,
        Self::Php,
        Self::DotNet,
        Self::Cpp,
        Self::Ruby,
        Self::Curl,
        Self::Tccli,
    ];

    /// Returns the name for command lines and addresses.
    pub fn id(self) -> &'static str {
        self.names().0
    }

    /// Returns the name for readers.
    pub fn title(self) -> &'static str {
        self.names().1
    }

    /// Returns the language with an ID.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.id() == id)
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Rust => ("rust", "Rust"),
            Self::Python => ("python", "Python"),
            Self::Go => ("go", "Go"),
            Self::Java => ("java", "Java"),
            Self::Node => ("nodejs", "Node.js"),
            Self::Php => ("php", "PHP"),
            Self::DotNet => ("dotnet", ".NET"),
            Self::Cpp => ("cpp", "C++"),
            Self::Ruby => ("ruby", "Ruby"),
            Self::Curl => ("curl", "curl"),
            Self::Tccli => ("tccli", "tccli"),
        }
    }
}

/// A request to make samples of.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The service.
    pub service: &'a Service,
    /// The version of the service.
    pub version: &'a Version,
    /// The action.
    pub action: &'a Action,
    /// The parameters.
    pub parameters: &'a Map<String, Value>,
    /// The site to call.
    pub site: Site,
    /// The region to call.
    pub region: Option<&'a str>,
    /// The address to call instead of the site's host, such as `http://127.0.0.1:8080`.
    pub endpoint: Option<&'a str>,
}

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

/// The reason that there is no sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(String);

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

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
    let naming = || naming::of(&request.service.folder, language).ok_or_else(|| unknown(request, language));
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

impl Request<'_> {
    /// Returns the host to call: that of the endpoint, or else of the site.
    fn host(&self) -> Result<String, Error> {
        if let Some(endpoint) = self.endpoint {
            let host = endpoint.split_once("://").map_or(endpoint, |(_, rest)| rest);
            return Ok(host.trim_end_matches('/').to_owned());
        }
        let hosts = &self.service.hosts;
        let host = match self.site {
            Site::Mainland => &hosts.mainland,
            Site::International => &hosts.international,
        };
        host.clone().ok_or_else(|| Error(format!("{} has no host on this site", self.service.title)))
    }

    /// Returns whether requests go over plain HTTP.
    fn is_plain(&self) -> bool {
        self.endpoint.is_some_and(|endpoint| endpoint.starts_with("http://"))
    }

    /// Returns the region, or an empty string.
    fn region(&self) -> &str {
        self.region.unwrap_or_default()
    }

    /// Returns the version as the SDKs name it: `v20210331`.
    fn module(&self) -> String {
        format!("v{}", self.version.name.replace('-', ""))
    }
}

/// Fills `{name}` in a template; no template has another brace form of these names.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = template.to_owned();
    for (name, value) in values {
        text = text.replace(&format!("«{name}»"), value);
    }
    text
}

/// Returns the values that every template may use.
fn common<'a>(
    request: &'a Request<'a>,
    naming: &'a Naming,
    host: &'a str,
    module: &'a str,
) -> Vec<(&'static str, &'a str)> {
    let scheme = if request.is_plain() { "http" } else { "https" };
    vec![
        ("package", naming.package),
        ("client", naming.client),
        ("module", module),
        ("action", &request.action.name),
        ("region", request.region()),
        ("host", host),
        ("scheme", scheme),
    ]
}
