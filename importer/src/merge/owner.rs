//! The owner of members: an input, an output or an object, the comments of its file, and what other
//! sources say of its members.

use crate::cell::TypeFact;
use crate::draft::REWRITE;
use crate::facts::MemberFact;
use crate::merge::context::Merge;
use tencentcloud_model::write::{Comments, step};

/// An owner of members.
pub(crate) struct Owner {
    /// The key of the file under which they stand.
    pub(crate) key: &'static str,
    /// Where they are in the spec.
    pub(crate) path: String,
    /// Whether requests have them.
    pub(crate) is_request: bool,
    /// Whether the source may have more than could be read.
    pub(crate) is_partial: bool,
}
/// The comments of a file, at the key that has the members.
pub(super) struct File<'c> {
    pub(super) comments: &'c mut Comments,
    pub(super) key: &'static str,
}

impl File<'_> {
    fn path(&self, member: &str, key: &str) -> Vec<String> {
        vec![self.key.to_owned(), step(member), key.to_owned()]
    }

    pub(super) fn mark(&mut self, member: &str, key: &str) {
        self.mark_as(member, key, REWRITE);
    }

    pub(super) fn mark_as(&mut self, member: &str, key: &str, comment: &str) {
        let path = self.path(member, key);
        self.comments.add(path, comment);
    }

    pub(super) fn is_marked(&self, member: &str, key: &str) -> bool {
        self.has(member, key, REWRITE)
    }

    pub(super) fn has(&self, member: &str, key: &str, comment: &str) -> bool {
        self.comments.has(&self.path(member, key), comment)
    }

    pub(super) fn remove(&mut self, member: &str, key: &str, comment: &str) {
        let path = self.path(member, key);
        self.comments.remove(&path, comment);
    }
}

impl Merge<'_> {
    /// The type that metadata has for a member.
    pub(super) fn in_metadata(&self, owner: &Owner, name: &str) -> Option<TypeFact> {
        let inside = owner.path.strip_prefix(&self.path)?.trim_start_matches('/');
        let thing = inside.split('.').next()?;
        let same = |facts: &&crate::facts::Facts| {
            facts.version == self.facts.version && facts.service.folder == self.facts.service.folder
        };
        self.rules.metadata.iter().filter(same).find_map(|facts| {
            let action = facts.actions.iter().find(|action| action.name == thing);
            let members = match owner.key {
                "input" => action?.input.as_ref()?,
                "output" => action?.output.as_ref()?,
                _ => &facts.types.iter().find(|ty| ty.name == thing)?.members,
            };
            members.iter().find(|member| member.name == name).map(|member| member.ty.clone())
        })
    }

    /// The other site's fact about a member, if a source of this run has one.
    pub(super) fn in_other_site(&self, owner: &Owner, name: &str) -> Option<&MemberFact> {
        let inside = owner.path.strip_prefix(&self.path)?.trim_start_matches('/');
        let thing = inside.split('.').next()?;
        self.other_site().find_map(|facts| {
            let action = facts.actions.iter().find(|action| action.name == thing);
            let members = match owner.key {
                "input" => action?.input.as_ref()?,
                "output" => action?.output.as_ref()?,
                _ => &facts.types.iter().find(|ty| ty.name == thing)?.members,
            };
            members.iter().find(|member| member.name == name)
        })
    }
}
