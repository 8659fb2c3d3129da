//! `Name.0.Part=value`: the parameters of an old example, as typed JSON.

use crate::cell;
use crate::draft::Version;
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;
use tencentcloud_model::document::Member;

/// The content at a part of a name.
#[derive(Debug, Default)]
struct Node {
    value: Option<String>,
    parts: Vec<(String, Node)>,
    /// Where each part stands among them.
    places: BTreeMap<String, usize>,
}

/// The parameters of an action, from the pairs of a query.
pub(crate) fn typed(
    pairs: &[(String, String)],
    members: &[Member],
    version: &Version,
) -> Map<String, Value> {
    let mut root = Node::default();
    for (name, value) in pairs {
        let is_declared = members.iter().any(|member| member.name == *name);
        if is_declared || !cell::is_common_parameter(name) {
            root.put(name.split('.'), value);
        }
    }
    root.object(members, version)
}

impl Node {
    fn put<'a>(&mut self, mut steps: impl Iterator<Item = &'a str>, value: &str) {
        let mut node = self;
        for step in steps.by_ref().take(32) {
            let index = node.places.get(step).copied().unwrap_or(node.parts.len());
            if index == node.parts.len() {
                node.places.insert(step.to_owned(), index);
                node.parts.push((step.to_owned(), Self::default()));
            }
            let Some((_, next)) = node.parts.get_mut(index) else { return };
            node = next;
        }
        node.value = Some(value.to_owned());
    }

    fn object(&self, members: &[Member], version: &Version) -> Map<String, Value> {
        let value = |(name, node): &(String, Self)| {
            let member = members.iter().find(|member| member.name == *name);
            let value = node.value(member.map(|member| member.ty.as_str()), version);
            (name.clone(), value)
        };
        self.parts.iter().map(value).collect()
    }

    /// The value of a declared type; of whatever it looks like if nothing is declared.
    fn value(&self, ty: Option<&str>, version: &Version) -> Value {
        if let (Some(value), true) = (&self.value, self.parts.is_empty()) {
            let meant = ty.map(|ty| version.meant(ty).0);
            return scalar(value, meant);
        }
        let is_index = |(name, _): &(String, Self)| name.parse::<usize>().is_ok();
        if self.parts.iter().all(is_index) {
            let element = ty.map(|ty| cell::element(ty).0);
            let mut elements: Vec<&(String, Self)> = self.parts.iter().collect();
            elements.sort_by_key(|(name, _)| name.parse::<usize>().unwrap_or_default());
            return elements.into_iter().map(|(_, node)| node.value(element, version)).collect();
        }
        let object = ty.and_then(|ty| version.types.get(cell::element(ty).0));
        let members = object.and_then(|sheet| sheet.document.members.as_deref());
        Value::Object(self.object(members.unwrap_or_default(), version))
    }
}

fn scalar(text: &str, ty: Option<&str>) -> Value {
    let quoted = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    if quoted.is_some() {
        return serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
    }
    let integer = || {
        let unsigned = text.parse::<u64>().map(Value::from);
        unsigned.or_else(|_| text.parse::<i64>().map(Value::from)).ok()
    };
    let value = match ty {
        Some("int64" | "uint64") | None => integer(),
        Some("float") => {
            integer().or_else(|| text.parse().ok().and_then(Number::from_f64).map(Value::from))
        }
        Some("bool") => match text.to_ascii_lowercase().as_str() {
            "true" => Some(Value::from(true)),
            "false" => Some(Value::from(false)),
            _ => None,
        },
        Some(_) => None,
    };
    value.unwrap_or_else(|| Value::from(text))
}
