//! The members of requests, responses and objects.

use super::changes::{Changes, code};
use super::pair::{is_reordered, pairs};
use super::rules::Rule;
use super::side::{Side, WITH_VALUES, shown_sites};
use tencentcloud_model::model::{Constraints, Member, Site};

/// An owner of members, on one side.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) side: Side<'a>,
    pub(super) members: &'a [Member],
    /// The path of the members, without the dot behind it.
    pub(super) path: &'a str,
}

impl<'a> Record<'a> {
    /// Whether programs make it themselves.
    pub(super) fn is_constructed(self) -> bool {
        self.side.surface.is_constructed(self.path)
    }

    /// Whether `new` takes a member, for which it has to be required.
    fn takes(self, member: &str) -> bool {
        self.side.surface.is_taken(&format!("{}.{member}", self.path))
    }

    fn by_name(self) -> impl Iterator<Item = (&'a str, &'a Member)> {
        self.members.iter().map(|member| (member.name.as_str(), member))
    }
}

/// Compares the members of something.
pub(super) fn compare(base: Record<'_>, head: Record<'_>, changes: &mut Changes) {
    let path = head.path;
    let is_constructed = base.is_constructed() && head.is_constructed();
    let members = pairs(base.by_name(), head.by_name());
    for (name, _) in &members.removed {
        changes.add(Rule::MemberRemoved, &format!("{path}.{name}"));
    }
    for (name, member) in &members.added {
        let rule = match (is_constructed, head.takes(name)) {
            (true, true) => Rule::SentRequiredMemberAdded,
            (true, false) => Rule::SentOptionalMemberAdded,
            (false, _) => Rule::ReceivedMemberAdded,
        };
        let ty = code(&head.side.shown(&member.ty));
        changes.add_between(rule, &format!("{path}.{name}"), String::new(), ty);
    }
    for (name, before, after) in members.both {
        let pair =
            Pair { base, head, before, after, at: &format!("{path}.{name}"), is_constructed };
        pair.compare_types(changes);
        pair.compare_presence(changes);
        pair.compare_facts(changes);
    }
    compare_order(base, head, is_constructed, changes);
}

fn compare_order(base: Record<'_>, head: Record<'_>, is_constructed: bool, changes: &mut Changes) {
    fn taken(record: Record<'_>) -> impl Iterator<Item = &str> {
        let names = record.members.iter().map(|member| member.name.as_str());
        names.filter(move |name| record.takes(name))
    }
    let name = |(name, _)| name;
    if is_constructed && is_reordered(taken(base), taken(head)) {
        changes.add(Rule::RequiredMembersReordered, head.path);
    } else if is_reordered(base.by_name().map(name), head.by_name().map(name)) {
        changes.add(Rule::MembersReordered, head.path);
    }
}

/// A member on both sides.
struct Pair<'a> {
    base: Record<'a>,
    head: Record<'a>,
    before: &'a Member,
    after: &'a Member,
    at: &'a str,
    /// Whether programs make what it is a member of, on both sides.
    is_constructed: bool,
}

