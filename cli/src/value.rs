//! Command line values to the JSON of a request, by the declared types.

use crate::failure::Failure;
use crate::host::Host;
use crate::json::strict;
use crate::names::{self, Lost};
use crate::options::{self, Arguments, Parameter};
use crate::store::FoundAction;
use base64::Engine as _;
use serde_json::{Map, Number, Value};
use std::fmt::Display;
use std::io::Read as _;
use std::sync::Arc;
use tencentcloud_model::diagnostic::{Diagnostics, Source};
use tencentcloud_model::model::{Action, Member, Scalar, Type, Version};

/// No list on the command line is longer.
const LONGEST: usize = 10_000;

/// Reads files and stdin, which can be read once.
pub struct Inputs<'a> {
    host: &'a mut Host,
    is_stdin_read: bool,
}

impl<'a> Inputs<'a> {
    /// Creates the inputs of a run.
    pub fn new(host: &'a mut Host) -> Self {
        Self { host, is_stdin_read: false }
    }

    /// Reads the file, or `-`, that is the value of an option.
    fn bytes(&mut self, option: &str, name: &str) -> Result<Vec<u8>, Failure> {
        if name != "-" {
            let unreadable = |error| {
                let failure = Failure::io(&format!("read `{name}` for `--{option}`"), &error);
                failure.maybe_help(file_help(option, name))
            };
            return std::fs::read(name).map_err(unreadable);
        }
        if std::mem::replace(&mut self.is_stdin_read, true) {
            return Err(Failure::usage("`-` is there twice, and stdin can be read once"));
        }
        let mut bytes = Vec::new();
        self.host
            .stdin
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::io("read stdin", &error))?;
        Ok(bytes)
    }

    fn text(&mut self, option: &str, name: &str) -> Result<String, Failure> {
        let place = if name == "-" { "stdin" } else { name };
        let text = String::from_utf8(self.bytes(option, name)?);
        text.map_err(|_| Failure::usage(format!("{place} is not UTF-8 (`--{option}`)")))
    }
}

/// The remedy for a file that cannot be read.
fn file_help(option: &str, name: &str) -> Option<String> {
    if let Some(path) = name.strip_prefix("file://") {
        return Some(format!("write the path without `file://`: {path}"));
    }
    let is_whole = ["json", "yaml"].contains(&option);
    (!is_whole).then(|| format!("a value that begins with `@` is written `--{option} '@@{name}'`"))
}

/// Returns the request that a command line asks for: that of `--json` or `--yaml`, with the
/// parameters replaced that are there as options.
///
/// # Errors
///
/// Returns an error if a parameter is unknown or its value cannot be of its type.
pub fn request(
    arguments: &Arguments,
    found: &FoundAction,
    inputs: &mut Inputs<'_>,
) -> Result<Map<String, Value>, Failure> {
    let mut request = match (arguments.value("json"), arguments.value("yaml")) {
        (Some(_), Some(_)) => {
            return Err(Failure::usage(
                "`--json` and `--yaml` are both the whole request; use one",
            ));
        }
        (Some(json), None) => json_request(json, inputs)?,
        (None, Some(file)) => yaml_request(file, inputs)?,
        (None, None) => Map::new(),
    };
    let (version, action) = (&found.found.version, found.action());
    let reader = Reader { service: &found.found.service.folder, version, action };
    let mut given: Vec<(Vec<Step<'_>>, &str)> = Vec::new();
    for parameter in &arguments.parameters {
        let path = parameter.path.as_str();
        let (steps, ty) = reader.steps(path)?;
        let is_same = |(other, _): &&(Vec<Step<'_>>, &str)| *other == steps;
        let same = given.iter().find(is_same);
        let overlaps = |(other, _): &&(Vec<Step<'_>>, &str)| {
            *other != steps && (other.starts_with(&steps) || steps.starts_with(other))
        };
        if let Some((_, other)) = same.filter(|_| !ty.is_list()) {
            return Err(Failure::usage(if *other == path {
                format!("`--{path}` is there twice")
            } else {
                format!("`--{other}` and `--{path}` are the same parameter")
            }));
        }
        if let Some((_, other)) = given.iter().find(overlaps) {
            return Err(Failure::usage(format!(
                "`--{other}` and `--{path}` set the same value; use one of them"
            )));
        }
        reader.add(&mut request, parameter, &steps, ty, same.is_none(), inputs)?;
        given.push((steps, path));
    }
    Ok(request)
}

/// A step of the path to a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step<'a> {
    /// To a member, by its wire name.
    Member(&'a str),
    /// To an element of a list.
    Position(usize),
}

fn json_request(name: &str, inputs: &mut Inputs<'_>) -> Result<Map<String, Value>, Failure> {
    let is_text = name.trim_start().starts_with(['{', '[', '"']);
    // Other programs want `@` before the name of a file.
    let name = name.strip_prefix('@').unwrap_or(name);
    let text = if is_text { name.to_owned() } else { inputs.text("json", name)? };
    let place = if is_text { "the text of `--json`" } else { name };
    match strict(&text) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(Failure::usage(format!("{place} is not a JSON object"))),
        Err(error) => Err(Failure::usage(format!("{place} is not JSON: {error}"))),
    }
}

fn yaml_request(name: &str, inputs: &mut Inputs<'_>) -> Result<Map<String, Value>, Failure> {
    let name = name.strip_prefix('@').unwrap_or(name);
    let source = Arc::new(Source::new(name, inputs.text("yaml", name)?));
    let mut problems = Diagnostics::new();
    match tencentcloud_model::parse_any(&source, &mut problems).map(|parsed| parsed.value) {
        Some(Value::Object(members)) => Ok(members),
        Some(_) => Err(Failure::usage(format!("{name} is not a YAML mapping"))),
        None => {
            Err(Failure::usage(format!("{name} is not YAML that a request can be\n{problems}")))
        }
    }
}

struct Reader<'a> {
    service: &'a str,
    version: &'a Version,
    action: &'a Action,
}

