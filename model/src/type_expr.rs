//! The language of `type`: a scalar, the name of a type, or `list<…>` of one of these.

use crate::name;
use crate::scalar::Scalar;
use std::ops::Range;

/// A type as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeExpr {
    /// Its type, or that of its elements.
    pub of: Base,
    /// Whether it is a list.
    pub list: bool,
    /// Where the scalar or name stands in the text.
    pub range: Range<usize>,
}

/// A scalar or the name of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base {
    /// A type without parts.
    Scalar(Scalar),
    /// A type in `types/`.
    Name(String),
}

/// Why a text is not a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeError {
    /// Where in the text.
    pub range: Range<usize>,
    /// The mistake.
    pub message: String,
    /// The intended type, if it is certain.
    pub meant: Option<String>,
}

/// Words of other languages, and the scalar that each means.
const FOREIGN: &[(&str, &str)] = &[
    ("string", "string"),
    ("str", "string"),
    ("text", "string"),
    ("varchar", "string"),
    ("boolean", "bool"),
    ("bool", "bool"),
    ("double", "float"),
    ("float", "float"),
    ("float32", "float"),
    ("float64", "float"),
    ("decimal", "float"),
    ("int64", "int64"),
    ("i64", "int64"),
    ("uint64", "uint64"),
    ("u64", "uint64"),
    ("uint", "uint64"),
    ("uint32", "uint64"),
    ("unsigned", "uint64"),
    ("datetime", "datetime"),
    ("timestamp", "datetime_iso"),
    ("timestamp_iso", "datetime_iso"),
    ("binary", "binary"),
    ("bytes", "binary"),
];

/// Whether a word belongs to the language, and so cannot name a type.
pub fn is_reserved(word: &str) -> bool {
    word == "list" || Scalar::from_name(word).is_some()
}

/// Reads a type. `is_known` says of a word whether a type has it for its name: the API may have
/// types whose names are words of other languages.
///
/// # Errors
///
/// If the text is not a type; with its place, and the type that was surely meant.
pub fn parse(text: &str, is_known: impl Fn(&str) -> bool) -> Result<TypeExpr, TypeError> {
    let Some(rest) = text.strip_prefix("list<") else {
        let range = 0..text.len();
        if let Some(element) = foreign_list(text) {
            let meant = foreign_element(element).map(|element| format!("list<{element}>"));
            let message = format!("`{text}` is not a type: a list is written `list<…>`");
            return Err(TypeError { range, message, meant });
        }
        return Ok(TypeExpr { of: base(text, range.clone(), is_known)?, list: false, range });
    };
    let start = text.len() - rest.len();
    let Some(element) = rest.strip_suffix('>') else {
        let message = "the list is not closed: `>` is missing".to_owned();
        let meant = name::is_identifier(rest).then(|| format!("list<{rest}>"));
        return Err(TypeError { range: 0..text.len(), message, meant });
    };
    let range = start..start + element.len();
    if element.starts_with("list<") || foreign_list(element).is_some() {
        let message = "the API has no lists of lists".to_owned();
        return Err(TypeError { range, message, meant: None });
    }
    if element.trim() != element {
        let message = format!("blanks stand around `{}`", element.trim());
        let meant = name::is_identifier(element.trim()).then(|| element.trim().to_owned());
        return Err(TypeError { range, message, meant });
    }
    Ok(TypeExpr { of: base(text, range.clone(), is_known)?, list: true, range })
}

/// How other languages begin and end a list.
const FOREIGN_LISTS: &[(&str, &str)] = &[
    ("array of ", ""),
    ("list of ", ""),
    ("array<", ">"),
    ("list<", ">"),
    ("list <", ">"),
    ("vec<", ">"),
    ("set<", ">"),
    ("array[", "]"),
    ("list[", "]"),
    ("array＜", "＞"),
    ("list＜", "＞"),
    ("list《", "》"),
    ("list〈", "〉"),
    ("array(", ")"),
    ("list(", ")"),
    ("[]", ""),
    ("[", "]"),
    ("", "[]"),
    ("", "..."),
];

/// Returns the element of a list as other languages write it.
fn foreign_list(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let element = FOREIGN_LISTS.iter().find_map(|(begin, end)| {
        lower.strip_prefix(begin)?.strip_suffix(end)?;
        text.get(begin.len()..text.len() - end.len())
    });
    element.map(str::trim)
}

/// Returns the type that the element of such a list surely means.
fn foreign_element(element: &str) -> Option<String> {
    let known = foreign(element).or_else(|| element.strip_suffix('s').and_then(foreign));
    match known {
        Some(meant) => Some(meant.to_owned()),
        None if is_whole_number(element) => None,
        None => name::is_identifier(element).then(|| element.to_owned()),
    }
}

/// Returns the scalar that a word of another language means.
fn foreign(word: &str) -> Option<&'static str> {
    let known = FOREIGN.iter().find(|(foreign, _)| foreign.eq_ignore_ascii_case(word));
    known.map(|(_, meant)| *meant)
}

