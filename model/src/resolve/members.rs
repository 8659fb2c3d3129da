//! Parameters, members of responses and of objects.

use super::context::{Context, UNKNOWN, key_place};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{self, Site};
use crate::model::{Constraints, Member, Owner, Type};
use crate::name;
use crate::sites;
use crate::yaml::{Kind, Node};
use std::collections::BTreeMap;

impl Context<'_> {
    /// Resolves the members of `owner`, which is on `sites`.
    pub(super) fn members(
        &mut self,
        written: &[document::Member],
        list: Node<'_>,
        owner: Owner,
        sites: &[Site],
    ) -> Vec<Member> {
        let mut members = Vec::with_capacity(written.len());
        let mut first: BTreeMap<&str, Node<'_>> = BTreeMap::new();
        for (member, node) in written.iter().zip(list.items()) {
            let name = node.at("name");
            if !name::is_identifier(&member.name) {
                let message = format!("`{}` cannot name a member", member.name);
                let diagnostic = Diagnostic::new(Code::BadName, name.place(), message);
                self.diagnostics.push(diagnostic.help(name::IDENTIFIER));
            }
            if let Some(before) = first.insert(&member.name, name) {
                let message = format!("the member `{}` is declared twice", member.name);
                let diagnostic = Diagnostic::new(Code::DuplicateMember, name.place(), message)
                    .secondary(before.place(), "first declared here")
                    .help("delete or rename one of the two");
                self.diagnostics.push(diagnostic);
            }
            if matches!(owner, Owner::Output(_)) {
                self.check_output(member, node);
            }
            members.push(self.member(member, node, owner, sites));
        }
        self.lost_members(list, owner, &mut members);
        members
    }

    /// Adds the members of which no more than the name can be used, so that it may be referred to.
    fn lost_members(&mut self, list: Node<'_>, owner: Owner, members: &mut Vec<Member>) {
        for name in list.lost().filter(|_| list.kind() == Kind::Sequence) {
            if name.is_empty() {
                self.unsure_members.insert(owner);
                continue;
            }
            members.push(Member {
                name: name.to_owned(),
                place: list.place(),
                ty: Type::Object(UNKNOWN),
                doc: String::new(),
                required: false,
                required_on: Vec::new(),
                nullable: true,
                nullable_items: false,
                sensitive: false,
                deprecated: false,
                sites: None,
                default: None,
                example: None,
                constraints: Constraints::default(),
            });
        }
    }

    fn check_output(&mut self, member: &document::Member, node: Node<'_>) {
        if member.name == "RequestId" {
            let place = node.at("name").place();
            let diagnostic = Diagnostic::new(
                Code::WrittenRequestId,
                place,
                "`RequestId` is written in an output",
            )
            .help("every response has it: delete the member");
            self.diagnostics.push(diagnostic);
        }
        if !member.required.is_nowhere() {
            let place = key_place(node, "required");
            let diagnostic =
                Diagnostic::new(Code::MisplacedRequired, place, "a response requires nothing")
                    .help("`required` says what a request must have: delete the key");
            self.diagnostics.push(diagnostic);
        }
    }

    fn member(
        &mut self,
        member: &document::Member,
        node: Node<'_>,
        owner: Owner,
        owner_sites: &[Site],
    ) -> Member {
        let ty = self.member_type(member, node, owner);
        let sites = self.sites(member.sites.as_deref(), node, owner_sites);
        let required_on = self.required(&member.required, node, &sites);
        let doc = self.doc(
            member.doc.as_ref(),
            node,
            || node.at("name").place(),
            || format!("the member `{}`", member.name),
        );
        Member {
            name: member.name.clone(),
            place: node.at("name").place(),
            // Of an object it is decided when it is known which sites reach it.
            required: sites::requires(&required_on, owner_sites),
            required_on,
            // A fact hidden by a mistake is assumed to be one that causes no other mistake.
            nullable: member.nullable || node.may_have_lost("nullable"),
            nullable_items: member.nullable_items || node.may_have_lost("nullable_items"),
            sensitive: member.sensitive,
            deprecated: member.deprecated,
            sites: member.sites.is_some().then_some(sites),
            default: member.default.clone(),
            example: member.example.clone(),
            constraints: self.constraints(member, &ty, node),
            ty,
            doc,
        }
    }
}
