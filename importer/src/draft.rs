//! The spec while it is changed: documents with their comments. Sites stand everywhere in full, those
//! that require a member too, and are left out again where they say nothing when the files are
//! written.

use crate::cell;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_model::Parsed;
use tencentcloud_model::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_model::document::{self, Hosts, Member, Required, Site};
use tencentcloud_model::file::File;
use tencentcloud_model::load::{self, Documents, Slot};
use tencentcloud_model::write::{Comments, step, steps_of, write};

/// Both sites, in the order in which they are written.
pub(crate) const SITES: [Site; 2] = [Site::Mainland, Site::International];

/// Stands above what was taken over from the vendor in its words.
pub(crate) const REWRITE: &str = "# imported: rewrite";

/// Stands above the members of a type that a page only names.
const UNKNOWN: &str = "# imported: the members are not known yet";

/// Stands above a type whose width and sign a page does not say.
pub(crate) const GUESSED: &str = "# imported: the page says Integer";

/// Says that the members of a type are not known, or that they are.
pub(crate) fn set_unknown(sheet: &mut Draft<document::Type>, is_unknown: bool) {
    let path = owned(&["members"]);
    if is_unknown {
        sheet.comments.add(path, UNKNOWN);
    } else {
        sheet.comments.remove(&path, UNKNOWN);
    }
}

/// Whether a type is one of which a page has only told the name.
pub(crate) fn is_unknown(sheet: &Draft<document::Type>) -> bool {
    sheet.comments.has(&owned(&["members"]), UNKNOWN)
}

/// A spec.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spec {
    pub(crate) services: BTreeMap<String, Service>,
    pub(crate) common: Option<Draft<document::CommonErrors>>,
}

/// A service.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    /// Whether a source has said something of it.
    pub(crate) is_touched: bool,
    pub(crate) sheet: Draft<document::Service>,
    pub(crate) versions: BTreeMap<String, Version>,
}

/// A version of a service.
#[derive(Debug, Clone)]
pub(crate) struct Version {
    pub(crate) sheet: Draft<document::Version>,
    pub(crate) errors: Draft<document::Errors>,
    pub(crate) actions: BTreeMap<String, Draft<document::Action>>,
    pub(crate) types: BTreeMap<String, Draft<document::Type>>,
}

/// A file.
#[derive(Debug, Clone)]
pub(crate) struct Draft<T> {
    pub(crate) path: String,
    pub(crate) document: T,
    pub(crate) comments: Comments,
    /// The current text of the file; `None` if there is none.
    before: Option<String>,
}

impl<T: Serialize + Clone> Draft<T> {
    /// A file that is not there yet.
    pub(crate) fn new(path: String, document: T) -> Self {
        Self { path, document, comments: Comments::default(), before: None }
    }

    fn read(file: &Parsed<T>) -> Self {
        Self {
            path: file.path().to_owned(),
            document: file.value.clone(),
            comments: Comments::read(file),
            before: Some(file.source().text().to_owned()),
        }
    }

    /// Whether the file is there.
    pub(crate) fn exists(&self) -> bool {
        self.before.is_some()
    }

    /// The text of the file as it is now.
    pub(crate) fn before(&self) -> Option<&str> {
        self.before.as_deref()
    }

    /// The text of the file as it is to be.
    pub(crate) fn text(&self) -> String {
        write(&self.document, &self.comments)
    }

    /// The file, if it is to be changed.
    pub(crate) fn changed(&self) -> Option<File> {
        let text = self.text();
        (self.before.as_ref() != Some(&text)).then(|| File { path: self.path.clone(), text })
    }

    /// Marks what stands at `path` as the vendor's words.
    pub(crate) fn mark(&mut self, path: &[&str]) {
        self.comments.add(owned(path), REWRITE);
    }

    /// Takes the mark of the vendor's words away.
    pub(crate) fn unmark(&mut self, path: &[&str]) {
        self.comments.remove(&owned(path), REWRITE);
    }

    /// Whether what stands at `path` is in the vendor's words.
    pub(crate) fn is_marked(&self, path: &[&str]) -> bool {
        self.comments.has(&owned(path), REWRITE)
    }
}

impl<T: Serialize + Clone> Draft<T> {
    /// Marks the places that were filled in.
    fn mark_all(&mut self, marks: Vec<(Vec<String>, bool)>) {
        for (path, _) in marks.into_iter().filter(|(_, is_filled)| *is_filled) {
            self.comments.add(path, REWRITE);
        }
    }
}

