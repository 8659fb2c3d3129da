//! A file against its shape: unknown and missing keys, values of the wrong type, defaults.

use super::form::{Field, Form, Shape};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, similar};
use crate::name::is_date;
use crate::yaml::plain::{decimal, in_quotes};
use crate::yaml::{Damage, Kind, Node};
use regex_lite::Regex;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt;

/// Adds to `diagnostics` all in which the file differs from its shape, and to `damage` the parts of
/// it that cannot be used. Returns whether anything can.
pub(crate) fn check(
    shape: &Shape,
    root: Node<'_>,
    damage: &mut Damage,
    diagnostics: &mut Diagnostics,
) -> bool {
    Check { shape, damage, diagnostics }.value(shape.root(), root, Role::File)
}

/// The remedy for the hashes that versions had in their own file.
const HASHES_MOVED: &str = "hashes of descriptions have a file of their own, `descriptions.yaml`, \
                            which the next import writes: delete the key";

/// The owner of a value, as a message names it.
#[derive(Debug, Clone, Copy)]
enum Role<'a> {
    File,
    Key(&'a str),
    Element(&'a str),
}

impl Role<'_> {
    fn element(self) -> Self {
        match self {
            Self::File => Self::Element("the file"),
            Self::Key(key) | Self::Element(key) => Self::Element(key),
        }
    }
}

impl Role<'_> {
    /// Names a value without an article, for a sentence that has its own.
    fn bare(self) -> String {
        match self {
            Self::Element(key) => format!("element of `{key}`"),
            Self::File | Self::Key(_) => self.to_string(),
        }
    }
}

impl fmt::Display for Role<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("the file"),
            Self::Key(key) => write!(f, "`{key}`"),
            Self::Element(key) => write!(f, "an element of `{key}`"),
        }
    }
}

struct Check<'a> {
    shape: &'a Shape,
    damage: &'a mut Damage,
    diagnostics: &'a mut Diagnostics,
}

