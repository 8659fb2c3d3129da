//! A version of a service while it is changed: its files, and what its requests and responses reach.

use super::sheet::{Draft, REWRITE, owned};
use super::sites::{SITES, is_on};
use crate::cell;
use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_model::document::{self, Member, Site};
use tencentcloud_model::load;
use tencentcloud_model::write::step;

/// Stands above the hashes of descriptions.
const HASHES: &str =
    "# Hashes, by which a changed description of the vendor is noticed; `import` writes them.";

/// A version of a service.
#[derive(Debug, Clone)]
pub(crate) struct Version {
    pub(crate) sheet: Draft<document::Version>,
    pub(crate) errors: Draft<document::Errors>,
    pub(crate) descriptions: Draft<document::Descriptions>,
    pub(crate) actions: BTreeMap<String, Draft<document::Action>>,
    pub(crate) types: BTreeMap<String, Draft<document::Type>>,
}

impl Version {
    /// A version as it was read.
    pub(super) fn read(service: &str, version: &load::Version) -> Self {
        let folder = format!("{service}/{}", version.name);
        let mut empty = Self::new(service, &version.name);
        if let Some(file) = version.version.read() {
            empty.sheet = Draft::read(file);
        }
        if let Some(file) = version.errors.read() {
            empty.errors = Draft::read(file);
        }
        if let Some(file) = version.descriptions.read() {
            empty.descriptions = Draft::read(file);
        }
        debug_assert!(empty.sheet.path.starts_with(&folder), "a version's file is in its folder");
        let actions = version.actions.iter();
        let types = version.types.iter();
        Self {
            actions: actions
                .filter_map(|file| Some((file.name.clone(), Draft::read(file.document.as_ref()?))))
                .collect(),
            types: types
                .filter_map(|file| Some((file.name.clone(), Draft::read(file.document.as_ref()?))))
                .collect(),
            ..empty
        }
    }

    /// A version of which nothing is written yet.
    pub(crate) fn new(service: &str, name: &str) -> Self {
        let version =
            document::Version { doc: None, source: None, groups: Vec::new(), incomplete: false };
        let errors = document::Errors { errors: Vec::new() };
        let mut descriptions = Draft::new(
            format!("{service}/{name}/descriptions.yaml"),
            document::Descriptions::default(),
        );
        descriptions.comments.add(owned(&["hashes"]), HASHES);
        Self {
            sheet: Draft::new(format!("{service}/{name}/version.yaml"), version),
            errors: Draft::new(format!("{service}/{name}/errors.yaml"), errors),
            descriptions,
            actions: BTreeMap::new(),
            types: BTreeMap::new(),
        }
    }

    /// Whether actions are still missing, so that types, codes and actions are kept before anything
    /// uses them: a version that says so, or that no page of an action has described yet.
    pub(crate) fn is_open(&self) -> bool {
        let mut actions = self.actions.values();
        self.sheet.document.incomplete
            || (!self.sheet.exists() && actions.all(|draft| draft.document.incomplete))
    }

    /// The codes that an action names.
    pub(crate) fn named_codes(&self) -> BTreeSet<String> {
        let refs = self.actions.values().flat_map(|draft| draft.document.errors.iter().flatten());
        refs.map(|code| code.code.clone()).collect()
    }

    /// Says of an open version whether it has something that no known action uses.
    pub(crate) fn mark_incomplete(&mut self) {
        if !self.is_open() || self.sheet.document.incomplete {
            return;
        }
        let (reached, named) = (self.reached(), self.named_codes());
        let codes = &self.errors.document.errors;
        self.sheet.document.incomplete = self.types.keys().any(|name| !reached.contains(name))
            || codes.iter().any(|code| !named.contains(&code.code))
            || self.actions.values().any(|draft| draft.document.incomplete);
    }

    /// The version's path in the spec.
    pub(crate) fn folder(&self) -> String {
        self.sheet.path.trim_end_matches("/version.yaml").to_owned()
    }

    /// The types, sets of values among them, that requests or responses reach.
    pub(crate) fn reached(&self) -> BTreeSet<String> {
        let actions = self.actions.values().map(|draft| &draft.document);
        self.reached_from(
            actions.flat_map(|action| action.input.iter().chain(&action.output)),
            None,
        )
    }

