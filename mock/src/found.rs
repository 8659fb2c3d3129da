//! The items of a list that satisfy the restrictions of a request.

use crate::filter::{Filters, Test};
use crate::item::Items;
use crate::vary::identifies;
use serde_json::Value;

/// The items that were found.
pub(crate) enum Found {
    All(usize),
    Some(Vec<usize>),
}

impl Found {
    /// Finds the items that satisfy all restrictions.
    pub(crate) fn by(filters: &Filters<'_>, items: &Items<'_>) -> Self {
        if filters.tests.is_empty() {
            return Self::All(items.count());
        }
        let is_found = |index: &usize| filters.tests.iter().all(|test| holds(test, items, *index));
        Self::Some((0..items.count()).filter(is_found).collect())
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        match self {
            Self::All(count) => *count,
            Self::Some(indices) => indices.len(),
        }
    }

    /// The index of the item at a position.
    pub(crate) fn index(&self, position: usize) -> usize {
        match self {
            Self::All(_) => position,
            Self::Some(indices) => indices.get(position).copied().unwrap_or_default(),
        }
    }
}

/// Whether an item passes a restriction.
fn holds(test: &Test<'_>, items: &Items<'_>, index: usize) -> bool {
    match test {
        Test::Equal(member, wanted) => {
            items.field(index, member).is_some_and(|value| equals(&value, wanted))
        }
        Test::OneOf(member, wanted) => items
            .field(index, member)
            .is_some_and(|value| wanted.iter().any(|wanted| equals(&value, wanted))),
        Test::Contains(member, wanted) => {
            let value = items.field(index, member);
            let elements = value.as_ref().and_then(Value::as_array);
            elements.is_some_and(|elements| {
                let has = |wanted| elements.iter().any(|element| covers(element, wanted));
                wanted.iter().all(has)
            })
        }
        Test::Search(text) => items.object().is_some_and(|object| {
            let mut searched = object.members.iter().filter(|member| identifies(member));
            searched.any(|member| match items.field(index, member) {
                Some(Value::String(value)) => value.to_lowercase().contains(text),
                Some(Value::Number(value)) => value.to_string().contains(text),
                _ => false,
            })
        }),
    }
}

fn equals(value: &Value, wanted: &Value) -> bool {
    match (value, wanted) {
        (Value::Number(value), Value::Number(wanted)) => value.as_i128() == wanted.as_i128(),
        _ => value == wanted,
    }
}

/// Whether an element has all that is asked for: an object has its members, another equals it.
fn covers(element: &Value, wanted: &Value) -> bool {
    match (element, wanted) {
        (Value::Object(element), Value::Object(wanted)) => wanted
            .iter()
            .all(|(name, wanted)| element.get(name).is_some_and(|value| equals(value, wanted))),
        _ => equals(element, wanted),
    }
}
