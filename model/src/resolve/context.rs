//! The ids of everything a version defines, made before anything is resolved.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::document::{Site, Source};
use crate::load;
use crate::model::{ActionId, ErrorCode, ErrorId, ObjectId, ValueBase, ValueSet, ValueSetId};
use crate::yaml::Node;
use std::collections::BTreeMap;

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
    /// The codes that any action may return.
    pub(super) common_codes: &'a [ErrorCode],
    /// The file that describes the codes.
    pub(super) errors_file: String,
    /// The folder of the types.
    pub(super) types_folder: String,
    /// Where the version's facts come from.
    pub(super) source: Option<&'a Source>,
    /// The groups, in order; `None` if `version.yaml` is broken.
    pub(super) groups: Option<&'a [String]>,
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
        common_codes: &'a [ErrorCode],
        version: &'a load::Version,
        sites: Vec<Site>,
        require_docs: bool,
    ) -> Self {
        let mut actions = BTreeMap::new();
        let mut index = 0;
        for action in &version.actions {
            let id = action.document.as_ref().map(|_| ActionId(index));
            index += usize::from(id.is_some());
            actions.insert(action.name.as_str(), id);
        }
        let codes = match &version.errors {
            load::Slot::Missing | load::Slot::Broken => None,
            load::Slot::Read(errors) => {
                let codes = errors.value.errors.iter().enumerate();
                Some(codes.map(|(index, code)| (code.code.as_str(), ErrorId(index))).collect())
            }
        };
        Self {
            sites,
            require_docs,
            types: BTreeMap::new(),
            actions,
            codes,
            common_codes,
            errors_file: format!("{folder}/errors.yaml"),
            types_folder: format!("{folder}/types"),
            source: version.version.read().and_then(|file| file.value.source.as_ref()),
            groups: version.version.read().map(|version| version.value.groups.as_slice()),
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

    /// Reports a mistake.
    pub(super) fn report(
        &mut self,
        code: Code,
        place: impl Into<Place>,
        message: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::new(code, place, message));
    }

    /// The `doc` of something; a missing one is reported at `place` if docs are required.
    pub(super) fn doc(
        &mut self,
        doc: Option<&String>,
        place: impl FnOnce() -> Place,
        what: impl FnOnce() -> String,
    ) -> String {
        if let Some(doc) = doc {
            return doc.trim_end().to_owned();
        }
        if self.require_docs {
            self.report(Code::MissingDoc, place(), format!("{} has no `doc`", what()));
        }
        String::new()
    }
}

/// The place of the key that a mistake is about, or of what should have it.
pub(super) fn key_place(node: Node<'_>, key: &str) -> Place {
    node.key(key).unwrap_or(node).place()
}