    /// Types that nothing reaches any more, each with the new one that has the same members.
    pub(crate) fn renamed(&self, reached: &BTreeSet<String>) -> Vec<(String, String)> {
        let members = |draft: &Draft<document::Type>| -> Option<Vec<(String, String)>> {
            let members = draft.document.members.as_ref()?;
            (!members.is_empty()).then(|| {
                members.iter().map(|member| (member.name.clone(), member.ty.clone())).collect()
            })
        };
        let is_old = |(name, draft): &(&String, &Draft<document::Type>)| {
            draft.exists() && !reached.contains(*name)
        };
        let is_new = |(name, draft): &(&String, &Draft<document::Type>)| {
            !draft.exists() && reached.contains(*name)
        };
        let mut taken = BTreeSet::new();
        let mut renamed = Vec::new();
        for (old, before) in self.types.iter().filter(is_old) {
            let Some(wanted) = members(before) else { continue };
            let mut fitting =
                self.types.iter().filter(is_new).filter(|(name, draft)| {
                    !taken.contains(*name) && same(&wanted, members(draft))
                });
            if let (Some((new, _)), None) = (fitting.next(), fitting.next()) {
                taken.insert(new.clone());
                renamed.push((old.clone(), new.clone()));
            }
        }
        renamed
    }

    /// Gives a renamed type what users have written of the old one.
    pub(crate) fn carry_over(&mut self, old: &str, new: &str) {
        let Some(before) = self.types.get(old).cloned() else { return };
        let Some(draft) = self.types.get_mut(new) else { return };
        if before.document.doc.is_some() && !before.is_marked(&["doc"]) {
            draft.document.doc.clone_from(&before.document.doc);
            draft.unmark(&["doc"]);
        }
        let known = before.document.members.as_deref().unwrap_or_default();
        for member in draft.document.members.iter_mut().flatten() {
            let step = step(&member.name);
            let is_marked = before.comments.has(&owned(&["members", &step, "doc"]), REWRITE);
            let Some(known) = known.iter().find(|known| known.name == member.name) else {
                continue;
            };
            if is_marked || known.doc.is_none() {
                continue;
            }
            let sites = member.sites.clone();
            let required = member.required.clone();
            *member = Member { sites, required, ..known.clone() };
            for key in ["doc", "values", "type"] {
                draft.comments.remove(&owned(&["members", &step, key]), REWRITE);
            }
        }
    }

    /// The sites on which requests or responses reach each object type.
    pub(crate) fn reach(&self) -> BTreeMap<String, Vec<Site>> {
        let mut reached: BTreeMap<String, Vec<Site>> = BTreeMap::new();
        for site in SITES {
            let actions = self.actions.values().map(|sheet| &sheet.document);
            let here = actions.filter(|action| is_on(action.sites.as_ref(), site));
            let members = here.flat_map(|action| action.input.iter().chain(&action.output));
            for name in self.reached_from(members, Some(site)) {
                reached.entry(name).or_default().push(site);
            }
        }
        reached
    }

    /// The object types that requests reach.
    pub(crate) fn in_requests(&self) -> BTreeSet<String> {
        let actions = self.actions.values();
        self.reached_from(actions.flat_map(|sheet| &sheet.document.input), None)
    }

    fn reached_from<'a>(
        &'a self,
        members: impl Iterator<Item = &'a Member>,
        site: Option<Site>,
    ) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&Member> = members.collect();
        while let Some(member) = open.pop() {
            // Sites that are not known yet leave nothing out.
            let is_here = site
                .is_none_or(|site| member.sites.as_ref().is_none_or(|sites| sites.contains(&site)));
            let (name, _) = cell::element(&member.ty);
            if is_here
                && !cell::is_scalar(name)
                && !reached.contains(name)
                && let Some(sheet) = self.types.get(name)
            {
                reached.insert(name.to_owned());
                open.extend(sheet.document.members.iter().flatten());
            }
        }
        reached
    }

    /// The scalar or object that a type of the spec stands for, where it may be a set of values.
    pub(crate) fn meant<'a>(&'a self, ty: &'a str) -> (&'a str, bool) {
        let (name, is_list) = cell::element(ty);
        let set = self.types.get(name).map(|sheet| &sheet.document);
        let base = set.filter(|set| set.values.is_some()).and_then(|set| set.ty.as_deref());
        (base.unwrap_or(name), is_list)
    }

    /// The documented values of a member: its own, or those of the set that it refers to.
    pub(crate) fn values<'a>(&'a self, member: &'a Member) -> Option<&'a [document::ValueEntry]> {
        let (name, _) = cell::element(&member.ty);
        let own = member.values.as_deref();
        own.or_else(|| self.types.get(name)?.document.values.as_deref())
    }
}

/// Whether members are the same by name and, where both are known, by type.
fn same(wanted: &[(String, String)], found: Option<Vec<(String, String)>>) -> bool {
    found.is_some_and(|found| {
        found.len() == wanted.len()
            && wanted.iter().zip(&found).all(|(wanted, found)| wanted.0 == found.0)
    })
}
