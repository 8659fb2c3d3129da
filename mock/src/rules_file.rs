//! Rules as files and headers, for programs in any language.
//!
//! A file is a list in YAML or JSON:
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
use crate::refusal::{Refusal, shown};
use crate::rule::{Effect, MAX_DELAY, Origin, Rule};
use crate::rule_check::{lists, undocumented};
use crate::spec::{Operation, Spec};
use http::{HeaderMap, StatusCode};
use saphyr_parser::{Event, Parser};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// How large a text of rules may be, in bytes.
const MAX_SIZE: u64 = 1 << 20;

/// The status of a fault that is a page without a status of its own.
const BAD_GATEWAY: u16 = 502;

/// A rule as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// The action; all, if absent.
    action: Option<String>,
    /// The version of the API; all, if absent.
    version: Option<String>,
    /// The parameters a request must have.
    #[serde(default)]
    when: Map<String, Value>,
    /// How many requests that fit are answered as usual first.
    #[serde(default)]
    after: u64,
    /// How many requests the rule is for; all, if absent.
    times: Option<u64>,
    /// How many milliseconds to wait.
    #[serde(default)]
    delay_ms: u64,
    /// The error code to answer.
    error: Option<String>,
    /// The message to it.
    message: Option<String>,
    /// Whether the code may be one that the documentation does not list.
    #[serde(default)]
    undocumented: bool,
    /// The members to answer.
    respond: Option<Map<String, Value>>,
    /// Why the task fails that the action starts.
    task_fails: Option<String>,
    /// The fault to meet.
    fault: Option<Fault>,
    /// The status of the fault `page`.
    status: Option<u16>,
    /// The body of the fault `page`.
    body: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
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
        return Err(problem(format!("{size} bytes are more than {MAX_SIZE}")));
    }
    let text = fs::read_to_string(path).map_err(|error| problem(error.to_string()))?;
    read(&text, &format!("{}:", path.display()))
}

/// Reads rules from YAML or JSON.
///
/// # Errors
///
/// If the text is not a list of rules, or is larger than a mebibyte: all that is wrong with it, one
/// mistake per rule.
pub fn rules_from_text(text: &str) -> Result<Vec<Rule>, Error> {
    read(text, "")
}

/// Reads rules; what is wrong with them begins with the file, if there is one, and the place.
fn read(text: &str, file: &str) -> Result<Vec<Rule>, Error> {
    if text.len() as u64 > MAX_SIZE {
        let length = text.len();
        return Err(Error::RulesFile(format!(
            "{file}1:1: {length} bytes are more than {MAX_SIZE}"
        )));
    }
    let unreadable = |error: serde_yaml::Error| {
        let (line, column) = error.location().map_or((1, 1), |at| (at.line(), at.column()));
        let said = error.to_string();
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
        Error::RulesFile(format!("{file}{line}:{column}: {said}"))
    };
    let written: Vec<serde_yaml::Value> = serde_yaml::from_str(text).map_err(unreadable)?;
    let mut places = places(text).into_iter();
    // The first mistake in the whole text is known to the column, others to their rule.
    let exact = serde_yaml::from_str::<Vec<Written>>(text).err().and_then(|error| error.location());
    let mut exact = exact.map(|at| (at.line(), at.column()));
    let (mut rules, mut reasons) = (Vec::new(), Vec::new());
    for (index, value) in written.into_iter().enumerate() {
        let place = places.next().unwrap_or((1, 1));
        let origin = |(line, column)| format!("{file}{line}:{column}: rule {}", index + 1);
        match Written::deserialize(value) {
            Ok(written) => match written.into_rule() {
                Ok(rule) => rules.push(Rule { origin: Origin(Some(origin(place))), ..rule }),
                Err(reason) => reasons.push(format!("{}: {reason}", origin(place))),
            },
            Err(error) => {
                reasons.push(format!("{}: {error}", origin(exact.take().unwrap_or(place))));
            }
        }
    }
    if reasons.is_empty() { Ok(rules) } else { Err(Error::RulesFile(reasons.join("\n"))) }
}