impl Draft<document::Action> {
    /// How the comments of each example are found.
    pub(crate) fn example_places(&self) -> Vec<String> {
        let examples = self.document.examples.iter();
        steps_of(examples.map(|example| example.title.clone().unwrap_or_default()))
    }
}

/// Whether members are the same by name and, where both are known, by type.
fn same(wanted: &[(String, String)], found: Option<Vec<(String, String)>>) -> bool {
    found.is_some_and(|found| {
        found.len() == wanted.len()
            && wanted.iter().zip(&found).all(|(wanted, found)| wanted.0 == found.0)
    })
}

fn owned(path: &[&str]) -> Vec<String> {
    path.iter().map(|step| (*step).to_owned()).collect()
}

impl Spec {
    /// The documents of a spec that has been read.
    pub(crate) fn new(documents: &Documents) -> Self {
        let services = documents.services.iter().filter_map(|service| {
            let sheet = Draft::read(service.service.read()?);
            let versions = service
                .versions
                .iter()
                .map(|version| (version.name.clone(), Version::read(&service.folder, version)));
            let mut service_now =
                Service { is_touched: false, sheet, versions: versions.collect() };
            service_now.write_sites_in_full();
            Some((service.folder.clone(), service_now))
        });
        let common = match &documents.common_errors {
            Slot::Read(file) => Some(Draft::read(file)),
            Slot::Missing | Slot::Broken | Slot::Damaged(_) => None,
        };
        Self { services: services.collect(), common }
    }

    /// The folder of the service that has this folder, or this name on the wire.
    pub(crate) fn folder(&self, name: &str) -> String {
        let is_it = |service: &&Service| service.sheet.document.name.as_deref() == Some(name);
        let renamed = self.services.iter().find(|(_, service)| is_it(service));
        match renamed {
            Some((folder, _)) if !self.services.contains_key(name) => folder.clone(),
            _ => name.to_owned(),
        }
    }

    /// The services of which a source has said something.
    pub(crate) fn touched(&self) -> BTreeSet<String> {
        let touched = self.services.iter().filter(|(_, service)| service.is_touched);
        touched.map(|(folder, _)| folder.clone()).collect()
    }

    /// The mistakes in the files of a service, which therefore cannot be changed.
    pub(crate) fn broken(documents: &Documents, service: &str) -> Diagnostics {
        let inside = |diagnostic: &&Diagnostic| {
            let path = diagnostic.place().path();
            path.strip_prefix(service).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        documents.problems().iter().filter(inside).cloned().collect()
    }
}

impl Service {
    /// The sites that offer the service.
    pub(crate) fn sites(&self) -> Vec<Site> {
        let Hosts { mainland, international } = &self.sheet.document.hosts;
        let hosts = [mainland.is_some(), international.is_some()];
        SITES.into_iter().zip(hosts).filter(|(_, has)| *has).map(|(site, _)| site).collect()
    }

    fn write_sites_in_full(&mut self) {
        let offered = self.sites();
        for version in self.versions.values_mut() {
            for sheet in version.actions.values_mut() {
                let action = &mut sheet.document;
                let sites = action.sites.get_or_insert_with(|| offered.clone()).clone();
                version_parts(action, |own| {
                    own.get_or_insert_with(|| sites.clone());
                });
                action.input.iter_mut().for_each(write_required_in_full);
            }
            let reached = version.reach();
            for (name, sheet) in &mut version.types {
                let owner = reached.get(name).cloned().unwrap_or_else(|| offered.clone());
                for member in sheet.document.members.iter_mut().flatten() {
                    member.sites.get_or_insert_with(|| owner.clone());
                    write_required_in_full(member);
                }
            }
        }
    }

    /// The texts of all files, by path.
    pub(crate) fn texts(&self) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        let mut add = |path: &str, text: String| {
            texts.insert(path.to_owned(), text);
        };
        add(&self.sheet.path, self.sheet.text());
        for version in self.versions.values() {
            add(&version.sheet.path, version.sheet.text());
            // A version whose actions name no codes needs no file for them.
            if !version.errors.document.errors.is_empty() {
                add(&version.errors.path, version.errors.text());
            }
            version.actions.values().for_each(|draft| add(&draft.path, draft.text()));
            version.types.values().for_each(|draft| add(&draft.path, draft.text()));
        }
        texts
    }

