//! Cleans and checks the text of secret IDs, keys, tokens and what goes with them.

/// Returns `raw` without surrounding blanks and quotes, or `None` if nothing is left.
///
/// `place` names the variable, or the file and line; the value itself is never part of an error.
pub(super) fn clean(raw: &str, place: &str) -> Result<Option<String>, String> {
    let text = unquote(raw.trim()).trim();
    if text.is_empty() {
        return Ok(None);
    }
    match flaw(text) {
        Some(flaw) => Err(format!("{place} {flaw}")),
        None => Ok(Some(text.to_owned())),
    }
}

/// Returns the reason why no service accepts this text, if that can be seen.
pub(super) fn flaw(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        Some("is empty")
    } else if text.contains(['"', '\'']) {
        Some("contains a quotation mark")
    } else if text.contains(char::is_whitespace) {
        Some("contains a blank")
    } else if text.contains(char::is_control) {
        Some("contains a control character")
    } else if !text.is_ascii() {
        Some("contains a character that is not ASCII")
    } else {
        None
    }
}

/// Returns the one value that several names give to the same fact, with its name.
pub(super) fn agree<'a>(
    values: impl IntoIterator<Item = (&'a str, Option<String>)>,
) -> Result<Option<(&'a str, String)>, String> {
    let mut found: Option<(&str, String)> = None;
    for (name, value) in values {
        let Some(value) = value else { continue };
        match &found {
            Some((other, same)) if *same != value => {
                return Err(format!("{other} and {name} differ; remove one of them"));
            }
            Some(_) => {}
            None => found = Some((name, value)),
        }
    }
    Ok(found)
}

/// Decodes the text of a file, which may begin with a byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<String, &'static str> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err("is encoded as UTF-16; save it as UTF-8");
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // A comment in another encoding does no harm; a key in one is rejected by `flaw`.
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

/// Removes a pair of quotes around a text.
pub(super) fn unquote(text: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::{agree, clean, decode};

    #[test]
    fn blanks_and_quotes_around_a_value_are_removed() {
        for raw in ["AKIDa", " AKIDa\r\n", "\"AKIDa\"", " 'AKIDa' ", "\" AKIDa \"", "\u{a0}AKIDa"] {
            assert_eq!(
                clean(raw, "V").as_ref().map(Option::as_deref),
                Ok(Some("AKIDa")),
                "{raw:?}"
            );
        }
        for raw in ["", " ", "\"\"", "' '", "\t\n"] {
            assert_eq!(clean(raw, "V"), Ok(None), "{raw:?}");
        }
    }

    #[test]
    fn keys_that_no_service_accepts_are_rejected_with_their_place_and_without_the_value() {
        for (raw, reason) in [
            ("hu sh", "V contains a blank"),
            ("hu\u{a0}sh", "V contains a blank"),
            ("\"hush", "V contains a quotation mark"),
            ("hush'", "V contains a quotation mark"),
            ("\"", "V contains a quotation mark"),
            ("hu\u{0}sh", "V contains a control character"),
            ("hüsh", "V contains a character that is not ASCII"),
            ("\u{feff}hush", "V contains a character that is not ASCII"),
            ("hu\u{200b}sh", "V contains a character that is not ASCII"),
        ] {
            assert_eq!(clean(raw, "V").unwrap_err(), reason, "{raw:?}");
        }
    }

    #[test]
    fn names_of_one_fact_must_agree() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(agree([("A", None), ("B", text("x"))]), Ok(Some(("B", "x".to_owned()))));
        assert_eq!(agree([("A", text("x")), ("B", text("x"))]), Ok(Some(("A", "x".to_owned()))));
        let error = agree([("A", text("x")), ("B", text("y"))]).unwrap_err();
        assert_eq!(error, "A and B differ; remove one of them");
    }

    #[test]
    fn files_are_utf_8_with_or_without_a_mark() {
        assert_eq!(decode(b"\xef\xbb\xbfa").as_deref(), Ok("a"));
        assert_eq!(decode(b"a\xff").as_deref(), Ok("a\u{fffd}"));
        assert!(decode(b"\xff\xfea\0").unwrap_err().contains("UTF-16"));
    }
}
