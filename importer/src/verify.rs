//! An import's result, held against the checks that every reader of a spec makes: each service is
//! read and resolved in memory before anything is handed out.
//!
//! Where an example differs from its declaration, the format asks for a reason under `deviates`: it
//! is the message of the check. Everything else that the check reports keeps the service out.

use crate::draft::{Draft, Service, Spec};
use crate::facts::{At, Check as ToCheck};
use crate::report::{Change, Kind, Report, What};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics};
use tencentcloud_model::file::File;
use tencentcloud_model::load::{Documents, Tree, read};
use tencentcloud_model::resolve::resolve;

/// The part of an import that passed the checks.
#[derive(Debug, Default)]
pub(crate) struct Verified {
    /// The files that are new or changed.
    pub(crate) files: Vec<File>,
    /// The files that nothing needs any more.
    pub(crate) removed: Vec<String>,
    /// The services that are left out, and what is wrong with each.
    pub(crate) problems: BTreeMap<String, Diagnostics>,
}

/// Checks the services that were imported to, and writes them.
pub(crate) fn verify(mut spec: Spec, report: &mut Report) -> Verified {
    let mut verified = Verified::default();
    let common = spec.common.as_ref().map(|draft| (draft.path.clone(), draft.text()));
    verified.files.extend(spec.common.as_ref().and_then(Draft::changed));
    let is_meant = |(_, service): &(&String, &mut Service)| service.is_touched;
    let meant: Vec<_> = spec.services.iter_mut().filter(is_meant).collect();
    let outcomes: Vec<_> = meant
        .into_par_iter()
        .map(|(folder, service)| (folder.clone(), Check { service, common: common.as_ref() }.run()))
        .collect();
    for (folder, outcome) in outcomes {
        match outcome {
            Ok(Outcome { files, removed, changes, checks }) => {
                report.checks.extend(checks);
                verified.files.extend(files);
                verified.removed.extend(removed);
                report.changes.extend(changes);
            }
            Err(problems) => {
                verified.problems.insert(folder, problems);
            }
        }
    }
    verified.files.sort_by(|a, b| a.path.cmp(&b.path));
    verified.removed.sort();
    verified
}

/// The verdict on a service.
struct Outcome {
    files: Vec<File>,
    removed: Vec<String>,
    changes: Vec<Change>,
    /// The examples that deviate from their declaration.
    checks: Vec<ToCheck>,
}

struct Check<'a> {
    service: &'a mut Service,
    common: Option<&'a (String, String)>,
}