    /// Of the texts of all files those that are new or changed.
    pub(crate) fn changed_of(&self, texts: BTreeMap<String, String>) -> Vec<File> {
        let mut before: BTreeMap<&str, &str> = BTreeMap::new();
        let service = std::iter::once((self.sheet.path.as_str(), self.sheet.before()));
        let versions = self.versions.values().flat_map(|version| {
            let own = [
                (version.sheet.path.as_str(), version.sheet.before()),
                (version.errors.path.as_str(), version.errors.before()),
            ];
            let actions = version.actions.values();
            let actions = actions.map(|draft| (draft.path.as_str(), draft.before()));
            let types = version.types.values();
            let types = types.map(|draft| (draft.path.as_str(), draft.before()));
            own.into_iter().chain(actions).chain(types)
        });
        for (path, text) in service.chain(versions) {
            if let Some(text) = text {
                before.insert(path, text);
            }
        }
        let is_new =
            |(path, text): &(String, String)| before.get(path.as_str()) != Some(&text.as_str());
        let files = texts.into_iter().filter(is_new);
        files.map(|(path, text)| File { path, text }).collect()
    }

    /// The action whose file has this path.
    pub(crate) fn action_at(&mut self, path: &str) -> Option<&mut Draft<document::Action>> {
        let mut actions =
            self.versions.values_mut().flat_map(|version| version.actions.values_mut());
        actions.find(|draft| draft.path == path)
    }

    /// Gives everything that a source has not described, in files that change, a description that
    /// says so, if the service requires one.
    pub(crate) fn fill_docs(&mut self) {
        if !self.sheet.document.require_docs {
            return;
        }
        for version in self.versions.values_mut() {
            for draft in version.actions.values_mut().filter(|draft| draft.changed().is_some()) {
                let action = &mut draft.document;
                let mut marks = vec![(vec!["doc".to_owned()], fill(&mut action.doc))];
                fill_members("input", &mut action.input, &mut marks);
                fill_members("output", &mut action.output, &mut marks);
                draft.mark_all(marks);
            }
            for draft in version.types.values_mut().filter(|draft| draft.changed().is_some()) {
                let ty = &mut draft.document;
                let mut marks = vec![(vec!["doc".to_owned()], fill(&mut ty.doc))];
                fill_members("members", ty.members.as_mut().unwrap_or(&mut Vec::new()), &mut marks);
                for entry in ty.values.iter_mut().flatten() {
                    let path = vec!["values".to_owned(), value_step(entry), "doc".to_owned()];
                    marks.push((path, fill(&mut entry.doc)));
                }
                draft.mark_all(marks);
            }
            if version.errors.changed().is_some() {
                let codes = version.errors.document.errors.iter_mut();
                let marks = codes.map(|code| {
                    let path = vec!["errors".to_owned(), step(&code.code), "doc".to_owned()];
                    (path, fill(&mut code.doc))
                });
                let marks = marks.collect();
                version.errors.mark_all(marks);
            }
        }
    }

    pub(crate) fn leave_out_sites(&mut self) {
        let offered = self.sites();
        for version in self.versions.values_mut() {
            let reached = version.reach();
            for (name, sheet) in &mut version.types {
                let owner = reached.get(name).unwrap_or(&offered);
                for member in sheet.document.members.iter_mut().flatten() {
                    leave_out_required(member, owner);
                    leave_out(&mut member.sites, owner);
                }
            }
            for sheet in version.actions.values_mut() {
                let action = &mut sheet.document;
                let sites = action.sites.clone().unwrap_or_default();
                let members = action.input.iter_mut().chain(&mut action.output);
                members.for_each(|member| leave_out_required(member, &sites));
                version_parts(action, |own| leave_out(own, &sites));
                leave_out(&mut action.sites, &offered);
            }
        }
    }
}

/// A description for what must have one and has none in any source.
const NO_DOC: &str = "Not documented.";

/// Fills in a description that no source has; says whether it was missing.
fn fill(doc: &mut Option<String>) -> bool {
    let is_missing = doc.is_none();
    if is_missing {
        *doc = Some(NO_DOC.to_owned());
    }
    is_missing
}

