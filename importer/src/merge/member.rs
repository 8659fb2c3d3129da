//! Members: parameters, members of responses and of objects. New ones are added, and those that the
//! source has no more leave its site.

use crate::cell::TypeFact;
use crate::draft::{GUESSED, is_on};
use crate::facts::{At, MemberFact};
use crate::merge::context::{Context, Merge};
use crate::merge::owner::{File, Owner};
use crate::report::{Kind, What};
use tencentcloud_model::document::{Member, Required};
use tencentcloud_model::write::Comments;

impl Merge<'_> {
    /// Brings what a source lists together with the members that are there.
    pub(crate) fn members(
        &mut self,
        owner: &Owner,
        members: &mut Vec<Member>,
        comments: &mut Comments,
        facts: &[MemberFact],
        context: Context,
    ) {
        let mut last = None;
        for fact in facts {
            let path = format!("{}.{}", owner.path, fact.name);
            let known = members.iter().position(|member| member.name == fact.name);
            let file = File { comments: &mut *comments, key: owner.key };
            if let Some(index) = known {
                if let Some(member) = members.get_mut(index) {
                    let context = self.context(context.precedence, member.sites.as_ref());
                    self.known_member(owner, member, file, fact, &path, context);
                }
                last = Some(index);
                continue;
            }
            if !context.adds() {
                let reason = context.precedence.reason();
                let (kind, what) = (Kind::Added, What::Member);
                self.keep(kind, what, &path, None, Some(fact.ty.text()), &fact.at, reason);
                continue;
            }
            // New members stand behind the one that the source lists before them.
            let index = last.map_or(0, |last: usize| last + 1);
            let member = self.new_member(owner, file, fact, &path);
            let ty = Some(member.ty.clone());
            self.change(Kind::Added, What::Member, &path, None, ty, &fact.at);
            members.insert(index, member);
            last = Some(index);
        }
        self.members_gone(owner, members, facts, context);
    }

    /// Members that the source has no more on its site.
    fn members_gone(
        &mut self,
        owner: &Owner,
        members: &mut Vec<Member>,
        facts: &[MemberFact],
        context: Context,
    ) {
        let Some(site) = self.rules.site.filter(|_| !owner.is_partial) else { return };
        let at = facts.first().map_or_else(|| super::whole(self.facts), |fact| fact.at.clone());
        let at = At { line: 0, ..at };
        let mut gone = Vec::new();
        for member in members.iter_mut() {
            let is_listed = facts.iter().any(|fact| fact.name == member.name);
            if is_listed || !is_on(member.sites.as_ref(), site) {
                continue;
            }
            let path = format!("{}.{}", owner.path, member.name);
            if !context.precedence.wins() {
                let reason = context.precedence.reason();
                self.keep(Kind::Removed, What::Member, &path, None, None, &at, reason);
                continue;
            }
            self.change(Kind::Removed, What::Member, &path, None, None, &at);
            let sites = member.sites.get_or_insert_default();
            sites.retain(|known| *known != site);
            if sites.is_empty() {
                gone.push(member.name.clone());
            }
        }
        members.retain(|member| !gone.contains(&member.name));
    }

    fn new_member(
        &mut self,
        owner: &Owner,
        mut file: File<'_>,
        fact: &MemberFact,
        path: &str,
    ) -> Member {
        let ty = self.exact(owner, &mut file, fact, path);
        let mut member = Member {
            name: fact.name.clone(),
            ty: ty.text(),
            // Outputs require nothing, and are not gone through when sites are left out again.
            required: match fact.required {
                _ if owner.key == "output" => Required::Nowhere,
                Some(true) => Required::On(self.sites.clone()),
                _ => Required::On(Vec::new()),
            },
            nullable: fact.nullable.unwrap_or_default(),
            nullable_items: false,
            sensitive: false,
            deprecated: fact.deprecated.unwrap_or_default(),
            sites: Some(self.sites.clone()),
            default: None,
            example: None,
            min: None,
            max: None,
            min_length: None,
            max_length: None,
            min_items: None,
            max_items: None,
            pattern: None,
            doc: fact.doc.clone(),
            values: None,
        };
        if fact.doc.is_some() {
            file.mark(&fact.name, "doc");
            self.report.rewrite.push(path.to_owned());
        }
        self.read_prose(owner, &mut member, &mut file, &ty, fact, path);
        member
    }

    /// The type of a new member, with the width of integers from metadata if there is some.
    fn exact(
        &mut self,
        owner: &Owner,
        file: &mut File<'_>,
        fact: &MemberFact,
        path: &str,
    ) -> TypeFact {
        if !fact.ty.is_guessed {
            return fact.ty.clone();
        }
        if let Some(ty) = self.width_in_metadata(owner, fact) {
            return ty;
        }
        file.mark_as(&fact.name, "type", GUESSED);
        let message = format!("the page says `Integer`; written as `{}`", fact.ty.of);
        self.check(&fact.at, path, message);
        fact.ty.clone()
    }

    /// The integer that metadata has for a member that is one.
    pub(super) fn width_in_metadata(&self, owner: &Owner, fact: &MemberFact) -> Option<TypeFact> {
        let ty = self.in_metadata(owner, &fact.name)?;
        (ty.list == fact.ty.list && ty.is_integer()).then_some(ty)
    }
}
