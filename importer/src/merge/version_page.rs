//! The pages that name no service and no version: what they say belongs where the actions, types or
//! codes are that they speak of.

use crate::draft::{Draft, REWRITE, Service, Spec, Version};
use crate::facts::{At, Check, CodeFact, Facts, LimitFact, Refusal, ServiceFact, SourceFact};
use crate::merge::{Rules, merge as merge_facts};
use crate::merge::{description, history};
use crate::page::findings::Rest;
use crate::report::{Change, Kind, Report, What};
use std::collections::BTreeSet;
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use tencentcloud_model::document::ErrorCode;
use tencentcloud_model::embedded::common_errors;
use tencentcloud_model::write::step;

/// Where to look.
pub(crate) struct Target<'a> {
    /// The page's path.
    pub(crate) path: &'a str,
    /// The service that was asked for.
    pub(crate) service: Option<&'a str>,
    /// The version that was asked for.
    pub(crate) version: Option<&'a str>,
    /// The services that other pages of this import are about.
    pub(crate) named: &'a BTreeSet<String>,
}

/// A version that a page speaks of: its service and its name.
type VersionName = (String, String);

/// Brings what such a page says into the spec.
pub(crate) fn merge(
    spec: &mut Spec,
    rest: &Rest,
    target: &Target<'_>,
    rules: Rules<'_>,
) -> Result<Report, Diagnostics> {
    let codes: Vec<&CodeFact> = rest.codes.iter().filter(|code| !code.is_common).collect();
    let mut report = Report::default();
    if rest.types.is_empty()
        && rest.limits.is_empty()
        && rest.releases.is_empty()
        && codes.is_empty()
    {
        common(spec, rest, rules, &mut report);
        return Ok(report);
    }
    let versions = match places(spec, rest, target, &mut report) {
        Ok(versions) => versions,
        // A list of releases alone adds nothing to what is there.
        Err(_) if rest.has_no_tables() => {
            report.refused.extend(history::unplaced(rest, target.path));
            return Ok(report);
        }
        Err(problems) => return Err(problems),
    };
    common(spec, rest, rules, &mut report);
    for (service, version) in &versions {
        let known = spec.services.get(service).and_then(|known| known.versions.get(version));
        let is_only = versions.len() == 1;
        let here =
            |code: &&CodeFact| is_only || known.is_some_and(|known| names_code(known, &code.code));
        let limits = rest.limits.iter().filter(|limit| {
            is_only || known.is_some_and(|known| known.actions.contains_key(&limit.action))
        });
        let mut limits: Vec<LimitFact> = limits.cloned().collect();
        if known.is_none_or(Version::is_open) {
            limits.extend(history::actions(rest));
        } else if let Some(known) = known {
            report.checks.extend(history::compare(rest, known, &format!("{service}/{version}")));
        }
        let facts = Facts {
            service: ServiceFact {
                folder: service.clone(),
                wire_name: None,
                title: None,
                host: None,
            },
            version: version.clone(),
            source: SourceFact {
                page: Some(title(rest).to_owned()),
                package: None,
                updated: rest.updated.clone(),
            },
            actions: Vec::new(),
            lists_all_actions: false,
            is_incomplete: false,
            types: rest.types.clone(),
            codes: codes.iter().copied().filter(here).cloned().collect(),
            limits,
        };
        let reworded = description::compare(spec, &facts, rules.site);
        report.append(merge_facts(spec, &facts, rules));
        description::report(reworded, &mut report);
        if !rules.is_drift {
            description::keep(spec, &facts, rules.site);
        }
    }
    Ok(report)
}

/// The title of a page.
fn title(rest: &Rest) -> &'static str {
    if !rest.limits.is_empty() {
        "API Category"
    } else if !rest.types.is_empty() {
        "Data Types"
    } else if !rest.codes.is_empty() {
        "Error Codes"
    } else {
        "History"
    }
}