impl Pair<'_> {
    fn compare_types(&self, changes: &mut Changes) {
        let (base, head) = (self.base.side, self.head.side);
        let is_alike = base.shape(&self.before.ty) == head.shape(&self.after.ty);
        let rule = if is_alike { Rule::MemberRetypedAlike } else { Rule::MemberRetyped };
        let (before, after) = (base.shown(&self.before.ty), head.shown(&self.after.ty));
        // Values at the member itself are compared as a set, and so is what they are of.
        let is_set_at_member = before.contains(WITH_VALUES) && after.contains(WITH_VALUES);
        if !is_alike || !is_set_at_member {
            changes.differ_name(rule, self.at, &before, &after);
        }
        let nullable = (&self.before.nullable_items, &self.after.nullable_items);
        let elements = |is: &bool| if *is { "may be null" } else { "are never null" }.to_owned();
        changes.differ(Rule::MemberNullableItems, self.at, nullable.0, nullable.1, elements);
        let is_boxed = |record: Record<'_>| record.side.surface.is_boxed(self.at);
        if is_alike && is_boxed(self.base) != is_boxed(self.head) {
            changes.add(Rule::MemberBoxed, self.at);
        }
    }

    fn compare_presence(&self, changes: &mut Changes) {
        let Self { before, after, at, is_constructed, .. } = *self;
        let (base_takes, head_takes) =
            (self.base.takes(&before.name), self.head.takes(&after.name));
        if before.required == after.required && base_takes == head_takes {
            return;
        }
        let shown = |required: &bool| if *required { "required" } else { "optional" }.to_owned();
        // Paging can fill in a member or leave it to the program, while it stays required.
        let is_stricter = if base_takes == head_takes { after.required } else { head_takes };
        match (is_constructed, is_stricter) {
            (true, true) => changes.add(Rule::MemberRequired, at),
            (true, false) => changes.add(Rule::MemberOptional, at),
            (false, _) => {
                let (before, after) = (&before.required, &after.required);
                changes.differ(Rule::ReceivedMemberRequired, at, before, after, shown);
            }
        }
    }

    fn compare_facts(&self, changes: &mut Changes) {
        let Self { before, after, at, .. } = *self;
        let yes_or_no = |is: &bool| if *is { "yes" } else { "no" }.to_owned();
        let sites = |sites: &Option<Vec<Site>>| {
            sites.as_deref().map_or_else(|| "all of its owner".to_owned(), shown_sites)
        };
        let value = |value: &Option<serde_json::Value>| {
            value.as_ref().map_or_else(|| "none".to_owned(), |value| code(&value.to_string()))
        };
        changes.differ(Rule::MemberSites, at, &before.sites, &after.sites, sites);
        changes.differ(Rule::MemberNullable, at, &before.nullable, &after.nullable, yes_or_no);
        if !before.required && !after.required {
            let on = (&before.required_on[..], &after.required_on[..]);
            let shown = |sites: &[Site]| {
                if sites.is_empty() { "none".to_owned() } else { shown_sites(sites) }
            };
            let is_sent = self.is_constructed;
            let rule = if is_sent { Rule::MemberRequiredOn } else { Rule::ReceivedMemberRequired };
            changes.differ(rule, at, on.0, on.1, shown);
        }
        changes.differ(Rule::MemberDefault, at, &before.default, &after.default, value);
        changes.differ(Rule::MemberExample, at, &before.example, &after.example, value);
        let rule = if self.head.is_constructed() {
            Rule::MemberConstraints
        } else {
            Rule::ReceivedMemberConstraints
        };
        changes.differ(rule, at, &before.constraints, &after.constraints, shown_constraints);
        let deprecated = (&before.deprecated, &after.deprecated);
        changes.differ(Rule::MemberDeprecated, at, deprecated.0, deprecated.1, yes_or_no);
        changes.differ(Rule::MemberSensitive, at, &before.sensitive, &after.sensitive, yes_or_no);
        changes.differ_prose(Rule::MemberDoc, at, &before.doc, &after.doc);
    }
}

/// Constraints as the spec writes them.
fn shown_constraints(constraints: &Constraints) -> String {
    let Constraints { min, max, min_length, max_length, min_items, max_items, pattern } =
        constraints;
    let count = |count: &Option<u64>| count.map(|count| count.to_string());
    let facts = [
        ("min", min.as_ref().map(ToString::to_string)),
        ("max", max.as_ref().map(ToString::to_string)),
        ("min_length", count(min_length)),
        ("max_length", count(max_length)),
        ("min_items", count(min_items)),
        ("max_items", count(max_items)),
        ("pattern", pattern.clone()),
    ];
    let shown =
        facts.into_iter().filter_map(|(key, value)| Some(code(&format!("{key}: {}", value?))));
    let shown: Vec<String> = shown.collect();
    if shown.is_empty() { "none".to_owned() } else { shown.join(", ") }
}
