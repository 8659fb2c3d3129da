//! A merge under way: the version, the facts, what is decided about differences, and the report.

use crate::draft::{Version, add_sites, is_on};
use crate::facts::{At, Check, Facts};
use crate::merge::evidence::Evidence;
use crate::merge::precedence::Precedence;
use crate::report::{Change, Kept, Kind, Report, What};
use std::collections::BTreeSet;
use tencentcloud_model::document::Site;

/// How facts are brought together with the spec.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules<'a> {
    /// The site that the facts are of; `None` if they are of all.
    pub(crate) site: Option<Site>,
    /// Metadata that is asked for what pages do not say.
    pub(crate) metadata: &'a [Facts],
    /// All sources of the same run: their examples count, too.
    pub(crate) others: &'a [(Facts, Option<Site>)],
    /// Whether to compare as if the source were right, unless it is known to be older.
    pub(crate) is_drift: bool,
}

/// The source as a whole.
pub(crate) fn whole(facts: &Facts) -> At {
    let first = facts.actions.first().map(|action| &action.at);
    let first = first.or_else(|| facts.types.first().map(|ty| &ty.at));
    let first = first.or_else(|| facts.limits.first().map(|limit| &limit.at));
    let file = first.or_else(|| facts.codes.first().map(|code| &code.at)).map(|at| at.file.clone());
    At { file: file.unwrap_or_else(|| "".into()), line: 0 }
}

pub(crate) struct Merge<'a> {
    pub(crate) version: &'a mut Version,
    pub(crate) facts: &'a Facts,
    pub(crate) rules: Rules<'a>,
    /// The sites that the facts are of.
    pub(crate) sites: Vec<Site>,
    /// The evidence of examples about the members.
    pub(crate) evidence: Evidence,
    /// The version's path in the spec.
    pub(crate) path: String,
    pub(crate) report: Report,
    /// The types that the facts describe.
    pub(crate) merged_types: BTreeSet<String>,
    /// The paths of actions and types that were not there before.
    pub(crate) new: Vec<String>,
}

/// The rules that decide about the facts of one thing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    pub(crate) precedence: Precedence,
    /// Whether what no site has for itself is this source's to say.
    pub(crate) has_authority: bool,
    /// Whether the thing was not on this source's sites before.
    pub(crate) is_first: bool,
    /// Whether another site than the source's has the thing, too.
    pub(crate) is_shared: bool,
}

/// A fact that differs, of which the spec has one value for all sites.
pub(crate) struct Shared<T> {
    pub(crate) what: What,
    /// The value in the spec.
    pub(crate) known: T,
    /// The value in the source.
    pub(crate) said: T,
    /// The one that does for both sites; `None` if none of the two does.
    pub(crate) wider: Option<T>,
    /// The value in the other site's source, if this run has one.
    pub(crate) other: Option<T>,
}

impl Context {
    /// Whether the source may add what the spec has not. A newer source of the other site says nothing
    /// of a site that the spec has nothing of so far.
    pub(crate) fn adds(self) -> bool {
        self.precedence.adds() || self.is_first
    }

    /// Whether a shared fact that differs is taken from the source.
    pub(crate) fn takes(self) -> bool {
        self.has_authority && (self.precedence.wins() || self.is_first)
    }
}

impl<'a> Merge<'a> {
    /// Adds the source's site to those of something; says whether it was not among them. A source
    /// of which nobody says the site adds none to what is there.
    pub(crate) fn on_more_sites(&self, own: &mut Option<Vec<Site>>) -> bool {
        self.rules.site.is_some_and(|site| add_sites(own, &[site]))
    }

    pub(crate) fn context(&self, precedence: Precedence, known: Option<&Vec<Site>>) -> Context {
        let site = self.rules.site;
        let has_authority = site != Some(Site::Mainland) || !is_on(known, Site::International);
        let is_first = site.is_some_and(|site| !is_on(known, site));
        let is_other = |known: &Site| site.is_some_and(|site| *known != site);
        let is_shared = known.into_iter().flatten().any(is_other);
        Context { precedence, has_authority, is_first, is_shared }
    }