impl<'a> Reader<'a> {
    /// Returns the steps of a path, and the type of the value at its end.
    fn steps(&self, path: &str) -> Result<(Vec<Step<'a>>, &'a Type), Failure> {
        let mut parts = path.split('.');
        let word = parts.next().unwrap_or_default();
        let member = self.member(&self.action.input, word, path)?;
        let mut steps = vec![Step::Member(&member.name)];
        let mut ty = &member.ty;
        for part in parts {
            match ty {
                Type::List(element) => {
                    let index = part.parse().ok().filter(|index: &usize| *index < LONGEST);
                    let index = index.ok_or_else(|| {
                        Failure::usage(format!(
                            "`--{path}`: `{part}` must be a position in the list, from 0"
                        ))
                    })?;
                    steps.push(Step::Position(index));
                    ty = element;
                }
                Type::Object(id) => {
                    let members = &self.version.object(*id).members;
                    let member = self.member(members, part, path)?;
                    steps.push(Step::Member(&member.name));
                    ty = &member.ty;
                }
                Type::Scalar(_) | Type::Values(_) => {
                    return Err(Failure::usage(format!(
                        "`--{path}`: there is nothing at `{part}`, as a value has no parts"
                    )));
                }
            }
        }
        Ok((steps, ty))
    }