impl Check<'_> {
    /// Checks a value; `key` is what it is the value of. Returns whether it can be used. Values are
    /// nested as deeply as YAML may be, so this does not run out of stack.
    fn value(&mut self, form: &Form, node: Node<'_>, key: Role<'_>) -> bool {
        if self.damage.is_dropped(node) {
            return false;
        }
        if node.kind() == Kind::Ambiguous && !matches!(form, Form::Integer { .. }) {
            ambiguous(node, self.diagnostics);
            return false;
        }
        match form {
            Form::Any(types) => self.any(types, node, key),
            Form::Text { pattern } => {
                self.kind(node, key, "a text", Kind::Text) && self.text(pattern.as_ref(), node, key)
            }
            Form::Flag => self.flag(node, key),
            Form::Integer { min, max } => self.integer(*min, *max, node, key),
            Form::Number => {
                let is_number = matches!(node.kind(), Kind::Integer | Kind::Float);
                if !is_number {
                    self.wrong_type(node, key, "a number");
                }
                is_number
            }
            Form::Word { words, default } => self.word(words, default.as_deref(), node, key),
            Form::List { element, may_be_empty } => {
                self.list(self.shape.get(*element), *may_be_empty, node, key)
            }
            Form::Map { value } => {
                if !self.kind(node, key, "a mapping", Kind::Mapping) {
                    return false;
                }
                let form = self.shape.get(*value);
                for (name, value) in node.pairs() {
                    if !self.value(form, value, Role::Key(name.text())) {
                        self.damage.drop_pair(node, name, value, Some(name.text()));
                    }
                }
                true
            }
            Form::Record { fields } => self.record(fields, node, key),
            Form::Either(forms) => {
                let forms: Vec<&Form> = forms.iter().map(|id| self.shape.get(*id)).collect();
                match forms.iter().find(|form| fits(self.shape, form, node.kind())) {
                    Some(form) => self.value(form, node, key),
                    None => self.none_fits(&forms, node, key),
                }
            }
        }
    }

    fn list(&mut self, form: &Form, may_be_empty: bool, node: Node<'_>, key: Role<'_>) -> bool {
        if node.kind() == Kind::Mapping
            && let Some(fields) = self.fields(form)
            && !node.pairs().any(|(name, _)| fields.iter().any(|field| field.key == name.text()))
        {
            let message = format!("{key} is a list, not a mapping");
            let is_record = matches!(form, Form::Record { .. });
            let example = if is_record { element_form(fields) } else { "…".to_owned() };
            let help = format!("write each element as `- {example}`");
            let diagnostic = Diagnostic::new(Code::WrongType, node.place(), message).help(help);
            self.diagnostics.push(diagnostic);
            return false;
        }
        if !self.kind(node, key, "a list", Kind::Sequence) {
            return false;
        }
        let mut empty = true;
        for item in node.items() {
            empty = false;
            if !self.value(form, item, key.element()) {
                self.damage.drop_item(node, item);
            }
        }
        if empty && !may_be_empty {
            let message = format!("{key} is empty, and an empty list is not written here");
            self.diagnostics.push(
                Diagnostic::new(Code::WrittenDefault, node.place(), message)
                    .help("delete the key, as `fmt` does"),
            );
        }
        true
    }

    /// The keys of a mapping that has this form.
    fn fields<'f>(&'f self, form: &'f Form) -> Option<&'f [Field]> {
        match form {
            Form::Record { fields } => Some(fields),
            Form::Either(forms) => forms.iter().find_map(|id| self.fields(self.shape.get(*id))),
            _ => None,
        }
    }

    fn none_fits(&mut self, forms: &[&Form], node: Node<'_>, key: Role<'_>) -> bool {
        let wanted: Vec<&str> = forms.iter().map(|form| form_in_words(form)).collect();
        self.wrong_type(node, key, &wanted.join(" or "));
        false
    }

    fn any(&mut self, types: &[String], node: Node<'_>, key: Role<'_>) -> bool {
        let ty = match node.kind() {
            Kind::Null => "null",
            Kind::Bool(_) => "boolean",
            Kind::Integer if types.iter().any(|ty| ty == "integer") => "integer",
            Kind::Integer | Kind::Float => "number",
            Kind::Text | Kind::Ambiguous => "string",
            Kind::Sequence => "array",
            Kind::Mapping => "object",
        };
        if !types.is_empty() && !types.iter().any(|known| known == ty) {
            let wanted: Vec<&str> = types.iter().map(|ty| type_in_words(ty)).collect();
            self.wrong_type(node, key, &wanted.join(" or "));
            return false;
        }
        for item in node.items() {
            if !self.value(&Form::Any(Vec::new()), item, key) {
                self.damage.drop_item(node, item);
            }
        }
        for (name, value) in node.pairs() {
            if !self.value(&Form::Any(Vec::new()), value, key) {
                self.damage.drop_pair(node, name, value, Some(name.text()));
            }
        }
        true
    }

    fn text(&mut self, pattern: Option<&Regex>, node: Node<'_>, key: Role<'_>) -> bool {
        let text = node.text();
        // Blanks alone say nothing, and would not be written again.
        if node.is_blank() {
            let message = format!("{key} is an empty text");
            self.diagnostics.push(
                Diagnostic::new(Code::WrongType, node.place(), message)
                    .help("say something, or delete the key if it may be absent"),
            );
            return false;
        }
        if let Some(pattern) = pattern
            && !pattern.is_match(text)
        {
            let message = format!("`{text}` is not a valid {}", key.bare());
            self.diagnostics.push(
                Diagnostic::new(Code::BadFormat, node.place(), message)
                    .help(format!("it must match `{pattern}`")),
            );
        } else if matches!(key, Role::Key("updated")) && !is_date(text) {
            let message = format!("there is no day `{text}`");
            self.diagnostics.push(
                Diagnostic::new(Code::BadFormat, node.place(), message)
                    .help("write the date of the page or package, YYYY-MM-DD"),
            );
        }
        true
    }

    fn flag(&mut self, node: Node<'_>, key: Role<'_>) -> bool {
        match node.kind() {
            Kind::Bool(true) => true,
            Kind::Bool(false) => {
                self.default(node, key, "`false`");
                true
            }
            _ => {
                self.wrong_type(node, key, "`true` or left out");
                false
            }
        }
    }

    fn integer(&mut self, min: i128, max: i128, node: Node<'_>, key: Role<'_>) -> bool {
        if !self.kind(node, key, "a whole number", Kind::Integer) {
            return false;
        }
        let value = node.text().parse::<i128>().unwrap_or(min);
        if !(min..=max).contains(&value) {
            let message = format!("{key} is from {min} to {max}, not {value}");
            let help = if value < min && min == 1 {
                "write a number from 1, or delete the key if there is no limit".to_owned()
            } else {
                format!("write a number from {min} to {max}")
            };
            let diagnostic = Diagnostic::new(Code::BadFormat, node.place(), message);
            self.diagnostics.push(diagnostic.help(help));
            return false;
        }
        true
    }

    fn word(
        &mut self,
        words: &[String],
        default: Option<&str>,
        node: Node<'_>,
        key: Role<'_>,
    ) -> bool {
        if !self.kind(node, key, "a word", Kind::Text) {
            return false;
        }
        let text = node.text();
        let is_known = words.iter().any(|word| word == text);
        if default == Some(text) {
            self.default(node, key, &format!("`{text}`"));
        } else if !is_known {
            let known = || words.iter().map(String::as_str).filter(|word| default != Some(word));
            let list = || {
                let known: Vec<String> = known().map(|word| format!("`{word}`")).collect();
                format!("expected one of {}", known.join(", "))
            };
            let message = format!("`{text}` is not a valid {}", key.bare());
            self.diagnostics.push(
                Diagnostic::new(Code::UnknownWord, node.place(), message).did_you_mean_or(
                    text,
                    known(),
                    list,
                ),
            );
        }
        is_known
    }

    fn record(&mut self, fields: &[Field], node: Node<'_>, key: Role<'_>) -> bool {
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

    /// Whether a value is of a kind; if not, says so.
    fn kind(&mut self, node: Node<'_>, key: Role<'_>, wanted: &str, kind: Kind) -> bool {
        if node.kind() == kind {
            return true;
        }
        self.wrong_type(node, key, wanted);
        false
    }

    fn wrong_type(&mut self, node: Node<'_>, key: Role<'_>, wanted: &str) {
        if node.kind() == Kind::Null {
            let message = format!("{key} has no value");
            self.diagnostics.push(Diagnostic::new(Code::WrongType, node.place(), message).help(
                format!(
                    "{key} is {wanted}; a key without a value is not written, and a text that \
                     begins with `#` is put in quotes"
                ),
            ));
            return;
        }
        let message = format!("{key} is {wanted}, not {}", node.describe());
        let diagnostic = Diagnostic::new(Code::WrongType, node.place(), message);
        self.diagnostics.push(advise(diagnostic, node, key, wanted));
    }

    fn default(&mut self, node: Node<'_>, key: Role<'_>, default: &str) {
        let message = format!("{default} is the default of {key}, which is not written");
        self.diagnostics.push(
            Diagnostic::new(Code::WrittenDefault, node.place(), message)
                .help("delete the key, as `fmt` does"),
        );
    }
}

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

