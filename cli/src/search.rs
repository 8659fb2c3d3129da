//! The search for actions by words in their names and descriptions.

use crate::context::Context;
use crate::failure::Failure;
use crate::names;
use serde_json::json;
use std::cmp::Reverse;
use tencentcloud_model::text;

/// The most actions that a search shows.
const MOST: usize = 40;

/// Runs `search WORDS`: the actions that have all words, those with more of them in the name first.
///
/// # Errors
///
/// Returns an error if there are no words, or nothing has them.
pub fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    let (store, lang) = (context.store, context.lang);
    let words = context.arguments.words.get(1..).unwrap_or_default().join(" ");
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return Err(context.usage());
    }
    let mut found = Vec::new();
    for (service, title, _) in store.services(lang)? {
        let found_heads = store.heads(&service, None, lang)?;
        for action in &found_heads.heads.actions {
            let name = names::kebab(&action.name);
            let all =
                format!("{service} {title} {name} {} {}", action.name, action.doc).to_lowercase();
            if words.iter().all(|word| all.contains(word.as_str())) {
                let score = words.iter().filter(|word| name.contains(word.as_str())).count();
                let row = json!({
                    "Service": service, "Action": action.name, "Version": found_heads.version,
                    "Doc": text::summary(&action.doc), "Idempotent": action.idempotent,
                });
                found.push((score, row));
            }
        }
    }
    if found.is_empty() {
        return Err(Failure::usage(format!(
            "no action has all of the words `{}`",
            words.join(" ")
        )));
    }
    found.sort_by_key(|(score, _)| Reverse(*score));
    if found.len() > MOST {
        context
            .host
            .note(&format!("{} actions have these words; the first {MOST} are shown", found.len()));
        found.truncate(MOST);
    }
    context.print_rows(found.into_iter().map(|(_, row)| row).collect())
}
