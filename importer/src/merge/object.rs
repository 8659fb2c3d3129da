//! Object types: those that a source describes, and those that it only names.

use crate::cell;
use crate::draft::{Draft, REWRITE, add_required, add_sites, is_unknown, set_unknown};
use crate::facts::NamedType;
use crate::merge::context::{Merge, whole};
use crate::merge::owner;
use crate::merge::precedence::Precedence;
use crate::report::{Kind, What};
use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_model::document::{Site, Type};
use tencentcloud_model::sites::requires;
use tencentcloud_model::write::step;

impl<'a> Merge<'a> {
    pub(crate) fn types(&mut self, reached_before: &BTreeMap<String, Vec<Site>>) {
        let facts = self.facts;
        // Types refer to types: whether requests reach one is known when all are there.
        let described: BTreeMap<&str, &NamedType> =
            facts.types.iter().map(|ty| (ty.name.as_str(), ty)).collect();
        let in_requests = self.reached_by_requests(&described);
        for fact in &facts.types {
            let is_wanted = facts.lists_all_actions
                || self.version.is_open()
                || self.is_named(&fact.name, &described);
            if is_wanted {
                // The tables of types that requests use say what is required.
                let is_request = in_requests.contains(&fact.name)
                    || fact.members.iter().any(|member| member.required.is_some());
                self.named_type(fact, is_request, reached_before);
            } else {
                let path = format!("{}/{}", self.path, fact.name);
                let message = "no action of the spec uses this type, so it is left out";
                self.check(&fact.at, &path, message);
            }
        }
        self.missing_types();
        self.sites_of_reached(reached_before);
        self.sets_with_taken_names();
    }

    /// Sets of values are named after their owner and member: where a type has that name already,
    /// they stay prose.
    fn sets_with_taken_names(&mut self) {
        let names: BTreeSet<String> = self.version.types.keys().cloned().collect();
        let mut dropped = Vec::new();
        for (name, sheet) in &mut self.version.types {
            let members = sheet.document.members.iter_mut().flatten();
            for member in members.filter(|member| member.values.is_some()) {
                let step = step(&member.name);
                let is_marked = sheet.comments.has(&path(&step), REWRITE);
                if is_marked && names.contains(&format!("{name}{}", member.name)) {
                    member.values = None;
                    sheet.comments.remove(&path(&step), REWRITE);
                    dropped.push(format!("{}/{name}.{}", self.path, member.name));
                }
            }
        }
        let at = whole(self.facts);
        for path in dropped {
            let message = "the documented values are left out: a type has the name of the set";
            self.check(&at, &path, message);
        }
    }

    /// The types that requests reach, through the spec's types and those being described.
    fn reached_by_requests(&self, described: &BTreeMap<&str, &NamedType>) -> BTreeSet<String> {
        let mut reached = self.version.in_requests();
        let inputs = self.version.actions.values().flat_map(|sheet| &sheet.document.input);
        let mut open: Vec<String> =
            inputs.map(|member| cell::element(&member.ty).0.to_owned()).collect();
        open.extend(reached.iter().cloned());
        let mut seen = BTreeSet::new();
        while let Some(name) = open.pop() {
            if cell::is_scalar(&name) || !seen.insert(name.clone()) {
                continue;
            }
            if let Some(fact) = described.get(name.as_str()) {
                open.extend(fact.members.iter().map(|member| member.ty.of.clone()));
            }
            reached.insert(name);
        }
        reached
    }

    /// Whether anything in the spec, or a type that is described with it, refers to a type.
    fn is_named(&self, name: &str, described: &BTreeMap<&str, &NamedType>) -> bool {
        let actions = self.version.actions.values().map(|sheet| &sheet.document);
        let mut members = actions
            .flat_map(|action| action.input.iter().chain(&action.output))
            .chain(self.version.types.values().flat_map(|ty| ty.document.members.iter().flatten()));
        members.any(|member| cell::element(&member.ty).0 == name)
            || described
                .values()
                .any(|ty| ty.name != name && ty.members.iter().any(|member| member.ty.of == name))
    }

    fn named_type(
        &mut self,
        fact: &NamedType,
        is_request: bool,
        reached_before: &BTreeMap<String, Vec<Site>>,
    ) {
        let path = format!("{}/{}", self.path, fact.name);
        self.report.counts.types += 1;
        self.merged_types.insert(fact.name.clone());
        let known = self.version.types.remove(&fact.name);
        let mut sheet = known.unwrap_or_else(|| {
            self.change(Kind::Added, What::Type, &path, None, None, &fact.at);
            self.new.push(path.clone());
            self.new_type(&fact.name)
        });
        let Some(mut members) = sheet.document.members.take() else {
            // A set of values has this name: it stands for a scalar and not for an object.
            self.check(&fact.at, &path, "the spec has a set of values of this name");
            self.version.types.insert(fact.name.clone(), sheet);
            return;
        };
        let was_unknown = is_unknown(&sheet);
        let known = self.version.sheet.document.source.as_ref();
        let exists = sheet.exists() && !was_unknown;
        let precedence =
            Precedence::of(&self.facts.source, exists, [None, known], self.rules.is_drift);
        let context = self.context(precedence, reached_before.get(&fact.name));
        let owner = owner::Owner {
            key: "members",
            path: path.clone(),
            is_request,
            is_partial: fact.is_partial,
        };
        self.members(&owner, &mut members, &mut sheet.comments, &fact.members, context);
        set_unknown(&mut sheet, false);
        sheet.document.members = Some(members);
        if let Some(doc) = &fact.doc {
            let known = sheet.document.doc.clone();
            let is_marked = sheet.is_marked(&["doc"]);
            if let Some(doc) = self.doc(known.as_ref(), is_marked, doc, &path, &fact.at, context) {
                sheet.document.doc = Some(doc);
                sheet.mark(&["doc"]);
            }
        }
        self.version.types.insert(fact.name.clone(), sheet);
    }

