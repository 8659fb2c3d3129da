//! Notes beside samples: how to install what they need, and what a language cannot send.

use super::language::Language;
use super::naming::{self, Naming};
use serde_json::{Map, Value};

/// The largest integer of languages that cannot hold 64 bits, whatever its sign, with the note.
pub(super) const LIMITS: &[(Language, u64, &str)] = &[
    (
        Language::Node,
        1 << 53,
        " The request has an integer beyond 2^53, which JavaScript rounds: this SDK cannot send it.",
    ),
    (
        Language::Php,
        (1 << 63) - 1,
        " The request has an integer beyond 2^63, which PHP rounds: this SDK cannot send it.",
    ),
    (
        Language::Java,
        (1 << 63) - 1,
        " The request has an integer beyond 2^63, which no `Long` holds: this SDK cannot send it.",
    ),
];

/// Returns the note that does not depend on the request.
pub(super) fn general(language: Language, naming: Option<&Naming>) -> String {
    let install = naming.map_or(naming::install(language), |naming| &naming.install);
    let mut note = install.to_owned();
    if language != Language::Tccli {
        note.push_str(" The key is read from TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY.");
    }
    note
}

/// Returns the whole note of a sample.
pub(super) fn note(
    language: Language,
    naming: Option<&Naming>,
    host: &str,
    parameters: &Map<String, Value>,
) -> String {
    let mut note = general(language, naming);
    for (_, limit, text) in LIMITS.iter().filter(|(of, ..)| *of == language) {
        if parameters.values().any(|value| has_integer_beyond(value, *limit)) {
            note.push_str(text);
        }
    }
    if language == Language::Ruby && host.contains(':') {
        note.push_str(" This SDK calls the usual port only: it takes no port in the endpoint.");
    }
    note
}

fn has_integer_beyond(value: &Value, limit: u64) -> bool {
    match value {
        Value::Number(number) => {
            let size = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
            size.is_some_and(|size| size > limit)
        }
        Value::Array(items) => items.iter().any(|item| has_integer_beyond(item, limit)),
        Value::Object(members) => members.values().any(|item| has_integer_beyond(item, limit)),
        _ => false,
    }
}
