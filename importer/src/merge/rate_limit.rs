//! Rate limits, of pages of actions and of the page `API Category`, which has groups, too.

use crate::draft::Draft;
use crate::facts::{At, Check, LimitFact};
use crate::merge::context::{Context, Merge, Shared};
use crate::merge::precedence::Precedence;
use crate::report::{Kind, What};
use tencentcloud_model::document;

impl Merge<'_> {
    pub(super) fn rate_limit(
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

    pub(super) fn limit(&mut self, fact: &LimitFact) {
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
}
