//! A version in metadata to facts: its actions, and the types that they reach.

use super::examples::{STREAM, examples as read_examples, only_streams};
use super::format::{Action, Api, Example, Lenient, Member, Object};
use super::objects::{is_partial, type_of};
use crate::cell;
use crate::facts::{
    ActionFact, At, ExampleFact, Facts, MemberFact, NamedType, Refusal, ServiceFact, SourceFact,
};
use crate::prose;
use crate::select::Selection;
use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_model::document::Status;

/// The facts of metadata, and the parts that cannot be imported.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) facts: Facts,
    pub(crate) refused: Vec<Refusal>,
    /// The choices for which there is something.
    pub(crate) chosen: BTreeSet<usize>,
}

pub(super) struct Reader<'a> {
    pub(super) api: &'a Api,
    /// Where the version is in the spec.
    pub(super) path: String,
    pub(super) broken: BTreeMap<&'a str, String>,
    pub(super) at: At,
    pub(super) only: Option<&'a Selection>,
    /// The folder of the service and its name on the wire.
    pub(super) names: [&'a str; 2],
}

impl Reader<'_> {
    /// Whether any action may be wanted.
    pub(super) fn is_wanted(&self, only: &Selection) -> bool {
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

    /// Reads the actions that are wanted, and the types that they reach.
    pub(super) fn read(&self, examples: &BTreeMap<String, Vec<Lenient<Example>>>) -> Found {
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
                Lenient::Read(action) if only_streams(self.object(&action.output), given) => {
                    Err(STREAM.to_owned())
                }
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
                    let examples = read_examples(given, (&self.at, &path), &mut refused);
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
}