    fn new_type(&self, name: &str) -> Draft<Type> {
        let path = format!("{}/types/{name}.yaml", self.path);
        let document = Type { doc: None, ty: None, members: Some(Vec::new()), values: None };
        Draft::new(path, document)
    }

    /// Types that are named and not there: from metadata if there is some, else without members.
    fn missing_types(&mut self) {
        let mut missing = Vec::new();
        while let Some((name, user)) = missing.pop().or_else(|| {
            missing = self.missing_types_now();
            missing.pop()
        }) {
            let path = format!("{}/{name}", self.path);
            let found = self.type_in_metadata(&name);
            if let Some(fact) = found {
                let described = BTreeMap::from([(fact.name.as_str(), fact)]);
                let is_request = self.reached_by_requests(&described).contains(&name);
                self.named_type(fact, is_request, &BTreeMap::new());
                continue;
            }
            let at = whole(self.facts);
            self.change(Kind::Added, What::Type, &path, None, None, &at);
            let message = format!(
                "`{user}` uses this type, and its members are not known: import the page `Data \
                 Types`, or metadata"
            );
            self.check(&at, &path, message);
            let mut sheet = self.new_type(&name);
            set_unknown(&mut sheet, true);
            self.version.types.insert(name, sheet);
        }
    }

    /// The facts of the metadata about a type.
    fn type_in_metadata(&self, name: &str) -> Option<&'a NamedType> {
        let (facts, metadata) = (self.facts, self.rules.metadata);
        let mut same = metadata
            .iter()
            .filter(|of| of.version == facts.version && of.service.folder == facts.service.folder);
        same.find_map(|of| of.types.iter().find(|ty| ty.name == name))
    }

    /// The types that are named and not there, each with what names it first; the first one last.
    fn missing_types_now(&self) -> Vec<(String, String)> {
        let actions = self.version.actions.iter().flat_map(|(name, sheet)| {
            let members = sheet.document.input.iter().chain(&sheet.document.output);
            members.map(move |member| (name, member))
        });
        let objects = self.version.types.iter().flat_map(|(name, sheet)| {
            sheet.document.members.iter().flatten().map(move |member| (name, member))
        });
        let missing = actions.chain(objects).filter(|(_, member)| {
            let (name, _) = cell::element(&member.ty);
            !cell::is_scalar(name)
                && match self.version.types.get(name) {
                    Some(sheet) => is_unknown(sheet) && self.type_in_metadata(name).is_some(),
                    None => true,
                }
        });
        let mut seen = BTreeSet::new();
        let mut missing: Vec<(String, String)> = missing
            .map(|(user, member)| (cell::element(&member.ty).0.to_owned(), user.clone()))
            .filter(|(name, _)| seen.insert(name.clone()))
            .collect();
        missing.reverse();
        missing
    }

    /// Types that are reached on a site for the first time, by an action whose source does not
    /// describe them: their members are taken to be the same there.
    fn sites_of_reached(&mut self, before: &BTreeMap<String, Vec<Site>>) {
        for (name, sites) in self.version.reach() {
            let known = before.get(&name);
            let new: Vec<Site> = sites
                .into_iter()
                .filter(|site| known.is_some_and(|known| !known.contains(site)))
                .collect();
            if new.is_empty() || self.merged_types.contains(&name) {
                continue;
            }
            let Some(sheet) = self.version.types.get_mut(&name) else { continue };
            for member in sheet.document.members.iter_mut().flatten() {
                let is_everywhere = known.is_some_and(|known| {
                    known.iter().all(|site| crate::draft::is_on(member.sites.as_ref(), *site))
                });
                let required = member.required.sites(member.sites.as_deref().unwrap_or_default());
                let is_required = known.is_some_and(|known| requires(&required, known));
                if is_everywhere {
                    add_sites(&mut member.sites, &new);
                }
                if is_everywhere && is_required {
                    add_required(member, &new);
                }
            }
        }
    }
}

/// Where the values of a type's member stand in its file.
fn path(step: &str) -> Vec<String> {
    ["members", step, "values"].map(str::to_owned).to_vec()
}
