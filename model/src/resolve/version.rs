//! A version of a service: its actions, types and codes.

use super::context::{Common, Context, TypeId, key_place};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::document::{self, Site};
use crate::load::{self, Slot};
use crate::model::{Action, ActionId, Object, Owner, Version};
use crate::yaml::Parsed;
use std::collections::BTreeMap;

/// The facts of a service that its versions need.
pub(super) struct Service<'a> {
    pub(super) folder: &'a str,
    /// The sites that offer it.
    pub(super) sites: &'a [Site],
    /// Whether these are not known, because of a mistake in its file.
    pub(super) is_unsure: bool,
    /// Whether everything must have a `doc`.
    pub(super) require_docs: bool,
}

/// Resolves a version.
pub(super) fn resolve(
    written: &load::Version,
    service: &Service<'_>,
    common: &Common,
) -> (Version, Diagnostics) {
    let folder = format!("{}/{}", service.folder, written.name);
    let sites = service.sites.to_vec();
    let mut context = Context::new(&folder, common, written, sites, service.require_docs);
    context.unsure_sites = service.is_unsure;
    context.type_ids(&written.types);
    let errors = context.error_codes(&written.errors, &common.families);
    let errors_file = format!("{folder}/errors.yaml");
    context.require_errors_file(written, &errors_file);
    let (doc, source, groups) = context.version_file(&written.version);
    let actions = context.actions(&written.actions);
    let objects = context.objects(&written.types);
    let mut version = Version {
        name: written.name.clone(),
        doc,
        source,
        groups,
        file: format!("{folder}/version.yaml"),
        errors_file,
        actions,
        objects,
        value_sets: std::mem::take(&mut context.value_sets),
        errors,
    };
    let documents: Vec<&Parsed<document::Action>> =
        written.actions.iter().filter_map(load::Named::usable).collect();
    context.relate(&mut version, &documents);
    (version, context.diagnostics)
}

impl Context<'_> {
    fn version_file(
        &mut self,
        file: &Slot<document::Version>,
    ) -> (String, Option<document::Source>, Vec<String>) {
        let Some(file) = file.usable() else {
            return Default::default();
        };
        let document = &file.value;
        let doc = self.doc(
            document.doc.as_ref(),
            file.root(),
            || file.place(),
            || "the version".to_owned(),
        );
        let mut first: BTreeMap<&str, Place> = BTreeMap::new();
        for (group, node) in document.groups.iter().zip(file.root().at("groups").items()) {
            if let Some(before) = first.insert(group, node.place()) {
                let message = format!("the group `{group}` is listed twice");
                self.diagnostics.push(
                    Diagnostic::new(Code::DuplicateEntry, node.place(), message)
                        .secondary(before, "first listed here")
                        .help("delete one of the two"),
                );
            }
        }
        (doc, document.source.clone(), document.groups.clone())
    }

    fn actions(&mut self, written: &[load::Named<document::Action>]) -> Vec<Action> {
        let mut actions = Vec::with_capacity(written.len());
        for action in written {
            if let Some(file) = action.usable() {
                actions.push(self.action(&action.name, file, ActionId(actions.len())));
            }
        }
        actions
    }

    /// Resolves an action, but for what concerns other actions or the types of its members.
    fn action(&mut self, name: &str, file: &Parsed<document::Action>, id: ActionId) -> Action {
        let document = &file.value;
        let node = file.root();
        let offered = self.sites.clone();
        let sites = self.sites(document.sites.as_deref(), node, &offered);
        let unsure = self.unsure_sites;
        self.unsure_sites |= node.is_unsure("sites");
        if self.unsure_sites {
            self.unsure_actions.insert(id);
        }
        for (key, owner) in [("input", Owner::Input(id)), ("output", Owner::Output(id))] {
            if node.may_have_lost(key) {
                self.unsure_members.insert(owner);
            }
        }
        let doc = self.doc(
            document.doc.as_ref(),
            node,
            || file.place(),
            || format!("the action `{name}`"),
        );
        let group = document.group.as_ref().and_then(|group| self.group(group, file));
        let input = self.members(&document.input, node.at("input"), Owner::Input(id), &sites);
        let output = self.members(&document.output, node.at("output"), Owner::Output(id), &sites);
        let errors = self.error_refs(document.errors.as_deref(), node, &sites);
        self.check_source(file);
        self.unsure_sites = unsure;
        Action {
            name: name.to_owned(),
            file: file.path().to_owned(),
            place: file.place(),
            doc,
            group,
            sites,
            status: document.status,
            rate_limit: document.rate_limit,
            idempotent: document.idempotent,
            unsigned: document.unsigned,
            pagination: None,
            wait: None,
            source: document.source.clone(),
            input,
            output,
            errors,
            examples: Vec::new(),
        }
    }

    fn check_source(&mut self, file: &Parsed<document::Action>) {
        let source = file.value.source.as_ref();
        if source.is_some() && source == self.source {
            let place = key_place(file.root(), "source");
            let message = "this is the source of the version, which is the default";
            let diagnostic = Diagnostic::new(Code::WrittenDefault, place, message);
            self.diagnostics.push(diagnostic.help("delete the key"));
        }
    }

    fn group(&mut self, group: &str, file: &Parsed<document::Action>) -> Option<usize> {
        let groups = self.groups?;
        let index = groups.iter().position(|known| known == group);
        let is_lost = self.groups_list.is_some_and(|list| list.may_have_lost(group));
        if index.is_none() && !is_lost {
            let message = format!("unknown group `{group}`");
            let place = file.root().at("group").place();
            let diagnostic = Diagnostic::new(Code::UnknownGroup, place, message)
                .did_you_mean(group, groups.iter().map(String::as_str))
                .help("list a new group under `groups` in `version.yaml`, in the menu's order");
            self.diagnostics.push(diagnostic);
        }
        index
    }

    fn objects(&mut self, written: &[load::Named<document::Type>]) -> Vec<Object> {
        let mut objects = Vec::new();
        let sites = self.sites.clone();
        for ty in written {
            let Some(file) = ty.usable() else { continue };
            let Some(TypeId::Object(id)) = self.types.get(ty.name.as_str()).copied() else {
                continue;
            };
            let members = file.value.members.as_deref().unwrap_or_default();
            let node = file.root().at("members");
            objects.push(Object {
                name: ty.name.clone(),
                file: ty.path.clone(),
                place: file.place(),
                doc: file.value.doc.as_deref().unwrap_or_default().trim_end().to_owned(),
                members: self.members(members, node, Owner::Object(id), &sites),
                in_requests: false,
                in_responses: false,
            });
        }
        objects
    }

    /// Resolves what needs the members of the whole version: pages, waiting, examples.
    fn relate(&mut self, version: &mut Version, documents: &[&Parsed<document::Action>]) {
        let related: Vec<_> = documents
            .iter()
            .enumerate()
            .filter_map(|(index, file)| {
                let action = version.actions.get(index)?;
                let unsure = self.unsure_sites;
                self.unsure_sites |= file.root().is_unsure("sites");
                let pagination = self.pagination(action, file);
                let wait = self.wait(action, file, version);
                let examples = self.examples(action, file, version);
                self.unsure_sites = unsure;
                Some((pagination, wait, examples))
            })
            .collect();
        for (action, (pagination, wait, examples)) in version.actions.iter_mut().zip(related) {
            action.pagination = pagination;
            action.wait = wait;
            action.examples = examples;
        }
    }
}
