//! The kinds of values that descriptions say something about.

/// The type that a description is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Base {
    Text,
    Integer,
    Float,
    Bool,
    /// Objects, times: nothing is read from their descriptions.
    Other,
}

impl Base {
    /// Of a scalar of the spec's type language.
    pub(crate) fn of(scalar: &str) -> Self {
        match scalar {
            "string" => Self::Text,
            "int64" | "uint64" => Self::Integer,
            "float" => Self::Float,
            "bool" => Self::Bool,
            _ => Self::Other,
        }
    }
}