fn fill_members(key: &str, members: &mut [Member], marks: &mut Vec<(Vec<String>, bool)>) {
    for member in members {
        let own = vec![key.to_owned(), step(&member.name)];
        let path = |more: &[String]| [own.as_slice(), more].concat();
        marks.push((path(&["doc".to_owned()]), fill(&mut member.doc)));
        for entry in member.values.iter_mut().flatten() {
            let step = value_step(entry);
            marks
                .push((path(&["values".to_owned(), step, "doc".to_owned()]), fill(&mut entry.doc)));
        }
    }
}

/// How the comments of a value are found.
fn value_step(entry: &document::ValueEntry) -> String {
    let text = entry.value.as_str().map_or_else(|| entry.value.to_string(), str::to_owned);
    step(&text)
}

/// Calls `change` with the sites of everything in an action that can have some.
fn version_parts(action: &mut document::Action, mut change: impl FnMut(&mut Option<Vec<Site>>)) {
    for member in action.input.iter_mut().chain(&mut action.output) {
        change(&mut member.sites);
    }
    for code in action.errors.iter_mut().flatten() {
        change(&mut code.sites);
    }
    for example in &mut action.examples {
        change(&mut example.sites);
    }
}

/// Takes the parts of an action off a site that the action has left; those that were on no other
/// go with it.
pub(crate) fn leave_site(action: &mut document::Action, site: Site) {
    version_parts(action, |own| {
        if let Some(sites) = own {
            sites.retain(|known| *known != site);
        }
    });
    let is_here = |sites: &Option<Vec<Site>>| sites.as_ref().is_none_or(|sites| !sites.is_empty());
    action.input.retain(|member| is_here(&member.sites));
    action.output.retain(|member| is_here(&member.sites));
    action.examples.retain(|example| is_here(&example.sites));
    if let Some(errors) = &mut action.errors {
        errors.retain(|code| is_here(&code.sites));
    }
}

/// Sites are written only where something is not on all the sites of its owner.
fn leave_out(own: &mut Option<Vec<Site>>, owner: &[Site]) {
    if let Some(sites) = own {
        sites.sort_unstable();
        sites.dedup();
        if owner.iter().all(|site| sites.contains(site)) {
            *own = None;
        }
    }
}

/// Lists the sites that require a member, which has its sites in full.
fn write_required_in_full(member: &mut Member) {
    let own = member.sites.clone().unwrap_or_default();
    member.required = Required::On(member.required.sites(&own));
}

/// States which of the sites that have a member require it, as briefly as the format does.
fn leave_out_required(member: &mut Member, owner: &[Site]) {
    let mut own = member.sites.clone().unwrap_or_default();
    own.retain(|site| owner.contains(site));
    let required = member.required.sites(&own);
    member.required = Required::stated(&required, &own);
}

/// Adds the sites that require a member; the member has its sites in full.
pub(crate) fn add_required(member: &mut Member, more: &[Site]) {
    let mut sites = member.required.sites(member.sites.as_deref().unwrap_or_default());
    sites.extend(more);
    sites.sort_unstable();
    sites.dedup();
    member.required = Required::On(sites);
}

/// Whether something is on a site; sites stand in full while a spec is changed.
pub(crate) fn is_on(sites: Option<&Vec<Site>>, site: Site) -> bool {
    sites.is_some_and(|sites| sites.contains(&site))
}

/// Adds sites; says whether that changed anything.
pub(crate) fn add_sites(own: &mut Option<Vec<Site>>, more: &[Site]) -> bool {
    let own = own.get_or_insert_default();
    let before = own.len();
    for site in more {
        if !own.contains(site) {
            own.push(*site);
        }
    }
    own.sort_unstable();
    own.len() != before
}

impl Version {
    fn read(service: &str, version: &load::Version) -> Self {
        let folder = format!("{service}/{}", version.name);
        let mut empty = Self::new(service, &version.name);
        if let Some(file) = version.version.read() {
            empty.sheet = Draft::read(file);
        }
        if let Some(file) = version.errors.read() {
            empty.errors = Draft::read(file);
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
        let version = document::Version {
            doc: None,
            source: None,
            groups: Vec::new(),
            incomplete: false,
            descriptions: BTreeMap::new(),
        };
        let errors = document::Errors { errors: Vec::new() };
        Self {
            sheet: Draft::new(format!("{service}/{name}/version.yaml"), version),
            errors: Draft::new(format!("{service}/{name}/errors.yaml"), errors),
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
