//! Facts into the spec: what is new is added, and what differs is decided.
//!
//! - A source speaks for its site alone. A missing fact is taken away from its own site only, and
//!   only if it is newer than every source that the spec names.
//! - Whether something is required each site says for itself. Of other facts the spec has one value:
//!   where the sites differ in one (type, status, deprecation, null, signature), the value that does
//!   for both is taken, and the difference is listed for a person to check.
//! - Values, bounds and defaults that come from descriptions are those of the international site where
//!   it has the thing; its documentation is the English one.
//! - Texts that people have written stay: descriptions without the mark of imported ones, names of
//!   values, groups, everything that sources do not have.

mod context;
pub(crate) mod description;
mod documented;
mod error_code;
mod evidence;
mod example;
mod history;
mod known_member;
mod member;
pub(crate) mod member_example;
mod object;
mod owner;
mod precedence;
mod query_string;
mod rewritten;
mod source;
pub(crate) mod version_page;

use crate::draft::{self, Draft, Service, Spec, Version, add_sites, is_on};
use crate::facts::{ActionFact, At, Check, Facts, ServiceFact};
pub(crate) use crate::merge::context::Rules;
use crate::merge::context::{Context, Merge, Shared, whole};
use crate::merge::evidence::Evidence;
use crate::merge::precedence::Precedence;
use crate::report::{Change, Kind, Report, What};
use std::collections::BTreeSet;
use tencentcloud_model::document::{self, Hosts, Site};

/// Brings `facts` into `spec`.
pub(crate) fn merge(spec: &mut Spec, facts: &Facts, rules: Rules<'_>) -> Report {
    let mut report = Report::default();
    let service = service(spec, facts, rules.site, &mut report);
    service.is_touched = true;
    let folder = facts.service.folder.clone();
    let sites = rules.site.map_or_else(|| service.sites(), |site| vec![site]);
    let path = format!("{folder}/{}", facts.version);
    let mut new = Vec::new();
    if !service.versions.contains_key(&facts.version) {
        new.push(format!("{path}/errors"));
        report.changes.push(Change {
            kind: Kind::Added,
            what: What::Version,
            path: path.clone(),
            from: None,
            to: None,
            site: rules.site,
            at: whole(facts),
        });
    }
    let version = service
        .versions
        .entry(facts.version.clone())
        .or_insert_with(|| Version::new(&folder, &facts.version));
    let reached_before = version.reach();
    let is_same = |other: &&Facts| {
        other.version == facts.version && other.service.folder == facts.service.folder
    };
    let others = rules.others.iter().map(|(other, _)| other).chain(rules.metadata);
    let others = others.filter(is_same).filter(|other| !std::ptr::eq(*other, facts));
    let evidence = Evidence::of(facts, others, version);
    let mut merge = Merge {
        version,
        facts,
        rules,
        sites,
        evidence,
        path,
        report,
        merged_types: BTreeSet::new(),
        new,
    };
    merge.all(&reached_before);
    merge.leave_out_parts_of_new_things();
    merge.report
}

/// The service that facts are of, made if it is not there.
fn service<'s>(
    spec: &'s mut Spec,
    facts: &Facts,
    site: Option<Site>,
    report: &mut Report,
) -> &'s mut Service {
    let ServiceFact { folder, wire_name, title, host } = &facts.service;
    let label = wire_name.as_ref().unwrap_or(folder);
    let rule = |site: Site| match site {
        Site::Mainland => format!("{label}.tencentcloudapi.com"),
        Site::International => format!("{label}.intl.tencentcloudapi.com"),
    };
    let wanted = |of: Site| site.is_none_or(|site| site == of).then(|| rule(of));
    let at = whole(facts);
    let mut check = |message: String| {
        report.checks.push(Check { at: at.clone(), path: folder.clone(), message });
    };
    if let Some(host) = host
        && ![rule(Site::Mainland), rule(Site::International)].contains(host)
        && !spec.services.contains_key(folder)
    {
        check(format!("the page names the host `{host}`, which does not follow the rule"));
    }
    if let Some(known) = spec.services.get_mut(folder) {
        let hosts = &mut known.sheet.document.hosts;
        for of in draft::SITES {
            let slot = match of {
                Site::Mainland => &mut hosts.mainland,
                Site::International => &mut hosts.international,
            };
            if site == Some(of) && slot.is_none() {
                *slot = Some(rule(of));
                check(format!("the host `{}` is made by the rule", rule(of)));
            }
        }
    } else {
        check(match title {
            Some(title) => format!("the title `{title}` is the metadata's"),
            None => "the title is the service's name".to_owned(),
        });
        check("the hosts are made by the rule".to_owned());
        let document = document::Service {
            title: title.clone().unwrap_or_else(|| folder.clone()),
            doc: None,
            name: wire_name.clone(),
            hosts: Hosts {
                mainland: wanted(Site::Mainland),
                international: wanted(Site::International),
            },
            require_docs: false,
        };
        report.changes.push(Change {
            kind: Kind::Added,
            what: What::Service,
            path: folder.clone(),
            from: None,
            to: None,
            site,
            at,
        });
        let sheet = Draft::new(format!("{folder}/service.yaml"), document);
        let service =
            Service { is_touched: true, sheet, versions: std::collections::BTreeMap::new() };
        spec.services.insert(folder.clone(), service);
    }
    spec.services.get_mut(folder).unwrap_or_else(|| unreachable!("the service was just inserted"))
}

