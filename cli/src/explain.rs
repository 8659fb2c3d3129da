//! Error codes: their class, meaning and remedy.

use crate::failure::Failure;
use crate::host::Host;
use crate::json::Json;
use crate::names;
use crate::options::Arguments;
use crate::output::{self, Shape};
use crate::store::{Found, Lang, Store};
use serde_json::json;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use tencentcloud_model::model::{ErrorClass, ErrorCode};

/// Returns the name of a class, in lower case with underscores.
pub const fn class_name(class: ErrorClass) -> &'static str {
    match class {
        ErrorClass::Throttled => "throttled",
        ErrorClass::Auth => "auth",
        ErrorClass::Denied => "denied",
        ErrorClass::NotFound => "not_found",
        ErrorClass::Conflict => "conflict",
        ErrorClass::Limit => "limit",
        ErrorClass::Invalid => "invalid",
        ErrorClass::Unsupported => "unsupported",
        ErrorClass::Unavailable => "unavailable",
        ErrorClass::Failed => "failed",
        ErrorClass::Internal => "internal",
        ErrorClass::Other => "other",
    }
}

/// Returns the remedy for codes of a class.
pub const fn remedy(class: ErrorClass) -> &'static str {
    match class {
        ErrorClass::Throttled => "wait and send again, or raise `--retries`",
        ErrorClass::Auth => {
            "check the credential, its expiry and the clock; `--debug` shows which one signed"
        }
        ErrorClass::Denied => "ask an administrator for the permission, or use another `--profile`",
        ErrorClass::NotFound => "check the identifiers, `--region` and `--site`",
        ErrorClass::Conflict => "look at the present state; it may be there already, or be in use",
        ErrorClass::Limit => "delete what is not needed, or ask for a higher quota",
        ErrorClass::Invalid => "correct the request; `describe` lists parameters and limits",
        ErrorClass::Unsupported => "check account, region and state of the resource",
        ErrorClass::Unavailable => "try again later, or in another region",
        ErrorClass::Failed => {
            "read the service's message; look at the present state before a retry"
        }
        ErrorClass::Internal => "try again; quote the request ID when contacting support",
        ErrorClass::Other => {
            "read the service's message; quote the request ID when contacting support"
        }
    }
}

/// Runs `explain CODE [SERVICE]`.
///
/// # Errors
///
/// Returns an error if no catalogue describes the code.
pub fn run(
    arguments: &Arguments,
    host: &mut Host,
    store: &Store,
    lang: Lang,
) -> Result<(), Failure> {
    arguments.expect(3, "explain CODE [SERVICE]", &["format", "version"])?;
    let code = arguments.words.get(1);
    let code = code.ok_or_else(|| Failure::usage("usage: tencentcloud explain CODE [SERVICE]"))?;
    let services: Vec<String> = match arguments.words.get(2) {
        Some(service) => vec![service.clone()],
        None => store.services(lang)?.into_iter().map(|(name, ..)| name).collect(),
    };
    let mut known = BTreeSet::new();
    let mut rows = Vec::new();
    for service in &services {
        let found = store.version(service, arguments.value("version"), lang)?;
        known.extend(
            found.version.errors.iter().chain(&found.common_errors).map(|row| row.code.clone()),
        );
        let own = found.version.errors.iter().find(|row| row.code == *code);
        let common = || found.common_errors.iter().find(|row| row.code == *code);
        match own {
            Some(row) => rows.push(entry(Some(&found), row)),
            None if rows.is_empty() => rows.extend(common().map(|row| entry(None, row))),
            None => {}
        }
    }
    if rows.is_empty() {
        let meant = names::meant(code, known.iter().map(String::as_str));
        let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
        return Err(Failure::usage(format!("no catalogue describes the code `{code}`{meant}")));
    }
    let data = Json::Array(rows.iter().map(|(value, _)| Json::from(value)).collect());
    if arguments.value("format").is_some() {
        return output::print(host, &data, output::format(arguments, host)?, Shape::Plain);
    }
    let text: Vec<&str> = rows.iter().map(|(_, text)| text.as_str()).collect();
    output::write(host, &text.join("\n"))
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
