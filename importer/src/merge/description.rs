//! Hashes of the vendor's descriptions, by which a change is seen although users have rewritten the
//! text.
//!
//! A version's `descriptions.yaml` keeps one line per source and action or type, with a hash of each
//! description: of its place and its words. Marks, blanks and the targets of links do not count, as
//! copies of a page differ in them.

use crate::draft::{Spec, Version, is_on};
use crate::facts::{At, CodeFact, Facts, MemberFact};
use crate::merge::precedence::Precedence;
use crate::report::{Change, Kind, Report, What};
use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_model::document::{Member, Site};
use tencentcloud_model::text;

/// The name under which the codes of a version are kept.
const ERRORS: &str = "errors";

/// The name under which the actions of a list of actions are kept.
const CATEGORIES: &str = "categories";

/// A description of a source.
struct Described<'f> {
    /// The action or type, or one of the names above.
    thing: &'f str,
    /// The place in it: empty for itself, else `input.Name`, `output.Name`, `members.Name` or
    /// `errors.Code`; of a list, the name of the entry.
    place: String,
    doc: &'f str,
    at: &'f At,
}

/// A description that the spec has, in words of its own or imported.
struct Ours<'s> {
    text: &'s str,
    /// Its file, and its line if it can be told.
    at: String,
}

/// Returns the descriptions that a source has changed since they were last imported.
pub(crate) fn compare(spec: &Spec, facts: &Facts, site: Option<Site>) -> Vec<Change> {
    let Some(version) = version(spec, facts) else { return Vec::new() };
    let Some(known) = version.descriptions.document.hashes.get(&source(facts, site)) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    for found in described(facts) {
        let hashes = known.get(found.thing).filter(|_| !is_older(version, facts, found.thing));
        let Some(hashes) = hashes else { continue };
        if hashes.split(' ').any(|hash| hash == found.hash()) {
            continue;
        }
        let Some(ours) = found.ours(version, site) else { continue };
        let path = format!("{}/{}", facts.service.folder, facts.version);
        changes.push(Change {
            kind: Kind::Changed,
            what: What::VendorDoc,
            path: found.path(&path),
            from: Some(format!("{} ({})", text::brief(ours.text), ours.at)),
            to: Some(text::brief(found.doc)),
            site,
            at: found.at.clone(),
        });
    }
    changes
}

/// Adds changed descriptions to a report, except those that the merge has taken over.
pub(crate) fn report(changes: Vec<Change>, report: &mut Report) {
    let taken: BTreeSet<&str> = report
        .changes
        .iter()
        .filter(|change| matches!(change.what, What::Doc | What::Action | What::Member))
        .map(|change| change.path.as_str())
        .collect();
    let changes: Vec<Change> =
        changes.into_iter().filter(|change| !taken.contains(change.path.as_str())).collect();
    report.changes.extend(changes);
}

/// Keeps the hashes of what a source describes of the things that are in the spec.
pub(crate) fn keep(spec: &mut Spec, facts: &Facts, site: Option<Site>) {
    let mut hashes: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for found in described(facts) {
        hashes.entry(found.thing).or_default().push(found.hash());
    }
    let service = spec.services.get_mut(&facts.service.folder);
    let Some(version) = service.and_then(|service| service.versions.get_mut(&facts.version)) else {
        return;
    };
    let mut things: BTreeSet<String> =
        version.actions.keys().chain(version.types.keys()).cloned().collect();
    things.extend([ERRORS, CATEGORIES].map(str::to_owned));
    let now: BTreeMap<String, String> = hashes
        .into_iter()
        .filter(|(thing, _)| things.contains(*thing) && !is_older(version, facts, thing))
        .map(|(thing, hashes)| (thing.to_owned(), hashes.join(" ")))
        .collect();
    let known = &mut version.descriptions.document.hashes;
    known.entry(source(facts, site)).or_default().extend(now);
    for of_source in known.values_mut() {
        of_source.retain(|thing, _| things.contains(thing));
    }
    known.retain(|_, things| !things.is_empty());
}

impl Described<'_> {
    fn hash(&self) -> String {
        let text = format!("{}\n{}", self.place, words(self.doc));
        // FNV-1a, folded: it need not resist anyone, and may never change.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
        format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
    }

    /// The path in the spec of what is described.
    fn path(&self, version: &str) -> String {
        let place = self.place.trim_start_matches("members.");
        match self.place.split_once('.') {
            Some((ERRORS, code)) => format!("{version}/errors/{code}"),
            _ if self.thing == ERRORS => format!("{version}/errors/{place}"),
            _ if self.thing == CATEGORIES => format!("{version}/{place}"),
            _ if place.is_empty() => format!("{version}/{}", self.thing),
            _ => format!("{version}/{}.{place}", self.thing),
        }
    }

    /// The spec's description of the thing, if it has one on the site.
    fn ours<'s>(&self, version: &'s Version, site: Option<Site>) -> Option<Ours<'s>> {
        let is_here = |sites: Option<&Vec<Site>>| site.is_none_or(|site| is_on(sites, site));
        let (key, name) = match self.thing {
            ERRORS => (ERRORS, self.place.as_str()),
            CATEGORIES => ("", ""),
            _ => self.place.split_once('.').unwrap_or_default(),
        };
        if key == ERRORS {
            let draft = &version.errors;
            let code = draft.document.errors.iter().find(|known| known.code == name)?;
            return Some(ours(code.doc.as_deref()?, &draft.path, draft.before(), key, name));
        }
        let thing = if self.thing == CATEGORIES { self.place.as_str() } else { self.thing };
        let of_members = |members: &'s [Member]| {
            let member = members.iter().find(|member| member.name == name)?;
            member.doc.as_deref().filter(|_| is_here(member.sites.as_ref()))
        };
        if let Some(draft) = version.actions.get(thing) {
            let action = &draft.document;
            let text = match key {
                "input" => of_members(&action.input),
                "output" => of_members(&action.output),
                _ => action.doc.as_deref().filter(|_| is_here(action.sites.as_ref())),
            };
            return Some(ours(text?, &draft.path, draft.before(), key, name));
        }
        let draft = version.types.get(thing)?;
        let text = match (key, &draft.document.members) {
            ("members", members) => of_members(members.as_deref()?),
            _ => draft.document.doc.as_deref(),
        };
        Some(ours(text?, &draft.path, draft.before(), key, name))
    }
}