impl Check<'_> {
    fn run(mut self) -> Result<Outcome, Diagnostics> {
        let (removed, changes) = self.remove_what_nobody_uses();
        self.forget_deviations();
        self.service.leave_out_sites();
        self.service.fill_docs();
        let mut texts = self.service.texts();
        let mut is_first = true;
        let mut checks = Vec::new();
        loop {
            let all = texts.iter().map(|(path, text)| (path.clone(), text.clone()));
            let tree = Tree::memory(all.chain(self.common.cloned()));
            let documents = read(&tree);
            let Err(problems) = resolve(&documents) else { break };
            let (examples, others): (Vec<_>, Vec<_>) =
                problems.iter().cloned().partition(|problem| {
                    matches!(problem.code(), Code::BadExample | Code::NeedlessDeviation)
                });
            if examples.is_empty() || !is_first {
                return Err(others.into_iter().chain(examples).collect());
            }
            is_first = false;
            for (path, text) in self.say_deviations(&documents, &examples, &mut checks) {
                texts.insert(path, text);
            }
        }
        let files = self.service.changed_of(texts);
        Ok(Outcome { files, removed, changes, checks })
    }

    /// Deletes the codes that no action names any more, and the types that none reaches.
    fn remove_what_nobody_uses(&mut self) -> (Vec<String>, Vec<Change>) {
        let (mut removed, mut changes) = (Vec::new(), Vec::new());
        for version in self.service.versions.values_mut() {
            version.mark_incomplete();
            let folder = version.folder();
            let is_open = version.is_open();
            let reached = version.reached();
            let path = |name: &str| format!("{folder}/{name}");
            let mut renamed = BTreeSet::new();
            for (old, new) in version.renamed(&reached) {
                version.carry_over(&old, &new);
                renamed.insert(old.clone());
                changes.push(Change {
                    from: Some(old.clone()),
                    to: Some(new.clone()),
                    kind: Kind::Changed,
                    ..gone(What::Type, path(&new), &format!("{folder}/types/{new}.yaml"))
                });
            }
            version.types.retain(|name, draft| {
                let is_kept = reached.contains(name) || (is_open && !renamed.contains(name));
                if !is_kept && draft.exists() {
                    removed.push(draft.path.clone());
                    changes.push(gone(What::Type, path(name), &draft.path));
                }
                is_kept
            });
            let named = version.named_codes();
            let before = version.errors.before().unwrap_or_default().to_owned();
            let codes = before.lines().filter_map(|line| line.split_once("code:"));
            let before: BTreeSet<&str> =
                codes.map(|(_, code)| code.trim_start().trim_start_matches('"')).collect();
            version.errors.document.errors.retain(|code| {
                let is_kept = is_open || named.contains(&code.code);
                // The text after the code may go on.
                let mut from = before.range(code.code.as_str()..);
                let was_there = from.next().is_some_and(|it| it.starts_with(&code.code));
                if !is_kept && was_there {
                    let path = path(&format!("errors/{}", code.code));
                    changes.push(gone(What::Code, path, &version.errors.path));
                }
                is_kept
            });
            if version.errors.exists() && version.errors.document.errors.is_empty() {
                removed.push(version.errors.path.clone());
            }
            let hashes = &version.descriptions;
            if hashes.exists() && hashes.document.hashes.is_empty() {
                removed.push(hashes.path.clone());
            }
        }
        (removed, changes)
    }

    /// The reasons that imports have given are found out anew.
    fn forget_deviations(&mut self) {
        for draft in self.service.versions.values_mut().flat_map(|it| it.actions.values_mut()) {
            for (index, place) in draft.example_places().into_iter().enumerate() {
                if draft.is_marked(&["examples", &place])
                    && let Some(example) = draft.document.examples.get_mut(index)
                {
                    example.deviates = None;
                }
            }
        }
    }

    /// Writes the reasons for which examples deviate; returns the files that changed.
    fn say_deviations(
        &mut self,
        documents: &Documents,
        problems: &[Diagnostic],
        checks: &mut Vec<ToCheck>,
    ) -> Vec<(String, String)> {
        let mut found: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
        for problem in problems {
            found.entry(problem.place().path()).or_default().push(problem);
        }
        let files = documents.services.iter().flat_map(|service| &service.versions);
        let files = files.flat_map(|version| &version.actions);
        let mut texts = Vec::new();
        for file in files.filter_map(|named| named.document.as_ref()) {
            let Some(problems) = found.get(file.path()) else { continue };
            let starts: Vec<usize> = file
                .root()
                .at("examples")
                .items()
                .map(|example| example.place().range().start)
                .collect();
            let Some(draft) = self.service.action_at(file.path()) else { continue };
            let places = draft.example_places();
            for (index, place) in places.iter().enumerate() {
                let from = starts.get(index).copied().unwrap_or(usize::MAX);
                let to = starts.get(index + 1).copied().unwrap_or(usize::MAX);
                let here: Vec<&&Diagnostic> = problems
                    .iter()
                    .filter(|problem| (from..to).contains(&problem.place().range().start))
                    .collect();
                let Some(first) = here.first() else { continue };
                let is_needless = first.code() == Code::NeedlessDeviation;
                let reason = (!is_needless).then(|| sentence(first.message(), here.len() - 1));
                if let Some(example) = draft.document.examples.get_mut(index) {
                    if let Some(reason) = &reason {
                        let title = example.title.as_deref().unwrap_or("without a title");
                        checks.push(deviation(file.path(), title, reason));
                    }
                    example.deviates = reason;
                }
                if !is_needless {
                    draft.mark(&["examples", place]);
                }
            }
            texts.push((file.path().to_owned(), draft.text()));
        }
        texts
    }
}

/// The message of a check as a sentence of the spec.
fn sentence(message: &str, more: usize) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    let message: String = first.into_iter().chain(letters).collect();
    match more {
        0 => format!("{message}."),
        1 => format!("{message}, and one more difference."),
        more => format!("{message}, and {more} more differences."),
    }
}

/// Says that an example is kept although it deviates. Metadata has many such, and unlike a page its
/// members are never cut off.
fn deviation(file: &str, title: &str, reason: &str) -> ToCheck {
    ToCheck {
        at: At { file: file.into(), line: 0 },
        path: file.trim_end_matches(".yaml").replace("/actions/", "/"),
        message: format!("the example \"{title}\" is kept with `deviates`: {reason}"),
    }
}

fn gone(what: What, path: String, file: &str) -> Change {
    Change {
        kind: Kind::Removed,
        what,
        path,
        from: None,
        to: None,
        site: None,
        at: At { file: file.into(), line: 0 },
    }
}
