//! Failures: their exit codes, and their two forms on stderr.

use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use tencentcloud_model::model::ErrorClass;

/// The kind of a failure, which decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file could not be read or written, or stdout is closed.
    Io,
    /// The command line, or the request as checked against the spec, is not valid.
    Usage,
    /// The configuration or the credential cannot be used; nothing was sent.
    Config,
    /// Nothing reached the service.
    NotSent,
    /// The request was sent and no answer came.
    MayHaveHappened,
    /// The answer is not one of the API.
    Decode,
    /// A task that was waited for failed, or did not end in time.
    Wait,
    /// The query does not fit the response.
    Query,
    /// The service refused the request.
    Refused(ErrorClass),
}

/// The exit code of each kind, with its meaning.
pub const EXIT_CODES: &[(u8, &str, &str)] = &[
    (0, "ok", "the command succeeded"),
    (1, "io", "a file or stream could not be read or written"),
    (2, "usage", "the command line or the request is not valid; nothing was sent"),
    (3, "config", "the configuration or the credential cannot be used; nothing was sent"),
    (4, "not_sent", "the service could not be reached; nothing was sent"),
    (5, "may_have_happened", "the request was sent and no answer came in time"),
    (6, "decode", "the answer is not one of the API"),
    (7, "wait", "the task failed, or did not end in time"),
    (8, "query", "the request was sent, and `--query` does not fit its response"),
    (10, "refused_other", "refused with a code of no known class"),
    (11, "refused_throttled", "refused: too many requests"),
    (12, "refused_auth", "refused: the credential or the signature"),
    (13, "refused_denied", "refused: the caller may not do this"),
    (14, "refused_not_found", "refused: something does not exist"),
    (15, "refused_conflict", "refused: something exists already or is in use"),
    (16, "refused_limit", "refused: a quota is used up"),
    (17, "refused_invalid", "refused: the request is wrong"),
    (18, "refused_unsupported", "refused: not possible for this account, region or state"),
    (19, "refused_unavailable", "refused: something is not available now"),
    (20, "refused_failed", "refused: the operation was tried and failed"),
    (21, "refused_internal", "refused: the service failed"),
];

impl Kind {
    /// Returns the exit code.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Io => 1,
            Self::Usage => 2,
            Self::Config => 3,
            Self::NotSent => 4,
            Self::MayHaveHappened => 5,
            Self::Decode => 6,
            Self::Wait => 7,
            Self::Query => 8,
            Self::Refused(class) => match class {
                ErrorClass::Other => 10,
                ErrorClass::Throttled => 11,
                ErrorClass::Auth => 12,
                ErrorClass::Denied => 13,
                ErrorClass::NotFound => 14,
                ErrorClass::Conflict => 15,
                ErrorClass::Limit => 16,
                ErrorClass::Invalid => 17,
                ErrorClass::Unsupported => 18,
                ErrorClass::Unavailable => 19,
                ErrorClass::Failed => 20,
                ErrorClass::Internal => 21,
            },
        }
    }

    /// Returns the name of the kind, as in [`EXIT_CODES`].
    pub fn name(self) -> &'static str {
        let code = self.exit_code();
        let row = EXIT_CODES.iter().find(|(number, ..)| *number == code);
        row.map_or("other", |(_, name, _)| name)
    }
}

/// A failure of a command.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// Its kind.
    pub kind: Kind,
    /// The message: the fault, its place and its reason.
    pub message: String,
    /// Further faults of the request, each on a line of its own.
    pub problems: Vec<String>,
    /// The remedy.
    pub help: Option<String>,
    /// Facts with a name, such as `code` or `request_id`.
    pub facts: Vec<(&'static str, String)>,
}

impl Failure {
    /// Creates a failure.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), problems: Vec::new(), help: None, facts: Vec::new() }
    }

    /// Creates a failure of usage.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// Creates a failure of a file or stream.
    pub fn io(what: &str, error: &std::io::Error) -> Self {
        Self::new(Kind::Io, format!("cannot {what}: {error}"))
    }

    /// Adds the remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a remedy if there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn fact(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.facts.push((name, value.into()));
        self
    }

    /// Returns the form for people.
    pub fn text(&self) -> String {
        let mut text = format!("error: {}\n", self.message);
        for problem in &self.problems {
            let _ = writeln!(text, "  - {problem}");
        }
        for (name, value) in &self.facts {
            let _ = writeln!(text, "  {}: {value}", name.replace('_', " "));
        }
        if let Some(help) = &self.help {
            let _ = writeln!(text, "help: {help}");
        }
        text
    }

    /// Returns the form for programs: one line of JSON.
    pub fn json(&self) -> Value {
        let mut error = Map::new();
        error.insert("kind".to_owned(), json!(self.kind.name()));
        error.insert("exit_code".to_owned(), json!(self.kind.exit_code()));
        error.insert("message".to_owned(), json!(self.message));
        let may_have_happened =
            matches!(self.kind, Kind::MayHaveHappened | Kind::Decode | Kind::Wait | Kind::Query);
        error.insert("may_have_happened".to_owned(), json!(may_have_happened));
        for (name, value) in &self.facts {
            error.insert((*name).to_owned(), json!(value));
        }
        if !self.problems.is_empty() {
            error.insert("problems".to_owned(), json!(self.problems));
        }
        if let Some(help) = &self.help {
            error.insert("help".to_owned(), json!(help));
        }
        json!({ "error": error })
    }
}
