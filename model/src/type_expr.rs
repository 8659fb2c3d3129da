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

/// Why a text is no type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeError {
    /// Where in the text.
    pub range: Range<usize>,
    /// The mistake.
    pub message: String,
    /// The intended word, if it is certain.
    pub meant: Option<&'static str>,
}

/// Words of other languages, and the scalar that each means.
const FOREIGN: &[(&str, &str)] = &[
    ("str", "string"),
    ("String", "string"),
    ("text", "string"),
    ("boolean", "bool"),
    ("Boolean", "bool"),
    ("double", "float"),
    ("Float", "float"),
    ("float64", "float"),
    ("u64", "uint64"),
    ("i64", "int64"),
    ("timestamp", "datetime_iso"),
];

/// Whether a word belongs to the language, and so cannot name a type.
pub fn is_reserved(word: &str) -> bool {
    word == "list" || Scalar::from_name(word).is_some()
}

/// Reads a type.
pub fn parse(text: &str) -> Result<TypeExpr, TypeError> {
    let Some(rest) = text.strip_prefix("list<") else {
        let range = 0..text.len();
        return Ok(TypeExpr { of: base(text, range.clone())?, list: false, range });
    };
    let start = text.len() - rest.len();
    let Some(element) = rest.strip_suffix('>') else {
        let message = "the list is not closed: `>` is missing".to_owned();
        return Err(TypeError { range: 0..text.len(), message, meant: None });
    };
    let range = start..start + element.len();
    if element.starts_with("list<") {
        let message = "the API has no lists of lists".to_owned();
        return Err(TypeError { range, message, meant: None });
    }
    Ok(TypeExpr { of: base(text, range.clone())?, list: true, range })
}

fn base(text: &str, range: Range<usize>) -> Result<Base, TypeError> {
    let word = text.get(range.clone()).unwrap_or_default();
    let error = |message: String, meant| Err(TypeError { range: range.clone(), message, meant });
    if let Some(scalar) = Scalar::from_name(word) {
        return Ok(Base::Scalar(scalar));
    }
    if let Some((_, meant)) = FOREIGN.iter().find(|(foreign, _)| *foreign == word) {
        return error(format!("`{word}` is no type: it is called `{meant}` here"), Some(meant));
    }
    match word {
        "int" | "integer" | "Integer" | "long" | "int32" | "uint32" => {
            error(format!("`{word}` is no type: whole numbers are `int64` or `uint64`"), None)
        }
        "list" | "array" => error(format!("`{word}` is no type: a list is `list<…>`"), None),
        "" => error("a type is missing here".to_owned(), None),
        _ if name::is_identifier(word) => Ok(Base::Name(word.to_owned())),
        _ => error(format!("`{word}` is no type: {}", name::IDENTIFIER), None),
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
            let parsed = parse(text).expect(text);
            assert_eq!((parsed.of, parsed.list, parsed.range), (of, list, range), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused_at_their_place() {
        let table = [
            ("list<string", 0..11, "the list is not closed: `>` is missing"),
            ("list<list<string>>", 5..17, "the API has no lists of lists"),
            ("list<>", 5..5, "a type is missing here"),
            ("list", 0..4, "`list` is no type: a list is `list<…>`"),
            ("list<int>", 5..8, "`int` is no type: whole numbers are `int64` or `uint64`"),
            ("String", 0..6, "`String` is no type: it is called `string` here"),
            (
                "map<string>",
                0..11,
                "`map<string>` is no type: names are letters, digits and underscores, and begin with a letter",
            ),
            (
                "list<Tag>>",
                5..9,
                "`Tag>` is no type: names are letters, digits and underscores, and begin with a letter",
            ),
        ];
        for (text, range, message) in table {
            let error = parse(text).expect_err(text);
            assert_eq!((error.range, error.message.as_str()), (range, message), "{text}");
        }
    }
}
