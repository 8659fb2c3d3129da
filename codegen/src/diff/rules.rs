//! Every kind of change with its verdict for users of the generated crate: the only place where
//! verdicts stand. They follow from the shape of that crate, and a witness program proves each.

use serde::Serialize;
use std::fmt::{self, Write};

/// The effect of a change on programs that use the generated crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Only documentation differs.
    Docs,
    /// Programs still compile, and new things can be used; or the crate behaves differently because
    /// the service does.
    Additive,
    /// Some program that compiled compiles no longer, or means something else.
    Breaking,
}

impl Verdict {
    /// All verdicts, the gravest first.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Additive, Self::Docs];
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Docs => "docs only",
        })
    }
}

macro_rules! rules {
    ($($topic:literal: { $($name:ident = $id:literal, $label:literal, $verdict:ident, $what:literal, $reason:literal;)+ })+) => {
        /// A kind of change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[doc = concat!($what, ".")] $name,)+)+
        }

        impl Rule {
            /// All rules, by topic.
            pub const TOPICS: &'static [(&'static str, &'static [Self])] =
                &[$(($topic, &[$(Self::$name),+])),+];

            /// The stable name, such as `member-retyped`.
            pub const fn id(self) -> &'static str {
                match self { $($(Self::$name => $id,)+)+ }
            }

            /// The label after the name of the changed thing, such as `type`.
            pub const fn label(self) -> &'static str {
                match self { $($(Self::$name => $label,)+)+ }
            }

            /// The change, as a sentence.
            pub const fn what(self) -> &'static str {
                match self { $($(Self::$name => $what,)+)+ }
            }

            /// The effect on users of the generated crate.
            pub const fn verdict(self) -> Verdict {
                match self { $($(Self::$name => Verdict::$verdict,)+)+ }
            }

            /// Why it means that.
            pub const fn reason(self) -> &'static str {
                match self { $($(Self::$name => $reason,)+)+ }
            }
        }
    };
}

impl Rule {
    /// All rules, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::TOPICS.iter().flat_map(|(_, rules)| rules.iter().copied())
    }
}

/// The table as Markdown, for people who want to know before they change something.
pub fn markdown() -> String {
    let mut text = String::new();
    for (topic, rules) in Rule::TOPICS {
        if !text.is_empty() {
            text.push('\n');
        }
        // Writing to a string cannot fail.
        let _ = writeln!(text, "#### {topic}\n");
        let _ = writeln!(text, "| rule | change | verdict | why |\n| --- | --- | --- | --- |");
        for rule in *rules {
            let (id, what, verdict) = (rule.id(), rule.what(), rule.verdict());
            let _ = writeln!(text, "| `{id}` | {what} | {verdict} | {} |", rule.reason());
        }
    }
    text
}

