//! Rules as files, for programs in any language.
//!
//! A file is a list in YAML or JSON, read under the restrictions of the spec's own files:
//!
//! ```yaml
//! - action: InviteOrganizationMember
//!   error: FailedOperation.InvitationExist
//!   times: 2
//! - action: ListUsers
//!   when: {ZoneId: z-1}
//!   delay_ms: 500
//!   fault: reset
//! ```

use crate::error::Error;
use crate::rule::{Effect, Origin, Rule};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;
use std::time::Duration;
use tencentcloud_model::diagnostic::{Diagnostics, Place, Source, similar};
use tencentcloud_model::{Kind, Node, parse_any};

/// How large a text of rules may be, in bytes.
const MAX_SIZE: u64 = 1 << 20;

/// How many mistakes are reported at once.
const MAX_MISTAKES: usize = 50;

/// The status of a fault that is a page without a status of its own.
const BAD_GATEWAY: u16 = 502;

/// The keys of a rule.
const KEYS: &[&str] = &[
    "action",
    "version",
    "when",
    "after",
    "times",
    "delay_ms",
    "error",
    "message",
    "undocumented",
    "respond",
    "task_fails",
    "fault",
    "status",
    "body",
];

/// A rule as written: the keys that are there, by name.
#[derive(Default)]
struct Written {
    action: Option<String>,
    version: Option<String>,
    when: Option<Map<String, Value>>,
    after: Option<u64>,
    times: Option<u64>,
    delay_ms: Option<u64>,
    error: Option<String>,
    message: Option<String>,
    undocumented: Option<bool>,
    respond: Option<Map<String, Value>>,
    task_fails: Option<String>,
    fault: Option<Fault>,
    status: Option<u16>,
    body: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Reset,
    Truncate,
    Hang,
    Page,
}

/// Reads a file of rules.
///
/// # Errors
///
/// If it cannot be read, or as [`rules_from_text`].
pub fn rules_from_file(path: impl AsRef<Path>) -> Result<Vec<Rule>, Error> {
    let path = path.as_ref();
    let problem = |reason: String| Error::RulesFile(format!("{}: {reason}", path.display()));
    let size = fs::metadata(path).map_err(|error| problem(error.to_string()))?.len();
    if size > MAX_SIZE {
        return Err(problem(format!("{size} bytes are more than the {MAX_SIZE} that are read")));
    }
    let text = fs::read_to_string(path).map_err(|error| problem(error.to_string()))?;
    read(&text, &format!("{}:", path.display()))
}

/// Reads rules from YAML or JSON.
///
/// # Errors
///
/// If the text is not a list of rules, or is larger than a mebibyte: one line per mistake, each with
/// line and column.
pub fn rules_from_text(text: &str) -> Result<Vec<Rule>, Error> {
    read(text, "")
}

/// Reads rules; mistakes begin with the file, if there is one, and the place.
fn read(text: &str, file: &str) -> Result<Vec<Rule>, Error> {
    let length = text.len();
    if length as u64 > MAX_SIZE {
        let reason =
            format!("{file}1:1: {length} bytes are more than the {MAX_SIZE} that are read");
        return Err(Error::RulesFile(reason));
    }
    let mut mistakes = Mistakes { file, lines: Vec::new(), count: 0 };
    if text.trim().is_empty() {
        return Err(Error::RulesFile(format!("{file}1:1: the text is empty; no rules are `[]`")));
    }
    let source = Source::new("", text);
    let mut diagnostics = Diagnostics::new();
    let parsed = parse_any(&source, &mut diagnostics);
    let Some(parsed) = parsed else {
        diagnostics.sort();
        for diagnostic in &diagnostics {
            mistakes.add(diagnostic.place(), diagnostic.message());
        }
        return Err(mistakes.into_error());
    };
    let root = parsed.root();
    let Value::Array(values) = &parsed.value else {
        mistakes.add(&root.place(), &format!("rules are a list, not {}", root.describe()));
        return Err(mistakes.into_error());
    };
    let mut rules = Vec::new();
    for (index, (node, value)) in root.items().zip(values).enumerate() {
        let name = format!("rule {}", index + 1);
        let before = mistakes.count;
        let written = Written::read(node, value, &name, &mut mistakes);
        if mistakes.count > before {
            continue;
        }
        match written.into_rule() {
            Ok(rule) => {
                let origin = Some(format!("{}{name}", mistakes.at(&node.place())));
                rules.push(Rule { origin: Origin(origin), ..rule });
            }
            Err(reason) => mistakes.add(&node.place(), &format!("{name}: {reason}")),
        }
    }
    if mistakes.count == 0 { Ok(rules) } else { Err(mistakes.into_error()) }
}

/// The mistakes of a file, one a line.
struct Mistakes<'a> {
    file: &'a str,
    lines: Vec<String>,
    count: usize,
}

impl Mistakes<'_> {
    fn at(&self, place: &Place) -> String {
        let (line, column) = place.line_and_column();
        format!("{}{line}:{column}: ", self.file)
    }

    fn add(&mut self, place: &Place, message: &str) {
        self.count += 1;
        if self.count <= MAX_MISTAKES {
            self.lines.push(format!("{}{message}", self.at(place)));
        }
    }

    fn into_error(mut self) -> Error {
        if self.count > MAX_MISTAKES {
            self.lines.push(format!("and {} more mistakes", self.count - MAX_MISTAKES));
        }
        Error::RulesFile(self.lines.join("\n"))
    }
}

