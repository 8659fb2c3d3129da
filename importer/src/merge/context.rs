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
}

impl Context {
    /// Whether a shared fact that differs is taken from the source.
    pub(crate) fn takes(self) -> bool {
        self.has_authority && (self.precedence.wins() || self.is_first)
    }
}

impl Merge<'_> {
    /// Adds the source's site to those of something; says whether it was not among them. A source
    /// of which nobody says the site adds none to what is there.
    pub(crate) fn on_more_sites(&self, own: &mut Option<Vec<Site>>) -> bool {
        self.rules.site.is_some_and(|site| add_sites(own, &[site]))
    }

    pub(crate) fn context(&self, precedence: Precedence, known: Option<&Vec<Site>>) -> Context {
        let site = self.rules.site;
        let has_authority = site != Some(Site::Mainland) || !is_on(known, Site::International);
        let is_first = site.is_some_and(|site| !is_on(known, site));
        Context { precedence, has_authority, is_first }
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
