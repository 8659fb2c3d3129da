//! Actions: their facts, and the members of their requests and responses.

use super::changes::{Changes, code};
use super::error_code;
use super::member::{self, Record};
use super::pair::pairs;
use super::rules::Rule;
use super::side::{Side, shown_sites};
use tencentcloud_model::model::{
    Action, Example, Member, PageStyle, Pagination, Status, Type, WaitSource,
};

/// Compares the actions of a version.
pub(super) fn compare_all(base: Side<'_>, head: Side<'_>, path: &str, changes: &mut Changes) {
    fn by_name(side: Side<'_>) -> impl Iterator<Item = (&str, &Action)> {
        side.version.actions.iter().map(|action| (action.name.as_str(), action))
    }
    let actions = pairs(by_name(base), by_name(head));
    for (name, _) in actions.removed {
        changes.add(Rule::ActionRemoved, &format!("{path}{name}"));
    }
    for (name, _) in actions.added {
        changes.add(Rule::ActionAdded, &format!("{path}{name}"));
    }
    for (name, before, after) in actions.both {
        let at = format!("{path}{name}");
        let pair = Pair { base, head, before, after, at: &at };
        pair.compare_facts(changes);
        pair.compare_members(changes);
        pair.compare_pagination(changes);
        pair.compare_wait(changes);
        error_code::compare_listed(base, head, (before, after), &at, changes);
    }
}

/// An action on both sides.
struct Pair<'a> {
    base: Side<'a>,
    head: Side<'a>,
    before: &'a Action,
    after: &'a Action,
    at: &'a str,
}

impl Pair<'_> {
    fn compare_facts(&self, changes: &mut Changes) {
        let Self { before, after, at, .. } = *self;
        let limit = |limit: &Option<u32>| {
            limit.map_or_else(|| "not known".to_owned(), |limit| format!("{limit}/s"))
        };
        let yes_or_no = |is: &bool| if *is { "yes" } else { "not known" }.to_owned();
        changes.differ(Rule::ActionStatus, at, &before.status, &after.status, |status| {
            shown_status(*status)
        });
        changes.differ(Rule::ActionSites, at, &before.sites[..], &after.sites[..], shown_sites);
        changes.differ(Rule::ActionRateLimit, at, &before.rate_limit, &after.rate_limit, limit);
        let idempotent = (&before.idempotent, &after.idempotent);
        changes.differ(Rule::ActionIdempotent, at, idempotent.0, idempotent.1, yes_or_no);
        let unsigned = (&before.unsigned, &after.unsigned);
        let is = |is: &bool| if *is { "yes" } else { "no" }.to_owned();
        changes.differ(Rule::ActionUnsigned, at, unsigned.0, unsigned.1, is);
        changes.differ_prose(Rule::ActionDoc, at, &before.doc, &after.doc);
        let (old_group, group) = (group(self.base, before), self::group(self.head, after));
        changes.differ_name(Rule::ActionGroup, at, old_group, group);
        if before.source != after.source {
            changes.add(Rule::ActionSource, at);
        }
        if examples(before) != examples(after) {
            changes.add(Rule::ActionExamples, at);
        }
    }

    fn compare_members(&self, changes: &mut Changes) {
        let Self { base, head, before, after, at } = *self;
        let halves =
            [("input", &before.input, &after.input), ("output", &before.output, &after.output)];
        for (half, before, after) in halves {
            let path = format!("{at}.{half}");
            let base = Record { side: base, members: before, path: &path };
            let head = Record { side: head, members: after, path: &path };
            member::compare(base, head, changes);
        }
    }

    fn compare_pagination(&self, changes: &mut Changes) {
        let Self { base, head, before, after, at } = *self;
        match (&before.pagination, &after.pagination) {
            (None, None) => {}
            (None, Some(_)) => changes.add(Rule::PaginationAdded, at),
            (Some(_), None) => changes.add(Rule::PaginationRemoved, at),
            (Some(old), Some(new)) => {
                let (old_items, new_items) =
                    (before.output.get(old.items), after.output.get(new.items));
                let shape = |side: Side<'_>, items: Option<&Member>| {
                    items.map(|items| side.shape(&items.ty))
                };
                let is_moved =
                    old_items.map(|items| &items.name) != new_items.map(|items| &items.name);
                if is_moved && shape(base, old_items) != shape(head, new_items) {
                    let item = |side: Side<'_>, items: Option<&Member>| match items
                        .map(|items| &items.ty)
                    {
                        Some(Type::List(item)) => code(&side.shown(item)),
                        _ => String::new(),
                    };
                    let (old, new) = (item(base, old_items), item(head, new_items));
                    changes.add_between(Rule::PaginationItem, at, old, new);
                }
                let (old, new) = (parts(before, old), parts(after, new));
                changes.differ(Rule::PaginationChanged, at, &old, &new, |parts| shown_parts(parts));
            }
        }
    }

    fn compare_wait(&self, changes: &mut Changes) {
        let Self { base, head, before, after, at } = *self;
        match (&before.wait, &after.wait) {
            (None, None) => {}
            (None, Some(_)) => changes.add(Rule::WaitAdded, at),
            (Some(_), None) => changes.add(Rule::WaitRemoved, at),
            (Some(old), Some(new)) => {
                let (old_poll, new_poll) = (base.action_name(old.poll), head.action_name(new.poll));
                changes.differ_name(Rule::WaitPoll, at, old_poll, new_poll);
                let facts = |side: Side<'_>, wait: &tencentcloud_model::model::Wait| {
                    let poll = side.version.action(wait.poll);
                    let input = wait.input.iter().map(|(member, source)| {
                        let member = poll.input.get(*member);
                        (member.map_or(String::new(), |member| member.name.clone()), source.clone())
                    });
                    // They are a map: their order means nothing, and `fmt` sorts them.
                    let mut input: Vec<(String, WaitSource)> = input.collect();
                    input.sort_by(|one, other| one.0.cmp(&other.0));
                    (
                        input,
                        wait.state.clone(),
                        wait.success.clone(),
                        wait.failure.clone(),
                        wait.reason.clone(),
                    )
                };
                if facts(base, old) != facts(head, new) {
                    changes.add(Rule::WaitChanged, at);
                }
            }
        }
    }
}

