//! Files that differ in their line ends alone: a checkout with CRLF, in which every line looks right.

use crate::files::collect;
use anstream::eprintln;
use anyhow::Result;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Whether a file is as it should be but for CRLF in place of LF.
pub(crate) fn differ_only(present: &[u8], wanted: &str) -> bool {
    let (mut present, mut wanted) = (present.iter().peekable(), wanted.bytes());
    let mut has_crlf = false;
    loop {
        let mut next = present.next().copied();
        if next == Some(b'\r') && present.peek() == Some(&&b'\n') {
            has_crlf = true;
            next = present.next().copied();
        }
        match (next, wanted.next()) {
            (None, None) => return has_crlf,
            (left, right) if left == right => {}
            _ => return false,
        }
    }
}

/// A file with LF in place of CRLF.
pub(crate) fn unified(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.windows(2).any(|pair| pair == b"\r\n") {
        return Cow::Borrowed(text);
    }
    let mut unified = Vec::with_capacity(text.len());
    for (at, byte) in text.iter().enumerate() {
        if !(*byte == b'\r' && text.get(at + 1) == Some(&b'\n')) {
            unified.push(*byte);
        }
    }
    Cow::Owned(unified)
}

/// Counts the YAML files below a folder that have CRLF.
pub(crate) fn count_crlf(folder: &Path) -> Result<usize> {
    let mut files = BTreeSet::new();
    collect(folder, folder, &mut files)?;
    let is_yaml = |path: &&PathBuf| path.extension().is_some_and(|it| it == "yaml");
    let has_crlf = |path: &&PathBuf| {
        // A file that cannot be read is reported by those who need it.
        let text = fs::read(folder.join(path)).unwrap_or_default();
        matches!(unified(&text), Cow::Owned(_))
    };
    Ok(files.iter().filter(is_yaml).filter(has_crlf).count())
}

/// Reports files that differ only in this, and the remedy; `what` names them in the plural.
pub(crate) fn report(count: usize, what: &str) {
    if count == 0 {
        return;
    }
    eprintln!("error: line ends: {count} {what} have CRLF in place of LF, and no other difference");
    help();
}

/// Says that files of the spec have CRLF, which changes nothing of what they mean.
pub(crate) fn note(count: usize) {
    if count > 0 {
        eprintln!("note: line ends: {count} files of the spec have CRLF in place of LF");
        help();
    }
}

fn help() {
    eprintln!(
        "help: put `* text=auto eol=lf` into .gitattributes, or run `git config core.autocrlf false`; \
         then check the files out again with `git rm -rq --cached . && git reset -q --hard`"
    );
}

#[cfg(test)]
mod tests {
    use super::{differ_only, unified};

    #[test]
    fn only_line_ends_count() {
        for (present, wanted, expected) in [
            ("a\r\nb\r\n", "a\nb\n", true),
            ("a\r\nb\n", "a\nb\n", true),
            ("a\nb\n", "a\nb\n", false),
            ("a\r\nc\r\n", "a\nb\n", false),
            ("a\r\n", "a\nb\n", false),
            ("a\rb\r\n", "ab\n", false),
            ("a\r", "a", false),
        ] {
            assert_eq!(differ_only(present.as_bytes(), wanted), expected, "{present:?}");
            if expected {
                assert_eq!(*unified(present.as_bytes()), *wanted.as_bytes(), "{present:?}");
            }
        }
    }
}
