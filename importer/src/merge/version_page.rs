//! The pages that name no service and no version: what they say belongs where the actions, types or
//! codes are that they speak of.

use crate::draft::{REWRITE, Spec, Version};
use crate::facts::{At, Check, CodeFact, Facts, ServiceFact, SourceFact};
use crate::merge::{Rules, merge as merge_facts};
use crate::page::read::Rest;
use crate::report::{Change, Kind, Report, What};
use std::collections::BTreeSet;
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use tencentcloud_model::document::ErrorCode;
use tencentcloud_model::write::step;

/// Where to look.
pub(crate) struct Target<'a> {
    /// The page's path.
    pub(crate) path: &'a str,
    /// The service that was asked for.
    pub(crate) service: Option<&'a str>,
    /// The services that other pages of this import are about.
    pub(crate) named: &'a BTreeSet<String>,
}

/// Brings what such a page says into the spec.
pub(crate) fn merge(
    spec: &mut Spec,
    rest: &Rest,
    target: &Target<'_>,
    rules: Rules<'_>,
) -> Result<Report, Diagnostics> {
    let mut report = Report::default();
    common(spec, rest, rules, &mut report);
    let codes: Vec<&CodeFact> = rest.codes.iter().filter(|code| !code.is_common).collect();
    if rest.types.is_empty() && rest.limits.is_empty() && codes.is_empty() {
        return Ok(report);
    }
    let title = match (rest.limits.is_empty(), rest.types.is_empty()) {
        (false, _) => "API Category",
        (true, false) => "Data Types",
        (true, true) => "Error Codes",
    };
    let versions = places(spec, rest, target)?;
    for (service, version) in &versions {
        let Some(known) = spec.services.get(service).and_then(|known| known.versions.get(version))
        else {
            continue;
        };
        let here = |code: &&CodeFact| names_code(known, &code.code) || versions.len() == 1;
        let limits = rest
            .limits
            .iter()
            .filter(|limit| known.actions.contains_key(&limit.action) || versions.len() == 1);
        let facts = Facts {
            service: ServiceFact {
                folder: service.clone(),
                wire_name: None,
                title: None,
                host: None,
            },
            version: version.clone(),
            source: SourceFact {
                page: Some(title.to_owned()),
                package: None,
                updated: rest.updated.clone(),
            },
            actions: Vec::new(),
            lists_all_actions: false,
            is_incomplete: false,
            types: rest.types.clone(),
            codes: codes.iter().copied().filter(here).cloned().collect(),
            limits: limits.cloned().collect(),
        };
        report.append(merge_facts(spec, &facts, rules));
    }
    Ok(report)
}

/// The versions that a page speaks of: of the service that was asked for or is meant, those that
/// have most of what it names.
fn places(
    spec: &Spec,
    rest: &Rest,
    target: &Target<'_>,
) -> Result<Vec<(String, String)>, Diagnostics> {
    let is_meant = |service: &str| match target.service {
        Some(asked) => service == asked,
        None => target.named.is_empty() || target.named.contains(service),
    };
    let mut scores: Vec<(usize, &str, &str)> = Vec::new();
    for (service, known) in spec.services.iter().filter(|(service, _)| is_meant(service)) {
        for (version, known) in &known.versions {
            scores.push((score(known, rest), service, version));
        }
    }
    let best = scores.iter().map(|(score, ..)| *score).max().unwrap_or_default();
    let fitting: Vec<&(usize, &str, &str)> =
        scores.iter().filter(|(score, ..)| *score == best && best > 0).collect();
    // A service that was asked for and has one version leaves no choice.
    if best == 0
        && target.service.is_some()
        && let [(_, service, version)] = scores.as_slice()
    {
        return Ok(vec![((*service).to_owned(), (*version).to_owned())]);
    }
    let services: BTreeSet<&str> = fitting.iter().map(|(_, service, _)| *service).collect();
    if services.len() != 1 {
        let message = match (best, target.service) {
            (0, Some(service)) => format!(
                "the spec has no action of `{service}` that this page speaks of, and the page does \
                 not say its version"
            ),
            (0, None) => "the spec has nothing of what this page speaks of".to_owned(),
            _ => "this page may be about several services".to_owned(),
        };
        let place = Place::file(target.path);
        let help = if target.service.is_some() {
            "import pages of its actions, or its metadata, in the same run or before"
        } else {
            "name the service with `--service`, or import pages of its actions as well"
        };
        return Err(Diagnostic::new(Code::UnknownTarget, place, message).help(help).into());
    }
    // Codes are listed for all versions at once; everything else is of one version.
    let is_codes_alone = rest.types.is_empty() && rest.limits.is_empty();
    let chosen = scores.iter().filter(|(score, service, _)| {
        services.contains(service) && (*score == best || (is_codes_alone && *score > 0))
    });
    Ok(chosen.map(|(_, service, version)| ((*service).to_owned(), (*version).to_owned())).collect())
}

/// How much of what a page names a version has.
fn score(version: &Version, rest: &Rest) -> usize {
    let has_action = |name: &&String| version.actions.contains_key(*name);
    let used = rest.types.iter().flat_map(|ty| &ty.used_by).filter(has_action).count();
    let types = rest.types.iter().filter(|ty| version.types.contains_key(&ty.name)).count();
    let limits = rest.limits.iter().map(|limit| &limit.action).filter(has_action).count();
    let codes = rest.codes.iter().filter(|code| !code.is_common);
    let codes = codes.filter(|code| names_code(version, &code.code)).count();
    used + types + limits + codes
}

fn names_code(version: &Version, code: &str) -> bool {
    version.errors.document.errors.binary_search_by(|known| known.code.as_str().cmp(code)).is_ok()
}

/// The codes that any action may return.
fn common(spec: &mut Spec, rest: &Rest, rules: Rules<'_>, report: &mut Report) {
    for code in rest.codes.iter().filter(|code| code.is_common) {
        let path = format!("common/errors/{}", code.code);
        let at: At = code.at.clone();
        let Some(sheet) = &mut spec.common else {
            let message = "the spec has no `common/errors.yaml`".to_owned();
            report.checks.push(Check { at, path, message });
            return;
        };
        let errors = &mut sheet.document.errors;
        let index = errors.partition_point(|known| known.code < code.code);
        if errors.get(index).is_some_and(|known| known.code == code.code) {
            continue;
        }
        let doc = code.doc.clone();
        errors.insert(index, ErrorCode { code: code.code.clone(), class: None, doc });
        sheet.comments.add(vec!["errors".to_owned(), step(&code.code), "doc".to_owned()], REWRITE);
        report.changes.push(Change {
            kind: Kind::Added,
            what: What::Code,
            path: path.clone(),
            from: None,
            to: None,
            site: rules.site,
            at,
        });
        report.rewrite.push(path);
    }
}