/// Whether a word means a whole number whose width and sign are not known.
fn is_whole_number(word: &str) -> bool {
    const WORDS: &[&str] = &["int", "integer", "long", "number", "int32", "short"];
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn base(
    text: &str,
    range: Range<usize>,
    is_known: impl Fn(&str) -> bool,
) -> Result<Base, TypeError> {
    let word = text.get(range.clone()).unwrap_or_default();
    let error = |message: String, meant: Option<&str>| {
        let meant = meant.map(str::to_owned);
        Err(TypeError { range: range.clone(), message, meant })
    };
    if let Some(scalar) = Scalar::from_name(word) {
        return Ok(Base::Scalar(scalar));
    }
    if is_known(word) {
        return Ok(Base::Name(word.to_owned()));
    }
    if let Some(meant) = foreign(word) {
        return error(format!("`{word}` is not a type: it is called `{meant}` here"), Some(meant));
    }
    if is_whole_number(word) {
        let message = "whole numbers are `int64`, or `uint64` if they are never negative";
        return error(format!("`{word}` is not a type: {message}"), None);
    }
    match word {
        "list" | "array" | "List" | "Array" => {
            error(format!("`{word}` is not a type: a list is written `list<…>`"), None)
        }
        "object" | "Object" | "struct" | "map" | "Map" | "dict" => error(
            format!("`{word}` is not a type: an object is named, and described in `types/`"),
            None,
        ),
        _ if word.ends_with('?')
            || word.starts_with("Option<")
            || word.starts_with("Optional<") =>
        {
            error(format!("`{word}` is not a type: a member without `required` is optional"), None)
        }
        "" => error("a type is missing here".to_owned(), None),
        _ if name::is_identifier(word) => Ok(Base::Name(word.to_owned())),
        _ => error(format!("`{word}` is not a type: {}", name::IDENTIFIER), None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Base, parse};
    use crate::scalar::Scalar;

    #[test]
    fn types_are_scalars_names_and_lists() {
        let table = [
            ("string", Base::Scalar(Scalar::String), false, 0..6),
            ("datetime_iso", Base::Scalar(Scalar::DateTimeIso), false, 0..12),
            ("ShareUnit", Base::Name("ShareUnit".to_owned()), false, 0..9),
            ("list<uint64>", Base::Scalar(Scalar::Uint64), true, 5..11),
            ("list<Tag>", Base::Name("Tag".to_owned()), true, 5..8),
        ];
        for (text, of, list, range) in table {
            let parsed = parse(text, |_| false).expect(text);
            assert_eq!((parsed.of, parsed.list, parsed.range), (of, list, range), "{text}");
        }
    }

    #[test]
    fn types_of_other_languages_are_told_in_this_one() {
        let table = [
            ("List<int64>", Some("list<int64>")),
            ("Array of String", Some("list<string>")),
            ("Array of Tag", Some("list<Tag>")),
            ("array of strings", Some("list<string>")),
            ("Array of Integer", None),
            ("int64[]", Some("list<int64>")),
            ("[]Tag", Some("list<Tag>")),
            ("list[string]", Some("list<string>")),
            ("Array<Boolean>", Some("list<bool>")),
            ("list< Tag >", Some("Tag")),
            ("list<Tag", Some("list<Tag>")),
            ("list<Boolean>", Some("bool")),
            ("Integer", None),
            ("String", Some("string")),
            ("BOOLEAN", Some("bool")),
            ("Timestamp", Some("datetime_iso")),
            ("Object", None),
        ];
        for (text, meant) in table {
            let error = parse(text, |_| false).expect_err(text);
            assert_eq!(error.meant.as_deref(), meant, "{text}: {}", error.message);
        }
    }

    #[test]
    fn other_texts_are_refused_at_their_place() {
        let table = [
            ("list<string", 0..11, "the list is not closed: `>` is missing"),
            ("list<list<string>>", 5..17, "the API has no lists of lists"),
            ("list<>", 5..5, "a type is missing here"),
            ("list", 0..4, "`list` is not a type: a list is written `list<…>`"),
            (
                "list<int>",
                5..8,
                "`int` is not a type: whole numbers are `int64`, or `uint64` if they are never negative",
            ),
            ("List<int64>", 0..11, "`List<int64>` is not a type: a list is written `list<…>`"),
            ("String", 0..6, "`String` is not a type: it is called `string` here"),
            (
                "map<string>",
                0..11,
                "`map<string>` is not a type: names are letters, digits and underscores, and begin with a letter",
            ),
            (
                "list<Tag>>",
                5..9,
                "`Tag>` is not a type: names are letters, digits and underscores, and begin with a letter",
            ),
        ];
        for (text, range, message) in table {
            let error = parse(text, |_| false).expect_err(text);
            assert_eq!((error.range, error.message.as_str()), (range, message), "{text}");
        }
    }
}