/// The form of a mapping on one line: its required keys, or the first ones.
fn element_form(fields: &[Field]) -> String {
    let required = fields.iter().filter(|field| field.required);
    let mut keys: Vec<String> = required.map(|field| format!("{}: …", field.key)).collect();
    if keys.is_empty() {
        keys = fields.iter().take(2).map(|field| format!("{}: …", field.key)).collect();
    }
    format!("{{{}}}", keys.join(", "))
}

/// Whether a scalar is written on one line.
fn is_short(node: Node<'_>) -> bool {
    !matches!(node.kind(), Kind::Sequence | Kind::Mapping) && !node.raw().contains('\n')
}

/// Adds the remedy to a value that is not `wanted`.
fn advise(diagnostic: Diagnostic, node: Node<'_>, key: Role<'_>, wanted: &str) -> Diagnostic {
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

/// Reports a scalar on which readers of YAML disagree.
fn ambiguous(node: Node<'_>, diagnostics: &mut Diagnostics) {
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

/// Whether a value of this kind can have this form at all.
fn fits(shape: &Shape, form: &Form, kind: Kind) -> bool {
    match form {
        Form::Any(_) => true,
        Form::Text { .. } | Form::Word { .. } => kind == Kind::Text,
        Form::Flag => matches!(kind, Kind::Bool(_)),
        Form::Integer { .. } => kind == Kind::Integer,
        Form::Number => matches!(kind, Kind::Integer | Kind::Float),
        Form::List { .. } => kind == Kind::Sequence,
        Form::Map { .. } | Form::Record { .. } => kind == Kind::Mapping,
        Form::Either(forms) => forms.iter().any(|id| fits(shape, shape.get(*id), kind)),
    }
}

/// Describes a value of a form for a message.
fn form_in_words(form: &Form) -> &'static str {
    match form {
        Form::Any(_) | Form::Either(_) => "a value",
        Form::Text { .. } | Form::Word { .. } => "a text",
        Form::Flag => "`true`",
        Form::Integer { .. } => "a whole number",
        Form::Number => "a number",
        Form::List { .. } => "a list",
        Form::Map { .. } | Form::Record { .. } => "a mapping",
    }
}

/// A type of JSON, as a message names it.
fn type_in_words(ty: &str) -> &str {
    match ty {
        "string" => "a text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "`true` or `false`",
        "array" => "a list",
        "object" => "a mapping",
        other => other,
    }
}