    /// Sets the parameter at a path.
    fn add(
        &self,
        request: &mut Map<String, Value>,
        parameter: &Parameter,
        steps: &[Step<'_>],
        ty: &Type,
        is_first: bool,
        inputs: &mut Inputs<'_>,
    ) -> Result<(), Failure> {
        let path = &parameter.path;
        let slot = slot(request, steps, path)?;
        let Type::List(element) = ty else {
            if parameter.values.is_empty() {
                return Err(options::needs_value(path));
            }
            let [value] = parameter.values.as_slice() else {
                let extra = parameter.values.get(1).map_or("", String::as_str);
                let message = format!("unexpected argument `{extra}`: `--{path}` takes one value");
                return Err(Failure::usage(message));
            };
            *slot = self.read(ty, path, value, inputs)?;
            return Ok(());
        };
        if parameter.values.is_empty() {
            return Err(options::needs_value(path));
        }
        if is_first {
            *slot = Value::Array(Vec::new());
        }
        let list = array(slot);
        for value in &parameter.values {
            let text = if value.starts_with('@') && !value.starts_with("@@") {
                inputs.text(path, &value[1..])?
            } else {
                value.clone()
            };
            match strict(&text) {
                Ok(Value::Array(elements)) => list.extend(elements),
                _ if text.trim_start().starts_with('[') && !self.is_string(element) => {
                    return Err(not_json(path, &text));
                }
                _ => list.push(self.read(element, path, value, inputs)?),
            }
        }
        Ok(())
    }

    fn is_string(&self, ty: &Type) -> bool {
        self.version.scalar(ty).is_some_and(|scalar| !scalar.is_number() && scalar != Scalar::Bool)
    }

    fn member(&self, members: &'a [Member], word: &str, path: &str) -> Result<&'a Member, Failure> {
        let names = members.iter().map(|member| member.name.as_str());
        match names::find(word, names.clone()) {
            Ok(name) => Ok(members
                .iter()
                .find(|member| member.name == name)
                .unwrap_or_else(|| unreachable!("a found name is one of the list"))),
            Err(lost) => {
                let ours = options::OPTIONS.iter().map(|row| row.name);
                let is_first = !path.contains('.');
                let remedy = options::elsewhere(word).filter(|_| is_first);
                if let (Some(remedy), Lost::Unknown(None)) = (remedy, &lost) {
                    let name = &self.action.name;
                    let message = format!("{name} has no parameter `--{path}`");
                    return Err(Failure::usage(message).help(remedy));
                }
                let meant = match lost {
                    Lost::Unknown(meant) => meant.or_else(|| names::meant(word, ours)),
                    Lost::Ambiguous(names) => {
                        let names = names.join(" or ");
                        return Err(Failure::usage(format!(
                            "`--{path}` may be {names}; write the wire name"
                        )));
                    }
                };
                let meant = meant.map(|meant| match path.rsplit_once(word) {
                    Some((before, after)) => format!("--{before}{meant}{after}"),
                    None => format!("--{meant}"),
                });
                let question = names::question(meant);
                let name = &self.action.name;
                Err(Failure::usage(format!("{name} has no parameter `--{path}`{question}")).help(
                    format!("list its parameters: tencentcloud {} {name} --help", self.service),
                ))
            }
        }
    }

    /// Reads one value by its type.
    fn read(
        &self,
        ty: &Type,
        path: &str,
        value: &str,
        inputs: &mut Inputs<'_>,
    ) -> Result<Value, Failure> {
        let scalar = self.version.scalar(ty);
        let text = match value.strip_prefix('@') {
            Some(rest) if rest.starts_with('@') => rest.to_owned(),
            Some(file) if scalar == Some(Scalar::Binary) => {
                return Ok(base64::engine::general_purpose::STANDARD
                    .encode(inputs.bytes(path, file)?)
                    .into());
            }
            Some(file) => inputs.text(path, file)?,
            None if value == "-" => inputs.text(path, "-")?,
            None => value.to_owned(),
        };
        let trimmed = text.trim();
        let wrong = |wanted: &str| {
            Failure::usage(format!("`--{path}` must be {wanted}, but is `{trimmed}`"))
        };
        match scalar {
            None => match strict(trimmed) {
                Ok(value) => Ok(value),
                Err(_) => Err(not_json(path, trimmed)),
            },
            Some(Scalar::Bool) => match trimmed {
                "true" => Ok(Value::Bool(true)),
                "false" => Ok(Value::Bool(false)),
                _ => Err(wrong("true or false")),
            },
            Some(Scalar::Int64) => trimmed
                .parse::<i64>()
                .map(Value::from)
                .map_err(|_| wrong(&range(i64::MIN, i64::MAX))),
            Some(Scalar::Uint64) => {
                trimmed.parse::<u64>().map(Value::from).map_err(|_| wrong(&range(0, u64::MAX)))
            }
            Some(Scalar::Float) => serde_json::from_str::<Number>(trimmed)
                .map(Value::from)
                .map_err(|_| wrong("a number")),
            Some(_) => Ok(Value::String(text)),
        }
    }
}

/// The integers of a type.
fn range(least: impl Display, most: impl Display) -> String {
    format!("an integer from {least} to {most}")
}

/// Returns the place of a value in a request; the objects and lists on the way are made.
fn slot<'r>(
    request: &'r mut Map<String, Value>,
    steps: &[Step<'_>],
    path: &str,
) -> Result<&'r mut Value, Failure> {
    let [Step::Member(first), rest @ ..] = steps else {
        unreachable!("a path begins with a member")
    };
    let mut slot = request.entry(*first).or_insert(Value::Null);
    for step in rest {
        match step {
            Step::Position(index) => {
                let list = array(slot);
                if *index > list.len() {
                    let missing = format!("`--{path}`: position {} is missing", list.len());
                    return Err(
                        Failure::usage(missing).help("write the positions in order, from 0")
                    );
                }
                if *index == list.len() {
                    list.push(Value::Null);
                }
                slot = &mut list[*index];
            }
            Step::Member(name) => slot = object(slot).entry(*name).or_insert(Value::Null),
        }
    }
    Ok(slot)
}

fn not_json(path: &str, text: &str) -> Failure {
    let reason = match strict(text) {
        Err(error) => error,
        Ok(_) => "it is of another type".to_owned(),
    };
    let help = format!(
        "write JSON in quotes, a file as `--{path} @file.json`, or its parts as `--{path}.Name value`"
    );
    Failure::usage(format!("`--{path}` is not JSON: {reason}")).help(help)
}

fn array(slot: &mut Value) -> &mut Vec<Value> {
    if !slot.is_array() {
        *slot = Value::Array(Vec::new());
    }
    match slot {
        Value::Array(list) => list,
        _ => unreachable!("it was made a list"),
    }
}

fn object(slot: &mut Value) -> &mut Map<String, Value> {
    if !slot.is_object() {
        *slot = Value::Object(Map::new());
    }
    match slot {
        Value::Object(members) => members,
        _ => unreachable!("it was made an object"),
    }
}
