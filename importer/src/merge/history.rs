//! The page `History` beside the spec: the actions that it names, and what the spec is missing.

use crate::draft::Version;
use crate::facts::{At, Check, LimitFact, Refusal};
use crate::page::findings::Rest;
use crate::page::history::{Entry, Event, Subject};
use std::collections::BTreeSet;
use tencentcloud_model::document::Status;

/// The newest entry of each action or type. The newest release is the first.
fn newest(rest: &Rest, subject: Subject) -> Vec<&Entry> {
    let mut seen = BTreeSet::new();
    let entries = rest.releases.iter().flat_map(|release| &release.entries);
    entries.filter(|entry| entry.subject == subject && seen.insert(entry.name.as_str())).collect()
}

/// The actions that are in service after all releases.
pub(crate) fn actions(rest: &Rest) -> Vec<LimitFact> {
    let newest = newest(rest, Subject::Action).into_iter();
    let newest = newest.filter(|entry| entry.event != Event::Removed);
    let fact = |entry: &Entry| LimitFact {
        at: at(rest, entry.line),
        action: entry.name.clone(),
        doc: None,
        limit: None,
        group: None,
    };
    newest.map(fact).collect()
}

/// Lists what the page names and a version of the spec is missing, and what it has in excess.
pub(crate) fn compare(rest: &Rest, version: &Version, folder: &str) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut check = |line: usize, name: &str, message: String| {
        checks.push(Check { at: at(rest, line), path: format!("{folder}/{name}"), message });
    };
    for entry in newest(rest, Subject::Action) {
        let known = version.actions.get(&entry.name).map(|draft| &draft.document);
        match (known, entry.event) {
            (None, Event::Added | Event::Changed) => {
                let message = "the history names this action, and the spec does not have it: import \
                               its page, or metadata";
                check(entry.line, &entry.name, message.to_owned());
            }
            (Some(known), Event::Removed) if known.status == Status::Online => {
                let message = "the history says that this action was deleted";
                check(entry.line, &entry.name, message.to_owned());
            }
            _ => {}
        }
    }
    for entry in rest.releases.iter().flat_map(|release| &release.entries) {
        let action = version.actions.get(&entry.name).map(|draft| &draft.document);
        let ty = version.types.get(&entry.name).map(|draft| &draft.document);
        for (part, name) in &entry.new {
            let members = match (*part, entry.subject) {
                ("input", Subject::Action) => action.map(|it| it.input.as_slice()),
                ("output", Subject::Action) => action.map(|it| it.output.as_slice()),
                (_, Subject::Type) => ty.and_then(|it| it.members.as_deref()),
                _ => None,
            };
            if members.is_some_and(|members| members.iter().all(|member| member.name != *name)) {
                let message = format!("the history names `{name}` in its {part}, which is missing");
                check(entry.line, &entry.name, message);
            }
        }
    }
    checks
}

/// Says why a page of a service that nobody knows adds nothing.
pub(crate) fn unplaced(rest: &Rest, path: &str) -> Option<Refusal> {
    let reason = crate::page::landmarks::other_page("Release time")?;
    let count = newest(rest, Subject::Action).len();
    let reason = format!("{reason} ({count} actions)");
    Some(Refusal { at: At { file: path.into(), line: 0 }, path: path.to_owned(), reason })
}

fn at(rest: &Rest, line: usize) -> At {
    At { file: rest.file.clone(), line }
}
