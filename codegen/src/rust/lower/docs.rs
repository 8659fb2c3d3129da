//! Documentation of each generated item: the spec's descriptions, and its facts as sentences.

use super::names::{ActionNames, Names};
use super::presence::Presence;
use crate::rust::markdown;
use crate::rust::plan::Docs;
use tencentcloud_model::model::{
    Action, ActionId, ErrorCode, ErrorRef, Member, NamedValue, ObjectId, Site, Source, Type,
    ValueSet,
};

/// A description that refers to nothing.
pub(super) fn docs_of(doc: &str) -> Docs {
    markdown::lines(doc, &|_| None)
}

/// The guide on the module of a version: what it is, and its actions by group.
pub(super) fn version(names: &Names<'_>) -> Docs {
    let version = names.version;
    let mut lines = vec![format!("{}, version {}.", names.service.title, version.name)];
    push_paragraph(&mut lines, linked(names, &version.doc));
    if let Some(source) = version.source.as_ref().and_then(source) {
        push_paragraph(&mut lines, vec![source]);
    }
    push_paragraph(&mut lines, vec!["# Actions".to_owned()]);
    for (index, title) in version.groups.iter().enumerate() {
        let members: Docs = action_lines(names, |action| action.group == Some(index));
        push_paragraph(&mut lines, vec![format!("## {}", markdown::summary(title, &|_| None))]);
        push_paragraph(&mut lines, members);
    }
    let rest = action_lines(names, |action| action.group.is_none());
    if !rest.is_empty() && !version.groups.is_empty() {
        push_paragraph(&mut lines, vec!["## Other actions".to_owned()]);
    }
    push_paragraph(&mut lines, rest);
    lines
}

/// One line for each action that is chosen.
fn action_lines(names: &Names<'_>, is_chosen: impl Fn(&Action) -> bool) -> Docs {
    let actions = names.version.actions.iter().zip(&names.actions);
    let chosen = actions.filter(|(action, _)| is_chosen(action));
    chosen
        .map(|(action, own)| {
            let link = format!("[`{}`](actions::{})", action.name, own.request);
            let summary = markdown::summary(&action.doc, &|_| None);
            let site = only_site(&action.sites).map(|site| format!(" {site}."));
            let text = [summary, site.unwrap_or_default()].concat();
            if text.is_empty() { format!("- {link}") } else { format!("- {link}: {text}") }
        })
        .collect()
}

/// The documentation of a request, up to its example.
pub(super) fn request(names: &Names<'_>, id: ActionId) -> Docs {
    let (action, own) = names.action(id);
    let mut lines = described(names, &action.doc, || format!("The request of `{}`.", action.name));
    push_paragraph(&mut lines, facts(action));
    push_paragraph(&mut lines, vec![results(own, action)]);
    let method = |name: &str| format!("[`Client::{name}`]({}::Client::{name})", names.path());
    if action.pagination.is_some() {
        let paged = format!("{} iterates over the items of all pages.", method("items"));
        push_paragraph(&mut lines, vec![paged]);
    }
    if action.wait.is_some() {
        let waited = format!("{} waits until the operation has finished.", method("wait"));
        push_paragraph(&mut lines, vec![waited]);
    }
    if let Some(source) = action.source.as_ref().and_then(source) {
        push_paragraph(&mut lines, vec![source]);
    }
    lines
}

/// The documentation of a response.
pub(super) fn response(names: &Names<'_>, id: ActionId) -> Docs {
    let (_, own) = names.action(id);
    vec![format!("The response to [`{}`].", own.request)]
}

/// The documentation of an object.
pub(super) fn object(names: &Names<'_>, id: ObjectId) -> Docs {
    let (object, _) = names.object(id);
    described(names, &object.doc, || format!("`{}`.", object.name))
}

/// The documentation of a set of values.
pub(super) fn value_set(names: &Names<'_>, set: &ValueSet) -> Docs {
    let mut lines = described(names, &set.doc, || "The documented values.".to_owned());
    let open = "Undocumented values are preserved in `Unknown`.";
    push_paragraph(&mut lines, vec![open.to_owned()]);
    lines
}

/// The documentation of a value.
pub(super) fn value(names: &Names<'_>, value: &NamedValue) -> Docs {
    let wire =
        markdown_code(&value.value.as_str().map_or_else(|| value.value.to_string(), str::to_owned));
    let mut lines = linked(names, &value.doc);
    match lines.first_mut() {
        Some(first) => *first = format!("{wire}: {first}"),
        None => lines.push(format!("{wire}.")),
    }
    lines
}

