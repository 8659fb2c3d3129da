//! A model to the part of it that a program uses: the chosen actions and all that they reach.
//!
//! Types keep the directions that they have in the whole API, so that code generated from a
//! selection equals the same items of the whole crate.

mod pattern;
#[cfg(test)]
mod tests;

pub use pattern::{Pattern, PatternError};

use crate::diagnostic::similar;
use crate::model::{
    Action, ActionId, ErrorCode, ErrorId, Member, Model, Object, ObjectId, Owner, Service, Type,
    ValueSet, ValueSetId, ValueSetOrigin, Version,
};
use crate::reach::reached;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A pattern that selects nothing: an error, since something was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// The pattern as it was written.
    pub pattern: String,
    /// The part of it that nothing matches.
    pub missing: Missing,
    /// The name that was surely meant, if one is near enough.
    pub meant: Option<String>,
}

/// The part of a pattern that nothing matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// No service has the name.
    Service,
    /// The service has no such version.
    Version,
    /// The service has no such action.
    Action,
}

/// Returns the model of the actions that any pattern matches, and of everything they reach: types,
/// values, error codes, and the actions that waiting polls. Without patterns it is the whole model.
///
/// # Errors
///
/// Returns every pattern that matches no action.
pub fn select(model: &Model, patterns: &[Pattern]) -> Result<Model, Vec<Unmatched>> {
    if patterns.is_empty() {
        return Ok(model.clone());
    }
    let unmatched: Vec<Unmatched> =
        patterns.iter().filter_map(|pattern| unmatched(model, pattern)).collect();
    if !unmatched.is_empty() {
        return Err(unmatched);
    }
    let mut services = Vec::new();
    for service in &model.services {
        let mut versions = Vec::new();
        for version in &service.versions {
            let chosen: BTreeSet<ActionId> = version
                .action_ids()
                .filter(|id| {
                    let action = &version.action(*id).name;
                    patterns.iter().any(|pattern| pattern.matches(service, version, action))
                })
                .collect();
            if !chosen.is_empty() {
                versions.push(Selection::new(version, chosen).build());
            }
        }
        if !versions.is_empty() {
            services.push(Service { versions, ..header(service) });
        }
    }
    Ok(Model { services, is_selection: true, ..header_of(model) })
}

/// The chosen actions of a version, and everything they reach.
pub(crate) fn part(version: &Version, chosen: BTreeSet<ActionId>) -> Version {
    Selection::new(version, chosen).build()
}

/// A service without its versions.
fn header(service: &Service) -> Service {
    Service {
        folder: service.folder.clone(),
        wire_name: service.wire_name.clone(),
        title: service.title.clone(),
        doc: service.doc.clone(),
        hosts: service.hosts.clone(),
        file: service.file.clone(),
        versions: Vec::new(),
    }
}

/// A model without its services.
fn header_of(model: &Model) -> Model {
    Model {
        services: Vec::new(),
        common_errors: model.common_errors.clone(),
        common_errors_file: model.common_errors_file.clone(),
        families: model.families.clone(),
        words: model.words.clone(),
        renames: model.renames.clone(),
        is_selection: model.is_selection,
    }
}

/// Returns the part of a pattern that matches nothing; `None` if it matches an action.
fn unmatched(model: &Model, pattern: &Pattern) -> Option<Unmatched> {
    let services: Vec<&Service> =
        model.services.iter().filter(|service| pattern.matches_service(service)).collect();
    let report = |missing, wanted: &str, names: Vec<&str>| {
        let meant = similar(wanted, names).map(str::to_owned);
        Some(Unmatched { pattern: pattern.to_string(), missing, meant })
    };
    if services.is_empty() {
        let names = model.services.iter();
        let names = names.flat_map(|it| [it.folder.as_str(), it.wire_name.as_str()]).collect();
        return report(Missing::Service, pattern.service(), names);
    }
    let all = services.iter().flat_map(|service| &service.versions);
    let versions: Vec<&Version> = all.clone().filter(|it| pattern.matches_version(it)).collect();
    if versions.is_empty() {
        let names = all.map(|version| version.name.as_str()).collect();
        return report(Missing::Version, pattern.version().unwrap_or_default(), names);
    }
    let names = versions.iter().flat_map(|version| &version.actions);
    let names: Vec<&str> = names.map(|action| action.name.as_str()).collect();
    if names.iter().any(|name| pattern.matches_action(name)) {
        return None;
    }
    report(Missing::Action, pattern.action(), names)
}

/// The chosen part of a version: the ids that stay, sorted, so that their order stays too.
struct Selection<'a> {
    version: &'a Version,
    actions: Vec<ActionId>,
    objects: Vec<ObjectId>,
    values: Vec<ValueSetId>,
    errors: Vec<ErrorId>,
    groups: Vec<usize>,
}

