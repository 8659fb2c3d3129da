//! Mappings with known keys: unknown and missing keys, those of other formats, values in their place.

use super::Check;
use crate::diagnostic::{Code, Diagnostic, similar};
use crate::shape::form::{Field, Form};
use crate::shape::remedy::element_form;
use crate::shape::role::Role;
use crate::yaml::plain::in_quotes;
use crate::yaml::{Kind, Node};
use serde_json::{Value, json};
use std::collections::BTreeSet;

impl Check<'_> {
    pub(super) fn record(&mut self, fields: &[Field], node: Node<'_>, key: Role<'_>) -> bool {
        if node.kind() != Kind::Mapping {
            self.no_record(fields, node, key);
            return false;
        }
        if let Role::Element(_) = key
            && self.is_lone_pair(fields, node, key)
        {
            return false;
        }
        let mut is_usable = true;
        let present: BTreeSet<&str> = node.pairs().map(|(name, _)| name.text()).collect();
        let absent: Vec<&Field> =
            fields.iter().filter(|field| !present.contains(field.key.as_str())).collect();
        let absent_keys: Vec<&str> = absent.iter().map(|field| field.key.as_str()).collect();
        let mut misspelt = BTreeSet::new();
        for (name, value) in node.pairs() {
            // A name that was reported already is not unknown as well.
            if self.damage.is_dropped(name) {
                self.damage.drop_pair(node, name, value, None);
                continue;
            }
            let Some(field) = fields.iter().find(|field| field.key == name.text()) else {
                let meant = self.unknown_key(&absent_keys, name);
                self.damage.drop_pair(node, name, value, meant);
                misspelt.extend(meant);
                continue;
            };
            if !self.value(self.shape.get(field.form), value, Role::Key(&field.key)) {
                self.damage.drop_pair(node, name, value, Some(&field.key));
                is_usable &= !field.required || self.fill(field, node);
            }
        }
        for field in absent {
            let Field { key, required, .. } = field;
            if *required {
                is_usable &= self.fill(field, node);
            }
            // A key that is misspelt is not missing as well.
            if *required && !misspelt.contains(key.as_str()) {
                // A block has no line of its own: its first key is shown.
                let place = node.pairs().next().map_or(node.place(), |(name, _)| name.place());
                let message = format!("the key `{key}` is missing");
                let help = format!("add `{key}: …` beside the other keys");
                self.diagnostics.push(Diagnostic::new(Code::MissingKey, place, message).help(help));
            }
        }
        is_usable
    }

    /// Reports an element that is a lone `name: text`, where the name is the value of a key. Returns
    /// whether it is one.
    fn is_lone_pair(&mut self, fields: &[Field], node: Node<'_>, key: Role<'_>) -> bool {
        let mut pairs = node.pairs();
        let (Some((name, value)), None) = (pairs.next(), pairs.next()) else { return false };
        let keys = fields.iter().map(|field| field.key.as_str());
        let first = fields.iter().find(|field| field.required);
        let Some(first) = first.filter(|_| {
            !keys.clone().any(|key| key.starts_with(name.text()))
                && similar(name.text(), keys.clone()).is_none()
        }) else {
            return false;
        };
        let message = format!("`{}` is not a key of {key}", name.text());
        let diagnostic = Diagnostic::new(Code::UnknownKey, name.place(), message);
        let is_required = |field: &&Field| field.required && field.key != first.key;
        let others: Vec<&str> =
            fields.iter().filter(is_required).map(|field| field.key.as_str()).collect();
        let second = match others.as_slice() {
            [] => fields.iter().find(|field| field.key == "doc").map(|field| field.key.as_str()),
            ["type"] => Some("type"),
            _ => None,
        };
        self.diagnostics.push(match (value.kind(), second) {
            (Kind::Null, _) => diagnostic.help("delete the colon if this is the whole element"),
            (Kind::Text, Some(second)) if is_short(value) => {
                let text =
                    if second == "doc" { in_quotes(value.text()) } else { value.raw().to_owned() };
                let mended = format!("{{{}: {}, {second}: {text}}}", first.key, name.raw());
                diagnostic.replace(node.place(), mended, "write the keys of both")
            }
            _ => diagnostic.help(format!("write its keys: `{}`", element_form(fields))),
        });
        true
    }

    /// Reports a value in place of a mapping with known keys.
    fn no_record(&mut self, fields: &[Field], node: Node<'_>, key: Role<'_>) {
        let required: Vec<&Field> = fields.iter().filter(|field| field.required).collect();
        let is_scalar = !matches!(node.kind(), Kind::Sequence | Kind::Null);
        let message = format!("{key} is a mapping, not {}", node.describe());
        let diagnostic = Diagnostic::new(Code::WrongType, node.place(), message);
        match required.as_slice() {
            _ if node.kind() == Kind::Null => self.wrong_type(node, key, "a mapping"),
            [only] if is_scalar && is_short(node) => {
                let mended = format!("{{{}: {}}}", only.key, node.raw());
                let advice = "write its keys";
                self.diagnostics.push(diagnostic.replace(node.place(), mended, advice));
            }
            _ => {
                let help = format!("write its keys: `{}`", element_form(fields));
                self.diagnostics.push(diagnostic.help(help));
            }
        }
    }

    /// Gives a required key that cannot be used a value that means nothing, so that the other keys
    /// can be. Returns whether there is one.
    fn fill(&mut self, field: &Field, node: Node<'_>) -> bool {
        let value = match self.shape.get(field.form) {
            Form::List { .. } => json!([]),
            Form::Map { .. } => json!({}),
            Form::Record { fields } if fields.iter().all(|field| !field.required) => json!({}),
            Form::Text { .. } if field.key == "type" => Value::String("string".to_owned()),
            _ => return false,
        };
        self.damage.fill(node, &field.key, value);
        true
    }

    /// Reports an unknown key; returns the absent one that was surely meant.
    fn unknown_key<'f>(&mut self, absent: &[&'f str], name: Node<'_>) -> Option<&'f str> {
        let known = || {
            let keys: Vec<String> = absent.iter().map(|key| format!("`{key}`")).collect();
            format!("expected one of {}", keys.join(", "))
        };
        let message = format!("unknown key `{}`", name.text());
        let diagnostic = Diagnostic::new(Code::UnknownKey, name.place(), message);
        let is_of_version = name.place().path().ends_with("/version.yaml");
        let synonym = FOREIGN_KEYS.iter().find_map(|(key, words)| {
            let is_meant = words.contains(&name.text().to_ascii_lowercase().as_str());
            absent.iter().find(|absent| is_meant && *absent == key)
        });
        let near = similar(name.text(), absent.iter().copied()).or_else(|| {
            // The beginning of a key, long enough to be no other's.
            let mut begun = absent.iter().filter(|key| key.starts_with(name.text()));
            let first = begun.next().filter(|_| name.text().len() > 2)?;
            begun.next().is_none().then_some(*first)
        });
        self.diagnostics.push(match (near, synonym) {
            (None, Some(meant)) => {
                let advice = format!("write `{meant}`");
                diagnostic.replace(name.place(), *meant, advice)
            }
            (Some(meant), _) => {
                let advice = format!("did you mean `{meant}`?");
                diagnostic.replace(name.place(), meant, advice)
            }
            _ if name.text() == "descriptions" && is_of_version => diagnostic.help(HASHES_MOVED),
            _ if name.text() == "optional" => {
                diagnostic.help("delete the key: a member without `required` is optional")
            }
            _ if absent.is_empty() => {
                diagnostic.help("delete the key: all keys of this mapping are there")
            }
            _ => diagnostic.help(known()),
        });
        near.or(synonym.copied())
    }
}

/// The remedy for the hashes that versions had in their own file.
const HASHES_MOVED: &str = "hashes of descriptions have a file of their own, `descriptions.yaml`, \
                            which the next import writes: delete the key";

/// Keys of this format, each with its names in other formats.
const FOREIGN_KEYS: &[(&str, &[&str])] = &[
    ("doc", &["description", "desc", "summary", "comment", "documentation"]),
    ("input", &["parameters", "params", "request", "arguments"]),
    ("output", &["response", "result", "results", "returns"]),
    ("members", &["fields", "properties", "attributes", "parameters", "params"]),
    ("values", &["enum", "enums", "allowed", "options"]),
    ("errors", &["codes", "error_codes"]),
    ("rate_limit", &["qps", "frequency", "rate"]),
    ("min", &["minimum"]),
    ("max", &["maximum"]),
    ("pattern", &["regex", "regexp"]),
    ("hosts", &["endpoint", "endpoints", "domain"]),
];

/// Whether a scalar is written on one line.
fn is_short(node: Node<'_>) -> bool {
    !matches!(node.kind(), Kind::Sequence | Kind::Mapping) && !node.raw().contains('\n')
}
