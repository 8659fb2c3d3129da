//! Two lists of things that are known by their names.

use std::collections::{BTreeMap, BTreeSet};

/// The common elements of two lists, and those of only one of them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pairs<K, V> {
    pub(super) removed: Vec<(K, V)>,
    pub(super) added: Vec<(K, V)>,
    /// In the order of the newer list.
    pub(super) both: Vec<(K, V, V)>,
}

/// Matches the elements of two lists by their keys.
pub(super) fn pairs<K: Ord + Clone, V>(
    base: impl IntoIterator<Item = (K, V)>,
    head: impl IntoIterator<Item = (K, V)>,
) -> Pairs<K, V> {
    let base: Vec<(K, V)> = base.into_iter().collect();
    let order: Vec<K> = base.iter().map(|(key, _)| key.clone()).collect();
    let mut base: BTreeMap<K, V> = base.into_iter().collect();
    let mut pairs = Pairs { removed: Vec::new(), added: Vec::new(), both: Vec::new() };
    for (key, newer) in head {
        match base.remove(&key) {
            Some(older) => pairs.both.push((key, older, newer)),
            None => pairs.added.push((key, newer)),
        }
    }
    let removed = order.into_iter().filter_map(|key| base.remove(&key).map(|older| (key, older)));
    pairs.removed = removed.collect();
    pairs
}

/// Whether those names that are in both lists stand in another order.
pub(super) fn is_reordered<'a>(
    base: impl IntoIterator<Item = &'a str>,
    head: impl IntoIterator<Item = &'a str>,
) -> bool {
    let (base, head): (Vec<_>, Vec<_>) = (base.into_iter().collect(), head.into_iter().collect());
    let in_base: BTreeSet<_> = base.iter().collect();
    let in_head: BTreeSet<_> = head.iter().collect();
    let base = base.iter().filter(|name| in_head.contains(name));
    base.ne(head.iter().filter(|name| in_base.contains(name)))
}

#[cfg(test)]
mod tests {
    use super::{is_reordered, pairs};

    #[test]
    fn elements_are_matched_by_key_and_keep_their_order() {
        let base = [("b", 1), ("a", 2), ("c", 3)];
        let head = [("d", 4), ("c", 5), ("b", 6)];
        let pairs = pairs(base, head);
        assert_eq!(pairs.removed, [("a", 2)]);
        assert_eq!(pairs.added, [("d", 4)]);
        assert_eq!(pairs.both, [("c", 3, 5), ("b", 1, 6)]);
    }

    #[test]
    fn added_and_removed_members_do_not_reorder_the_rest() {
        assert!(!is_reordered(["a", "b", "c"], ["x", "a", "c"]));
        assert!(is_reordered(["a", "b", "c"], ["c", "a"]));
    }
}
