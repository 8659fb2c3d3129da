//! The names and types that pages use, and what of them can be a name in the spec.

use crate::lines::squeeze;

/// A type as a page or metadata tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeFact {
    /// A scalar of the spec's type language, or an object's name.
    pub of: String,
    /// Whether it is a list of these.
    pub list: bool,
    /// Whether the width and sign of the integer are not known, and `of` is the documented default.
    pub is_guessed: bool,
}

/// The content of a type cell, and the scalar that it means.
const SCALARS: &[(&str, &str)] = &[
    ("String", "string"),
    ("Integer", "int64"),
    ("Boolean", "bool"),
    ("Float", "float"),
    ("Timestamp", "datetime"),
    ("Timestamp ISO8601", "datetime_iso"),
    ("Date", "date"),
    ("Binary", "binary"),
];

impl TypeFact {
    /// A type of the spec's language.
    pub fn exact(of: impl Into<String>, list: bool) -> Self {
        Self { of: of.into(), list, is_guessed: false }
    }

    /// Reads a type cell, also in the words of whoever has rewritten a page.
    pub(crate) fn read(cell: &str) -> Option<Self> {
        let cell = squeeze(without_reference(cell));
        let (name, list) = match list_element(&cell) {
            Some(name) => (name, true),
            None => (cell.as_str(), false),
        };
        let lower = name.to_ascii_lowercase();
        let mut scalars = SCALARS.iter().chain(OTHER_SCALARS);
        if let Some((_, of)) = scalars.find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            let is_guessed = is_integer(of) && !is_scalar(&lower);
            return Some(Self { of: (*of).to_owned(), list, is_guessed });
        }
        if NO_TYPES.contains(&lower.as_str()) {
            return None;
        }
        let is_object = is_name(name) && is_object(name);
        is_object.then(|| Self { of: name.to_owned(), list, is_guessed: false })
    }

    /// As the spec writes it.
    pub fn text(&self) -> String {
        if self.list { format!("list<{}>", self.of) } else { self.of.clone() }
    }

    /// Whether it is a whole number.
    pub fn is_integer(&self) -> bool {
        is_integer(&self.of)
    }
}

/// Names of scalars in other documentation and languages. No object type of the API has one of them.
const OTHER_SCALARS: &[(&str, &str)] = &[
    ("str", "string"),
    ("text", "string"),
    ("字符串", "string"),
    ("int", "int64"),
    ("int64", "int64"),
    ("long", "int64"),
    ("整数", "int64"),
    ("整型", "int64"),
    ("uint64", "uint64"),
    ("bool", "bool"),
    ("布尔", "bool"),
    ("double", "float"),
    ("浮点数", "float"),
    ("timestamp iso 8601", "datetime_iso"),
];

/// Words that say that something is a list or anything, in small letters, and not of what type it is.
const NO_TYPES: &[&str] =
    &["array", "list", "number", "map", "json", "any", "null", "struct", "enum"];

/// The element in `Array of X`, `List<X>`, `X[]` and the like.
fn list_element(cell: &str) -> Option<&str> {
    const OF: &[&str] =
        &["array of ", "arrays of ", "list of ", "array<", "list<", "array[", "array("];
    let lower = cell.to_ascii_lowercase();
    for of in OF {
        if lower.starts_with(of) {
            let name = cell.get(of.len()..)?.trim();
            return Some(name.trim_end_matches(['>', ']', ')']).trim());
        }
    }
    let behind = ["[]", " array", " list", "数组", "列表"];
    let length = behind.iter().find(|it| lower.ends_with(*it)).map(|it| it.len());
    let length = length.or_else(|| lower.starts_with("[]").then_some(0))?;
    let name = cell.get(..cell.len() - length)?;
    Some(name.strip_prefix("[]").unwrap_or(name).trim())
}

/// A type cell without `(see Data Types)` and the like behind the type.
fn without_reference(cell: &str) -> &str {
    const SEE: &[&str] = &["see", "refer", "详见", "参见", "参考", "见"];
    let Some((before, inner)) = cell.split_once(['(', '（']) else { return cell };
    let inner = inner.trim_start().to_lowercase();
    let is_end = inner.trim_end().ends_with([')', '）']);
    if is_end && SEE.iter().any(|it| inner.starts_with(it)) { before.trim_end() } else { cell }
}

/// Whether a word is a scalar of the spec's type language.
pub(crate) fn is_scalar(word: &str) -> bool {
    SCALARS.iter().any(|(_, scalar)| *scalar == word) || word == "uint64"
}

