//! Reads one profile of an INI file, with the line of every value.
//!
//! A line that cannot be read spoils the profile it belongs to, and no other.

/// A key and its value, as written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    pub(super) key: &'a str,
    pub(super) value: &'a str,
    pub(super) line: usize,
}

/// The result of looking for a profile.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lookup<'a> {
    Found(Vec<Entry<'a>>),
    /// A line of the profile is neither `key = value`, a comment nor empty.
    Unreadable {
        line: usize,
    },
    Absent {
        /// The names of the first profiles in the file. A name with a mark that parts key and value
        /// is left out: it may be a damaged line with a key in it.
        names: Vec<&'a str>,
        /// The first line that belongs to no profile, such as a header without its bracket.
        stray: Option<usize>,
    },
}

/// The number of profiles that errors list.
const SHOWN: usize = 8;

/// Looks for the profile of this name. Profiles of the same name are one.
pub(super) fn profile<'a>(text: &'a str, name: &str) -> Lookup<'a> {
    let (mut entries, mut unreadable, mut stray) = (Vec::new(), None, None);
    let mut names: Vec<&str> = Vec::new();
    let mut exists = false;
    let mut current: Option<&str> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with([';', '#']) {
            continue;
        }
        if let Some(rest) = line.strip_prefix('[') {
            current = header(rest);
            exists |= current == Some(name);
            if names.len() < SHOWN {
                let shown = current.filter(|name| is_shown(name));
                names.extend(shown.filter(|name| !names.contains(name)));
            }
        }
        match current {
            None => stray = stray.or(Some(number)),
            Some(section) if section == name && !line.starts_with('[') => match entry(line) {
                Some((key, value)) => entries.push(Entry { key, value, line: number }),
                None => unreadable = unreadable.or(Some(number)),
            },
            Some(_) => {}
        }
    }
    match unreadable {
        Some(line) => Lookup::Unreadable { line },
        None if exists => Lookup::Found(entries),
        None => Lookup::Absent { names, stray },
    }
}

/// Iterates over the names of the profiles that may be shown, in the order of the file.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    let names = text.lines().filter_map(|line| header(line.trim().strip_prefix('[')?));
    names.filter(|name| is_shown(name))
}

/// Whether a name is no damaged line with a key in it, as far as can be seen.
fn is_shown(name: &str) -> bool {
    !name.contains(['=', ':'])
}

/// Splits a line into key and value.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(['=', ':'])?;
    let (key, value) = (key.trim(), value.trim());
    (!key.is_empty()).then_some((key, value))
}

/// Reads the name from a header after its opening bracket.
fn header(rest: &str) -> Option<&str> {
    let (name, after) = rest.split_once(']')?;
    let (name, after) = (name.trim(), after.trim());
    let ends = after.is_empty() || after.starts_with([';', '#']);
    (ends && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{Entry, Lookup, profile};

    const FILE: &str = "# ours\r\n[default]\r\nid = a=b ;#c\r\n\r\n[ two ] ; and this\nkey: x\nnonsense\n[default]\nid=d\n[three\nid=e\n";

    #[test]
    fn a_profile_has_entries_with_their_lines() {
        let entry = |key, value, line| Entry { key, value, line };
        assert_eq!(
            profile(FILE, "default"),
            Lookup::Found(vec![entry("id", "a=b ;#c", 3), entry("id", "d", 9)])
        );
    }

    #[test]
    fn names_are_those_of_headers_that_can_be_read() {
        assert_eq!(super::names(FILE).collect::<Vec<_>>(), ["default", "two", "default"]);
    }

    #[test]
    fn a_bad_line_spoils_its_own_profile_alone() {
        assert_eq!(profile(FILE, "two"), Lookup::Unreadable { line: 7 });
        let absent = Lookup::Absent { names: vec!["default", "two"], stray: Some(10) };
        assert_eq!(profile(FILE, "three"), absent);
        assert_eq!(profile("id = a", "x"), Lookup::Absent { names: vec![], stray: Some(1) });
        assert_eq!(profile("", "x"), Lookup::Absent { names: vec![], stray: None });
        assert_eq!(profile("[x]\n= a", "x"), Lookup::Unreadable { line: 2 });
        assert_eq!(profile("[x]", "x"), Lookup::Found(vec![]));
    }

    #[test]
    fn a_header_that_swallowed_a_key_is_a_profile_that_no_error_lists() {
        let damaged = "[defaultsecret_key = hush\u{fffd}other]\nid = a\n[b: c]\n";
        assert_eq!(profile(damaged, "x"), Lookup::Absent { names: vec![], stray: None });
        let entry = Entry { key: "id", value: "a", line: 2 };
        let name = "defaultsecret_key = hush\u{fffd}other";
        assert_eq!(profile(damaged, name), Lookup::Found(vec![entry]));
    }
}
