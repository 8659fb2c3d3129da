//! The ids of everything a version defines, made before anything is resolved.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::document::{ErrorClass, Site, Source};
use crate::load;
use crate::model::{
    ActionId, ErrorCode, ErrorId, ObjectId, Owner, ValueBase, ValueSet, ValueSetId,
};
use crate::yaml::Node;
use std::collections::{BTreeMap, BTreeSet};

/// The error codes and families that all services share.
#[derive(Debug, Default)]
pub(super) struct Common {
    pub(super) codes: Vec<ErrorCode>,
    /// The class of each family, sorted.
    pub(super) families: Vec<(String, ErrorClass)>,
    /// Whether codes may be missing, because the file has mistakes.
    pub(super) is_unsure: bool,
}

/// An object of which nothing is known, because its file is broken or its name misspelt. No model
/// that contains it leaves `resolve`.
pub(super) const UNKNOWN: ObjectId = ObjectId(usize::MAX);

/// The most suggestions in a version.
const MOST_SUGGESTIONS: usize = 500;

/// The id of a type's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TypeId {
    Object(ObjectId),
    Values(ValueSetId, ValueBase),
    /// A file that is there and broken.
    Broken,
}

/// The ids of a version, and its mistakes.
pub(super) struct Context<'a> {
    /// The sites that offer the service.
    pub(super) sites: Vec<Site>,
    /// Whether everything must have a `doc`.
    pub(super) require_docs: bool,
    pub(super) types: BTreeMap<&'a str, TypeId>,
    /// The actions; `None` for one whose file is broken.
    pub(super) actions: BTreeMap<&'a str, Option<ActionId>>,
    /// The codes; `None` if there is no `errors.yaml` or it is broken, which is said elsewhere.
    pub(super) codes: Option<BTreeMap<&'a str, ErrorId>>,
    /// The list of the codes, which may have lost some.
    pub(super) codes_list: Option<Node<'a>>,
    /// The codes that any action may return.
    pub(super) common: &'a Common,
    /// The file that describes the codes.
    pub(super) errors_file: String,
    /// The folder of the types.
    pub(super) types_folder: String,
    /// Where the version's facts come from.
    pub(super) source: Option<&'a Source>,
    /// The groups, in order; `None` if `version.yaml` is broken.
    pub(super) groups: Option<&'a [String]>,
    /// The list of the groups, which may have lost some.
    pub(super) groups_list: Option<Node<'a>>,
    /// Lists of members that may be incomplete, because of mistakes in their files.
    pub(super) unsure_members: BTreeSet<Owner>,
    /// Actions of which it is not known on which sites they are.
    pub(super) unsure_actions: BTreeSet<ActionId>,
    /// Sets of values that may be incomplete.
    pub(super) unsure_values: BTreeSet<ValueSetId>,
    /// Whether the sites of the owner are not known, because of a mistake in its file.
    pub(super) unsure_sites: bool,
    /// The sets of values so far: first the named ones, then those of members.
    pub(super) value_sets: Vec<ValueSet>,
    pub(super) diagnostics: Diagnostics,
    /// How many suggestions were looked for.
    suggestions: usize,
}

impl<'a> Context<'a> {
    /// Gives everything in `version` its id.
    pub(super) fn new(
        folder: &str,
        common: &'a Common,
        version: &'a load::Version,
        sites: Vec<Site>,
        require_docs: bool,
    ) -> Self {
        let mut actions = BTreeMap::new();
        let mut index = 0;
        for action in &version.actions {
            let id = action.usable().map(|_| ActionId(index));
            index += usize::from(id.is_some());
            actions.insert(action.name.as_str(), id);
        }
        let errors = version.errors.usable().filter(|file| !file.root().may_have_lost("errors"));
        let codes = errors.map(|errors| {
            let codes = errors.value.errors.iter().enumerate();
            codes.map(|(index, code)| (code.code.as_str(), ErrorId(index))).collect()
        });
        let file = version.version.usable();
        let groups = file.filter(|file| !file.root().may_have_lost("groups"));
        Self {
            sites,
            require_docs,
            types: BTreeMap::new(),
            actions,
            codes,
            codes_list: errors.map(|file| file.root().at("errors")),
            common,
            errors_file: format!("{folder}/errors.yaml"),
            types_folder: format!("{folder}/types"),
            source: file.and_then(|file| file.value.source.as_ref()),
            groups: groups.map(|file| file.value.groups.as_slice()),
            groups_list: groups.and_then(|file| file.root().get("groups")),
            unsure_members: BTreeSet::new(),
            unsure_actions: BTreeSet::new(),
            unsure_values: BTreeSet::new(),
            unsure_sites: false,
            value_sets: Vec::new(),
            diagnostics: Diagnostics::new(),
            suggestions: 0,
        }
    }

    /// Returns whether to look for what was meant, which takes time for each known name. A version
    /// with more mistakes than are reported of a file gets no more suggestions.
    pub(super) fn may_suggest(&mut self) -> bool {
        self.suggestions += 1;
        self.suggestions <= MOST_SUGGESTIONS
    }

    /// The `doc` of something with the keys of `node`; a missing one is reported at `place` if docs
    /// are required.
    pub(super) fn doc(
        &mut self,
        doc: Option<&String>,
        node: Node<'_>,
        place: impl FnOnce() -> Place,
        what: impl FnOnce() -> String,
    ) -> String {
        if let Some(doc) = doc {
            return doc.trim_end().to_owned();
        }
        if self.require_docs && !node.may_have_lost("doc") {
            let message = format!("{} has no `doc`", what());
            let diagnostic = Diagnostic::new(Code::MissingDoc, place(), message)
                .help("add `doc: …`: what it is, its unit or form, where the value comes from");
            self.diagnostics.push(diagnostic);
        }
        String::new()
    }
}

/// The place of the key that a mistake is about, or of what should have it.
pub(super) fn key_place(node: Node<'_>, key: &str) -> Place {
    node.key(key).unwrap_or(node).place()
}
