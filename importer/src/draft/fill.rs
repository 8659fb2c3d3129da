//! Descriptions for what no source describes, where a service requires them.

use super::service::Service;
use tencentcloud_model::document::{self, Member};
use tencentcloud_model::write::step;

/// A description for what must have one and has none in any source.
const NO_DOC: &str = "Not documented.";

impl Service {
    /// Gives everything that a source has not described, in files that change, a description that
    /// says so, if the service requires one.
    pub(crate) fn fill_docs(&mut self) {
        if !self.sheet.document.require_docs {
            return;
        }
        for version in self.versions.values_mut() {
            for draft in version.actions.values_mut().filter(|draft| draft.changed().is_some()) {
                let action = &mut draft.document;
                let mut marks = vec![(vec!["doc".to_owned()], fill(&mut action.doc))];
                fill_members("input", &mut action.input, &mut marks);
                fill_members("output", &mut action.output, &mut marks);
                draft.mark_all(marks);
            }
            for draft in version.types.values_mut().filter(|draft| draft.changed().is_some()) {
                let ty = &mut draft.document;
                let mut marks = vec![(vec!["doc".to_owned()], fill(&mut ty.doc))];
                fill_members("members", ty.members.as_mut().unwrap_or(&mut Vec::new()), &mut marks);
                for entry in ty.values.iter_mut().flatten() {
                    let path = vec!["values".to_owned(), value_step(entry), "doc".to_owned()];
                    marks.push((path, fill(&mut entry.doc)));
                }
                draft.mark_all(marks);
            }
            if version.errors.changed().is_some() {
                let codes = version.errors.document.errors.iter_mut();
                let marks = codes.map(|code| {
                    let path = vec!["errors".to_owned(), step(&code.code), "doc".to_owned()];
                    (path, fill(&mut code.doc))
                });
                let marks = marks.collect();
                version.errors.mark_all(marks);
            }
        }
    }
}

/// Fills in a description that no source has; says whether it was missing.
fn fill(doc: &mut Option<String>) -> bool {
    let is_missing = doc.is_none();
    if is_missing {
        *doc = Some(NO_DOC.to_owned());
    }
    is_missing
}

fn fill_members(key: &str, members: &mut [Member], marks: &mut Vec<(Vec<String>, bool)>) {
    for member in members {
        let own = vec![key.to_owned(), step(&member.name)];
        let path = |more: &[String]| [own.as_slice(), more].concat();
        marks.push((path(&["doc".to_owned()]), fill(&mut member.doc)));
        for entry in member.values.iter_mut().flatten() {
            let step = value_step(entry);
            marks
                .push((path(&["values".to_owned(), step, "doc".to_owned()]), fill(&mut entry.doc)));
        }
    }
}

/// How the comments of a value are found.
fn value_step(entry: &document::ValueEntry) -> String {
    let text = entry.value.as_str().map_or_else(|| entry.value.to_string(), str::to_owned);
    step(&text)
}