    /// Decides about a fact that differs and that the spec has once for all sites: returns the value
    /// to be written. Where the sites differ, none overrides the other: the value that does for both
    /// is taken, and the difference is listed.
    pub(crate) fn shared<T: PartialEq>(
        &mut self,
        fact: Shared<T>,
        text: impl Fn(&T) -> String,
        (path, at): (&str, &At),
        context: Context,
    ) -> Option<T> {
        let Shared { what, known, said, wider, other } = fact;
        if known == said {
            return None;
        }
        // Nothing is known of it yet.
        if context.is_first && !context.is_shared {
            return Some(said);
        }
        let (from, to) = (text(&known), text(&said));
        let agrees = other.is_some_and(|other| other == said);
        if !context.is_shared || agrees || context.precedence == Precedence::Older {
            let has_authority = context.has_authority || agrees;
            let context = Context { has_authority, ..context };
            return self.decide(what, path, Some(from), Some(to), at, context).then_some(said);
        }
        let is_known = wider.as_ref().is_none_or(|wider| *wider == known);
        if is_known && self.rules.is_drift {
            let reason = "the spec has one value for both sites";
            self.keep(Kind::Changed, what, path, Some(from), Some(to), at, reason);
            return None;
        }
        let site = match self.rules.site {
            Some(Site::Mainland) => "mainland",
            _ => "international",
        };
        // Such as `type of`, before the name of a thing.
        let what_of = what.to_string();
        let fact = what_of.trim_end_matches(" of");
        let message = match &wider {
            None => format!(
                "the sites differ in its {fact}: the {site} one says `{to}`, and `{from}` is kept"
            ),
            Some(wider) => format!(
                "the sites differ in its {fact}: the {site} one says `{to}`, the spec `{from}`; \
                 `{}` does for both",
                text(wider)
            ),
        };
        self.check(at, path, message);
        if is_known {
            return None;
        }
        let wider = wider?;
        self.change(Kind::Changed, what, path, Some(from), Some(text(&wider)), at);
        Some(wider)
    }

    /// The facts of the other site about this version, of sources of the same run.
    pub(crate) fn other_site(&self) -> impl Iterator<Item = &'a Facts> {
        let (facts, site) = (self.facts, self.rules.site);
        let others = self.rules.others.iter();
        let others = others.filter(move |(_, of)| of.is_some() && *of != site);
        others.map(|(other, _)| other).filter(move |other| {
            other.version == facts.version && other.service.folder == facts.service.folder
        })
    }

    /// The description to be written, if it is not the one that stands there.
    pub(crate) fn doc(
        &mut self,
        known: Option<&String>,
        is_marked: bool,
        doc: &str,
        path: &str,
        at: &At,
        context: Context,
    ) -> Option<String> {
        match known {
            None => {
                self.report.rewrite.push(path.to_owned());
                Some(doc.to_owned())
            }
            // A text that people have rewritten stays, and the other language's words are no news.
            Some(known)
                if is_marked
                    && context.takes()
                    && tencentcloud_model::write::normal(known) != doc =>
            {
                self.change(Kind::Changed, What::Doc, path, None, None, at);
                Some(doc.to_owned())
            }
            Some(_) => None,
        }
    }

    /// Decides about a shared fact that differs: says whether the source's word counts.
    pub(crate) fn decide(
        &mut self,
        what: What,
        path: &str,
        from: Option<String>,
        to: Option<String>,
        at: &At,
        context: Context,
    ) -> bool {
        let kind = Kind::Changed;
        if context.takes() {
            self.change(kind, what, path, from, to, at);
            return true;
        }
        let reason = if context.has_authority {
            context.precedence.reason()
        } else {
            "the international site's documentation decides"
        };
        self.keep(kind, what, path, from, to, at, reason);
        false
    }

    pub(crate) fn change(
        &mut self,
        kind: Kind,
        what: What,
        path: &str,
        from: Option<String>,
        to: Option<String>,
        at: &At,
    ) {
        let change = self.as_change(kind, what, path, from, to, at);
        self.report.changes.push(change);
    }

    #[expect(clippy::too_many_arguments, reason = "a difference has these parts")]
    pub(crate) fn keep(
        &mut self,
        kind: Kind,
        what: What,
        path: &str,
        from: Option<String>,
        to: Option<String>,
        at: &At,
        reason: &'static str,
    ) {
        let change = self.as_change(kind, what, path, from, to, at);
        self.report.kept.push(Kept { change, reason });
    }

    pub(crate) fn as_change(
        &self,
        kind: Kind,
        what: What,
        path: &str,
        from: Option<String>,
        to: Option<String>,
        at: &At,
    ) -> Change {
        Change {
            kind,
            what,
            path: path.to_owned(),
            from,
            to,
            site: self.rules.site,
            at: at.clone(),
        }
    }

    pub(crate) fn check(&mut self, at: &At, path: &str, message: impl Into<String>) {
        let (at, path) = (at.clone(), path.to_owned());
        self.report.checks.push(Check { at, path, message: message.into() });
    }
}