/// A description of the spec, with its place: the line of its `doc`, after the name of the member or
/// code that it is of.
fn ours<'s>(text: &'s str, path: &str, before: Option<&str>, key: &str, name: &str) -> Ours<'s> {
    let lines = || before.unwrap_or_default().lines().enumerate();
    let line = if key.is_empty() {
        lines().find(|(_, line)| line.starts_with("doc:"))
    } else {
        let heads = [format!("- name: {name}"), format!("- code: {name}")];
        let head = format!("{key}:");
        lines()
            .skip_while(|(_, line)| *line != head)
            .skip_while(|(_, line)| !heads.iter().any(|head| line.trim_start() == head))
            .find(|(_, line)| line.trim_start().starts_with("doc:"))
    };
    let at = line.map_or_else(|| path.to_owned(), |(index, _)| format!("{path}:{}", index + 1));
    Ours { text, at }
}

/// The words of a description, without the targets of links.
fn words(doc: &str) -> String {
    let mut words = String::with_capacity(doc.len());
    let mut rest = doc;
    while let Some((before, after)) = rest.split_once("](") {
        words.extend(before.chars().filter(|c| c.is_alphanumeric()));
        rest = after.split_once(')').map_or(after, |(_, behind)| behind);
    }
    words.extend(rest.chars().filter(|c| c.is_alphanumeric()));
    words
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
        let codes = action.errors.iter().flatten();
        all.extend(codes.filter_map(|code| of_code(thing, format!("errors.{}", code.code), code)));
    }
    for ty in &facts.types {
        let (thing, at) = (ty.name.as_str(), &ty.at);
        all.extend(ty.doc.as_deref().map(|doc| Described { thing, place: String::new(), doc, at }));
        all.extend(ty.members.iter().filter_map(|fact| of_member(thing, "members", fact)));
    }
    all.extend(facts.codes.iter().filter_map(|code| of_code(ERRORS, code.code.clone(), code)));
    all.extend(facts.limits.iter().filter_map(|limit| {
        let (place, doc) = (limit.action.clone(), limit.doc.as_deref()?);
        Some(Described { thing: CATEGORIES, place, doc, at: &limit.at })
    }));
    all
}

fn of_member<'f>(thing: &'f str, key: &str, fact: &'f MemberFact) -> Option<Described<'f>> {
    let doc = fact.doc.as_deref()?;
    Some(Described { thing, place: format!("{key}.{}", fact.name), doc, at: &fact.at })
}

fn of_code<'f>(thing: &'f str, place: String, fact: &'f CodeFact) -> Option<Described<'f>> {
    Some(Described { thing, place, doc: fact.doc.as_deref()?, at: &fact.at })
}

/// The name under which the hashes of a source are kept: the package, or the pages of a site in a
/// language.
fn source(facts: &Facts, site: Option<Site>) -> String {
    if let Some(package) = &facts.source.package {
        return package.name.clone();
    }
    let site = match site {
        Some(Site::Mainland) => "mainland-",
        Some(Site::International) => "international-",
        None => "",
    };
    format!("page-{site}{}", language(facts))
}

/// The language of most of a source's descriptions.
fn language(facts: &Facts) -> &'static str {
    let (mut latin, mut han, mut kana, mut hangul) = (0_usize, 0_usize, 0_usize, 0_usize);
    for c in described(facts).iter().flat_map(|found| found.doc.chars()) {
        match c {
            'a'..='z' | 'A'..='Z' => latin += 1,
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{4e00}'..='\u{9fff}' => han += 1,
            '\u{ac00}'..='\u{d7af}' => hangul += 1,
            _ => {}
        }
    }
    // Names are in Latin letters in every language, and a word of them is longer.
    match 4 * (han + kana + hangul) > latin {
        true if 10 * kana > han => "ja",
        true if hangul > han => "ko",
        true => "zh",
        false => "en",
    }
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

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn marks_and_targets_of_links_are_no_words() {
        let page = "See [the list](https://a.example/1) of `Ids`, **all**.";
        assert_eq!(words(page), words("See the list of Ids, all."));
        assert_eq!(words("a](b"), "ab");
        assert_ne!(words("At most 10."), words("At most 20."));
    }
}
