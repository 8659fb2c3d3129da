//! Reachability: which things lead to which, with cycles.

use std::collections::BTreeSet;

/// Returns everything that `start` leads to, itself included; `next` lists the neighbours of a
/// thing. Takes time in proportion to the things and edges reached.
pub fn reached<N, I>(
    start: impl IntoIterator<Item = N>,
    mut next: impl FnMut(N) -> I,
) -> BTreeSet<N>
where
    N: Ord + Copy,
    I: IntoIterator<Item = N>,
{
    let mut reached = BTreeSet::new();
    let mut open: Vec<N> = start.into_iter().collect();
    while let Some(node) = open.pop() {
        if reached.insert(node) {
            open.extend(next(node));
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::reached;

    #[test]
    fn cycles_are_followed_once() {
        let edges = |node: u8| match node {
            1 => vec![2, 3],
            2 => vec![1],
            _ => Vec::new(),
        };
        assert_eq!(reached([1], edges).into_iter().collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(reached([4], edges).into_iter().collect::<Vec<_>>(), [4]);
    }
}
