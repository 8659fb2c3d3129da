//! Scalars on which readers of YAML disagree.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::yaml::plain::{decimal, in_quotes};
use crate::yaml::{Kind, Node};

/// Reports a scalar on which readers of YAML disagree.
pub(super) fn ambiguous(node: Node<'_>, diagnostics: &mut Diagnostics) {
    let text = node.text();
    let message = format!("`{text}` is a number to some readers of YAML and a text to others");
    let diagnostic = Diagnostic::new(Code::AmbiguousScalar, node.place(), message).replace(
        node.place(),
        in_quotes(text),
        "put a text in quotes",
    );
    diagnostics.push(match decimal(text) {
        Some(number) => diagnostic.help(format!("a number is written in decimal: {number}")),
        None => diagnostic
            .help("a number is written in decimal, without `+`, leading zeros or a bare point"),
    });
}

/// Reports every scalar below a node on which readers of YAML disagree. Values are nested as deeply
/// as YAML may be, so this does not run out of stack.
pub(crate) fn check_scalars(node: Node<'_>, diagnostics: &mut Diagnostics) {
    if node.kind() == Kind::Ambiguous {
        ambiguous(node, diagnostics);
    }
    for item in node.items() {
        check_scalars(item, diagnostics);
    }
    for (_, value) in node.pairs() {
        check_scalars(value, diagnostics);
    }
}