/// The documentation of a field: what it means, and what must hold for it.
pub(super) fn member(names: &Names<'_>, member: &Member, presence: Presence) -> Docs {
    let mut lines = described(names, &member.doc, || format!("`{}`.", member.name));
    let mut facts = Vec::new();
    if member.required && presence == Presence::Both {
        facts.push("Required in requests.".to_owned());
    }
    if let Some(site) = required_site(member).filter(|_| presence.is_sent()) {
        facts.push(site.to_owned());
    }
    facts.extend(limits(member));
    if let Some(default) = &member.default {
        let text = default.as_str().map_or_else(|| default.to_string(), str::to_owned);
        facts.push(format!("Default: {}.", markdown_code(&text)));
    }
    if let Some(example) = member.example.as_ref().filter(|_| presence.is_sent()) {
        facts.extend(example_sentence(example).filter(|_| !member.sensitive));
    }
    if member.nullable && presence != Presence::Sent {
        facts.push("May be null.".to_owned());
    }
    if member.nullable_items {
        facts.push("Elements may be null.".to_owned());
    }
    if member.sensitive {
        facts.push("Sensitive: never printed.".to_owned());
    }
    if let Some(site) = member.sites.as_deref().and_then(only_site) {
        facts.push(format!("{site}."));
    }
    if !facts.is_empty() {
        push_paragraph(&mut lines, vec![facts.join(" ")]);
    }
    lines
}

/// A documented value as a sentence; `None` for one that is too long to read.
fn example_sentence(example: &serde_json::Value) -> Option<String> {
    const LONGEST: usize = 60;
    let text = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
    let is_short = text.chars().count() <= LONGEST && !text.contains(char::is_control);
    is_short.then(|| format!("For example {}.", markdown_code(&text)))
}

/// The documentation of a code.
pub(super) fn error(error: &ErrorCode, link: &dyn Fn(&str) -> Option<String>) -> Docs {
    let mut lines = markdown::lines(&error.doc, link);
    match lines.first_mut() {
        Some(first) => *first = format!("`{}`: {first}", error.code),
        None => lines.push(format!("`{}`.", error.code)),
    }
    lines
}

/// The documentation of a code in the enum of an action.
pub(super) fn listed_error(names: &Names<'_>, action: &Action, listed: &ErrorRef) -> Docs {
    let mut lines = error(names.version.error(listed.code), &|name| names.link(name));
    if let Some(site) = only_site(&listed.sites).filter(|_| action.sites != listed.sites) {
        push_paragraph(&mut lines, vec![format!("{site}.")]);
    }
    lines
}

/// The documentation of the enum of an action's codes.
pub(super) fn action_error(names: &Names<'_>, id: ActionId) -> Docs {
    let (action, own) = names.action(id);
    let mut lines = vec![format!("Errors returned for [`{}`].", own.request)];
    if action.errors.is_none() {
        let unknown = "The action's own error codes are not documented.";
        push_paragraph(&mut lines, vec![unknown.to_owned()]);
    }
    lines
}

/// The documentation of the enum of all codes of a version.
pub(super) fn version_error() -> Docs {
    vec![
        "Every error code of this version; each action has an enum of the codes it documents."
            .to_owned(),
    ]
}

/// The documentation of the enum of common codes.
pub(super) fn common_error() -> Docs {
    vec!["A common error code, which any action may return.".to_owned()]
}

/// The types of a request's response and errors.
fn results(own: &ActionNames, action: &Action) -> String {
    let ActionNames { response, error, .. } = own;
    let codes = match action.errors.as_deref().map(<[ErrorRef]>::len) {
        None => "its own codes are not documented".to_owned(),
        Some(0) => "no codes of its own are documented".to_owned(),
        Some(1) => "1 documented code".to_owned(),
        Some(count) => format!("{count} documented codes"),
    };
    format!("Returns [`{response}`]. Fails with [`{error}`]: {codes}.")
}

/// The facts of an action, as a list.
fn facts(action: &Action) -> Docs {
    let mut facts = Docs::new();
    if let Some(limit) = action.rate_limit {
        let unit = if limit == 1 { "request" } else { "requests" };
        facts.push(format!("- Rate limit: {limit} {unit} per second."));
    }
    if let Some(site) = only_site(&action.sites) {
        facts.push(format!("- {site}."));
    }
    if action.idempotent {
        facts.push("- Idempotent: safe to retry.".to_owned());
    }
    if action.unsigned {
        facts.push("- Sent without a signature: needs no credential.".to_owned());
    }
    facts
}