impl Written {
    /// Reads a rule; every key that is wrong is a mistake of its own.
    fn read(node: Node<'_>, value: &Value, name: &str, mistakes: &mut Mistakes<'_>) -> Self {
        let mut written = Self::default();
        let Value::Object(values) = value else {
            let message = format!("{name}: a rule is a mapping, not {}", node.describe());
            mistakes.add(&node.place(), &message);
            return written;
        };
        for (key, place) in node.pairs() {
            let text = key.text();
            let Some(value) = values.get(text) else { continue };
            match written.set(text, value) {
                None => mistakes.add(&key.place(), &format!("{name}: {}", unknown(text, node))),
                Some(Err(wanted)) => {
                    let found = if place.kind() == Kind::Text {
                        format!("`{}`", crate::refusal::shown(place.text()))
                    } else {
                        place.describe()
                    };
                    let message = format!("{name}: `{text}` must be {wanted}, not {found}");
                    mistakes.add(&place.place(), &message);
                }
                Some(Ok(())) => {}
            }
        }
        written
    }

    /// Sets a key; `None` if there is no such key, else what its value must be.
    fn set(&mut self, key: &str, value: &Value) -> Option<Result<(), &'static str>> {
        const TEXT: &str = "a text";
        const COUNT: &str = "a whole number from 0";
        const MEMBERS: &str = "a mapping of members";
        let set = match key {
            "action" => put(&mut self.action, value, TEXT),
            "version" => put(&mut self.version, value, TEXT),
            "when" => put(&mut self.when, value, "a mapping of parameters"),
            "after" => put(&mut self.after, value, COUNT),
            "times" => put(&mut self.times, value, COUNT),
            "delay_ms" => put(&mut self.delay_ms, value, COUNT),
            "error" => put(&mut self.error, value, TEXT),
            "message" => put(&mut self.message, value, TEXT),
            "undocumented" => put(&mut self.undocumented, value, "true or false"),
            "respond" => put(&mut self.respond, value, MEMBERS),
            "task_fails" => put(&mut self.task_fails, value, TEXT),
            "fault" => match value.as_str().and_then(Fault::named) {
                Some(fault) => {
                    self.fault = Some(fault);
                    Ok(())
                }
                None => Err("`reset`, `truncate`, `hang` or `page`"),
            },
            "status" => {
                let is_final = |status: &u16| (200..=999).contains(status);
                let status = value.as_u64().and_then(|status| u16::try_from(status).ok());
                self.status = status.filter(is_final);
                self.status.map(drop).ok_or("an HTTP status from 200")
            }
            "body" => put(&mut self.body, value, TEXT),
            _ => return None,
        };
        Some(set)
    }

    fn into_rule(self) -> Result<Rule, &'static str> {
        let effects = [
            self.error.is_some(),
            self.respond.is_some(),
            self.task_fails.is_some(),
            self.fault.is_some(),
        ];
        if effects.into_iter().filter(|is_there| *is_there).count() > 1 {
            return Err("`error`, `respond`, `task_fails` and `fault` exclude each other");
        }
        if self.error.is_none() && (self.message.is_some() || self.undocumented.is_some()) {
            return Err("`message` and `undocumented` belong to `error`");
        }
        if self.fault != Some(Fault::Page) && (self.status.is_some() || self.body.is_some()) {
            return Err("`status` and `body` belong to `fault: page`");
        }
        let mut rule = Rule {
            action: self.action,
            version: self.version,
            parameters: self.when.unwrap_or_default(),
            after: self.after.unwrap_or_default(),
            times: self.times,
            ..Rule::any()
        }
        .delay(Duration::from_millis(self.delay_ms.unwrap_or_default()));
        if let Some(code) = self.error {
            rule.effect = Effect::Error { code, message: self.message };
            rule.undocumented = self.undocumented.unwrap_or_default();
        }
        if let Some(response) = self.respond {
            rule = rule.respond(response);
        }
        if let Some(reason) = self.task_fails {
            rule = rule.task_fails(reason);
        }
        rule = match self.fault {
            None => rule,
            Some(Fault::Reset) => rule.reset(),
            Some(Fault::Truncate) => rule.truncate(),
            Some(Fault::Hang) => rule.hang(),
            Some(Fault::Page) => {
                rule.page(self.status.unwrap_or(BAD_GATEWAY), self.body.unwrap_or_default())
            }
        };
        rule.flaw.map_or(Ok(rule), Err)
    }
}

fn put<T: DeserializeOwned>(
    place: &mut Option<T>,
    value: &Value,
    wanted: &'static str,
) -> Result<(), &'static str> {
    *place = Some(T::deserialize(value).map_err(|_| wanted)?);
    Ok(())
}

/// Reports an unknown key, and the absent one that was surely meant or those there are.
fn unknown(key: &str, rule: Node<'_>) -> String {
    let absent =
        KEYS.iter().copied().filter(|known| rule.pairs().all(|(key, _)| key.text() != *known));
    let key_shown = crate::refusal::shown(key);
    match similar(key, absent) {
        Some(meant) => format!("unknown key `{key_shown}`; did you mean `{meant}`?"),
        None => format!("unknown key `{key_shown}`; expected one of `{}`", KEYS.join("`, `")),
    }
}

impl Fault {
    fn named(name: &str) -> Option<Self> {
        match name {
            "reset" => Some(Self::Reset),
            "truncate" => Some(Self::Truncate),
            "hang" => Some(Self::Hang),
            "page" => Some(Self::Page),
            _ => None,
        }
    }
}