impl<'a> Selection<'a> {
    fn new(version: &'a Version, chosen: BTreeSet<ActionId>) -> Self {
        let polled = |id: ActionId| version.action(id).wait.as_ref().map(|wait| wait.poll);
        let actions: Vec<ActionId> = reached(chosen, polled).into_iter().collect();
        let chosen = || actions.iter().map(|id| version.action(*id));
        let members = || chosen().flat_map(|action| action.input.iter().chain(&action.output));
        let start = members().filter_map(|member| object_of(&member.ty));
        let objects = reached(start, |id| {
            let members = version.object(id).members.iter();
            members.filter_map(|member| object_of(&member.ty)).collect::<Vec<_>>()
        });
        let in_objects = objects.iter().flat_map(|id| &version.object(*id).members);
        let values: BTreeSet<ValueSetId> =
            members().chain(in_objects).filter_map(|member| values_of(&member.ty)).collect();
        let codes = chosen().filter_map(|action| action.errors.as_ref()).flatten();
        let errors: BTreeSet<ErrorId> = codes.map(|error| error.code).collect();
        let groups: BTreeSet<usize> = chosen().filter_map(|action| action.group).collect();
        Self {
            version,
            objects: objects.into_iter().collect(),
            values: values.into_iter().collect(),
            errors: errors.into_iter().collect(),
            groups: groups.into_iter().collect(),
            actions,
        }
    }

    /// The version with what stays, and every id that of the place where the thing is now.
    fn build(&self) -> Version {
        let version = self.version;
        let pick = |groups: &[usize]| {
            groups.iter().filter_map(|group| version.groups.get(*group).cloned()).collect()
        };
        Version {
            name: version.name.clone(),
            doc: version.doc.clone(),
            source: version.source.clone(),
            groups: pick(&self.groups),
            file: version.file.clone(),
            errors_file: version.errors_file.clone(),
            actions: self.actions.iter().map(|id| self.action(version.action(*id))).collect(),
            objects: self.objects.iter().map(|id| self.object(version.object(*id))).collect(),
            value_sets: self.values.iter().map(|id| self.values(version.value_set(*id))).collect(),
            errors: self.errors.iter().map(|id| self.error(version.error(*id))).collect(),
        }
    }

    fn action(&self, action: &Action) -> Action {
        let mut action = action.clone();
        action.group = action.group.and_then(|group| position(&self.groups, &group));
        if let Some(wait) = &mut action.wait
            && let Some(poll) = position(&self.actions, &wait.poll)
        {
            wait.poll = ActionId(poll);
        }
        action.input.iter_mut().for_each(|member| self.member(member));
        action.output.iter_mut().for_each(|member| self.member(member));
        for error in action.errors.iter_mut().flatten() {
            if let Some(code) = position(&self.errors, &error.code) {
                error.code = ErrorId(code);
            }
        }
        action
    }

    fn object(&self, object: &Object) -> Object {
        let mut object = object.clone();
        object.members.iter_mut().for_each(|member| self.member(member));
        object
    }

    fn member(&self, member: &mut Member) {
        let mut ty = &mut member.ty;
        while let Type::List(element) = ty {
            ty = element;
        }
        match ty {
            Type::Object(id) => {
                if let Some(at) = position(&self.objects, id) {
                    *id = ObjectId(at);
                }
            }
            Type::Values(id) => {
                if let Some(at) = position(&self.values, id) {
                    *id = ValueSetId(at);
                }
            }
            Type::Scalar(_) | Type::List(_) => {}
        }
    }

    fn values(&self, set: &ValueSet) -> ValueSet {
        let mut set = set.clone();
        if let ValueSetOrigin::Inline { owner, .. } = &mut set.origin {
            let action = |id: &ActionId| position(&self.actions, id).map(ActionId);
            let moved = match owner {
                Owner::Input(id) => action(id).map(Owner::Input),
                Owner::Output(id) => action(id).map(Owner::Output),
                Owner::Object(id) => {
                    position(&self.objects, id).map(|at| Owner::Object(ObjectId(at)))
                }
            };
            *owner = moved.unwrap_or(*owner);
        }
        set
    }

    fn error(&self, error: &ErrorCode) -> ErrorCode {
        let actions = error.actions.iter();
        let actions = actions.filter_map(|id| position(&self.actions, id).map(ActionId)).collect();
        ErrorCode { actions, ..error.clone() }
    }
}

fn object_of(ty: &Type) -> Option<ObjectId> {
    match element(ty) {
        Type::Object(id) => Some(*id),
        _ => None,
    }
}

fn values_of(ty: &Type) -> Option<ValueSetId> {
    match element(ty) {
        Type::Values(id) => Some(*id),
        _ => None,
    }
}

/// The innermost element of a type.
fn element(mut ty: &Type) -> &Type {
    while let Type::List(element) = ty {
        ty = element;
    }
    ty
}

/// Where a sorted list has an item.
fn position<T: Ord>(list: &[T], item: &T) -> Option<usize> {
    list.binary_search(item).ok()
}

/// Returns every action of a model by service, version and name, for messages and lists.
pub fn actions(model: &Model) -> BTreeMap<(&str, &str), Vec<&str>> {
    let versions = model.services.iter().flat_map(|service| {
        service.versions.iter().map(move |version| ((service, version), &version.actions))
    });
    versions
        .map(|((service, version), actions)| {
            let names = actions.iter().map(|action| action.name.as_str()).collect();
            ((service.folder.as_str(), version.name.as_str()), names)
        })
        .collect()
}

impl fmt::Display for Unmatched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let missing = match self.missing {
            Missing::Service => "service",
            Missing::Version => "version",
            Missing::Action => "action",
        };
        write!(f, "`{}` selects nothing: no {missing} matches", self.pattern)?;
        match &self.meant {
            Some(meant) => write!(f, "; did you mean `{meant}`?"),
            None => Ok(()),
        }
    }
}
