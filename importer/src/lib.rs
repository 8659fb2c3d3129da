//! Authoring: saved documentation pages and API metadata to spec files.
//!
//! ```text
//! page       html, plain  Block     lines, and tables whose columns are known
//! Block      sections     Pages     the parts between the fixed sentences
//! Pages      read         Facts     what a source says about a version
//! api.json   metadata     Facts
//! Facts      merge        Spec      the documents, with their comments, and what changed in them
//! Spec       write        File      only those that differ
//! ```
//!
//! Nothing is read from disk and nothing written here. An unreadable source is an error with its
//! file and line, and then there is no result; what is read and cannot be imported is refused by
//! name; what a source does not say is listed for a person to check.
//!
//! Files are changed by printing their documents again: the printer's form is canonical and keeps
//! comments, so only facts that changed show in a difference.

mod cell;
mod draft;
mod facts;
mod limits;
mod lines;
mod listing;
mod merge;
mod metadata;
mod page;
mod prose;
mod report;
mod select;
mod verify;
mod wheel;

pub use facts::{At, Check, Package, Refusal};
pub use listing::{Listed, ListedAction, list, list_wheel};
pub use metadata::Metadata;
pub use page::bytes::page_text;
pub use report::{Account, Change, Counts, Kept, Kind, Part, Report, What};
pub use select::Selection;
pub use wheel::{is_version_folder, is_wheel, package_of, wheel};

use draft::Spec;
use facts::Facts;
use merge::{Rules, merge, version_page};
use page::findings::{Asked, Rest};
use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use verify::{Verified, verify};

use tencentcloud_model::document::Site;
use tencentcloud_model::file::File;
use tencentcloud_model::load::{self, Tree};

/// Something to import.
#[derive(Debug, Clone)]
pub enum Input {
    /// A saved page, or several in one file.
    Page {
        /// Its path, for people.
        path: String,
        /// Its text.
        text: String,
    },
    /// A version of a service as metadata.
    Metadata(Metadata),
}

/// How to import.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The site that the sources describe. A page that names the international host and packages
    /// of metadata need none; the mainland's host says nothing, as old international pages name it.
    pub site: Option<Site>,
    /// The service, for pages that do not name it.
    pub service: Option<String>,
    /// The version, `YYYY-MM-DD`, for pages that do not name it.
    pub version: Option<String>,
    /// The date of the sources that do not say it, `YYYY-MM-DD`.
    pub updated: Option<String>,
    /// Metadata that is asked for what pages do not say.
    pub metadata: Vec<Metadata>,
    /// The services, versions and actions of metadata to import; all if there is no choice.
    pub only: Option<Selection>,
}

/// The result of an import.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The spec's files that are new or changed, by path from its root.
    pub files: Vec<File>,
    /// The spec's files that nothing needs any more, by path from its root: to be deleted.
    pub removed: Vec<String>,
    /// The report.
    pub report: Report,
}

/// Brings sources into a spec.
///
/// # Errors
///
/// Everything that cannot be read, in the sources and in the files of the spec that they are about.
pub fn import(inputs: &[Input], spec: &Tree, options: &Options) -> Result<Imported, Diagnostics> {
    run(inputs, spec, options, false)
}

/// Compares sources with a spec: the changes are what the sources say otherwise. Sources that are
/// known to be older than the spec's have their differences among those that are kept.
///
/// # Errors
///
/// As of [`import`].
pub fn drift(inputs: &[Input], spec: &Tree, options: &Options) -> Result<Report, Diagnostics> {
    run(inputs, spec, options, true).map(|imported| imported.report)
}

