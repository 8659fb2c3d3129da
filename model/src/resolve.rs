//! Documents to model: names become ids, defaults are filled in, and everything that contradicts
//! something else is found.
//!
//! A version is resolved in three steps. Every definition gets its id before any is resolved, so
//! order and cycles do not matter. Then each document is resolved independently of mistakes in others;
//! consequences of an earlier mistake are not reported. Checks of the whole (unused codes, unreached
//! types) run only if nothing else is wrong.

mod constraints;
mod context;
mod cycles;
#[cfg(test)]
mod damage_tests;
mod docs;
mod errors;
mod examples;
mod members;
mod pagination;
mod reach;
mod service;
mod sites;
#[cfg(test)]
mod tests;
mod types;
mod version;
mod wait;

use super::document;
use super::load::Documents;
use super::model::{Model, NameOverride};
use super::name;
use super::yaml::Parsed;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Resolves a spec. The mistakes that `load` found in single files are reported here, too.
pub fn resolve(documents: &Documents) -> Result<Model, Diagnostics> {
    let mut diagnostics = documents.problems().clone();
    docs::check(documents, &mut diagnostics);
    let common = errors::common(&documents.common_errors, &mut diagnostics);
    let resolved: Vec<_> =
        documents.services.par_iter().map(|service| service::resolve(service, &common)).collect();
    let mut services = Vec::with_capacity(resolved.len());
    for (service, found) in resolved {
        services.push(service);
        diagnostics.append(found);
    }
    let (words, renames) = overrides(documents.names.usable(), &mut diagnostics);
    let mut model = Model {
        services,
        common_errors: common.codes,
        common_errors_file: "common/errors.yaml".to_owned(),
        families: common.families,
        words,
        renames,
        is_selection: false,
    };
    if diagnostics.is_empty() {
        let pairs = model.services.iter_mut().zip(&documents.services);
        for (service, written) in pairs {
            let pairs = service.versions.iter_mut().zip(&written.versions);
            pairs.for_each(|(version, written)| reach::finish(version, written, &mut diagnostics));
        }
        drop_unknown(&mut model, documents);
    }
    diagnostics.finish(model)
}

/// Drops the versions of which no action is known yet, and services that have no others.
fn drop_unknown(model: &mut Model, documents: &Documents) {
    let mut written = documents.services.iter();
    model.services.retain_mut(|service| {
        let before = service.versions.len();
        let mut versions =
            written.next().map(|it| it.versions.as_slice()).unwrap_or_default().iter();
        service.versions.retain(|version| {
            let has_files = versions.next().is_some_and(|it| {
                it.version.read().is_some_and(|file| file.value.incomplete)
                    || !it.actions.is_empty()
            });
            !version.actions.is_empty() || !has_files
        });
        before == service.versions.len() || !service.versions.is_empty()
    });
}

/// The words and renames of `names.yaml`. Whether they change anything is for lowering to say.
fn overrides(
    file: Option<&Parsed<document::Names>>,
    diagnostics: &mut Diagnostics,
) -> (Vec<NameOverride>, Vec<NameOverride>) {
    let Some(file) = file else {
        return (Vec::new(), Vec::new());
    };
    let mut words = Vec::new();
    for (entry, node) in file.value.words.iter().zip(file.root().at("words").items()) {
        let place = node.at("word").place();
        words.push(NameOverride { key: entry.word.clone(), value: String::new(), place });
    }
    let mut renames = Vec::new();
    for (entry, node) in file.value.names.iter().zip(file.root().at("names").items()) {
        if !name::is_identifier(&entry.name) {
            let message = format!("`{}` is not an identifier", entry.name);
            let place = node.at("name").place();
            diagnostics
                .push(Diagnostic::new(Code::BadIdentifier, place, message).help(name::IDENTIFIER));
        }
        let place = node.at("at").place();
        renames.push(NameOverride { key: entry.at.clone(), value: entry.name.clone(), place });
    }
    check_duplicates(&words, diagnostics);
    check_duplicates(&renames, diagnostics);
    (words, renames)
}

fn check_duplicates(overrides: &[NameOverride], diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<&str, &NameOverride> = BTreeMap::new();
    for entry in overrides {
        if let Some(before) = first.insert(&entry.key, entry) {
            let message = format!("`{}` is listed twice", entry.key);
            diagnostics.push(
                Diagnostic::new(Code::DuplicateEntry, &entry.place, message)
                    .secondary(&before.place, "first listed here")
                    .help("delete one of the two"),
            );
        }
    }
}
