//! API metadata in the form that Tencent's own command line tool ships: `api.json` with a version
//! of a service, and `examples.json` beside it.

use crate::cell::{self, TypeFact};
use crate::facts::{
    ActionFact, At, ExampleFact, Facts, MemberFact, NamedType, Package, Refusal, ServiceFact,
    SourceFact,
};
use crate::page::example;
use crate::page::findings::line_place;
use crate::prose;
use crate::select::Selection;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source};
use tencentcloud_model::document::{Site, Status};
use tencentcloud_model::model::MOST_MEMBERS;

/// A version of a service as metadata.
#[derive(Debug, Clone)]
pub struct Metadata {
    /// The path of `api.json`, for people.
    pub path: String,
    /// The text of `api.json`.
    pub api: String,
    /// The text of `examples.json`.
    pub examples: Option<String>,
    /// The folder of the service, where it is not its name on the wire.
    pub folder: Option<String>,
    /// The package it is from.
    pub package: Option<Package>,
}

impl Package {
    /// The site that a package of the command line tool describes.
    pub fn site(&self) -> Option<Site> {
        match self.name.as_str() {
            "tccli" => Some(Site::Mainland),
            "tccli-intl-en" | "tccli-intl" => Some(Site::International),
            _ => None,
        }
    }
}

/// The part of metadata to read, and the facts that it does not state itself.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Asked<'a> {
    /// The folder of the service.
    pub(crate) service: Option<&'a str>,
    /// The date of the facts.
    pub(crate) updated: Option<&'a str>,
    /// The services, versions and actions that are wanted.
    pub(crate) only: Option<&'a Selection>,
}

#[derive(Debug, Deserialize)]
struct Api {
    actions: BTreeMap<String, Lenient<Action>>,
    metadata: About,
    objects: BTreeMap<String, Lenient<Object>>,
}

/// A part that keeps out itself alone if it is not what it should be.
#[derive(Debug)]
enum Lenient<T> {
    Read(T),
    Broken {
        /// The name that it has, if it has one.
        name: Option<String>,
        reason: String,
    },
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(T::deserialize(&value).map_or_else(
            |error| Self::Broken {
                name: value.get("name").and_then(Value::as_str).map(str::to_owned),
                reason: format!("it cannot be read: {error}"),
            },
            Self::Read,
        ))
    }
}

impl<T> Lenient<T> {
    fn read(&self) -> Option<&T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Broken { .. } => None,
        }
    }
}

/// Reads `true`, `false`, and the numbers that packages have in their place.
fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        Value::Bool(flag) => Ok(Some(flag)),
        Value::Number(number) if number.as_u64() == Some(0) => Ok(Some(false)),
        Value::Number(number) if number.as_u64() == Some(1) => Ok(Some(true)),
        Value::String(text) if text == "true" => Ok(Some(true)),
        Value::String(text) if text == "false" => Ok(Some(false)),
        other => Err(D::Error::custom(format!("{other} is neither true nor false"))),
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct About {
    api_version: String,
    service_short_name: String,
    #[serde(rename = "serviceNameCN")]
    service_name: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Action {
    #[serde(default)]
    document: String,
    input: String,
    output: String,
    status: Option<String>,
    /// Whether it is sent without a signature.
    #[serde(default, deserialize_with = "flag")]
    skip_sign: Option<bool>,
}

#[derive(Debug, Deserialize)]
struct Object {
    #[serde(default)]
    document: String,
    #[serde(default)]
    members: Vec<Lenient<Member>>,
}

#[derive(Debug, Deserialize)]
struct Member {
    name: String,
    #[serde(rename = "type")]
    ty: String,
    /// The type, or that of a list's elements.
    #[serde(rename = "member")]
    of: String,
    #[serde(default)]
    document: String,
    #[serde(default, deserialize_with = "flag")]
    required: Option<bool>,
    #[serde(default, deserialize_with = "flag")]
    disabled: Option<bool>,
    #[serde(default, deserialize_with = "flag")]
    value_allowed_null: Option<bool>,
    /// A value as an example.
    #[serde(default)]
    example: String,
}

#[derive(Debug, Deserialize)]
struct Examples {
    actions: BTreeMap<String, Vec<Lenient<Example>>>,
}

#[derive(Debug, Deserialize)]
struct Example {
    #[serde(default)]
    title: String,
    #[serde(default)]
    input: String,
    #[serde(default)]
    output: String,
}

/// The facts of metadata, and the parts that cannot be imported.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) facts: Facts,
    pub(crate) refused: Vec<Refusal>,
    /// The choices for which there is something.
    pub(crate) chosen: BTreeSet<usize>,
}