pub(crate) fn is_integer(word: &str) -> bool {
    matches!(word, "int64" | "uint64")
}

/// The element of a type of the spec, and whether it is a list.
pub(crate) fn element(ty: &str) -> (&str, bool) {
    let element = ty.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>'));
    (element.unwrap_or(ty), element.is_some())
}

/// Whether a cell has a mark for nothing, and says nothing else.
pub(crate) fn is_nothing(text: &str) -> bool {
    const MARKS: &[&str] = &["", "-", "–", "—", "--", "/", "n/a", "none", "无"];
    MARKS.iter().any(|mark| mark.eq_ignore_ascii_case(text))
}

/// Whether a text is a type as pages write it. In running text other words are words.
pub(crate) fn is_type(cell: &str) -> bool {
    let name = cell.strip_prefix("Array of ").map_or(cell, str::trim);
    SCALARS.iter().any(|(known, _)| *known == name) || is_object(name)
}

/// Whether a word can be an object's name on a page. In running text only words at the start of a
/// sentence begin with a capital, and they are followed by blanks and not by cells.
pub(crate) fn is_object(word: &str) -> bool {
    let name = word.strip_prefix("Array of ").unwrap_or(word);
    is_name(name)
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && !SCALARS.iter().any(|(known, _)| *known == name)
}

/// Whether a word can name a member, a type or an action: it is a part of paths in the spec, so
/// nothing else may pass.
pub(crate) fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_alphabetic())
        && word.len() <= 128
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether a word can name a service's folder.
pub(crate) fn is_service(word: &str) -> bool {
    is_name(word) && !word.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// Parameters that every action takes, and old examples send along.
const COMMON: &[&str] = &[
    "Action",
    "Version",
    "Region",
    "Timestamp",
    "Nonce",
    "SecretId",
    "Signature",
    "SignatureMethod",
    "Token",
    "Language",
    "RequestClient",
];

/// Whether every action takes a parameter, so that no page lists it as its own.
pub(crate) fn is_common_parameter(name: &str) -> bool {
    COMMON.contains(&name)
}

/// Whether a word is a version: a date.
pub(crate) fn is_version(word: &str) -> bool {
    let bytes = word.as_bytes();
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else {
        return false;
    };
    let digits = [y1, y2, y3, y4, m1, m2, d1, d2];
    let number = |tens: &u8, units: &u8| {
        tens.wrapping_sub(b'0').wrapping_mul(10).wrapping_add(units.wrapping_sub(b'0'))
    };
    digits.iter().all(|byte| byte.is_ascii_digit())
        && (1..=12).contains(&number(m1, m2))
        && (1..=31).contains(&number(d1, d2))
}

/// Whether a word can be an error code of the spec.
pub(crate) fn is_error_code(code: &str) -> bool {
    let mut words = code.strip_suffix('.').unwrap_or(code).split('.');
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    code.len() <= 200 && words.next().is_some_and(is_name) && words.all(is_word)
}

/// The answer of pages in the column `Required`. In running text other words are words.
pub(crate) fn is_answer(text: &str) -> bool {
    matches!(text, "Yes" | "yes" | "是" | "No" | "no" | "否")
}

/// The content of a cell of the column `Required`, also in the words and marks of whoever has
/// rewritten a page.
pub(crate) fn required(cell: &str) -> Option<bool> {
    const YES: &[&str] = &[
        "yes",
        "y",
        "true",
        "required",
        "mandatory",
        "是",
        "必选",
        "必填",
        "✓",
        "✔",
        "√",
        "✅",
        "☑",
    ];
    const NO: &[&str] = &[
        "no",
        "n",
        "false",
        "optional",
        "否",
        "可选",
        "选填",
        "非必填",
        "✗",
        "✘",
        "×",
        "✕",
        "❌",
        "☐",
    ];
    let text =
        cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '.' | '\u{FE0F}'));
    let text = text.to_lowercase();
    // An answer given twice, as in `No (optional)`.
    let (answer, again) = match text.split_once(['(', '（']) {
        Some((answer, again)) => (answer.trim(), Some(again.trim_end_matches([')', '）', ' ']))),
        None => (text.as_str(), None),
    };
    let say = |word: &str| match (YES.contains(&word), NO.contains(&word)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    let answer = say(answer)?;
    again.is_none_or(|again| say(again) == Some(answer)).then_some(answer)
}

