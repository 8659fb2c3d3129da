//! Suggestions for misspelt words.

use strsim::damerau_levenshtein;

/// The longest word to compare, which takes memory by the square of its length.
const LONGEST: usize = 128;

/// More slips than these make another word, however long it is.
const FARTHEST: usize = 3;

/// The candidate that was surely meant by `found`: one that differs only in case, or one that is
/// near (up to a third of the letters, as in rustc, and up to three) and nearer than all others.
pub fn similar<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = found.chars().count();
    if length > LONGEST {
        return None;
    }
    let limit = (length / 3).min(FARTHEST);
    let mut best: Option<(usize, &str)> = None;
    let mut tie = false;
    for candidate in candidates {
        if candidate == found {
            continue;
        }
        let distance = if candidate.eq_ignore_ascii_case(found) {
            0
        } else if limit == 0 || candidate.chars().count().abs_diff(length) > limit {
            continue;
        } else {
            damerau_levenshtein(found, candidate)
        };
        if distance > limit {
            continue;
        }
        match best {
            Some((least, _)) if distance > least => {}
            Some((least, known)) if distance == least => tie |= known != candidate,
            _ => {
                best = Some((distance, candidate));
                tie = false;
            }
        }
    }
    best.filter(|_| !tie).map(|(_, candidate)| candidate)
}
