//! The API that a mock speaks: a resolved spec, with what makes its parts quick to find.

use crate::error::Error;
use crate::refusal::Refusal;
use regex_lite::Regex;
use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use tencentcloud_model::diagnostic::Diagnostics;
use tencentcloud_model::load::{self, Tree};
use tencentcloud_model::model::{
    Action, ActionId, ErrorCode, Member, Model, Object, Service, Status, Type, ValueSet, Version,
    Wait,
};
use tencentcloud_model::resolve;
use tencentcloud_model::{catalogue, embedded};

/// The API that a mock speaks. Cloning is cheap.
#[derive(Clone)]
pub struct Spec(Arc<Inner>);

struct Inner {
    model: Model,
    /// The place of each action in tables that have a row per action: where each version's begin.
    slots: Vec<Vec<usize>>,
    /// How many actions there are.
    actions: usize,
    /// By service, version (both as indices) and name: the action's index.
    by_name: HashMap<(usize, usize), HashMap<String, usize>>,
    /// The patterns of constraints, by their text.
    patterns: HashMap<String, Regex>,
    /// For each action, in the order of `slots`: the action of its version whose tasks it
    /// returns the state of.
    starters: Vec<Option<usize>>,
}

/// An action with all it belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Operation<'a> {
    pub(crate) service: &'a Service,
    pub(crate) version: &'a Version,
    pub(crate) action: &'a Action,
    /// Its row in tables that have one per action.
    pub(crate) slot: usize,
}

impl Spec {
    /// Returns the spec this crate was built with. It is decoded once per process.
    ///
    /// # Errors
    ///
    /// Returns an error if the spec was damaged when this crate was built.
    pub fn embedded() -> Result<Self, Error> {
        static SPEC: OnceLock<Result<Spec, catalogue::Error>> = OnceLock::new();
        let read = || embedded::catalogue()?.model().map(Self::from);
        SPEC.get_or_init(read).clone().map_err(Error::Catalogue)
    }

    /// Reads the spec in a folder.
    ///
    /// # Errors
    ///
    /// If it cannot be read or something is wrong with it: all that is wrong, with its places.
    pub fn folder(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::read(&Tree::disk(path.as_ref())).map_err(Error::Spec)
    }

    fn read(tree: &Tree) -> Result<Self, Diagnostics> {
        let documents = load::load(tree)?;
        resolve::resolve(&documents).map(Self::from)
    }

    /// The spec as meant.
    pub fn model(&self) -> &Model {
        &self.0.model
    }

    /// How many actions there are, in all versions of all services.
    pub fn action_count(&self) -> usize {
        self.0.actions
    }