/// The versions that a page speaks of: of the service that was asked for or is meant, those that
/// have most of what it names.
fn places(
    spec: &Spec,
    rest: &Rest,
    target: &Target<'_>,
    report: &mut Report,
) -> Result<Vec<VersionName>, Diagnostics> {
    let asked = target.service.map(|service| spec.folder(service));
    let stated = rest.service.as_ref().map(|service| spec.folder(service));
    if let (Some(asked), Some(stated)) = (&asked, &stated)
        && asked != stated
    {
        let message = format!("the page names the host of `{stated}`");
        report.checks.push(Check { at: first(rest, target), path: asked.clone(), message });
    }
    let service = asked.or(stated);
    let version = target.version.map(str::to_owned).or_else(|| rest.version.clone());
    if let (Some(service), Some(version)) = (&service, &version) {
        return Ok(vec![(service.clone(), version.clone())]);
    }
    let is_meant = |name: &str| match &service {
        Some(service) => name == service,
        None => target.named.is_empty() || target.named.contains(name),
    };
    let mut scores: Vec<(usize, &str, &str)> = Vec::new();
    for (name, known) in spec.services.iter().filter(|(name, _)| is_meant(name)) {
        let versions = known.versions.iter();
        for (name_of, known) in versions.filter(|(it, _)| version.as_ref().is_none_or(|v| v == *it))
        {
            scores.push((score(known, rest), name, name_of));
        }
    }
    let best = scores.iter().map(|(score, ..)| *score).max().unwrap_or_default();
    // Codes are listed for all versions at once; everything else is of one version.
    let is_codes_alone = rest.types.is_empty() && rest.limits.is_empty();
    let fits = |score: usize| score > 0 && (score == best || is_codes_alone);
    let of_best: BTreeSet<&str> =
        scores.iter().filter(|(score, ..)| *score == best && best > 0).map(|it| it.1).collect();
    let owned = |service: &str, version: &str| (service.to_owned(), version.to_owned());
    if of_best.len() == 1 {
        let chosen = scores.iter().filter(|(score, it, _)| of_best.contains(it) && fits(*score));
        return Ok(chosen.map(|(_, service, version)| owned(service, version)).collect());
    }
    // A service that was asked for or named by another page, and has one version, leaves no choice.
    if best == 0
        && (service.is_some() || !target.named.is_empty())
        && let [(_, name, of)] = scores.as_slice()
    {
        let message = "the page names nothing that the spec has of this version, and is taken for \
                       one of it because no other is meant";
        let path = format!("{name}/{of}");
        report.checks.push(Check { at: first(rest, target), path, message: message.to_owned() });
        return Ok(vec![owned(name, of)]);
    }
    let known = service.as_deref().and_then(|service| spec.services.get(service));
    Err(unplaced(target, service.as_deref(), version.as_deref(), known, of_best.len() > 1).into())
}

/// Where the facts of a page begin.
fn first(rest: &Rest, target: &Target<'_>) -> At {
    let at = rest.types.first().map(|it| &it.at);
    let at = at.or_else(|| rest.codes.first().map(|it| &it.at));
    let at = at.or_else(|| rest.limits.first().map(|it| &it.at)).cloned();
    at.unwrap_or_else(|| At { file: target.path.into(), line: 0 })
}

/// Says what a page does not say of its service and version, and which options say it.
fn unplaced(
    target: &Target<'_>,
    service: Option<&str>,
    version: Option<&str>,
    known: Option<&Service>,
    is_ambiguous: bool,
) -> Diagnostic {
    let (message, help) = match (service, version) {
        (Some(service), _) if known.is_some_and(|known| known.versions.len() > 1) => (
            format!("this page does not say which version of `{service}` it is about"),
            "name the version with `--api-version YYYY-MM-DD`".to_owned(),
        ),
        (Some(service), _) => (
            format!("this page does not say its version, and the spec has none of `{service}`"),
            "name the version with `--api-version YYYY-MM-DD`, or import pages of its actions, or \
             its metadata, in the same run or before"
                .to_owned(),
        ),
        (None, _) if is_ambiguous => (
            "this page may be about several services".to_owned(),
            "name the service with `--service`, and the version with `--api-version YYYY-MM-DD`"
                .to_owned(),
        ),
        (None, Some(version)) => (
            format!("this page does not say its service, and the spec has none of {version} that it \
                     speaks of"),
            "name the service with `--service`, or import pages of its actions as well".to_owned(),
        ),
        (None, None) => (
            "this page says neither its service nor its version, and the spec has nothing of what \
             it speaks of"
                .to_owned(),
            "name the service with `--service` and the version with `--api-version YYYY-MM-DD`, or \
             import pages of its actions as well"
                .to_owned(),
        ),
    };
    Diagnostic::new(Code::UnknownTarget, Place::file(target.path), message).help(help)
}

/// How much of what a page names a version has.
fn score(version: &Version, rest: &Rest) -> usize {
    let has_action = |name: &&String| version.actions.contains_key(*name);
    let used = rest.types.iter().flat_map(|ty| &ty.used_by).filter(has_action).count();
    let types = rest.types.iter().filter(|ty| version.types.contains_key(&ty.name)).count();
    let limits = rest.limits.iter().map(|limit| &limit.action).filter(has_action).count();
    let codes = rest.codes.iter().filter(|code| !code.is_common);
    let codes = codes.filter(|code| names_code(version, &code.code)).count();
    let entries = rest.releases.iter().flat_map(|release| &release.entries);
    let entries = entries.filter(|entry| version.actions.contains_key(&entry.name)).count();
    used + types + limits + codes + entries
}

fn names_code(version: &Version, code: &str) -> bool {
    version.errors.document.errors.binary_search_by(|known| known.code.as_str().cmp(code)).is_ok()
}

/// The codes that any action may return. A spec without a list of them gets the embedded one.
fn common(spec: &mut Spec, rest: &Rest, rules: Rules<'_>, report: &mut Report) {
    for code in rest.codes.iter().filter(|code| code.is_common) {
        let path = format!("common/errors/{}", code.code);
        let at: At = code.at.clone();
        if spec.common.is_none() {
            match common_errors() {
                Ok(document) => {
                    let draft = Draft::new("common/errors.yaml".to_owned(), document);
                    spec.common = Some(draft);
                }
                Err(error) => {
                    let message = format!("the spec has no `common/errors.yaml`: {error}");
                    report.refused.push(Refusal { at, path, reason: message });
                    continue;
                }
            }
        }
        let Some(sheet) = &mut spec.common else { continue };
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