fn run(
    inputs: &[Input],
    tree: &Tree,
    options: &Options,
    is_drift: bool,
) -> Result<Imported, Diagnostics> {
    let mut sources = Sources::read(inputs, options)?;
    let documents = load::read(tree);
    let mut spec = Spec::new(&documents);
    let mut report = Report {
        checks: sources.checks,
        refused: sources.refused,
        accounts: sources.accounts,
        ..Report::default()
    };
    let mut diagnostics = Spec::broken(&documents, "common");
    let mut services = BTreeSet::new();
    for facts in &mut sources.metadata {
        facts.service.folder = spec.folder(&facts.service.folder);
    }
    let mut all = Vec::with_capacity(sources.facts.len());
    for (mut facts, site) in sources.facts {
        facts.service.folder = spec.folder(&facts.service.folder);
        services.insert(facts.service.folder.clone());
        all.push((facts, site));
    }
    diagnostics.append(described_twice(&all));
    for service in &services {
        diagnostics.append(Spec::broken(&documents, service));
    }
    let mut diagnostics = match diagnostics.finish(()) {
        Ok(()) => Diagnostics::new(),
        Err(broken) => return Err(broken),
    };
    let mut reworded = Vec::new();
    for (facts, site) in &all {
        reworded.extend(merge::description::compare(&spec, facts, *site));
    }
    for (facts, site) in &all {
        let rules = Rules { site: *site, metadata: &sources.metadata, others: &all, is_drift };
        report.append(merge(&mut spec, facts, rules));
    }
    // The international site's values are the English ones.
    let is_first = |site: &Option<Site>| *site == Some(Site::International);
    let (first, rest): (Vec<_>, Vec<_>) = all.iter().partition(|(_, site)| is_first(site));
    for (facts, site) in first.into_iter().chain(rest).filter(|_| !is_drift) {
        merge::member_example::add(&mut spec, facts, *site, &mut report);
    }
    for (facts, site) in all.iter().filter(|_| !is_drift) {
        merge::description::keep(&mut spec, facts, *site);
    }
    merge::description::report(reworded, &mut report);
    let rules = Rules { site: options.site, metadata: &sources.metadata, others: &all, is_drift };
    let mut named = services.clone();
    let mut open: Vec<&(String, Rest)> = sources.rest.iter().collect();
    loop {
        // A page that does not say its version is about that of another one that does.
        let before = open.len();
        let mut problems = Diagnostics::new();
        open.retain(|(path, rest)| {
            let target = version_page::Target {
                path,
                service: options.service.as_deref(),
                version: options.version.as_deref(),
                named: &named,
            };
            match version_page::merge(&mut spec, rest, &target, rules) {
                Ok(found) => report.append(found),
                Err(found) => {
                    problems.append(found);
                    return true;
                }
            }
            false
        });
        named.extend(spec.touched());
        if open.is_empty() || open.len() == before {
            diagnostics.append(problems);
            break;
        }
    }
    let touched = spec.touched();
    for service in touched.difference(&services) {
        diagnostics.append(Spec::broken(&documents, service));
    }
    if is_drift || !diagnostics.is_empty() {
        return diagnostics.finish(Imported { files: Vec::new(), removed: Vec::new(), report });
    }
    let verified = verify(spec, &mut report);
    if verified.problems.len() == touched.len() {
        for problems in verified.problems.into_values() {
            diagnostics.append(problems);
        }
    } else {
        // Of many services one does not keep the others out.
        for (service, problems) in &verified.problems {
            report.leave_out(service, problems);
        }
    }
    let Verified { files, removed, .. } = verified;
    diagnostics.finish(Imported { files, removed, report })
}

/// The site of a page's host. Only the international one is sure: older copies of international
/// pages name the host of the mainland.
fn site_of(facts: &Facts) -> Option<Site> {
    let host = facts.service.host.as_deref()?;
    host.contains(".intl.").then_some(Site::International)
}

/// The pages that describe the same action of the same site and differ.
fn described_twice(all: &[(Facts, Option<Site>)]) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let mut first: BTreeMap<(&str, &str, &str, Option<Site>), &facts::ActionFact> = BTreeMap::new();
    for (facts, site) in all {
        for action in &facts.actions {
            let key = (
                facts.service.folder.as_str(),
                facts.version.as_str(),
                action.name.as_str(),
                *site,
            );
            let Some(before) = first.insert(key, action) else { continue };
            if before.is_same(action) {
                continue;
            }
            let message = format!(
                "`{}` is described twice, by {} and by {}, and they differ",
                action.name, before.at, action.at
            );
            let place = Place::file(action.at.file.to_string());
            let help = "import one of them, or each with its `--site`";
            diagnostics.push(Diagnostic::new(Code::DuplicateEntry, place, message).help(help));
        }
    }
    diagnostics
}

