//! Overrides: the entries of `names.yaml`, each of which must change something.

use crate::rust::name::{Namer, is_identifier};
use std::cell::RefCell;
use std::collections::BTreeMap;
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics};
use tencentcloud_model::model::{Model, NameOverride};

/// The convention for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `UpperCamelCase`: types, values and codes.
    UpperCamel,
    /// `snake_case`: fields.
    Snake,
}

/// A name, and whether an override chose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) name: String,
    pub(super) is_override: bool,
}

/// The overrides of a spec.
pub(super) struct Overrides<'a> {
    by_key: BTreeMap<&'a str, &'a NameOverride>,
    /// The use of each override so far.
    uses: RefCell<BTreeMap<&'a str, Use>>,
}

struct Use {
    form: Form,
    changes_name: bool,
}

impl<'a> Overrides<'a> {
    pub(super) fn new(entries: &'a [NameOverride]) -> Self {
        let by_key = entries.iter().map(|entry| (entry.key.as_str(), entry)).collect();
        Self { by_key, uses: RefCell::default() }
    }

    /// Returns the name that an override gives to `key`, or `by_rule`. An override that equals the
    /// name by rule is not needed.
    pub(super) fn choose(&self, key: &str, by_rule: String, form: Form) -> Chosen {
        let Some((key, entry)) = self.by_key.get_key_value(key) else {
            return Chosen { name: by_rule, is_override: false };
        };
        let changes_name = entry.value != by_rule;
        self.uses.borrow_mut().insert(key, Use { form, changes_name });
        Chosen { name: entry.value.clone(), is_override: true }
    }

    /// Reports overrides that are no identifiers of the right form.
    pub(super) fn check_forms(&self, diagnostics: &mut Diagnostics) {
        let uses = self.uses.borrow();
        for (key, entry) in &self.by_key {
            let form = uses.get(key).map(|used| used.form);
            let name = entry.value.as_str();
            let (fits, wanted) = match form {
                _ if !is_identifier(name) => (false, "a Rust identifier"),
                Some(Form::UpperCamel) => (is_upper_camel(name), "in UpperCamelCase"),
                Some(Form::Snake) => (is_snake(name), "in snake_case"),
                None => (true, ""),
            };
            if !fits {
                let message = format!("the Rust name `{name}` is not {wanted}");
                diagnostics.push(
                    Diagnostic::new(Code::BadIdentifier, entry.place.clone(), message)
                        .help(format!("write a name that is {wanted}")),
                );
            }
        }
    }

    /// Reports overrides that change nothing.
    pub(super) fn check_all_needed(&self, diagnostics: &mut Diagnostics) {
        let uses = self.uses.borrow();
        for (key, entry) in &self.by_key {
            if !uses.get(key).is_some_and(|used| used.changes_name) {
                let message = format!("the override of `{key}` changes nothing");
                diagnostics.push(
                    Diagnostic::new(Code::StaleRename, entry.place.clone(), message)
                        .help("delete the entry, or correct `at` as spec/README.md describes"),
                );
            }
        }
    }
}

fn is_upper_camel(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && !name.trim_end_matches('_').contains('_')
}

fn is_snake(name: &str) -> bool {
    !name.contains(|c: char| c.is_ascii_uppercase())
}

/// Reports words of `names.yaml` that change no name.
pub(super) fn check_words_needed(model: &Model, namer: &Namer, diagnostics: &mut Diagnostics) {
    for index in namer.unused_words() {
        let Some(word) = model.words.get(index) else { continue };
        let message = format!("the word `{}` changes no name", word.key);
        diagnostics.push(
            Diagnostic::new(Code::StaleWord, word.place.clone(), message).help("delete the entry"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{is_snake, is_upper_camel};

    #[test]
    fn forms_follow_the_conventions_of_rust() {
        for name in ["Tag", "Ipv6", "Self_"] {
            assert!(is_upper_camel(name) && !is_snake(name), "{name}");
        }
        for name in ["tag", "r#type", "tag_key", "md5"] {
            assert!(is_snake(name) && !is_upper_camel(name), "{name}");
        }
        assert!(!is_upper_camel("Tag_Key") && !is_snake("tagKey"));
    }
}