/// Constraints as sentences; what is not about a list as such is about each of its elements.
fn limits(member: &Member) -> Vec<String> {
    let limits = &member.constraints;
    let text = |value: Option<u64>| value.map(|value| value.to_string());
    let number = |value: &Option<serde_json::Number>| value.as_ref().map(ToString::to_string);
    let mut sentences = Vec::new();
    sentences.extend(range(number(&limits.min), number(&limits.max), ""));
    sentences.extend(range(text(limits.min_length), text(limits.max_length), "character"));
    let pattern = limits.pattern.as_deref();
    sentences.extend(pattern.map(|pattern| format!("Matches {}.", markdown_code(pattern))));
    if matches!(member.ty, Type::List(_)) {
        for sentence in &mut sentences {
            sentence.insert_str(0, "Each element: ");
        }
    }
    sentences.extend(range(text(limits.min_items), text(limits.max_items), "element"));
    sentences
}

/// A sentence about a range, such as `At most 25 characters.`
fn range(min: Option<String>, max: Option<String>, unit: &str) -> Option<String> {
    let counted = |count: &str| match (unit, count) {
        ("", _) => count.to_owned(),
        (_, "1") => format!("1 {unit}"),
        _ => format!("{count} {unit}s"),
    };
    match (min, max) {
        (Some(min), Some(max)) if min == max => Some(format!("Exactly {}.", counted(&max))),
        (Some(min), Some(max)) => Some(format!("From {min} to {}.", counted(&max))),
        (Some(min), None) => Some(format!("At least {}.", counted(&min))),
        (None, Some(max)) => Some(format!("At most {}.", counted(&max))),
        (None, None) => None,
    }
}

/// The site, if it is one alone.
fn only_site(sites: &[Site]) -> Option<&'static str> {
    match sites {
        [Site::Mainland] => Some("Mainland site only"),
        [Site::International] => Some("International site only"),
        _ => None,
    }
}

/// The site that alone requires a member, as a sentence.
fn required_site(member: &Member) -> Option<&'static str> {
    match member.required_in_part() {
        [Site::Mainland] => Some("Required on the mainland site."),
        [Site::International] => Some("Required on the international site."),
        _ => None,
    }
}

/// Where facts come from, as a sentence.
fn source(source: &Source) -> Option<String> {
    let updated = source.updated.as_ref().map(|date| format!(" of {date}")).unwrap_or_default();
    let page =
        source.page.as_ref().map(|page| format!("the documentation page {}", markdown_code(page)));
    let metadata = source
        .metadata
        .as_ref()
        .map(|metadata| format!("the API metadata {}", markdown::summary(metadata, &|_| None)));
    let what: Vec<String> = page.into_iter().chain(metadata).collect();
    (!what.is_empty()).then(|| format!("Source: {}{updated}.", what.join(" and ")))
}

/// The spec's description, or what can be said without one.
fn described(names: &Names<'_>, doc: &str, otherwise: impl FnOnce() -> String) -> Docs {
    let lines = linked(names, doc);
    if lines.is_empty() { vec![otherwise()] } else { lines }
}

/// The spec's description, with the names of actions linked.
fn linked(names: &Names<'_>, doc: &str) -> Docs {
    markdown::lines(doc, &|name| names.link(name))
}

fn push_paragraph(lines: &mut Docs, paragraph: Docs) {
    if paragraph.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(paragraph);
}

/// A code span that may contain backticks.
fn markdown_code(text: &str) -> String {
    if text.trim().is_empty() {
        return format!("{text:?}");
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_read_as_sentences() {
        let text = |min: Option<&str>, max: Option<&str>, unit| {
            range(min.map(str::to_owned), max.map(str::to_owned), unit).unwrap_or_default()
        };
        assert_eq!(text(None, Some("25"), "character"), "At most 25 characters.");
        assert_eq!(text(Some("1"), None, "element"), "At least 1 element.");
        assert_eq!(text(Some("1"), Some("50"), ""), "From 1 to 50.");
        assert_eq!(text(Some("2"), Some("2"), "element"), "Exactly 2 elements.");
        assert_eq!(text(None, None, ""), "");
    }

    #[test]
    fn code_spans_hold_backticks() {
        assert_eq!(markdown_code("a`b"), "``a`b``");
        assert_eq!(markdown_code("`"), "`` ` ``");
        assert_eq!(markdown_code(""), "\"\"");
    }
}