/// The name in a cell that names a member: lists of a request have `.N` behind it, in several forms.
pub(crate) fn member_name(cell: &str) -> &str {
    const LISTS: &[&str] = &[".N", ". N", ".n", ".Ｎ", "[N]", "[n]", "[]", "。N"];
    let name = cell.trim().trim_matches('*').trim().trim_end_matches('.');
    let list = LISTS.iter().find_map(|form| name.strip_suffix(form));
    let name = list.map_or(name, |name| name.strip_suffix("[]").unwrap_or(name));
    list.map_or(name, |_| name.trim_end_matches('.').trim())
}

/// Returns the narrowest type that holds the values of two types, each an element and whether it is
/// a list; `None` if there is none.
pub(crate) fn wider(one: (&str, bool), other: (&str, bool)) -> Option<TypeFact> {
    let is_text = |of: &str| matches!(of, "string" | "date" | "datetime" | "datetime_iso");
    let is_number = |of: &str| of == "float" || is_integer(of);
    let of = match (one.0, other.0) {
        (one, other) if one == other => one,
        (one, other) if is_integer(one) && is_integer(other) => "int64",
        (one, other) if is_number(one) && is_number(other) => "float",
        (one, other) if is_text(one) && is_text(other) => "string",
        _ => return None,
    };
    Some(TypeFact::exact(of, one.1 || other.1))
}

#[cfg(test)]
mod tests {
    use super::{TypeFact, is_error_code, is_name, is_service, is_version, member_name, required};

    #[test]
    fn type_cells_become_types_of_the_spec() {
        let text = |cell: &str| TypeFact::read(cell).map(|ty| ty.text());
        assert_eq!(text("Array of Integer").as_deref(), Some("list<int64>"));
        assert_eq!(text("Timestamp ISO8601").as_deref(), Some("datetime_iso"));
        assert_eq!(text("Array of AuthRelationFile").as_deref(), Some("list<AuthRelationFile>"));
        assert_eq!(text("placement"), None);
        for cell in [
            "array of integers[]",
            "Array of Array of Integer",
            "Array of Array of Part",
            "Array",
            "Number",
            "a b",
            "",
        ] {
            assert_eq!(text(cell), None, "{cell}");
        }
        for cell in [
            "Array of Integer",
            "array of integer",
            "List<Int>",
            "Integer[]",
            "[]Integer",
            "Integer Array",
            "Integer数组",
            "Array of Integer (see below)",
        ] {
            assert_eq!(text(cell).as_deref(), Some("list<int64>"), "{cell}");
        }
        assert_eq!(text("Array of Tag（参见 Tag）").as_deref(), Some("list<Tag>"));
        assert_eq!(text("UINT64").as_deref(), Some("uint64"));
        assert_eq!(text("Timestamp ISO 8601").as_deref(), Some("datetime_iso"));
        assert!(TypeFact::read("Integer").is_some_and(|ty| ty.is_guessed));
    }

    #[test]
    fn answers_and_names_are_known_in_other_words() {
        for yes in [
            "Yes",
            "YES.",
            "Y",
            "true",
            "是",
            "必选",
            "✓",
            "✔️",
            "Required",
            "Yes (required)",
            "Yes*",
        ] {
            assert_eq!(required(yes), Some(true), "{yes}");
        }
        for no in ["No", "n", "否", "Optional", "No(optional)", "否（可选）", "×"] {
            assert_eq!(required(no), Some(false), "{no}");
        }
        for other in ["", "-", "Perhaps", "Yes/No", "Yes (optional)", "条件必选", "N/A"] {
            assert_eq!(required(other), None, "{other}");
        }
        for name in [
            "Sizes",
            "Sizes.N",
            "Sizes.n",
            "Sizes. N",
            "Sizes[N]",
            "Sizes[]",
            "Sizes[].N",
            "Sizes.N*",
            "*Sizes",
        ] {
            assert_eq!(member_name(name), "Sizes", "{name}");
        }
        for name in ["Part.Name", "Sizes.0", ".N"] {
            assert!(!is_name(member_name(name)), "{name}");
        }
    }

    #[test]
    fn only_harmless_names_pass() {
        for name in ["", "..", "a/b", "a\\b", "/a", "A.yaml", "Ä", "a b", "a\0", "con:", "-a", "~"]
        {
            assert!(!is_name(name) && !is_service(name), "{name:?}");
            assert!(!is_version(name) && (!is_error_code(name) || name == "A.yaml"), "{name:?}");
        }
        assert!(is_name("SAMLIdP") && is_service("organization") && is_version("2021-03-31"));
        assert!(!is_service("Organization") && !is_version("2021-13-31"));
        assert!(is_error_code("InternalError.") && is_error_code("A.3D_x"));
    }
}
