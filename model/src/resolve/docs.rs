//! Descriptions: Markdown, without HTML.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::html;
use crate::load::Documents;
use crate::yaml::{Kind, Node};

/// Keys whose values are not the spec's own words.
const FOREIGN: &[&str] = &["examples", "default"];

/// Reports HTML in the descriptions of a spec, once for each description.
pub(super) fn check(documents: &Documents, diagnostics: &mut Diagnostics) {
    if let Some(file) = documents.common_errors.usable() {
        check_node(file.root(), diagnostics);
    }
    for service in &documents.services {
        if let Some(file) = service.service.usable() {
            check_node(file.root(), diagnostics);
        }
        for version in &service.versions {
            if let Some(file) = version.version.usable() {
                check_node(file.root(), diagnostics);
            }
            if let Some(file) = version.errors.usable() {
                check_node(file.root(), diagnostics);
            }
            for file in version.actions.iter().filter_map(|action| action.usable()) {
                check_node(file.root(), diagnostics);
            }
            for file in version.types.iter().filter_map(|ty| ty.usable()) {
                check_node(file.root(), diagnostics);
            }
        }
    }
}

fn check_node(node: Node<'_>, diagnostics: &mut Diagnostics) {
    for (key, value) in node.pairs() {
        if key.text() == "doc" && value.kind() == Kind::Text {
            if let Some(found) = html::find(value.text()) {
                let message = format!("a description is Markdown, and `{found}` is HTML");
                diagnostics.push(Diagnostic::new(Code::HtmlInDoc, value.place(), message).help(
                    "write the character, a list or a blank line instead; backticks around it \
                         keep it as text",
                ));
            }
        } else if !FOREIGN.contains(&key.text()) {
            check_node(value, diagnostics);
        }
    }
    for item in node.items() {
        check_node(item, diagnostics);
    }
}
