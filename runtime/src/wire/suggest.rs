//! Suggestions for misspelled names.

/// Longer names are compared no further: the work grows with the square of the length.
const LONGEST: usize = 64;

/// Returns the name that was most likely meant, if one is close enough.
pub(super) fn closest(names: &[&'static str], name: &str) -> Option<&'static str> {
    if name.len() > LONGEST {
        return None;
    }
    let plain = plain(name);
    let limit = (plain.len() / 3).clamp(1, 3);
    let distances = names.iter().map(|known| (distance(&self::plain(known), &plain), *known));
    distances.min_by_key(|(distance, _)| *distance).filter(|(d, _)| *d <= limit).map(|(_, n)| n)
}

/// The letters and digits of a name, without case.
fn plain(name: &str) -> Vec<char> {
    let letters = name.chars().filter(|char| char.is_alphanumeric());
    letters.take(LONGEST).map(|char| char.to_ascii_lowercase()).collect()
}

/// The number of insertions, deletions, replacements and swaps of neighbors between two names.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}