impl Merge<'_> {
    fn all(&mut self, reached_before: &std::collections::BTreeMap<String, Vec<Site>>) {
        let facts = self.facts;
        for action in &facts.actions {
            self.action(action);
        }
        if facts.lists_all_actions {
            self.actions_gone();
        }
        self.new_from_metadata();
        self.types(reached_before);
        for code in &facts.codes {
            self.describe(code);
        }
        for limit in &facts.limits {
            self.limit(limit);
        }
        self.version_source();
    }

    /// That something new has parts goes without saying.
    fn leave_out_parts_of_new_things(&mut self) {
        let new: BTreeSet<&str> = self.new.iter().map(String::as_str).collect();
        let is_part = |change: &Change| {
            let path = change.path.as_str();
            let is_new = new.contains(path) && !matches!(change.what, What::Action | What::Type);
            let mut ends = path.match_indices(['.', ':', '=', ' ', '/']);
            is_new || ends.any(|(end, _)| path.get(..end).is_some_and(|it| new.contains(it)))
        };
        self.report.changes.retain(|change| !is_part(change));
    }

    /// An action that only its name is known of so far: nothing is generated from it.
    fn unknown_action(&mut self, name: &str, at: &At) -> Draft<document::Action> {
        let path = format!("{}/{name}", self.path);
        self.change(Kind::Added, What::Action, &path, None, None, at);
        let message = "its parameters are not known yet, so nothing is generated from it: import its \
                       page, or metadata";
        self.check(at, &path, message);
        self.new.push(path);
        let document = document::Action { incomplete: true, ..blank() };
        let mut sheet = Draft::new(format!("{}/actions/{name}.yaml", self.path), document);
        add_sites(&mut sheet.document.sites, &self.sites);
        sheet
    }

    fn action(&mut self, fact: &ActionFact) {
        let path = format!("{}/{}", self.path, fact.name);
        self.report.counts.actions += 1;
        let known = self.version.actions.remove(&fact.name);
        let is_unknown = known.as_ref().is_some_and(|sheet| sheet.document.incomplete);
        let is_new = known.is_none() || is_unknown;
        let mut sheet = known.unwrap_or_else(|| {
            Draft::new(format!("{}/actions/{}.yaml", self.path, fact.name), blank())
        });
        if is_new {
            self.change(Kind::Added, What::Action, &path, None, None, &fact.at);
            self.new.push(path.clone());
        }
        sheet.document.incomplete &= fact.input.is_none();
        let exists = sheet.exists() && !is_unknown;
        let sources = [sheet.document.source.as_ref(), self.version.sheet.document.source.as_ref()];
        let precedence = Precedence::of(&self.facts.source, exists, sources, self.rules.is_drift);
        let before = self.report.changes.len();
        let context = self.context(precedence, sheet.document.sites.as_ref());
        if !sheet.exists() {
            add_sites(&mut sheet.document.sites, &self.sites);
        } else if self.on_more_sites(&mut sheet.document.sites) {
            self.change(Kind::Added, What::Action, &path, None, None, &fact.at);
        }
        self.action_facts(&mut sheet, fact, &path, context);
        self.members_of(&mut sheet, fact, &path, context);
        self.error_refs(&mut sheet, fact, &path, context);
        self.examples(&mut sheet, fact, &path, context);
        self.action_source(&mut sheet, self.report.changes.len() > before);
        self.version.actions.insert(fact.name.clone(), sheet);
    }

    /// The facts of an action as a whole.
    fn action_facts(
        &mut self,
        sheet: &mut Draft<document::Action>,
        fact: &ActionFact,
        path: &str,
        context: Context,
    ) {
        if let Some(doc) = &fact.doc
            && let Some(doc) = self.doc(
                sheet.document.doc.as_ref(),
                sheet.is_marked(&["doc"]),
                doc,
                path,
                &fact.at,
                context,
            )
        {
            sheet.document.doc = Some(doc);
            sheet.mark(&["doc"]);
        }
        let other = |merge: &Self| {
            let mut actions = merge.other_site().flat_map(|facts| &facts.actions);
            actions.find(|other| other.name == fact.name)
        };
        if let Some(said) = fact.status {
            let known = sheet.document.status;
            let rank = |status: document::Status| match status {
                document::Status::Online => 0,
                document::Status::Deprecated => 1,
                document::Status::Offline => 2,
            };
            let status = Shared {
                what: What::Status,
                known,
                said,
                wider: Some(if rank(said) < rank(known) { said } else { known }),
                other: other(self).and_then(|other| other.status),
            };
            let text = |status: &document::Status| format!("{status:?}").to_lowercase();
            if let Some(status) = self.shared(status, text, (path, &fact.at), context) {
                sheet.document.status = status;
            }
        }
        if let Some(said) = fact.is_unsigned {
            let unsigned = Shared {
                what: What::Unsigned,
                known: sheet.document.unsigned,
                said,
                // A signature that is not needed does no harm.
                wider: Some(false),
                other: other(self).and_then(|other| other.is_unsigned),
            };
            let found = self.shared(unsigned, ToString::to_string, (path, &fact.at), context);
            sheet.document.unsigned = found.unwrap_or(sheet.document.unsigned);
        }
        self.rate_limit(sheet, fact.limit, path, &fact.at, context);
    }

    fn rate_limit(
        &mut self,
        sheet: &mut Draft<document::Action>,
        limit: Option<u32>,
        path: &str,
        at: &At,
        context: Context,
    ) {
        let known = sheet.document.rate_limit;
        if limit.is_none() || limit == known {
            return;
        }
        let text = |limit: Option<u32>| limit.map(|limit| limit.to_string());
        if known.is_none() {
            self.change(Kind::Added, What::Limit, path, None, text(limit), at);
            sheet.document.rate_limit = limit;
            return;
        }
        let other = self.other_site().flat_map(|facts| &facts.actions);
        let name = path.rsplit('/').next().unwrap_or_default();
        let other = other.filter(|other| other.name == name).find_map(|other| other.limit);
        // Of one site's documentation alone nobody can say that the other's rate is another one.
        if context.is_shared
            && (context.is_first || other.is_some_and(|other| Some(other) != limit))
        {
            let limit = Shared {
                what: What::Limit,
                known,
                said: limit,
                wider: Some(known.min(limit)),
                other: other.map(Some),
            };
            let text = |limit: &Option<u32>| text(*limit).unwrap_or_default();
            if let Some(limit) = self.shared(limit, text, (path, at), context) {
                sheet.document.rate_limit = limit;
            }
        } else if self.decide(What::Limit, path, text(known), text(limit), at, context) {
            sheet.document.rate_limit = limit;
        }
    }

    fn limit(&mut self, fact: &crate::facts::LimitFact) {
        let path = format!("{}/{}", self.path, fact.action);
        let known = self.version.actions.remove(&fact.action);
        let Some(mut sheet) = known.or_else(|| {
            self.version.is_open().then(|| self.unknown_action(&fact.action, &fact.at))
        }) else {
            let message = "the spec has no such action".to_owned();
            self.report.checks.push(Check { at: fact.at.clone(), path, message });
            return;
        };
        if sheet.document.incomplete
            && sheet.document.doc.is_none()
            && let Some(doc) = &fact.doc
        {
            sheet.document.doc = Some(doc.clone());
            sheet.mark(&["doc"]);
            self.report.rewrite.push(path.clone());
        }
        let sources = [sheet.document.source.as_ref(), self.version.sheet.document.source.as_ref()];
        let precedence =
            Precedence::of(&self.facts.source, sheet.exists(), sources, self.rules.is_drift);
        let context = self.context(precedence, sheet.document.sites.as_ref());
        self.rate_limit(&mut sheet, fact.limit, &path, &fact.at, context);
        if let Some(group) = &fact.group
            && sheet.document.group.is_none()
        {
            let groups = &mut self.version.sheet.document.groups;
            let same = |known: &&String| known.eq_ignore_ascii_case(group);
            let name = groups.iter().find(same).cloned().unwrap_or_else(|| {
                groups.push(group.clone());
                group.clone()
            });
            self.change(Kind::Added, What::Group, &path, None, Some(name.clone()), &fact.at);
            sheet.document.group = Some(name);
        }
        self.version.actions.insert(fact.action.clone(), sheet);
    }

    fn members_of(
        &mut self,
        sheet: &mut Draft<document::Action>,
        fact: &ActionFact,
        path: &str,
        context: Context,
    ) {
        // The owner's sites as they are with this source.
        let is_request = true;
        if let Some(input) = &fact.input {
            let mut members = std::mem::take(&mut sheet.document.input);
            let owner = owner::Owner {
                key: "input",
                path: format!("{path}.input"),
                is_request,
                is_partial: fact.is_partial,
            };
            self.members(&owner, &mut members, &mut sheet.comments, input, context);
            sheet.document.input = members;
        }
        if let Some(output) = &fact.output {
            let mut members = std::mem::take(&mut sheet.document.output);
            let owner = owner::Owner {
                key: "output",
                path: format!("{path}.output"),
                is_request: false,
                is_partial: fact.is_partial,
            };
            self.members(&owner, &mut members, &mut sheet.comments, output, context);
            sheet.document.output = members;
        }
    }

    /// Says once what metadata does not tell of new actions.
    fn new_from_metadata(&mut self) {
        let count = self.new.iter().filter(|path| !path.ends_with("/errors")).count();
        if self.facts.source.page.is_none() && count > 0 {
            let new =
                if count == 1 { "1 new action".to_owned() } else { format!("{count} new actions") };
            let message = format!(
                "{new}: metadata tells no group, no error codes, no rate limit and no pagination"
            );
            let path = self.path.clone();
            self.check(&whole(self.facts), &path, message);
        }
    }

    /// Actions that a source which lists all of them has no more.
    fn actions_gone(&mut self) {
        let Some(site) = self.rules.site else { return };
        let listed: BTreeSet<&str> =
            self.facts.actions.iter().map(|action| action.name.as_str()).collect();
        let gone: Vec<String> = self
            .version
            .actions
            .iter()
            .filter(|(name, sheet)| {
                !listed.contains(name.as_str()) && is_on(sheet.document.sites.as_ref(), site)
            })
            .map(|(name, _)| name.clone())
            .collect();
        for name in gone {
            let Some(mut sheet) = self.version.actions.remove(&name) else { continue };
            let path = format!("{}/{name}", self.path);
            let own = [sheet.document.source.as_ref(), self.version.sheet.document.source.as_ref()];
            let precedence =
                Precedence::of(&self.facts.source, sheet.exists(), own, self.rules.is_drift);
            let at = whole(self.facts);
            let sites = sheet.document.sites.get_or_insert_default();
            let is_last = sites.len() == 1;
            if precedence.wins() {
                if !is_last {
                    sites.retain(|known| *known != site);
                    draft::leave_site(&mut sheet.document, site);
                }
                self.change(Kind::Removed, What::Action, &path, None, None, &at);
                if is_last {
                    let message = "the source has this action no more: delete its file, or say \
                                   `status: offline`";
                    self.check(&at, &path, message);
                }
            } else {
                self.keep(Kind::Removed, What::Action, &path, None, None, &at, precedence.reason());
            }
            self.version.actions.insert(name, sheet);
        }
    }
}

/// An action of which nothing is known.
fn blank() -> document::Action {
    document::Action {
        doc: None,
        group: None,
        sites: Some(Vec::new()),
        status: document::Status::Online,
        incomplete: false,
        rate_limit: None,
        idempotent: false,
        unsigned: false,
        pagination: None,
        wait: None,
        source: None,
        input: Vec::new(),
        output: Vec::new(),
        errors: None,
        examples: Vec::new(),
    }
}
