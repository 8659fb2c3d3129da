//! The remedies of values of the wrong type.

use super::form::Field;
use super::role::Role;
use crate::diagnostic::Diagnostic;
use crate::yaml::plain::{decimal, in_quotes};
use crate::yaml::{Kind, Node};

/// Adds the remedy to a value that is not `wanted`.
pub(super) fn advise(
    diagnostic: Diagnostic,
    node: Node<'_>,
    key: Role<'_>,
    wanted: &str,
) -> Diagnostic {
    let text = node.text();
    let is_scalar = !matches!(node.kind(), Kind::Sequence | Kind::Mapping);
    match wanted {
        "a text" if is_scalar => {
            diagnostic.replace(node.place(), in_quotes(text), "put it in quotes")
        }
        "a text" if node.kind() == Kind::Sequence && matches!(key, Role::Key("type")) => {
            let element = node.items().next().map_or("…", Node::text);
            let list = format!("list<{element}>");
            diagnostic.replace(node.place(), list, "a list is written `list<…>`")
        }
        "a text" if node.kind() == Kind::Mapping && !node.raw().starts_with('{') => diagnostic
            .help("put the text in quotes, or below `key: |`: its colon makes a key of it"),
        "a text" if node.kind() == Kind::Sequence && !node.raw().starts_with('[') => {
            diagnostic.help("put the lines of a text below `key: |`")
        }
        "a text" => diagnostic.help("put a text that begins with a bracket in quotes"),
        "a number" if is_scalar && decimal(text).is_some() => {
            let number = decimal(text).unwrap_or_default();
            diagnostic.replace(node.place(), number, "write it in decimal, without quotes")
        }
        "a number" if is_scalar && text.parse::<f64>().is_ok_and(f64::is_finite) => {
            diagnostic.replace(node.place(), text, "write it without quotes")
        }
        "a whole number" => match decimal(text) {
            Some(number) if is_scalar => {
                diagnostic.replace(node.place(), number, "write it in decimal, without quotes")
            }
            _ => diagnostic.help("write digits only, without a unit"),
        },
        "`true` or left out" | "`true` or a list" => {
            if matches!(text.to_lowercase().as_str(), "yes" | "y" | "on" | "true" | "1") {
                diagnostic.replace(node.place(), "true", "write `true`")
            } else if wanted == "`true` or a list" {
                diagnostic.help("write `true`, the sites in brackets, or delete the key")
            } else {
                diagnostic.help("write `true`, or delete the key")
            }
        }
        "a list" if matches!(key, Role::Key("sites")) && matches!(text, "both" | "all") => {
            diagnostic.help("delete the key: both sites are the default")
        }
        "a list" if matches!(text, "none" | "None" | "nothing" | "n/a") => {
            diagnostic.help("an empty list is written `[]`; delete the key if it is not known")
        }
        "a list" => as_list(diagnostic, node),
        "a mapping" if text.trim_start().starts_with('{') => {
            diagnostic.help("write the mapping itself, without quotes or `|`")
        }
        "a mapping" => diagnostic.help("write `key: value`, one a line"),
        _ => diagnostic,
    }
}

/// Adds how to write as a list what is none.
fn as_list(diagnostic: Diagnostic, node: Node<'_>) -> Diagnostic {
    let lacks_space = match node.kind() {
        Kind::Mapping => node.pairs().next().is_some_and(|(key, _)| key.text().starts_with('-')),
        _ => node.text().starts_with('-'),
    };
    if lacks_space {
        return diagnostic.help("put a space after the hyphen of each element: `- …`");
    }
    if node.kind() == Kind::Mapping {
        return diagnostic.help("put `- ` before the first key of each element");
    }
    let inner = node.text().trim_matches(['【', '】', '［', '］', '[', ']']);
    let elements: Vec<&str> = inner.split([',', '，', '、']).map(str::trim).collect();
    let list = format!("[{}]", elements.join(", "));
    diagnostic.replace(node.place(), list, "write a list in brackets")
}

/// The form of a mapping on one line: its required keys, or the first ones.
pub(super) fn element_form(fields: &[Field]) -> String {
    let required = fields.iter().filter(|field| field.required);
    let mut keys: Vec<String> = required.map(|field| format!("{}: …", field.key)).collect();
    if keys.is_empty() {
        keys = fields.iter().take(2).map(|field| format!("{}: …", field.key)).collect();
    }
    format!("{{{}}}", keys.join(", "))
}
