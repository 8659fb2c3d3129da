//! Suggestions for misspelt words.

use strsim::damerau_levenshtein;

/// The longest word to compare, which takes memory by the square of its length.
const LONGEST: usize = 128;

/// The most edits between a word and what was surely meant by it.
const MOST_EDITS: usize = 2;

/// The candidate that was surely meant by `found`: one that differs only in case or separators, or
/// that is nearer than all others and has its edits spread as a slip spreads them. Names of one API
/// are alike, so a word of the name that is another word, or another number, is no slip.
pub fn similar<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = found.chars().count();
    if length > LONGEST {
        return None;
    }
    let limit = (length / 3).min(MOST_EDITS);
    let mut best: Option<(usize, &str)> = None;
    let mut tie = false;
    for candidate in candidates {
        // Bytes are at most four a character: a cheap bound first.
        if candidate == found || candidate.len().abs_diff(found.len()) > 4 * MOST_EDITS {
            continue;
        }
        let Some(distance) = distance(found, candidate, length, limit) else { continue };
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

/// The edits between a word and a candidate, if it may be a slip of the candidate.
fn distance(found: &str, candidate: &str, length: usize, limit: usize) -> Option<usize> {
    if same_letters(found, candidate) {
        return Some(0);
    }
    if limit == 0
        || candidate.chars().count().abs_diff(length) > limit
        || !is_near(found, candidate)
    {
        return None;
    }
    let distance = damerau_levenshtein(found, candidate);
    // A date or number may be a slip of another; a name with another number is another name.
    if !found.contains(char::is_alphabetic) {
        return (distance <= limit).then_some(distance);
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if digits(found) != digits(candidate) {
        return None;
    }
    (distance <= limit && has_plausible_words(found, candidate, distance)).then_some(distance)
}

/// Whether two words differ only in case and separators.
fn same_letters(left: &str, right: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        let kept = text.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ' '));
        kept.map(|c| c.to_ascii_lowercase()).collect()
    };
    // Most differ within the first letters.
    let first = |text: &str| text.chars().next().map(|c| c.to_ascii_lowercase());
    first(left) == first(right) && letters(left) == letters(right)
}

/// Whether so few letters differ that the distance is worth computing: without what both begin and
/// end with, little is left.
fn is_near(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let before = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let shorter = left.len().min(right.len());
    let after = left.iter().rev().zip(right.iter().rev()).take_while(|(a, b)| a == b).count();
    let common = before + after.min(shorter - before);
    // Two edits may lie far apart, but then half of the word begins or ends alike.
    2 * common >= shorter || shorter <= 8
}

/// Whether the words that differ are slips of each other: a third of their letters at most, and
/// with two edits not the first letter.
fn has_plausible_words(found: &str, candidate: &str, distance: usize) -> bool {
    let (left, right) = (words(found), words(candidate));
    if left.len() != right.len() {
        return distance == 1;
    }
    left.iter().zip(&right).filter(|(a, b)| a != b).all(|(a, b)| {
        let edits = damerau_levenshtein(a, b);
        let begins_alike = a.chars().next() == b.chars().next();
        edits <= (a.chars().count().max(b.chars().count()) / 3).max(1)
            && (edits < 2 || begins_alike)
            && (a.chars().count() > 2 || b.chars().count() > 2)
    })
}

/// The words of a name, in lower case: `GetTaskState` has three.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        let begins = c.is_ascii_uppercase() && before.is_ascii_lowercase();
        if begins || !c.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}
