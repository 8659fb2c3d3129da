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

mod action;
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
mod rate_limit;
mod rewritten;
mod source;
pub(crate) mod version_page;

use crate::draft::{self, Draft, Service, Spec, Version};
use crate::facts::{Check, Facts, ServiceFact};
pub(crate) use crate::merge::context::Rules;
use crate::merge::context::{Merge, whole};
use crate::merge::evidence::Evidence;
use crate::report::{Change, Kind, Report, What};
use std::collections::{BTreeMap, BTreeSet};
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
        let service = Service { is_touched: true, sheet, versions: BTreeMap::new() };
        spec.services.insert(folder.clone(), service);
    }
    spec.services.get_mut(folder).unwrap_or_else(|| unreachable!("the service was just inserted"))
}

impl Merge<'_> {
    fn all(&mut self, reached_before: &BTreeMap<String, Vec<Site>>) {
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
}
