//! The parts of a file that cannot be used, and the file without them.
//!
//! A mistake in one place hides none elsewhere: the part is taken out, the rest is
//! resolved, and each list and mapping knows what it lost, so that nothing is reported that is only
//! a consequence.

use super::layout::{Kind, Layout, Node};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The name of an element of which nothing is known, or of a key that may be any.
pub(super) const ANY: &str = "";

/// The parts of a file that cannot be used, as indices of its layout.
#[derive(Debug, Default)]
pub(crate) struct Damage {
    /// Elements, keys and values to leave out.
    dropped: BTreeSet<usize>,
    /// The keys that a mapping lost, and the names of the elements that a list lost.
    lost: BTreeMap<usize, BTreeSet<Box<str>>>,
    /// Values for required keys that cannot be used or are missing.
    filled: BTreeMap<usize, Vec<(String, Value)>>,
}

impl Damage {
    /// Whether everything can be used.
    pub(crate) fn is_empty(&self) -> bool {
        self.dropped.is_empty() && self.lost.is_empty()
    }

    /// Whether a value is left out.
    pub(crate) fn is_dropped(&self, node: Node<'_>) -> bool {
        self.dropped.contains(&node.index())
    }

    /// Leaves out a key with its value. `key` is the one that the mapping loses by it.
    pub(crate) fn drop_pair(
        &mut self,
        mapping: Node<'_>,
        name: Node<'_>,
        value: Node<'_>,
        key: Option<&str>,
    ) {
        self.dropped.extend([name.index(), value.index()]);
        self.lose_key(mapping, key);
    }

    /// Notes that a mapping lost a key, or one that is not known.
    pub(crate) fn lose_key(&mut self, mapping: Node<'_>, key: Option<&str>) {
        self.lost.entry(mapping.index()).or_default().insert(key.unwrap_or(ANY).into());
    }

    /// Leaves out an element of a list.
    pub(crate) fn drop_item(&mut self, list: Node<'_>, item: Node<'_>) {
        self.dropped.insert(item.index());
        let name = name_of(item).unwrap_or(ANY).into();
        self.lost.entry(list.index()).or_default().insert(name);
    }

    /// Leaves out a scalar or a whole part that was found while the text was read.
    pub(super) fn drop_index(&mut self, index: usize) {
        self.dropped.insert(index);
    }

    /// Gives a required key a value that means nothing.
    pub(crate) fn fill(&mut self, mapping: Node<'_>, key: &str, value: Value) {
        self.lose_key(mapping, Some(key));
        self.filled.entry(mapping.index()).or_default().push((key.to_owned(), value));
    }

    /// Takes what cannot be used out of the decoded file.
    pub(super) fn prune(&self, node: Node<'_>, value: &mut Value) {
        match value {
            Value::Object(map) => self.prune_map(node, map),
            Value::Array(list) => {
                let mut items = node.items();
                list.retain_mut(|value| {
                    let Some(item) = items.next() else { return true };
                    if self.is_dropped(item) {
                        return false;
                    }
                    self.prune(item, value);
                    true
                });
            }
            _ => {}
        }
    }

    fn prune_map(&self, node: Node<'_>, map: &mut Map<String, Value>) {
        let dropped: BTreeSet<&str> = node
            .pairs()
            .filter(|(_, value)| self.is_dropped(*value))
            .map(|(key, _)| key.text())
            .collect();
        map.retain(|key, _| !dropped.contains(key.as_str()));
        for (key, child) in node.pairs() {
            if let Some(value) = map.get_mut(key.text()) {
                self.prune(child, value);
            }
        }
        for (key, value) in self.filled.get(&node.index()).into_iter().flatten() {
            map.insert(key.clone(), value.clone());
        }
    }

    /// The layout without what cannot be used.
    pub(super) fn layout(&self, whole: &Layout) -> Layout {
        let mut kept = Vec::new();
        let mut lost = BTreeMap::new();
        // How many entries are kept before each one.
        let mut before = Vec::with_capacity(whole.entries.len() + 1);
        let mut skip = 0;
        for (index, entry) in whole.entries.iter().enumerate() {
            before.push(kept.len());
            if self.dropped.contains(&index) {
                skip = skip.max(entry.after);
            }
            if index < skip {
                continue;
            }
            if let Some(names) = self.lost.get(&index) {
                lost.insert(kept.len(), names.clone());
            }
            kept.push(entry.clone());
        }
        before.push(kept.len());
        for entry in &mut kept {
            entry.after = before.get(entry.after).copied().unwrap_or(entry.after);
        }
        Layout { entries: kept, lost }
    }
}

/// The name under which others refer to an element.
fn name_of(item: Node<'_>) -> Option<&str> {
    let identity = item.identity()?;
    let is_scalar = !matches!(identity.kind(), Kind::Mapping | Kind::Sequence | Kind::Null);
    is_scalar.then(|| identity.text())
}