rules! {
    "Services and versions": {
        ServiceAdded = "service-added", "added", Additive,
            "A service is added",
            "it is a module of its own";
        ServiceRemoved = "service-removed", "removed", Breaking,
            "A service is removed",
            "its module is gone";
        ServiceName = "service-name", "name on the wire", Additive,
            "The name of a service on the wire changes",
            "it is data: requests are signed and sent with the new one";
        ServiceHost = "service-host", "host", Additive,
            "The host of a site appears, disappears or changes",
            "it is data: requests go to the new one";
        ServiceDoc = "service-doc", "description", Docs,
            "The title or the description of a service changes",
            "documentation of a module";
        VersionAdded = "version-added", "added", Additive,
            "A version of a service is added",
            "it is a module of its own, behind a feature of its own";
        VersionRemoved = "version-removed", "removed", Breaking,
            "A version of a service is removed",
            "its module and its feature are gone";
        VersionDoc = "version-doc", "description", Docs,
            "The description, the source or the groups of a version change",
            "documentation of a module";
    }
    "Actions": {
        ActionAdded = "action-added", "added", Additive,
            "An action is added",
            "types and a method of the client that were not there";
        ActionRemoved = "action-removed", "removed", Breaking,
            "An action is removed",
            "its types and its method of the client are gone";
        ActionStatus = "action-status", "status", Additive,
            "An action becomes deprecated, goes out of service or comes back",
            "its types stay; the compiler warns where they are used";
        ActionSites = "action-sites", "sites", Additive,
            "An action appears on a site or disappears from it",
            "it is data: the client refuses to send what a site does not offer";
        ActionRateLimit = "action-rate-limit", "rate limit", Additive,
            "The rate limit of an action changes",
            "it is data, for clients that pace themselves";
        ActionIdempotent = "action-idempotent", "safe to send twice", Additive,
            "It becomes known, or wrong, that an action is safe to send twice",
            "it is data, for clients that retry";
        ActionUnsigned = "action-unsigned", "sent without a signature", Additive,
            "An action comes to be sent without a signature, or with one",
            "it is data: the client signs or does not";
        ActionDoc = "action-doc", "description", Docs,
            "The description of an action changes",
            "documentation of the request and the method";
        ActionGroup = "action-group", "group", Docs,
            "An action moves to another group",
            "the order of the guide on the version's module";
        ActionSource = "action-source", "source", Docs,
            "The facts of an action come from another source",
            "documentation of the request";
        ActionExamples = "action-examples", "examples", Docs,
            "The examples of an action change",
            "documentation of the request";
        PaginationAdded = "pagination-added", "pagination added", Additive,
            "It becomes known how an action divides its result into pages",
            "the request implements one more trait";
        PaginationRemoved = "pagination-removed", "pagination removed", Breaking,
            "An action no longer divides its result into pages",
            "the request no longer implements `Paged`";
        PaginationItem = "pagination-item", "item of a page", Breaking,
            "A page has items of another type",
            "`Paged::Item` is another type";
        PaginationChanged = "pagination-changed", "pagination", Additive,
            "Other members play the parts in pagination",
            "it is data, as long as the items are of the same type";
        WaitAdded = "wait-added", "wait added", Additive,
            "It becomes known how to wait for what an action starts",
            "the request implements one more trait";
        WaitRemoved = "wait-removed", "wait removed", Breaking,
            "It is no longer known how to wait for what an action starts",
            "the request no longer implements `Wait`";
        WaitPoll = "wait-poll", "polled action", Breaking,
            "Waiting asks another action",
            "`Wait::Poll` is another type";
        WaitChanged = "wait-changed", "wait", Additive,
            "Waiting asks or understands the same action otherwise",
            "it is data";
    }
    "Members": {
        SentOptionalMemberAdded = "sent-optional-member-added", "added", Additive,
            "A request, or a type that requests reach, gets an optional member",
            "structs are `#[non_exhaustive]`: a field and a `with_…` more disturb nobody";
        SentRequiredMemberAdded = "sent-required-member-added", "added, required", Breaking,
            "A request, or a type that requests reach, gets a required member",
            "`new` takes one argument more";
        ReceivedMemberAdded = "received-member-added", "added", Additive,
            "A response, or a type that only responses reach, gets a member",
            "structs are `#[non_exhaustive]`: a field more disturbs nobody";
        MemberRemoved = "member-removed", "removed", Breaking,
            "A member is removed",
            "its field is gone";
        MemberRequired = "member-required", "required now", Breaking,
            "A member that is sent becomes required",
            "`new` takes one argument more, and its `with_…` is gone";
        MemberOptional = "member-optional", "optional now", Breaking,
            "A member that is sent becomes optional",
            "`new` takes one argument less";
        ReceivedMemberRequired = "received-member-required", "required", Docs,
            "A member that is only received becomes required or optional",
            "a received member may always be absent";
        MemberRequiredOn = "member-required-on", "required on some sites", Additive,
            "A member that `new` does not take becomes required on a site, or optional there",
            "its field stays; the client refuses to send a request without it to that site";
        MemberRetyped = "member-retyped", "type", Breaking,
            "The type of a member changes, or documented values are added to it or taken away",
            "its field has another type";
        MemberRetypedAlike = "member-retyped-alike", "type", Docs,
            "The type of a member changes to one that is the same in Rust",
            "times and texts are all `String`";
        MemberBoxed = "member-boxed", "held on the heap", Breaking,
            "An object comes to contain itself through a member, or ceases to",
            "its field is a `Box`, or is one no longer";
        RequiredMembersReordered = "required-members-reordered", "order of what `new` takes", Breaking,
            "The required members of something that is sent change their order",
            "`new` takes its arguments in that order; arguments of one type would change places in silence";
        MembersReordered = "members-reordered", "order", Docs,
            "Other members change their order",
            "fields are named, and JSON objects have no order";
        MemberSites = "member-sites", "sites", Additive,
            "A member appears on a site or disappears from it",
            "it is data: the client refuses to send what a site does not have";
        MemberNullable = "member-nullable", "null", Docs,
            "It is documented that a member may be null, or no longer",
            "null is always understood as absent";
        MemberNullableItems = "member-nullable-items", "elements", Breaking,
            "Elements of a list turn out to be null at times, or no longer",
            "the elements become `Option`, or are `Option` no longer";
        MemberDefault = "member-default", "default", Docs,
            "The service's assumption for an absent member changes",
            "an unset field is not sent";
        MemberExample = "member-example", "example", Docs,
            "The documented value of a member changes",
            "documentation of a field";
        MemberConstraints = "member-constraints", "constraints", Additive,
            "The constraints on a member that is sent change",
            "only `validate` looks at it, and only when it is called";
        ReceivedMemberConstraints = "received-member-constraints", "constraints", Docs,
            "The constraints on a member that is only received change",
            "received values are not checked";
        MemberDeprecated = "member-deprecated", "deprecated", Additive,
            "A member becomes deprecated, or is it no longer",
            "its field stays; the compiler warns where it is used";
        MemberSensitive = "member-sensitive", "secret", Additive,
            "A member becomes secret, or is it no longer",
            "only what `Debug` prints differs";
        MemberDoc = "member-doc", "description", Docs,
            "The description of a member changes",
            "documentation of a field";
    }
    "Types and values": {
        TypeAdded = "type-added", "added", Additive,
            "An object type is added",
            "a type that was not there";
        TypeRemoved = "type-removed", "removed", Breaking,
            "An object type is removed",
            "it is gone";
        TypeFields = "type-fields", "fields follow who reaches it", Breaking,
            "A type comes to be reached by responses or by requests too, or ceases to, and fields change with that",
            "in types that responses reach, a required field is an `Option`; types that requests reach too tell an absent list from an empty one";
        TypeUnsent = "type-unsent", "no longer sent", Breaking,
            "Requests no longer reach a type",
            "`new` and its `with_…` are gone";
        TypeReach = "type-reach", "reached by", Additive,
            "A type comes to be reached by responses or by requests too, and no field changes",
            "it can be made where it could not";
        TypeDoc = "type-doc", "description", Docs,
            "The description of an object type changes",
            "documentation of a struct";
        ValueSetAdded = "value-set-added", "added", Additive,
            "A named set of values is added",
            "an enum that was not there";
        ValueSetRemoved = "value-set-removed", "removed", Breaking,
            "A named set of values is removed",
            "its enum is gone";
        ValueSetBase = "value-set-base", "type of the values", Breaking,
            "The values of a set are of another scalar",
            "`Unknown` holds another type";
        ValueSetDoc = "value-set-doc", "description", Docs,
            "The description of a set of values changes",
            "documentation of an enum";
        ValueAdded = "value-added", "added", Additive,
            "A set gets another value",
            "enums are `#[non_exhaustive]`, so every `match` has an arm for it; what was `Unknown` until now is the new variant";
        ValueRemoved = "value-removed", "removed", Breaking,
            "A value is taken out of its set",
            "its variant is gone";
        ValuesReordered = "values-reordered", "order", Docs,
            "The values of a set change their order",
            "variants are named";
        ValueDoc = "value-doc", "description", Docs,
            "The description of a value changes",
            "documentation of a variant";
    }
    "Error codes": {
        ActionCodeAdded = "action-code-added", "added", Additive,
            "An action lists another code",
            "enums are `#[non_exhaustive]`, so every `match` has an arm for it; what was `Common` or `Other` until now is the new variant";
        ActionCodeRemoved = "action-code-removed", "removed", Breaking,
            "An action no longer lists a code",
            "its variant is gone";
        ActionCodeSites = "action-code-sites", "sites", Docs,
            "A code of an action is documented on other sites",
            "documentation of a variant";
        ActionCodesKnown = "action-codes-known", "codes known", Docs,
            "It becomes known that an action has no codes of its own, or is it no longer",
            "documentation of an enum";
        CodeAdded = "code-added", "added", Additive,
            "A version gets another code",
            "a variant more in `ErrorCode`, which is `#[non_exhaustive]`";
        CodeRemoved = "code-removed", "removed", Breaking,
            "A version loses a code",
            "a variant less in `ErrorCode`";
        CommonCodeAdded = "common-code-added", "added", Additive,
            "Any action may return another code",
            "a variant more in `CommonError`, which is `#[non_exhaustive]`";
        CommonCodeRemoved = "common-code-removed", "removed", Breaking,
            "A code that any action may return is removed",
            "a variant less in `CommonError`";
        CodeClass = "code-class", "class", Additive,
            "A code is of another class",
            "`class` gives another value of the same type";
        CodeDoc = "code-doc", "description", Docs,
            "The description of a code changes",
            "documentation, and the text that `description` gives";
        FamilyClass = "family-class", "class", Additive,
            "Codes of a family that are not documented are of another class",
            "`class` gives another value of the same type";
    }
    "Rust names": {
        Renamed = "renamed", "name in Rust", Breaking,
            "A thing has another name in Rust: by `names.yaml`, or because another one collides with it",
            "programs know it by the old one";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_unique_and_kebab_case() {
        let ids: BTreeSet<&str> = Rule::all().map(Rule::id).collect();
        assert_eq!(ids.len(), Rule::all().count());
        let is_kebab = |id: &&str| id.chars().all(|c| c == '-' || c.is_ascii_lowercase());
        assert_eq!(ids.iter().find(|id| !is_kebab(id)), None);
    }

    #[test]
    fn the_gravest_verdict_is_the_greatest() {
        assert!(Verdict::ALL.is_sorted_by(|grave, light| grave > light));
    }

    #[test]
    fn the_table_has_a_row_per_rule() {
        let table = markdown();
        let rows = table.lines().filter(|line| line.starts_with("| `")).count();
        assert_eq!(rows, Rule::all().count());
        assert!(table.contains("| `member-retyped` | The type of a member changes, or"));
    }
}
