//! The files of a spec that nothing selects: `remove` names them, and deletes them when asked to.

use std::collections::BTreeSet;
use tencentcloud_model::file::File;
use tencentcloud_model::load::{Documents, Version};
use tencentcloud_model::model::{self, Model, ValueSetOrigin};
use tencentcloud_model::write::{Comments, write};

/// The part of a spec that nothing selects.
#[derive(Debug, Default)]
pub(crate) struct Unselected {
    /// Files that describe nothing else.
    pub(crate) removed: Vec<String>,
    /// Files without the codes that no selected action returns.
    pub(crate) files: Vec<File>,
    /// Those of both with descriptions or comments that a person wrote.
    pub(crate) own: Vec<String>,
}

impl Unselected {
    /// Finds it in a spec, given the selected part.
    pub(crate) fn new(documents: &Documents, selected: &Model) -> Self {
        let mut found = Self::default();
        for service in &documents.services {
            let kept = selected.services.iter().find(|it| it.folder == service.folder);
            for version in &service.versions {
                let kept = kept.into_iter().flat_map(|it| &it.versions);
                match { kept }.find(|it| it.name == version.name) {
                    Some(kept) => found.part(version, kept),
                    None => found.whole(version),
                }
            }
            if kept.is_none() {
                let file = service.service.read();
                found.remove(file.map(|it| (it.path(), it.source().text())));
            }
        }
        found.removed.sort();
        found.own.sort();
        found
    }

    /// Returns whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.removed.is_empty() && self.files.is_empty()
    }

    /// A version of which nothing is selected.
    fn whole(&mut self, version: &Version) {
        self.remove(version.version.read().map(|it| (it.path(), it.source().text())));
        self.remove(version.errors.read().map(|it| (it.path(), it.source().text())));
        // Hashes are not the words of a person.
        self.removed.extend(version.descriptions.read().map(|it| it.path().to_owned()));
        self.items(version, &BTreeSet::new());
    }

    /// A version of which a part is selected.
    fn part(&mut self, version: &Version, kept: &model::Version) {
        let sets = kept.value_sets.iter().filter_map(|set| match &set.origin {
            ValueSetOrigin::Named { file, .. } => Some(file.as_str()),
            ValueSetOrigin::Inline { .. } => None,
        });
        let actions = kept.actions.iter().map(|it| it.file.as_str());
        let objects = kept.objects.iter().map(|it| it.file.as_str());
        self.items(version, &actions.chain(objects).chain(sets).collect());
        self.hashes(version, kept);
        let Some(errors) = version.errors.read() else { return };
        let codes: BTreeSet<&str> = kept.errors.iter().map(|it| it.code.as_str()).collect();
        let mut document = errors.value.clone();
        document.errors.retain(|error| codes.contains(error.code.as_str()));
        if document.errors.is_empty() {
            self.remove(Some((errors.path(), errors.source().text())));
        } else if document.errors.len() < errors.value.errors.len() {
            if is_own(errors.source().text()) {
                self.own.push(errors.path().to_owned());
            }
            let text = write(&document, &Comments::read(errors));
            self.files.push(File { path: errors.path().to_owned(), text });
        }
    }

    /// The hashes of the descriptions of actions and types that are not kept.
    fn hashes(&mut self, version: &Version, kept: &model::Version) {
        let Some(file) = version.descriptions.read() else { return };
        let actions = kept.actions.iter().map(|it| it.name.as_str());
        let objects = kept.objects.iter().map(|it| it.name.as_str());
        let names: BTreeSet<&str> = actions.chain(objects).collect();
        let mut document = file.value.clone();
        for hashes in document.hashes.values_mut() {
            hashes.retain(|name, _| names.contains(name.as_str()));
        }
        document.hashes.retain(|_, hashes| !hashes.is_empty());
        if document.hashes.is_empty() {
            self.removed.push(file.path().to_owned());
        } else if document != file.value {
            let text = write(&document, &Comments::read(file));
            self.files.push(File { path: file.path().to_owned(), text });
        }
    }

    /// The actions and types that are not kept.
    fn items(&mut self, version: &Version, kept: &BTreeSet<&str>) {
        let actions = version.actions.iter().filter_map(|it| it.document.as_ref());
        let actions = actions.map(|it| (it.path(), it.source().text()));
        let types = version.types.iter().filter_map(|it| it.document.as_ref());
        let types = types.map(|it| (it.path(), it.source().text()));
        for (path, text) in actions.chain(types).filter(|(path, _)| !kept.contains(path)) {
            self.remove(Some((path, text)));
        }
    }

    fn remove(&mut self, file: Option<(&str, &str)>) {
        let Some((path, text)) = file else { return };
        if is_own(text) {
            self.own.push(path.to_owned());
        }
        self.removed.push(path.to_owned());
    }
}

/// Returns whether a file has words of a person: a comment, or a description without the mark of the
/// importer above it.
fn is_own(text: &str) -> bool {
    let mut is_marked = false;
    for line in text.lines() {
        let line = line.trim_start().trim_start_matches("- ");
        if line.starts_with('#') {
            if !line.starts_with("# imported") {
                return true;
            }
            is_marked = true;
            continue;
        }
        if (line.starts_with("doc:") && !is_marked)
            || line.contains(", doc: ")
            || line.contains("{doc: ")
        {
            return true;
        }
        is_marked = false;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn words_of_people_are_those_without_the_importer_s_mark() {
        assert!(!is_own(
            "# imported: rewrite\ndoc: Theirs.\ninput:\n  - name: A\n    type: string\n"
        ));
        assert!(!is_own("source: {metadata: tccli 1.0}\n"));
        for own in [
            "doc: Mine.\n",
            "# imported: rewrite\ndoc: Theirs.\ninput:\n  - name: A\n    doc: Mine.\n",
            "# a note\ninput: []\n",
            "input: [{name: A, type: string, doc: Mine.}]\n",
        ] {
            assert!(is_own(own), "{own}");
        }
    }
}
