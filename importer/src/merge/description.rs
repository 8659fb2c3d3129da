//! Hashes of the vendor's descriptions, by which a change is seen although users have rewritten the
//! text.
//!
//! A version's file keeps one line per action and type, with a hash of each description: of its place
//! and its words. Marks and blanks do not count, as copies of a page differ in them.

use crate::draft::{REWRITE, Spec, Version, is_on};
use crate::facts::{At, Facts, MemberFact};
use crate::merge::precedence::Precedence;
use crate::report::{Change, Kind, Report, What};
use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_model::document::{Member, Site};
use tencentcloud_model::write::{Comments, step};

/// A description of a source.
struct Described<'f> {
    /// The action or type.
    thing: &'f str,
    /// The place in it: empty for itself, else `input.Name`, `output.Name` or `members.Name`.
    place: String,
    doc: &'f str,
    at: &'f At,
}

/// Reports the descriptions that a source has changed since they were last imported, where the spec
/// has other words for them.
pub(crate) fn compare(spec: &Spec, facts: &Facts, site: Option<Site>, report: &mut Report) {
    let Some(version) = version(spec, facts) else { return };
    let Some(known) = version.sheet.document.descriptions.get(&source(facts)) else { return };
    for found in described(facts) {
        let hashes = known.get(found.thing).filter(|_| !is_older(version, facts, found.thing));
        let Some(hashes) = hashes else { continue };
        if hashes.split(' ').any(|hash| hash == found.hash()) || !found.is_rewritten(version, site)
        {
            continue;
        }
        let path = format!("{}/{}/{}", facts.service.folder, facts.version, found.thing);
        let place = found.place.trim_start_matches("members.");
        report.changes.push(Change {
            kind: Kind::Changed,
            what: What::VendorDoc,
            path: if place.is_empty() { path } else { format!("{path}.{place}") },
            from: None,
            to: None,
            site,
            at: found.at.clone(),
        });
    }
}

/// Keeps the hashes of what a source describes of the things that are in the spec.
///
/// Copies of a page differ too much for that: only metadata has the same text each time.
pub(crate) fn keep(spec: &mut Spec, facts: &Facts) {
    if facts.source.package.is_none() {
        return;
    }
    let mut hashes: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for found in described(facts) {
        hashes.entry(found.thing).or_default().push(found.hash());
    }
    let service = spec.services.get_mut(&facts.service.folder);
    let Some(version) = service.and_then(|service| service.versions.get_mut(&facts.version)) else {
        return;
    };
    let is_there = |thing: &str| {
        let is_known = version.actions.contains_key(thing) || version.types.contains_key(thing);
        is_known && !is_older(version, facts, thing)
    };
    let now: BTreeMap<String, String> = hashes
        .into_iter()
        .filter(|(thing, _)| is_there(thing))
        .map(|(thing, hashes)| (thing.to_owned(), hashes.join(" ")))
        .collect();
    let things: BTreeSet<String> =
        version.actions.keys().chain(version.types.keys()).cloned().collect();
    let own = version.sheet.document.descriptions.entry(source(facts)).or_default();
    own.extend(now);
    own.retain(|thing, _| things.contains(thing));
    version.sheet.document.descriptions.retain(|_, things| !things.is_empty());
}

impl Described<'_> {
    fn hash(&self) -> String {
        let words = self.doc.chars().filter(|c| c.is_alphanumeric());
        let text: String = self.place.chars().chain(['\n']).chain(words).collect();
        // FNV-1a, folded: it need not resist anyone, and may never change.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
        format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
    }

    /// Whether the spec had this thing on the site, in words that no import has written.
    fn is_rewritten(&self, version: &Version, site: Option<Site>) -> bool {
        let is_here = |sites: Option<&Vec<Site>>| site.is_none_or(|site| is_on(sites, site));
        let member = |members: &[Member], comments: &Comments, key: &str, name: &str| {
            let path = [key, &step(name), "doc"].map(str::to_owned);
            let found = members.iter().find(|member| member.name == name);
            found.is_some_and(|member| {
                is_here(member.sites.as_ref())
                    && member.doc.is_some()
                    && !comments.has(&path, REWRITE)
            })
        };
        let (key, name) = self.place.split_once('.').unwrap_or_default();
        if let Some(draft) = version.actions.get(self.thing) {
            let action = &draft.document;
            return match key {
                "input" => member(&action.input, &draft.comments, key, name),
                "output" => member(&action.output, &draft.comments, key, name),
                _ => {
                    is_here(action.sites.as_ref())
                        && action.doc.is_some()
                        && !draft.is_marked(&["doc"])
                }
            };
        }
        version.types.get(self.thing).is_some_and(|draft| match (key, &draft.document.members) {
            ("members", Some(members)) => member(members, &draft.comments, key, name),
            ("members", None) => false,
            _ => draft.document.doc.is_some() && !draft.is_marked(&["doc"]),
        })
    }
}

/// Everything that a source describes, action by action and type by type.
fn described(facts: &Facts) -> Vec<Described<'_>> {
    let mut all = Vec::new();
    for action in &facts.actions {
        let (thing, at) = (action.name.as_str(), &action.at);
        all.extend(action.doc.as_deref().map(|doc| Described {
            thing,
            place: String::new(),
            doc,
            at,
        }));
        for (key, members) in [("input", &action.input), ("output", &action.output)] {
            all.extend(members.iter().flatten().filter_map(|fact| of_member(thing, key, fact)));
        }
    }
    for ty in &facts.types {
        let (thing, at) = (ty.name.as_str(), &ty.at);
        all.extend(ty.doc.as_deref().map(|doc| Described { thing, place: String::new(), doc, at }));
        all.extend(ty.members.iter().filter_map(|fact| of_member(thing, "members", fact)));
    }
    all
}

fn of_member<'f>(thing: &'f str, key: &str, fact: &'f MemberFact) -> Option<Described<'f>> {
    let doc = fact.doc.as_deref()?;
    Some(Described { thing, place: format!("{key}.{}", fact.name), doc, at: &fact.at })
}

/// The name under which the hashes of a source are kept.
fn source(facts: &Facts) -> String {
    facts.source.package.as_ref().map(|package| package.name.clone()).unwrap_or_default()
}

/// Whether the spec has a newer source of an action or type.
fn is_older(version: &Version, facts: &Facts, thing: &str) -> bool {
    let own = version.actions.get(thing).and_then(|draft| draft.document.source.as_ref());
    let known = [own, version.sheet.document.source.as_ref()];
    Precedence::of(&facts.source, true, known, false) == Precedence::Older
}

fn version<'s>(spec: &'s Spec, facts: &Facts) -> Option<&'s Version> {
    spec.services.get(&facts.service.folder)?.versions.get(&facts.version)
}
