//! The names and types that pages use, and what of them can be a name in the spec.

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

    /// Reads a type cell.
    pub(crate) fn read(cell: &str) -> Option<Self> {
        let element = cell.strip_prefix("Array of ").map(str::trim);
        let name = element.unwrap_or(cell);
        let scalar = SCALARS.iter().find(|(known, _)| *known == name);
        let of = match scalar {
            Some((_, scalar)) => *scalar,
            None if is_object(name) => name,
            None => return None,
        };
        Some(Self { of: of.to_owned(), list: element.is_some(), is_guessed: name == "Integer" })
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

/// Whether a type cell can be understood.
pub(crate) fn is_type(cell: &str) -> bool {
    TypeFact::read(cell).is_some()
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

/// The content of a cell of the column `Required`.
pub(crate) fn required(cell: &str) -> Option<bool> {
    match cell {
        "Yes" | "yes" | "是" => Some(true),
        "No" | "no" | "否" => Some(false),
        _ => None,
    }
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
    use super::{TypeFact, is_error_code, is_name, is_service, is_version};

    #[test]
    fn type_cells_become_types_of_the_spec() {
        let text = |cell: &str| TypeFact::read(cell).map(|ty| ty.text());
        assert_eq!(text("Array of Integer").as_deref(), Some("list<int64>"));
        assert_eq!(text("Timestamp ISO8601").as_deref(), Some("datetime_iso"));
        assert_eq!(text("Array of AuthRelationFile").as_deref(), Some("list<AuthRelationFile>"));
        assert_eq!(text("placement"), None);
        assert!(TypeFact::read("Integer").is_some_and(|ty| ty.is_guessed));
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
