//! Error codes: their class, meaning and remedy.

use crate::context::Context;
use crate::failure::Failure;
use crate::names;
use crate::output;
use crate::store::Found;
use serde_json::json;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use tencentcloud_explorer::remedy;
use tencentcloud_model::model::{ErrorClass, ErrorCode};

/// Returns the name of a class, in lower case with underscores.
pub fn class_name(class: ErrorClass) -> String {
    remedy::name(class).replace(' ', "_")
}

/// Returns the remedy for codes of a class, in the form of a message.
pub fn remedy(class: ErrorClass) -> String {
    let text = remedy::remedy(class).trim_end_matches('.');
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// Runs `explain CODE [SERVICE]`.
///
/// # Errors
///
/// Returns an error if no catalogue describes the code.
pub fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    let (store, lang) = (context.store, context.lang);
    let code = context.word(1).ok_or_else(|| context.usage())?.to_owned();
    let services: Vec<String> = match context.word(2) {
        Some(service) => vec![service.to_owned()],
        None => store.services(lang)?.into_iter().map(|(name, ..)| name).collect(),
    };
    let mut known = BTreeSet::new();
    let mut rows = Vec::new();
    for service in &services {
        let found = store.codes(service, context.arguments.value("version"), lang)?;
        known.extend(
            found.version.errors.iter().chain(&found.common_errors).map(|row| row.code.clone()),
        );
        let own = found.version.errors.iter().find(|row| row.code == code);
        let common = || found.common_errors.iter().find(|row| row.code == code);
        match own {
            Some(row) => rows.push(entry(Some(&found), row)),
            None if rows.is_empty() => rows.extend(common().map(|row| entry(None, row))),
            None => {}
        }
    }
    if rows.is_empty() {
        let meant = names::meant(&code, known.iter().map(String::as_str));
        let question = names::question(meant);
        return Err(Failure::usage(format!("no catalogue describes the code `{code}`{question}")));
    }
    if context.print_as_asked(|| rows.iter().map(|(value, _)| value.clone()).collect())? {
        return Ok(());
    }
    let text: Vec<&str> = rows.iter().map(|(_, text)| text.as_str()).collect();
    output::write(context.host, &text.join("\n"))
}

fn entry(found: Option<&Found>, row: &ErrorCode) -> (serde_json::Value, String) {
    let actions: Vec<&str> = found.map_or_else(Vec::new, |found| {
        row.actions.iter().map(|id| found.version.action(*id).name.as_str()).collect()
    });
    let place = found.map(|found| format!("{} {}", found.service.folder, found.version.name));
    let value = json!({
        "Code": row.code, "Class": class_name(row.class), "Meaning": row.doc,
        "Remedy": remedy(row.class), "Service": place, "Actions": actions,
    });
    let mut text = format!("{} ({})\n", row.code, place.as_deref().unwrap_or("any action"));
    let _ = writeln!(text, "  class:   {}", class_name(row.class));
    let _ = writeln!(
        text,
        "  meaning: {}",
        if row.doc.is_empty() { "not documented" } else { &row.doc }
    );
    let _ = writeln!(text, "  remedy:  {}", remedy(row.class));
    if !actions.is_empty() {
        let _ = writeln!(text, "  actions: {}", actions.join(", "));
    }
    (value, text)
}
