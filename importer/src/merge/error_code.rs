//! Error codes: which an action lists, and what each means.

use crate::draft::{Draft, is_on};
use crate::facts::{ActionFact, At, CodeFact};
use crate::merge::context::{Context, Merge};
use crate::report::{Kind, What};
use tencentcloud_model::document::{Action, ErrorCode, ErrorRef};
use tencentcloud_model::write::step;

impl Merge<'_> {
    /// The codes that an action lists.
    pub(crate) fn error_refs(
        &mut self,
        sheet: &mut Draft<Action>,
        fact: &ActionFact,
        path: &str,
        context: Context,
    ) {
        let Some(codes) = &fact.errors else { return };
        let mut refs = sheet.document.errors.take().unwrap_or_default();
        for code in codes {
            let path = format!("{path}: {}", code.code);
            let known = refs.iter_mut().find(|known| known.code == code.code);
            if known.is_none() && !context.adds() {
                let reason = context.precedence.reason();
                self.keep(Kind::Added, What::Code, &path, None, None, &code.at, reason);
                continue;
            }
            let is_new = known.is_none();
            let is_more = known.is_some_and(|known| self.on_more_sites(&mut known.sites));
            if is_new {
                let sites = Some(self.sites.clone());
                refs.push(ErrorRef { code: code.code.clone(), sites });
            }
            if is_new || is_more {
                self.change(Kind::Added, What::Code, &path, None, None, &code.at);
            }
            self.describe(code);
        }
        self.codes_gone(&mut refs, fact, codes, path, context);
        refs.sort_by(|a, b| a.code.cmp(&b.code));
        sheet.document.errors = Some(refs);
    }

    /// Codes that the source lists no more on its site.
    fn codes_gone(
        &mut self,
        refs: &mut Vec<ErrorRef>,
        fact: &ActionFact,
        codes: &[CodeFact],
        path: &str,
        context: Context,
    ) {
        let Some(site) = self.rules.site else { return };
        let at = At { line: 0, ..fact.at.clone() };
        for known in refs.iter_mut() {
            let is_listed = codes.iter().any(|code| code.code == known.code);
            if is_listed || !is_on(known.sites.as_ref(), site) {
                continue;
            }
            let path = format!("{path}: {}", known.code);
            if !context.precedence.wins() || fact.is_cut {
                let reason =
                    if fact.is_cut { "the list is cut off" } else { context.precedence.reason() };
                self.keep(Kind::Removed, What::Code, &path, None, None, &at, reason);
                continue;
            }
            self.change(Kind::Removed, What::Code, &path, None, None, &at);
            known.sites.get_or_insert_default().retain(|known| *known != site);
        }
        let is_gone = |known: &ErrorRef| known.sites.as_ref().is_some_and(Vec::is_empty);
        refs.retain(|known| !is_gone(known));
    }

    /// Describes a code in the version's `errors.yaml`, if nobody has.
    pub(crate) fn describe(&mut self, code: &CodeFact) {
        let path = format!("{}/errors/{}", self.path, code.code);
        // Codes of the page `Error Codes` that no action lists would be left over.
        let is_named = self.version.is_open()
            || self.facts.actions.iter().any(|action| action.errors.is_some())
            || self.version.actions.values().any(|sheet| {
                let mut named = sheet.document.errors.iter().flatten();
                named.any(|named| named.code == code.code)
            });
        let errors = &mut self.version.errors.document.errors;
        let known = errors.iter().position(|known| known.code == code.code);
        if !is_named && known.is_none() {
            self.check(&code.at, &path, "no action of the spec names this code, so it is left out");
            return;
        }
        let index = known.unwrap_or_else(|| {
            let index = errors.partition_point(|known| known.code < code.code);
            let new = ErrorCode { code: code.code.clone(), class: None, doc: None };
            errors.insert(index, new);
            index
        });
        if known.is_none() {
            self.change(Kind::Added, What::Code, &path, None, None, &code.at);
            self.report.counts.codes += 1;
        }
        let Some(doc) = &code.doc else { return };
        let sheet = &mut self.version.errors;
        if let Some(entry) = sheet.document.errors.get_mut(index)
            && entry.doc.is_none()
        {
            entry.doc = Some(doc.clone());
            sheet.mark(&["errors", &step(&code.code), "doc"]);
            self.report.rewrite.push(path);
        }
    }
}
