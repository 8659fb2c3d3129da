//! The ids of a version that was read: each leads to a thing in it.

use crate::model::{
    Action, ActionId, Member, Owner, Pagination, Type, ValueSetOrigin, Version, Wait,
};

/// Returns whether every id of a version leads to a thing in it.
pub(super) fn ids_are_valid(version: &Version) -> bool {
    let is_type = |ty: &Type| {
        let mut ty = ty;
        while let Type::List(element) = ty {
            ty = element;
        }
        match ty {
            Type::Object(id) => id.0 < version.objects.len(),
            Type::Values(id) => id.0 < version.value_sets.len(),
            Type::Scalar(_) | Type::List(_) => true,
        }
    };
    let is_action = |id: &ActionId| id.0 < version.actions.len();
    let are_members = |members: &[Member]| members.iter().all(|member| is_type(&member.ty));
    let is_owner = |owner: &Owner| match owner {
        Owner::Input(id) | Owner::Output(id) => is_action(id),
        Owner::Object(id) => id.0 < version.objects.len(),
    };
    let is_paging = |action: &Action, paging: &Pagination| {
        let (input, output) = (action.input.len(), action.output.len());
        let outputs = [Some(paging.items), paging.next, paging.total, paging.more];
        let inputs = [Some(paging.cursor), paging.size];
        outputs.into_iter().flatten().all(|index| index < output)
            && inputs.into_iter().flatten().all(|index| index < input)
    };
    let is_wait = |wait: &Wait| {
        let poll = version.actions.get(wait.poll.0);
        poll.is_some_and(|poll| wait.input.iter().all(|(index, _)| *index < poll.input.len()))
    };
    version.actions.iter().all(|action| {
        are_members(&action.input)
            && are_members(&action.output)
            && action.group.is_none_or(|group| group < version.groups.len())
            && action.errors.iter().flatten().all(|error| error.code.0 < version.errors.len())
            && action.pagination.as_ref().is_none_or(|paging| is_paging(action, paging))
            && action.wait.as_ref().is_none_or(is_wait)
    }) && version.objects.iter().all(|object| are_members(&object.members))
        && version.errors.iter().all(|error| error.actions.iter().all(is_action))
        && version.value_sets.iter().all(|set| match &set.origin {
            ValueSetOrigin::Inline { owner, .. } => is_owner(owner),
            ValueSetOrigin::Named { .. } => true,
        })
}
