//! A file against its shape: unknown and missing keys, values of the wrong type, defaults.

mod record;

use super::ambiguous::ambiguous;
use super::form::{Field, Form, Shape};
use super::remedy::{advise, element_form};
use super::role::Role;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::name::is_date;
use crate::yaml::{Damage, Kind, Node};
use regex_lite::Regex;

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