    /// Every action, in the order of the spec.
    pub(crate) fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        let services = self.0.model.services.iter();
        let all = services.flat_map(|service| {
            let versions = service.versions.iter();
            versions.flat_map(move |version| {
                let actions = version.actions.iter();
                actions.map(move |action| (service, version, action))
            })
        });
        all.enumerate().map(|(slot, (service, version, action))| Operation {
            service,
            version,
            action,
            slot,
        })
    }

    /// Every action with this name, of all versions, newest version last.
    pub(crate) fn named(&self, name: &str) -> impl Iterator<Item = Operation<'_>> {
        self.operations().filter(move |operation| operation.action.name == name)
    }

    /// The service that a request is for.
    ///
    /// The host decides, as in the cloud. A mock is often called by an address without a service name:
    /// then the service in the signature's scope decides, then the action itself.
    pub(crate) fn service_of(
        &self,
        host: &str,
        scope: Option<&str>,
        version: &str,
        action: &str,
    ) -> Result<usize, Refusal> {
        let services = &self.0.model.services;
        let label = host.split_once('.').map(|(label, _)| label);
        let by_host = services.iter().position(|service| {
            let hosts = [&service.hosts.mainland, &service.hosts.international];
            hosts.into_iter().flatten().any(|known| known == host)
                || label == Some(service.wire_name.as_str())
        });
        let named = |name: &str| services.iter().position(|service| service.wire_name == name);
        let has = |service: &Service, by_version: bool, by_action: bool| {
            service.versions.iter().any(|known| {
                (!by_version || known.name == version)
                    && (!by_action || known.actions.iter().any(|known| known.name == action))
            })
        };
        let first = |by_version, by_action| {
            services.iter().position(|service| has(service, by_version, by_action))
        };
        by_host
            .or_else(|| named(scope?))
            .or_else(|| first(true, true))
            .or_else(|| first(true, false))
            .or_else(|| first(false, true))
            .or_else(|| (services.len() == 1).then_some(0))
            .ok_or_else(|| Refusal::no_such_product(scope.or(label).unwrap_or(host)))
    }

    /// The service with this index.
    pub(crate) fn service(&self, index: usize) -> Option<&Service> {
        self.0.model.services.get(index)
    }

    /// The action of a service.
    pub(crate) fn find(
        &self,
        service: usize,
        version: &str,
        action: &str,
    ) -> Result<Operation<'_>, Refusal> {
        let owner = self.service(service).ok_or_else(|| Refusal::no_such_product(""))?;
        let no_version = || Refusal::no_such_version(version, owner);
        let versions = &owner.versions;
        let index = versions.iter().position(|known| known.name == version);
        let index = index.ok_or_else(no_version)?;
        let found = versions.get(index).ok_or_else(no_version)?;
        let names = self.0.by_name.get(&(service, index));
        let position = names.and_then(|names| names.get(action)).copied();
        let missing = || Refusal::invalid_action(action, owner, found);
        let position = position.ok_or_else(missing)?;
        let operation = Operation {
            service: owner,
            version: found,
            action: found.actions.get(position).ok_or_else(missing)?,
            slot: self.slot(service, index) + position,
        };
        if operation.action.status == Status::Offline {
            return Err(Refusal::action_offline(action));
        }
        Ok(operation)
    }

    fn slot(&self, service: usize, version: usize) -> usize {
        let versions = self.0.slots.get(service);
        versions.and_then(|slots| slots.get(version)).copied().unwrap_or_default()
    }

    /// The compiled form of a constraint's pattern; `None` if it is not a regular expression.
    pub(crate) fn pattern(&self, text: &str) -> Option<&Regex> {
        self.0.patterns.get(text)
    }

    /// How to wait for the tasks whose state this action returns, if it does.
    pub(crate) fn polled_by<'a>(&self, operation: Operation<'a>) -> Option<&'a Wait> {
        let starter = self.0.starters.get(operation.slot).copied().flatten()?;
        operation.version.actions.get(starter)?.wait.as_ref()
    }

    /// The codes any action may return.
    pub(crate) fn common_errors(&self) -> &[ErrorCode] {
        &self.0.model.common_errors
    }
}

impl From<Model> for Spec {
    fn from(model: Model) -> Self {
        let mut inner = Inner {
            model,
            slots: Vec::new(),
            actions: 0,
            by_name: HashMap::new(),
            patterns: HashMap::new(),
            starters: Vec::new(),
        };
        for (service_index, service) in inner.model.services.iter().enumerate() {
            let mut slots = Vec::new();
            for (version_index, version) in service.versions.iter().enumerate() {
                slots.push(inner.actions);
                inner.actions += version.actions.len();
                let names = version.actions.iter().enumerate();
                let names = names.map(|(index, action)| (action.name.clone(), index));
                inner.by_name.insert((service_index, version_index), names.collect());
                inner.starters.extend((0..version.actions.len()).map(|polled| {
                    let polls = |action: &Action| action.wait.as_ref().map(|wait| wait.poll);
                    version
                        .actions
                        .iter()
                        .position(|action| polls(action) == Some(ActionId(polled)))
                }));
                for member in members(version) {
                    let Some(pattern) = &member.constraints.pattern else {
                        continue;
                    };
                    if let Ok(regex) = Regex::new(&format!("^(?:{pattern})$")) {
                        inner.patterns.insert(pattern.clone(), regex);
                    }
                }
            }
            inner.slots.push(slots);
        }
        Self(Arc::new(inner))
    }
}

/// Every member of a version that a request can have.
fn members(version: &Version) -> impl Iterator<Item = &Member> {
    let inputs = version.actions.iter().flat_map(|action| &action.input);
    inputs.chain(version.objects.iter().flat_map(|object| &object.members))
}

impl fmt::Debug for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let services = self.0.model.services.iter().map(|service| &service.wire_name);
        f.debug_list().entries(services).finish()
    }
}

impl<'a> Operation<'a> {
    /// The object that a type names, if it names one.
    pub(crate) fn object(&self, ty: &Type) -> Option<&'a Object> {
        match ty {
            Type::Object(id) => self.version.objects.get(id.0),
            _ => None,
        }
    }

    /// The documented values of a type, if it has any.
    pub(crate) fn values(&self, ty: &Type) -> Option<&'a ValueSet> {
        match ty {
            Type::Values(id) => self.version.value_sets.get(id.0),
            _ => None,
        }
    }

    /// The codes the action lists.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &'a ErrorCode> + use<'a> {
        let version = self.version;
        let listed = self.action.errors.as_deref().unwrap_or_default();
        listed.iter().filter_map(|error| version.errors.get(error.code.0))
    }
}
