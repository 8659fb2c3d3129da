//! Which actions return a list, and which member holds it.

use crate::spec::Operation;
use tencentcloud_model::model::{Member, Object, Pagination, Type};

/// The beginnings of names of actions that read. Others list what they have started or changed.
const READS: &[&str] = &["List", "Describe", "Get", "Query", "Search"];

/// The list that an action returns.
#[derive(Clone, Copy)]
pub(crate) struct List<'a> {
    /// The member of the output that holds the items.
    pub(crate) items: &'a Member,
    /// The type of an item, if it is an object.
    pub(crate) object: Option<&'a Object>,
    pub(crate) pagination: Option<&'a Pagination>,
}

impl<'a> List<'a> {
    /// The list that an action returns, if it is one.
    pub(crate) fn of(operation: Operation<'a>) -> Option<Self> {
        let action = operation.action;
        let list = |items: &'a Member| Self {
            items,
            object: operation.object(items.ty.element()),
            pagination: action.pagination.as_ref(),
        };
        if let Some(pagination) = &action.pagination {
            return action.output.get(pagination.items).map(list);
        }
        if !READS.iter().any(|start| action.name.starts_with(start)) {
            return None;
        }
        let mut lists = action.output.iter().filter(|member| matches!(member.ty, Type::List(_)));
        let only = lists.next().filter(|_| lists.next().is_none()).map(list);
        only.filter(|list| list.object.is_some())
    }
}
