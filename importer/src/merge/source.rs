//! The sources that the spec names for a version and its actions.

use crate::draft::Draft;
use crate::facts::SourceFact;
use crate::merge::context::Merge;
use crate::merge::precedence::{later, with_package};
use tencentcloud_model::document::{self, Source};

impl Merge<'_> {
    /// Names the source of an action that a page describes, or that metadata has changed.
    pub(crate) fn action_source(&self, sheet: &mut Draft<document::Action>, is_changed: bool) {
        let source = &self.facts.source;
        let own = sheet.document.source.as_ref();
        // An action that the version's source describes needs no source of its own.
        let is_own = source.page.is_some() || own.is_some();
        if !is_own || (sheet.exists() && !is_changed) {
            return;
        }
        sheet.document.source = Some(together(own, source));
    }

    /// Names the metadata, or the page of limits, that a version is described by.
    pub(crate) fn version_source(&mut self) {
        let source = &self.facts.source;
        let sheet = &mut self.version.sheet;
        let own = sheet.document.source.as_ref();
        // A page of a version says something of every action, but only of some of its facts: its
        // date is not that of what metadata says.
        let is_page = self.facts.actions.is_empty() && own.is_none();
        // A page of which nothing was taken, and metadata of which something could not be read, are
        // no source of the version.
        let took_nothing = self.report.changes.is_empty() && self.report.rewrite.is_empty();
        let is_partial = self.facts.is_incomplete && own.is_some();
        if (source.package.is_none() && (!is_page || took_nothing)) || is_partial {
            return;
        }
        sheet.document.source = Some(together(own, source));
    }
}

/// The known source together with this one: a page that is named stays, packages are named side by
/// side, and the later date counts.
fn together(own: Option<&Source>, source: &SourceFact) -> Source {
    let metadata = own.and_then(|own| own.metadata.as_deref());
    let metadata = match &source.package {
        Some(package) => Some(with_package(metadata, package)),
        None => metadata.map(str::to_owned),
    };
    let page = own.and_then(|own| own.page.clone()).or_else(|| source.page.clone());
    let updated = own.and_then(|own| own.updated.as_ref());
    let updated = later(updated, source.updated.as_ref());
    Source { page, metadata, updated }
}
