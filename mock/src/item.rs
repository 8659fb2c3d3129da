//! The items of a list: the documented ones, and as many more as the mock has, each different.

use crate::config::Config;
use crate::filter::{Filters, filtered};
use crate::generate;
use crate::list::List;
use crate::random::{below, mix};
use crate::spec::Operation;
use crate::tree::Tree;
use crate::vary::{identifies, varied};
use serde_json::{Map, Value};
use tencentcloud_model::model::{Example, Member, Object};

/// How a request for a list is answered.
pub(crate) struct Asked<'a> {
    pub(crate) config: &'a Config,
    pub(crate) operation: Operation<'a>,
    pub(crate) parameters: &'a Map<String, Value>,
    /// The documented example that is nearest to the request.
    pub(crate) example: Option<&'a Example>,
    /// The tree of the version, if it has one.
    pub(crate) tree: Option<&'a Tree>,
}

/// The items of a list, made one by one.
pub(crate) struct Items<'a> {
    asked: &'a Asked<'a>,
    list: List<'a>,
    filters: &'a Filters<'a>,
    /// The items as documented: of a list without pages all, else the first.
    documented: Vec<Value>,
    /// The item from which further ones are made.
    first: Value,
    count: usize,
    seed: u64,
    /// Members of the first item whose value is not the documented one, so that requests can filter
    /// by them: those of the documented request, and those that the documented item leaves out.
    replaced: Vec<(&'a str, Value)>,
    /// The members by which requests can filter.
    filterable: Vec<&'a str>,
}

impl<'a> Items<'a> {
    /// The items of a list; `response` is what the response would have without them.
    pub(crate) fn of(
        asked: &'a Asked<'a>,
        list: List<'a>,
        filters: &'a Filters<'a>,
        response: Option<&Value>,
    ) -> Self {
        let (config, operation) = (asked.config, asked.operation);
        let seed = below(config.seed, &operation.action.name);
        let mut documented = response.and_then(Value::as_array).cloned().unwrap_or_default();
        if list.pagination.is_some() {
            // Without an example, the response was generated: then so are all items.
            documented.truncate(usize::from(asked.example.is_some()));
        }
        let first = documented.first().cloned();
        let first = first.unwrap_or_else(|| generate::element(operation, list.items, seed));
        let is_node = asked.tree.is_some_and(|tree| tree.lister == operation.slot);
        let name = &operation.action.name;
        let is_counted = list.pagination.is_some() || is_node || config.items_of.contains_key(name);
        let count = if is_counted { config.count_of(name) } else { documented.len() };
        let mut items = Self {
            asked,
            list,
            filters,
            documented,
            first,
            count,
            seed,
            replaced: Vec::new(),
            filterable: Vec::new(),
        };
        for input in &operation.action.input {
            items.allow_filter(input);
        }
        items
    }

    /// Makes requests able to filter by a parameter.
    fn allow_filter(&mut self, input: &'a Member) {
        let operation = self.asked.operation;
        let Some(member) = filtered(operation, self.list, input).filter(|it| !it.ty.is_list())
        else {
            return;
        };
        self.filterable.push(&member.name);
        let request = self.asked.example.and_then(|example| example.request.as_ref());
        let asked = request.and_then(|request| match request.get(&input.name)? {
            Value::Array(values) => values.first(),
            value => Some(value),
        });
        let is_left_out = self.first.get(&member.name).is_none_or(Value::is_null);
        let generated = || generate::value(operation, member, self.seed);
        if let Some(value) = asked.cloned().or_else(|| is_left_out.then(generated)) {
            self.replaced.push((&member.name, value));
        }
    }

    /// How many items there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The type of an item, if it is an object.
    pub(crate) fn object(&self) -> Option<&'a Object> {
        self.list.object
    }

    /// The item with this index.
    pub(crate) fn item(&self, index: usize) -> Value {
        let source = self.documented.get(index).unwrap_or(&self.first);
        let (Value::Object(source), Some(object)) = (source, self.list.object) else {
            let is_documented = index < self.documented.len();
            return if is_documented { source.clone() } else { varied(source, index) };
        };
        let mut item = source.clone();
        for member in &object.members {
            if let Some(value) = self.field(index, member) {
                item.insert(member.name.clone(), value);
            }
        }
        Value::Object(item)
    }

    /// The value of a member of the item with this index.
    pub(crate) fn field(&self, index: usize, member: &Member) -> Option<Value> {
        let name = member.name.as_str();
        let (operation, tree) = (self.asked.operation, self.asked.tree);
        let lister = tree.filter(|tree| tree.lister == operation.slot);
        if let Some(value) = lister.and_then(|tree| tree.node(name, index)) {
            return Some(value);
        }
        if let Some(value) = self.filters.scope(name) {
            return Some(value.clone());
        }
        let base = self.base(index, name);
        let elsewhere = tree.filter(|_| lister.is_none() && base.is_some());
        if let Some(value) = elsewhere.and_then(|tree| tree.reference(name, index)) {
            return Some(value);
        }
        if index < self.documented.len() {
            return base;
        }
        if identifies(member) {
            return base.map(|value| varied(&value, index));
        }
        let is_filterable = self.filterable.contains(&name);
        if let Some(values) = operation.values(&member.ty).filter(|_| is_filterable) {
            let known = values.values.iter().position(|known| base.as_ref() == Some(&known.value));
            let place = (known.unwrap_or_default() + index).checked_rem(values.values.len())?;
            return values.values.get(place).map(|known| known.value.clone());
        }
        if self.documented.is_empty() {
            return Some(generate::value(operation, member, mix(self.seed ^ index as u64)));
        }
        base
    }

    /// The value of a member before items are told apart.
    fn base(&self, index: usize, name: &str) -> Option<Value> {
        if index > 0
            && let Some(documented) = self.documented.get(index)
        {
            return documented.get(name).cloned();
        }
        let replaced = self.replaced.iter().find(|(replaced, _)| *replaced == name);
        replaced.map_or_else(|| self.first.get(name), |(_, value)| Some(value)).cloned()
    }
}