/// Line and column, from 1, where each element of a list begins.
fn places(text: &str) -> Vec<(usize, usize)> {
    let (mut places, mut depth) = (Vec::new(), 0_usize);
    let mut parser = Parser::new_from_str(text);
    while let Some(Ok((event, span))) = parser.next_event() {
        let is_element = depth == 1;
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => {
                depth = depth.saturating_sub(1);
                continue;
            }
            Event::Scalar(..) | Event::Alias(_) => {}
            _ => continue,
        }
        if is_element {
            places.push((span.start.line(), span.start.col() + 1));
        }
    }
    places
}

impl Written {
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
        if self.error.is_none() && (self.message.is_some() || self.undocumented) {
            return Err("`message` and `undocumented` belong to `error`");
        }
        if self.fault != Some(Fault::Page) && (self.status.is_some() || self.body.is_some()) {
            return Err("`status` and `body` belong to `fault: page`");
        }
        let mut rule = Rule {
            action: self.action,
            version: self.version,
            parameters: self.when,
            after: self.after,
            times: self.times,
            ..Rule::any()
        }
        .delay(Duration::from_millis(self.delay_ms));
        if let Some(code) = self.error {
            rule.effect = Effect::Error { code, message: self.message };
            rule.undocumented = self.undocumented;
        }
        if let Some(response) = self.respond {
            rule = rule.respond(response);
        }
        if let Some(reason) = self.task_fails {
            rule = rule.task_fails(reason);
        }
        if let Some(fault) = self.fault {
            rule = match fault {
                Fault::Reset => rule.reset(),
                Fault::Truncate => rule.truncate(),
                Fault::Hang => rule.hang(),
                Fault::Page => {
                    rule.page(self.status.unwrap_or(BAD_GATEWAY), self.body.unwrap_or_default())
                }
            };
        }
        Ok(rule)
    }
}

/// What the headers of a request ask for: `X-Mock-Error: <code>`, `X-Mock-Delay-Ms: <number>`,
/// `X-Mock-Fault: reset`, `truncate`, `hang` or a status such as `502`.
pub(crate) fn asked(
    spec: &Spec,
    operation: Operation<'_>,
    headers: &HeaderMap,
) -> Result<Option<(Duration, Effect)>, Refusal> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let mut delay = Duration::ZERO;
    let mut is_asked = false;
    if let Some(written) = text("x-mock-delay-ms") {
        let parsed = written.parse().map(Duration::from_millis);
        let wrong = |_| Refusal::wrong_value("X-Mock-Delay-Ms", &shown(written), "be a number");
        delay = parsed.map_err(wrong)?.min(MAX_DELAY);
        is_asked = true;
    }
    let mut effect = Effect::Nothing;
    if let Some(code) = text("x-mock-error") {
        if !lists(spec, operation, code) {
            let message = format!(
                "The value `{}` specified in the parameter `X-Mock-Error` is not valid.",
                shown(code)
            );
            return Err(Refusal::new("InvalidParameterValue", message).hint(undocumented(
                spec,
                code,
                &[operation],
            )));
        }
        effect = Effect::Error { code: code.to_owned(), message: None };
        is_asked = true;
    }
    if let Some(fault) = text("x-mock-fault") {
        effect = fault_named(fault).ok_or_else(|| {
            let must = "be reset, truncate, hang or an HTTP status";
            Refusal::wrong_value("X-Mock-Fault", &shown(fault), must)
        })?;
        is_asked = true;
    }
    Ok(is_asked.then_some((delay, effect)))
}

fn fault_named(name: &str) -> Option<Effect> {
    match name {
        "reset" => Some(Effect::Reset),
        "truncate" => Some(Effect::Truncate),
        "hang" => Some(Effect::Hang),
        status => {
            let status = StatusCode::from_u16(status.parse().ok()?).ok()?;
            let body = format!("<html><body><h1>{status}</h1></body></html>");
            (!status.is_informational()).then_some(Effect::Page { status, body })
        }
    }
}
