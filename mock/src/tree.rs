//! The tree of a version, such as that of departments: derived from an object with the members `X`
//! and `ParentX`, which a list returns.

use crate::config::Config;
use crate::example;
use crate::generate;
use crate::list::List;
use crate::random::below;
use crate::spec::Operation;
use crate::vary::{identifies, varied};
use serde_json::{Map, Value};
use tencentcloud_model::model::Object;

/// How many nodes are directly below one.
const CHILDREN: usize = 3;

/// The tree of a version.
#[derive(Debug)]
pub(crate) struct Tree {
    /// The action that lists the nodes, by its slot.
    pub(crate) lister: usize,
    /// The member that holds the ID of a node, such as `NodeId`.
    id: String,
    /// The member that holds the ID of the node above, such as `ParentNodeId`.
    parent: String,
    /// The member of a node that holds its name, if there is one.
    name: Option<String>,
    /// How many nodes there are.
    count: usize,
    first_id: Value,
    first_name: Value,
}

impl Tree {
    /// The tree whose nodes an action lists, if they are nodes of one.
    pub(crate) fn listed_by(config: &Config, operation: Operation<'_>) -> Option<Self> {
        let list = List::of(operation)?;
        let object = list.object?;
        let (id, parent) = names(object)?;
        let name = ["Name".to_owned(), name_for(&id)];
        let name = name.into_iter().find(|name| has(object, name));
        let response = example::response(config, operation, &Map::new());
        let documented = response.get(&list.items.name).and_then(Value::as_array);
        let seed = below(config.seed, &operation.action.name);
        let first = documented.and_then(|items| items.first()).cloned();
        let first = first.unwrap_or_else(|| generate::element(operation, list.items, seed));
        let value = |name: &str| first.get(name).cloned().unwrap_or_default();
        Some(Self {
            lister: operation.slot,
            first_id: Some(value(&id)).filter(|id| !id.is_null()).unwrap_or_else(|| Value::from(1)),
            first_name: name.as_deref().map(value).unwrap_or_default(),
            count: config.count_of(&operation.action.name),
            id,
            parent,
            name,
        })
    }

    /// The value of a member of a node that the tree decides; node 0 is the root.
    pub(crate) fn node(&self, member: &str, index: usize) -> Option<Value> {
        if member == self.id {
            Some(self.id(index))
        } else if member == self.parent {
            Some(self.parent_id(index))
        } else if self.name.as_deref() == Some(member) && !self.first_name.is_null() {
            Some(varied(&self.first_name, index))
        } else {
            None
        }
    }

    fn id(&self, index: usize) -> Value {
        varied(&self.first_id, index)
    }

    /// The ID of the node above; of none, 0 or an empty text.
    fn parent_id(&self, index: usize) -> Value {
        match (index.checked_sub(1), &self.first_id) {
            (Some(before), _) => self.id(before / CHILDREN),
            (None, Value::String(_)) => Value::from(""),
            (None, _) => Value::from(0),
        }
    }

    /// The value of a member that refers to a node from elsewhere, by ID or name.
    pub(crate) fn reference(&self, member: &str, index: usize) -> Option<Value> {
        let index = index.checked_rem(self.count)?;
        if member == self.id {
            Some(self.id(index))
        } else if member == name_for(&self.id) && !self.first_name.is_null() {
            Some(varied(&self.first_name, index))
        } else {
            None
        }
    }

    /// Whether the responses of an action name the root.
    pub(crate) fn has_root(&self, operation: Operation<'_>) -> bool {
        let name = format!("Root{}", self.id);
        operation.action.output.iter().any(|member| member.name == name)
    }

    /// Puts the ID of the root into a response that names it, as `RootNodeId`.
    pub(crate) fn set_root(&self, response: &mut Map<String, Value>) {
        if let Some(value) = response.get_mut(&format!("Root{}", self.id))
            && self.count > 0
        {
            *value = self.id(0);
        }
    }
}

/// The members that hold the ID of a node and of the node above.
fn names(object: &Object) -> Option<(String, String)> {
    let parents = object.members.iter().filter(|member| identifies(member));
    parents.into_iter().find_map(|parent| {
        let id = parent.name.strip_prefix("Parent").filter(|id| !id.is_empty())?;
        let member = object.members.iter().find(|member| member.name == id)?;
        (member.ty == parent.ty).then(|| (id.to_owned(), parent.name.clone()))
    })
}

/// The member that holds a name beside an ID: `NodeName` for `NodeId`.
fn name_for(id: &str) -> String {
    format!("{}Name", id.strip_suffix("Id").unwrap_or(id))
}

fn has(object: &Object, name: &str) -> bool {
    object.members.iter().any(|member| member.name == name)
}