/// Reads metadata.
pub(crate) fn read(
    metadata: &Metadata,
    asked: &Asked<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Found> {
    let source = Source::new(metadata.path.as_str(), metadata.api.as_str());
    let api: Api = json(&source, diagnostics)?;
    let examples = match &metadata.examples {
        None => BTreeMap::new(),
        Some(text) => {
            let path = metadata.path.replace("api.json", "examples.json");
            let source = Source::new(path, text.as_str());
            json::<Examples>(&source, diagnostics)?.actions
        }
    };
    let label = api.metadata.service_short_name.as_str();
    let folder = asked.service.or(metadata.folder.as_deref()).unwrap_or(label);
    let version = api.metadata.api_version.as_str();
    let mut is_fit = true;
    for (name, fits) in [
        (label, cell::is_service(label)),
        (folder, cell::is_service(folder)),
        (version, cell::is_version(version)),
    ] {
        if !fits {
            let message = format!("`{name}` cannot be the name of a service or version");
            let place = Place::whole(&source);
            diagnostics.push(Diagnostic::new(Code::BadPageName, place, message));
            is_fit = false;
        }
    }
    let reader = Reader {
        at: At { file: Arc::from(metadata.path.as_str()), line: 0 },
        path: format!("{folder}/{version}"),
        broken: broken(&api.objects),
        api: &api,
        only: asked.only,
        names: [folder, label],
    };
    if !is_fit || asked.only.is_some_and(|only| !reader.is_wanted(only)) {
        return None;
    }
    is_fit.then(|| {
        let mut found = reader.read(&examples);
        folder.clone_into(&mut found.facts.service.folder);
        found.facts.service.wire_name = (folder != label).then(|| label.to_owned());
        found.facts.source = SourceFact {
            page: None,
            package: metadata.package.clone(),
            updated: asked.updated.map(str::to_owned),
        };
        found
    })
}

fn json<T: DeserializeOwned>(source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Option<T> {
    match serde_json::from_str(source.text()) {
        Ok(value) => Some(value),
        Err(error) => {
            let place = line_place(source, error.line());
            let message = format!("this metadata cannot be read: {error}");
            diagnostics.push(Diagnostic::new(Code::UnreadableMetadata, place, message));
            None
        }
    }
}

/// Why an answer cannot be imported.
const STREAM: &str = "the answer is a stream of events, and only JSON can be read";

/// Whether an answer is a stream of server-sent events.
fn is_stream(answer: &str) -> bool {
    !answer.trim_start().starts_with('{')
        && answer.lines().any(|line| line.trim_start().starts_with("data:"))
}

/// The objects that cannot be imported, and why.
fn broken(objects: &BTreeMap<String, Lenient<Object>>) -> BTreeMap<&str, String> {
    let reason = |name: &str, object: &Lenient<Object>| {
        if !cell::is_name(name) {
            return Some(format!("`{name}` cannot be a name"));
        }
        let object = match object {
            Lenient::Read(object) => object,
            Lenient::Broken { reason, .. } => return Some(reason.clone()),
        };
        let count = object.members.len();
        if count > MOST_MEMBERS {
            return Some(format!("{count} members are more than the {MOST_MEMBERS} of a record"));
        }
        let mut names = BTreeSet::new();
        object.members.iter().filter_map(Lenient::read).find_map(|member| {
            if !cell::is_name(&member.name) {
                return Some(format!("`{}` cannot be the name of a member", member.name));
            }
            if !names.insert(member.name.as_str()) {
                return Some(format!("`{}` is declared twice", member.name));
            }
            match type_of(member) {
                None => Some(format!(
                    "`{}` is of the unknown type `{}` of `{}`",
                    member.name, member.ty, member.of
                )),
                Some(ty) if ty.of == "binary" => Some(format!(
                    "`{}` is binary, and requests of several parts cannot be sent",
                    member.name
                )),
                Some(_) => None,
            }
        })
    };
    objects
        .iter()
        .filter_map(|(name, object)| Some((name.as_str(), reason(name, object)?)))
        .collect()
}

fn type_of(member: &Member) -> Option<TypeFact> {
    let is_list = member.ty == "list";
    let of = member.of.as_str();
    let is_known = match member.ty.as_str() {
        "list" => of != "list" && (cell::is_scalar(of) || cell::is_name(of)),
        "object" => !cell::is_scalar(of) && cell::is_name(of),
        "string" | "int" | "bool" | "float" | "binary" => cell::is_scalar(of),
        _ => false,
    };
    is_known.then(|| TypeFact::exact(of, is_list))
}

/// Whether some members of an object cannot be read.
fn is_partial(object: &Object) -> bool {
    object.members.iter().any(|member| member.read().is_none())
}

struct Reader<'a> {
    api: &'a Api,
    /// Where the version is in the spec.
    path: String,
    broken: BTreeMap<&'a str, String>,
    at: At,
    only: Option<&'a Selection>,
    /// The folder of the service and its name on the wire.
    names: [&'a str; 2],
}

impl Reader<'_> {
    /// Whether any action may be wanted.
    fn is_wanted(&self, only: &Selection) -> bool {
        let version = self.api.metadata.api_version.as_str();
        self.names.iter().any(|name| only.has_version(name, version))
    }

    /// The choices that an action is wanted for; `None` if it is not wanted.
    fn chosen(&self, action: &str) -> Option<BTreeSet<usize>> {
        let Some(only) = self.only else { return Some(BTreeSet::new()) };
        let version = self.api.metadata.api_version.as_str();
        let items = self.names.iter().flat_map(|name| only.items_of(name, version, action));
        Some(items.collect()).filter(|items: &BTreeSet<usize>| !items.is_empty())
    }

    fn read(&self, examples: &BTreeMap<String, Vec<Lenient<Example>>>) -> Found {
        let about = &self.api.metadata;
        let mut refused = Vec::new();
        let mut actions = Vec::new();
        let mut reached = BTreeSet::new();
        let mut is_whole = true;
        let mut is_incomplete = false;
        let mut chosen = BTreeSet::new();
        for (name, action) in &self.api.actions {
            let Some(items) = self.chosen(name) else {
                is_whole = false;
                continue;
            };
            chosen.extend(items);
            let path = format!("{}/{name}", self.path);
            let given = examples.get(name).map(Vec::as_slice).unwrap_or_default();
            let found = match action {
                Lenient::Broken { reason, .. } => Err(reason.clone()),
                Lenient::Read(action) if self.only_streams(action, given) => Err(STREAM.to_owned()),
                Lenient::Read(action) => self.reach(name, action).map(|objects| (action, objects)),
            };
            match found {
                Err(reason) => {
                    is_whole = false;
                    is_incomplete |= reason != STREAM && !reason.contains("is binary");
                    refused.push(Refusal { at: self.at.clone(), path, reason });
                }
                Ok((action, objects)) => {
                    reached.extend(objects);
                    reached.extend([action.input.as_str(), action.output.as_str()]);
                    let examples = self.examples(given, &path, &mut refused);
                    actions.push(self.action(name, action, examples));
                }
            }
        }
        for name in &reached {
            let Some(object) = self.object(name) else { continue };
            for member in &object.members {
                if let Lenient::Broken { name: member, reason } = member {
                    is_incomplete = true;
                    let member = member.as_deref().unwrap_or("?");
                    let path = format!("{}/{name}.{member}", self.path);
                    refused.push(Refusal { at: self.at.clone(), path, reason: reason.clone() });
                }
            }
        }
        let own: BTreeSet<&str> = self
            .api
            .actions
            .values()
            .filter_map(Lenient::read)
            .flat_map(|action| [action.input.as_str(), action.output.as_str()])
            .collect();
        let types = reached.iter().filter(|name| !own.contains(*name));
        let types = types.filter_map(|name| Some((*name, self.object(name)?)));
        let types = types.map(|(name, object)| NamedType {
            at: self.at.clone(),
            name: name.to_owned(),
            doc: prose::description(&object.document),
            members: self.members(&object.members, false),
            is_partial: is_partial(object),
            used_by: Vec::new(),
        });
        let facts = Facts {
            service: ServiceFact {
                folder: about.service_short_name.clone(),
                wire_name: None,
                title: about.service_name.clone().filter(|title| !title.trim().is_empty()),
                host: None,
            },
            version: about.api_version.clone(),
            source: SourceFact::default(),
            // Actions that are refused or not wanted are not gone.
            lists_all_actions: is_whole,
            is_incomplete,
            types: types.collect(),
            actions,
            codes: Vec::new(),
            limits: Vec::new(),
        };
        Found { facts, refused, chosen }
    }

    fn object(&self, name: &str) -> Option<&Object> {
        self.api.objects.get(name)?.read()
    }

    /// The objects below the members of an action; why it cannot be imported if it cannot.
    fn reach(&self, name: &str, action: &Action) -> Result<BTreeSet<&str>, String> {
        if !cell::is_name(name) {
            return Err("this cannot be the name of an action".to_owned());
        }
        let mut open: Vec<&str> = vec![&action.input, &action.output];
        let mut reached = BTreeSet::new();
        while let Some(name) = open.pop() {
            let (name, object) = self
                .api
                .objects
                .get_key_value(name)
                .ok_or_else(|| format!("the object `{name}` is not defined"))?;
            if let Some(reason) = self.broken.get(name.as_str()) {
                return Err(format!("in `{name}`: {reason}"));
            }
            if !reached.insert(name.as_str()) {
                continue;
            }
            let members = object.read().into_iter().flat_map(|object| &object.members);
            let inner = members.filter_map(Lenient::read).map(|member| member.of.as_str());
            open.extend(inner.filter(|inner| !cell::is_scalar(inner)));
        }
        reached.remove(action.input.as_str());
        reached.remove(action.output.as_str());
        Ok(reached)
    }

    /// Whether an action answers with nothing but streams of events: it has no members to answer
    /// with, and its examples show streams, and refusals perhaps.
    fn only_streams(&self, action: &Action, examples: &[Lenient<Example>]) -> bool {
        let is_request_id =
            |member: &Lenient<Member>| member.read().is_some_and(|it| it.name == "RequestId");
        let output = self.object(&action.output);
        let is_empty = output.is_some_and(|output| output.members.iter().all(is_request_id));
        let is_refusal = |example: &Example| {
            example::response(&example.output).is_ok_and(|response| response.contains_key("Error"))
        };
        let (streams, others): (Vec<_>, Vec<_>) = examples
            .iter()
            .filter_map(Lenient::read)
            .partition(|example| is_stream(&example.output));
        is_empty && !streams.is_empty() && others.into_iter().all(is_refusal)
    }

    fn action(
        &self,
        name: &str,
        action: &Action,
        (examples, evidence): (Vec<ExampleFact>, Vec<ExampleFact>),
    ) -> ActionFact {
        let members = |object: &str, is_output| {
            self.object(object).map(|object| self.members(&object.members, is_output))
        };
        let is_partial = |object: &str| self.object(object).is_none_or(is_partial);
        ActionFact {
            at: self.at.clone(),
            name: name.to_owned(),
            doc: prose::description(&action.document),
            status: match action.status.as_deref() {
                Some("online") => Some(Status::Online),
                Some("deprecated") => Some(Status::Deprecated),
                Some("offline") => Some(Status::Offline),
                _ => None,
            },
            limit: None,
            input: members(&action.input, false),
            output: members(&action.output, true),
            errors: None,
            is_cut: false,
            is_partial: is_partial(&action.input) || is_partial(&action.output),
            is_unsigned: Some(action.skip_sign.unwrap_or_default()),
            examples,
            evidence,
        }
    }

    fn members(&self, members: &[Lenient<Member>], is_output: bool) -> Vec<MemberFact> {
        let members = members.iter().filter_map(Lenient::read);
        let members = members.filter(|member| !(is_output && member.name == "RequestId"));
        let fact = |member: &Member| {
            let (doc, is_nullable) = prose::without_null_note(&member.document);
            Some(MemberFact {
                at: self.at.clone(),
                name: member.name.clone(),
                ty: type_of(member)?,
                required: Some(member.required.unwrap_or_default()),
                nullable: member.value_allowed_null.or(is_nullable.then_some(true)),
                deprecated: Some(member.disabled.unwrap_or_default()),
                doc: prose::description(&doc),
                example: Some(member.example.trim().to_owned()).filter(|text| !text.is_empty()),
            })
        };
        members.filter_map(fact).collect()
    }

    /// The examples, and the readable halves of those that are left out.
    fn examples(
        &self,
        examples: &[Lenient<Example>],
        path: &str,
        refused: &mut Vec<Refusal>,
    ) -> (Vec<ExampleFact>, Vec<ExampleFact>) {
        let (mut good, mut halves) = (Vec::new(), Vec::new());
        for (index, given) in examples.iter().enumerate() {
            let given = match given {
                Lenient::Read(given) => given,
                Lenient::Broken { reason, .. } => {
                    let path = format!("{path}: example {}", index + 1);
                    refused.push(Refusal { at: self.at.clone(), path, reason: reason.clone() });
                    continue;
                }
            };
            let title = prose::title(&given.title);
            let found = example::Found {
                line: 0,
                title: title.clone(),
                request: example::request(&given.input),
                response: Some(if is_stream(&given.output) {
                    Err(STREAM.to_owned())
                } else {
                    example::response(&given.output)
                }),
            };
            halves.extend(found.readable_half(self.at.clone()));
            match found.finish(self.at.clone()) {
                Ok(example) => good.push(example),
                Err(reason) => {
                    let name = title.unwrap_or_else(|| (index + 1).to_string());
                    let path = format!("{path}: example {name}");
                    refused.push(Refusal { at: self.at.clone(), path, reason });
                }
            }
        }
        (good, halves)
    }
}