/// The facts of all inputs.
struct Sources {
    facts: Vec<(Facts, Option<Site>)>,
    rest: Vec<(String, Rest)>,
    metadata: Vec<Facts>,
    checks: Vec<Check>,
    refused: Vec<Refusal>,
    accounts: Vec<Account>,
}

impl Sources {
    fn read(inputs: &[Input], options: &Options) -> Result<Self, Diagnostics> {
        let mut diagnostics = Diagnostics::new();
        let mut sources = Self {
            facts: Vec::new(),
            rest: Vec::new(),
            metadata: Vec::new(),
            checks: Vec::new(),
            refused: Vec::new(),
            accounts: Vec::new(),
        };
        let service = options.service.as_deref().filter(|it| !cell::is_service(it));
        let version = options.version.as_deref().filter(|it| !cell::is_version(it));
        for (option, value) in [("--service", service), ("--api-version", version)] {
            if let Some(value) = value {
                let message = format!("`{value}` cannot be the value of `{option}`");
                let help = "a service is a word of small letters and digits, as in its host; a \
                            version is a date, `YYYY-MM-DD`";
                let place = Place::file(option);
                diagnostics.push(Diagnostic::new(Code::BadPageName, place, message).help(help));
            }
        }
        let asked = metadata::Asked {
            service: options.service.as_deref(),
            updated: options.updated.as_deref(),
            only: None,
        };
        let mut chosen = BTreeSet::new();
        let is_many = inputs.iter().filter(|it| matches!(it, Input::Metadata(_))).count() > 1;
        for metadata in &options.metadata {
            let found = metadata::read(metadata, &asked, &mut diagnostics);
            sources.metadata.extend(found.map(|found| found.facts));
        }
        for input in inputs {
            match input {
                Input::Page { path, text } => sources.page(path, text, options, &mut diagnostics),
                Input::Metadata(metadata) => {
                    let asked = metadata::Asked { only: options.only.as_ref(), ..asked };
                    let mut problems = Diagnostics::new();
                    let found = metadata::read(metadata, &asked, &mut problems);
                    // Of a whole package a bad file is left out by name.
                    if is_many {
                        sources.refused.extend(problems.iter().map(Refusal::from));
                    } else {
                        diagnostics.append(problems);
                    }
                    let Some(found) = found else { continue };
                    sources.refused.extend(found.refused);
                    chosen.extend(found.chosen);
                    let package = metadata.package.as_ref();
                    let site = options.site.or_else(|| package.and_then(Package::site));
                    sources.facts.push((found.facts, site));
                }
            }
        }
        let not_found = options.only.as_ref().map(|only| only.without(&chosen));
        for item in not_found.unwrap_or_default() {
            let message = format!("no action of the sources is `{item}`");
            let help = "a choice is `service`, `service:Action` or `service/version:Action`";
            let place = Place::file("--only");
            diagnostics.push(Diagnostic::new(Code::UnknownTarget, place, message).help(help));
        }
        diagnostics.finish(sources)
    }

    fn page(&mut self, path: &str, text: &str, options: &Options, diagnostics: &mut Diagnostics) {
        let asked =
            Asked { service: options.service.as_deref(), version: options.version.as_deref() };
        let mut found = page::read::read(path, text, asked, diagnostics);
        for facts in &mut found.actions {
            let date = facts.source.updated.take();
            facts.source.updated = date.or_else(|| options.updated.clone());
        }
        for facts in found.actions {
            let named = site_of(&facts);
            if let (Some(asked), Some(named)) = (options.site, named)
                && asked != named
                && let Some(action) = facts.actions.first()
            {
                let message = "the page names the host of the other site".to_owned();
                let path = format!("{}/{}", facts.version, action.name);
                self.checks.push(Check { at: action.at.clone(), path, message });
            }
            self.facts.push((facts, options.site.or(named)));
        }
        self.checks.extend(found.checks);
        self.refused.extend(found.refused);
        self.accounts.extend(found.accounts);
        if !found.rest.is_empty() {
            let date = found.rest.updated.take();
            found.rest.updated = date.or_else(|| options.updated.clone());
            self.rest.push((path.to_owned(), found.rest));
        }
    }
}

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
