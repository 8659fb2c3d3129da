//! Error codes: described once, named by actions.

use super::context::{Common, Context};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::document::{self, ErrorClass, Site};
use crate::load::{self, Slot};
use crate::model::{ErrorCode, ErrorId, ErrorRef};
use crate::name;
use crate::yaml::Node;
use std::collections::BTreeMap;

/// Resolves `common/errors.yaml`.
pub(super) fn common(file: &Slot<document::CommonErrors>, diagnostics: &mut Diagnostics) -> Common {
    let Some(file) = file.usable() else {
        return Common { is_unsure: !matches!(file, Slot::Missing), ..Common::default() };
    };
    let node = file.root();
    let mut families: BTreeMap<&str, (ErrorClass, Node<'_>)> = BTreeMap::new();
    for (family, node) in file.value.families.iter().zip(node.at("families").items()) {
        let node = node.at("family");
        if !name::is_identifier(&family.family) {
            let message = format!("`{}` is not a family of codes", family.family);
            let diagnostic = Diagnostic::new(Code::BadErrorCode, node.place(), message);
            diagnostics
                .push(diagnostic.help("a family is the part of a code before its first dot"));
        }
        if let Some((_, first)) = families.insert(&family.family, (family.class, node)) {
            let message = format!("the family `{}` is listed twice", family.family);
            diagnostics.push(
                Diagnostic::new(Code::DuplicateEntry, node.place(), message)
                    .secondary(first.place(), "first listed here")
                    .help("delete one of the two"),
            );
        }
    }
    let families: Vec<(String, ErrorClass)> =
        families.into_iter().map(|(family, (class, _))| (family.to_owned(), class)).collect();
    let sites = [Site::Mainland, Site::International];
    let mut codes = codes(&file.value.errors, node.at("errors"), &families, diagnostics);
    for code in &mut codes {
        code.sites = sites.to_vec();
    }
    Common { codes, families, is_unsure: node.is_unsure("errors") }
}

/// Resolves a list of described codes.
pub(super) fn codes(
    written: &[document::ErrorCode],
    node: Node<'_>,
    families: &[(String, ErrorClass)],
    diagnostics: &mut Diagnostics,
) -> Vec<ErrorCode> {
    let nodes: Vec<Node<'_>> = node.items().map(|node| node.at("code")).collect();
    let texts: Vec<&str> = written.iter().map(|code| code.code.as_str()).collect();
    check_order(&texts, &nodes, diagnostics);
    for (text, node) in texts.iter().zip(&nodes) {
        if !name::is_error_code(text) {
            let message = format!("`{text}` is not an error code");
            let diagnostic = Diagnostic::new(Code::BadErrorCode, node.place(), message);
            diagnostics.push(diagnostic.help("codes are words divided by dots"));
        }
    }
    let class = |code: &document::ErrorCode| {
        let family = code.code.split('.').next().unwrap_or_default();
        let known = families.binary_search_by(|(name, _)| name.as_str().cmp(family));
        let known = known.ok().and_then(|index| families.get(index));
        code.class.or(known.map(|(_, class)| *class)).unwrap_or(ErrorClass::Other)
    };
    let codes = written.iter().zip(&nodes).map(|(code, node)| ErrorCode {
        code: code.code.clone(),
        class: class(code),
        doc: code.doc.as_deref().unwrap_or_default().trim_end().to_owned(),
        sites: Vec::new(),
        actions: Vec::new(),
        place: node.place(),
    });
    codes.collect()
}

/// Codes stand once in a list, in the order of their bytes.
fn check_order(codes: &[&str], nodes: &[Node<'_>], diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<&str, Node<'_>> = BTreeMap::new();
    let mut last = "";
    let mut sorted = true;
    for (code, node) in codes.iter().zip(nodes) {
        if let Some(before) = first.get(code) {
            let message = format!("the code `{code}` is listed twice");
            diagnostics.push(
                Diagnostic::new(Code::DuplicateErrorCode, node.place(), message)
                    .secondary(before.place(), "first listed here")
                    .help("delete one of the two"),
            );
            continue;
        }
        // One code in the wrong place is one mistake, whatever comes behind it.
        if sorted && *code < last {
            sorted = false;
            let next = first.range(*code..).next();
            let mut diagnostic = Diagnostic::new(
                Code::UnsortedErrorCodes,
                node.place(),
                format!("the code `{code}` is not in its place"),
            )
            .help("codes are sorted by their bytes, capital letters before small ones; `fmt` sorts them");
            if let Some((_, node)) = next {
                diagnostic = diagnostic.secondary(node.place(), "it belongs before this one");
            }
            diagnostics.push(diagnostic);
        }
        last = code;
        first.insert(code, *node);
    }
}

impl Context<'_> {
    /// Resolves `errors.yaml`.
    pub(super) fn error_codes(
        &mut self,
        file: &Slot<document::Errors>,
        families: &[(String, ErrorClass)],
    ) -> Vec<ErrorCode> {
        let Some(file) = file.usable() else {
            return Vec::new();
        };
        let list = file.root().at("errors");
        for (code, node) in file.value.errors.iter().zip(list.items()) {
            self.doc(
                code.doc.as_ref(),
                node,
                || node.at("code").place(),
                || format!("the code `{}`", code.code),
            );
        }
        codes(&file.value.errors, list, families, &mut self.diagnostics)
    }

    /// Resolves the codes that an action names.
    pub(super) fn error_refs(
        &mut self,
        written: Option<&[document::ErrorRef]>,
        action: Node<'_>,
        sites: &[Site],
    ) -> Option<Vec<ErrorRef>> {
        let written = written?;
        let elements: Vec<Node<'_>> = action.at("errors").items().collect();
        let nodes: Vec<Node<'_>> = elements.iter().map(|node| node.at("code")).collect();
        let texts: Vec<&str> = written.iter().map(|code| code.code.as_str()).collect();
        check_order(&texts, &nodes, &mut self.diagnostics);
        let mut resolved = Vec::with_capacity(written.len());
        for ((code, element), node) in written.iter().zip(elements).zip(nodes) {
            let sites = self.sites(code.sites.as_deref(), element, sites);
            if let Some(id) = self.error_id(&code.code, node) {
                resolved.push(ErrorRef { code: id, sites });
            }
        }
        Some(resolved)
    }

    fn error_id(&mut self, code: &str, node: Node<'_>) -> Option<ErrorId> {
        if let Some(id) = self.codes.as_ref()?.get(code) {
            return Some(*id);
        }
        if self.codes_list.is_some_and(|list| list.may_have_lost(code)) {
            return None;
        }
        let may_suggest = self.may_suggest();
        let codes = self.codes.as_ref()?;
        let message = format!("the code `{code}` is not described");
        let mut diagnostic = Diagnostic::new(Code::UnknownErrorCode, node.place(), message);
        if may_suggest {
            diagnostic = diagnostic.did_you_mean(code, codes.keys().copied());
        }
        let help = format!("describe it in `{}`: `- {{code: {code}, doc: …}}`", self.errors_file);
        let diagnostic = diagnostic.help(help);
        self.diagnostics.push(diagnostic);
        None
    }

    /// Without `errors.yaml` no code is described: that is said once, and not for each.
    pub(super) fn require_errors_file(&mut self, version: &load::Version, path: &str) {
        let names_codes = |action: &load::Named<document::Action>| {
            let document = action.usable();
            document.is_some_and(|action| {
                action.value.errors.as_ref().is_some_and(|list| !list.is_empty())
            })
        };
        if matches!(version.errors, Slot::Missing)
            && let Some(action) = version.actions.iter().find(|action| names_codes(action))
        {
            let message = "this file is missing, and actions name error codes";
            let place = Place::file(path);
            let first = action.usable().map(|action| action.root().at("errors").item(0).place());
            let mut diagnostic = Diagnostic::new(Code::MissingFile, place, message)
                .help("write it: `errors:`, and below it `- {code: …, doc: …}` for each code");
            if let Some(first) = first {
                diagnostic = diagnostic.secondary(first, "named here");
            }
            self.diagnostics.push(diagnostic);
        }
    }
}