/// The examples of an action; the sites that document one only if not all of the action's do.
fn examples(action: &Action) -> Vec<Example> {
    let mut examples = action.examples.clone();
    for example in &mut examples {
        if example.sites == action.sites {
            example.sites.clear();
        }
    }
    examples
}

/// The title of an action's group.
fn group<'a>(side: Side<'a>, action: &Action) -> &'a str {
    let title = action.group.and_then(|group| side.version.groups.get(group));
    title.map_or("none", String::as_str)
}

fn shown_status(status: Status) -> String {
    match status {
        Status::Online => "online",
        Status::Deprecated => "deprecated",
        Status::Offline => "offline",
    }
    .to_owned()
}

/// The members that play the parts of pagination, by the names of the parts.
fn parts<'a>(action: &'a Action, pagination: &Pagination) -> Vec<(&'static str, &'a str)> {
    let input = |index: usize| action.input.get(index);
    let output = |index: usize| action.output.get(index);
    let cursor = match pagination.style {
        PageStyle::Offset => "offset",
        PageStyle::Page => "page",
        PageStyle::Token => "token",
    };
    let parts = [
        (cursor, input(pagination.cursor)),
        ("size", pagination.size.and_then(input)),
        ("items", output(pagination.items)),
        ("next", pagination.next.and_then(output)),
        ("total", pagination.total.and_then(output)),
        ("more", pagination.more.and_then(output)),
    ];
    parts.into_iter().filter_map(|(part, member)| Some((part, member?.name.as_str()))).collect()
}

fn shown_parts(parts: &[(&str, &str)]) -> String {
    let parts: Vec<String> =
        parts.iter().map(|(part, member)| format!("{part} `{member}`")).collect();
    parts.join(", ")
}
