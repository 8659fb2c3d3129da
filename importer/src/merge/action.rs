//! Actions: their own facts and their members, those whose name alone is known, and those that a
//! source has no more.

use crate::draft::{self, Draft, add_sites, is_on};
use crate::facts::{ActionFact, At};
use crate::merge::context::{Context, Merge, Shared, whole};
use crate::merge::owner::Owner;
use crate::merge::precedence::Precedence;
use crate::report::{Kind, What};
use std::collections::BTreeSet;
use tencentcloud_model::document;

impl Merge<'_> {
    /// An action that only its name is known of so far: nothing is generated from it.
    pub(super) fn unknown_action(&mut self, name: &str, at: &At) -> Draft<document::Action> {
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

    pub(super) fn action(&mut self, fact: &ActionFact) {
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
        } else if context.is_first && context.is_shared && sheet.document.unsigned {
            let (from, to) = (Some("true".to_owned()), Some("false".to_owned()));
            self.change(Kind::Changed, What::Unsigned, path, from, to, &fact.at);
            let message = "on the other site it goes without a signature, and this source does not \
                           say whether it does here; a signature does for both";
            self.check(&fact.at, path, message);
            sheet.document.unsigned = false;
        }
        self.rate_limit(sheet, fact.limit, path, &fact.at, context);
    }

    fn members_of(
        &mut self,
        sheet: &mut Draft<document::Action>,
        fact: &ActionFact,
        path: &str,
        context: Context,
    ) {
        if let Some(input) = &fact.input {
            let mut members = std::mem::take(&mut sheet.document.input);
            let owner = Owner {
                key: "input",
                path: format!("{path}.input"),
                is_request: true,
                is_partial: fact.is_partial,
            };
            self.members(&owner, &mut members, &mut sheet.comments, input, context);
            sheet.document.input = members;
        }
        if let Some(output) = &fact.output {
            let mut members = std::mem::take(&mut sheet.document.output);
            let owner = Owner {
                key: "output",
                path: format!("{path}.output"),
                is_request: false,
                is_partial: fact.is_partial,
            };
            self.members(&owner, &mut members, &mut sheet.comments, output, context);
            sheet.document.output = members;
        }
    }

    /// Actions that a source which lists all of them has no more.
    pub(super) fn actions_gone(&mut self) {
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
