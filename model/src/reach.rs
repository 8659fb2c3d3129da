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

/// Returns for each node the number of its component: two nodes have the same number if each leads
/// to the other. `edges` lists the neighbours of each node. Takes linear time and no recursion.
pub fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    // Tarjan's algorithm: `low` is the earliest node on the stack that a node leads to.
    let (mut order, mut low) = (vec![NEW; edges.len()], vec![0; edges.len()]);
    let (mut component, mut count, mut next) = (vec![NEW; edges.len()], 0, 0);
    let mut stack = Vec::new();
    for root in 0..edges.len() {
        let mut path = vec![(root, 0)];
        while let Some((node, edge)) = path.pop() {
            if edge == 0 {
                if order[node] != NEW {
                    continue;
                }
                (order[node], low[node]) = (next, next);
                next += 1;
                stack.push(node);
            } else {
                let to = edges[node][edge - 1];
                if component[to] == NEW {
                    low[node] = low[node].min(low[to]);
                }
            }
            if let Some(to) = edges[node].get(edge) {
                path.push((node, edge + 1));
                path.push((*to, 0));
            } else if low[node] == order[node] {
                while let Some(member) = stack.pop() {
                    component[member] = count;
                    if member == node {
                        break;
                    }
                }
                count += 1;
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::{components, reached};

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

    #[test]
    fn nodes_of_one_cycle_have_one_component() {
        // 0 → 1 → 2 → 0, 2 → 3, 3 → 3, 4.
        let edges = [vec![1], vec![2], vec![3, 0], vec![3], vec![]];
        let found = components(&edges);
        assert!(found[0] == found[1] && found[1] == found[2]);
        assert!(found[3] != found[0] && found[4] != found[0] && found[3] != found[4]);
    }

    #[test]
    fn a_long_chain_takes_no_stack() {
        let edges: Vec<Vec<usize>> =
            (0..200_000).map(|node| (node > 0).then(|| node - 1).into_iter().collect()).collect();
        let mut found = components(&edges);
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), edges.len());
    }
}
