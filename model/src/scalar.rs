//! The scalars of the spec's type language, and the properties of each.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A type without parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scalar {
    /// Text.
    String,
    /// A signed integer of 64 bits.
    Int64,
    /// An unsigned integer of 64 bits.
    Uint64,
    /// A floating-point number.
    Float,
    /// True or false.
    Bool,
    /// A string such as `2021-03-31`.
    Date,
    /// A string such as `2021-03-31 10:20:30`.
    DateTime,
    /// A string such as `2021-03-31T10:20:30+00:00`.
    DateTimeIso,
    /// Bytes, which only multipart requests carry.
    Binary,
}

impl Scalar {
    /// All scalars, in the order in which the format lists them.
    pub const ALL: [Self; 9] = [
        Self::String,
        Self::Int64,
        Self::Uint64,
        Self::Float,
        Self::Bool,
        Self::Date,
        Self::DateTime,
        Self::DateTimeIso,
        Self::Binary,
    ];

    /// Returns the word for it in a spec.
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Int64 => "int64",
            Self::Uint64 => "uint64",
            Self::Float => "float",
            Self::Bool => "bool",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::DateTimeIso => "datetime_iso",
            Self::Binary => "binary",
        }
    }

    /// Returns the scalar with this word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scalar| scalar.name() == name)
    }

    /// Returns whether JSON carries it as a string.
    pub const fn is_string(self) -> bool {
        !self.is_number() && !matches!(self, Self::Bool)
    }

    /// Returns whether it is a string with the form of a date or time.
    pub const fn is_time(self) -> bool {
        matches!(self, Self::Date | Self::DateTime | Self::DateTimeIso)
    }

    /// Returns whether it is a whole number.
    pub const fn is_integer(self) -> bool {
        matches!(self, Self::Int64 | Self::Uint64)
    }

    /// Returns whether it is a number.
    pub const fn is_number(self) -> bool {
        self.is_integer() || matches!(self, Self::Float)
    }

    /// Returns whether a JSON value is of this type.
    pub fn accepts(self, value: &Value) -> bool {
        match self {
            Self::Int64 => value.is_i64(),
            Self::Uint64 => value.is_u64(),
            Self::Float => value.is_number(),
            Self::Bool => value.is_boolean(),
            Self::String | Self::Date | Self::DateTime | Self::DateTimeIso | Self::Binary => {
                value.is_string()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scalar;
    use serde_json::json;

    #[test]
    fn every_scalar_is_found_by_its_name() {
        for scalar in Scalar::ALL {
            assert_eq!(Scalar::from_name(scalar.name()), Some(scalar));
        }
        assert_eq!(Scalar::from_name("String"), None);
    }

    #[test]
    fn a_scalar_accepts_values_of_its_own_width_and_sign() {
        let accepted = |value: &serde_json::Value| -> Vec<&str> {
            let scalars = Scalar::ALL.into_iter().filter(|scalar| scalar.accepts(value));
            scalars.map(Scalar::name).collect()
        };
        assert_eq!(accepted(&json!(-1)), ["int64", "float"]);
        assert_eq!(accepted(&json!(u64::MAX)), ["uint64", "float"]);
        assert_eq!(accepted(&json!(1.5)), ["float"]);
        assert_eq!(accepted(&json!(true)), ["bool"]);
        let strings = ["string", "date", "datetime", "datetime_iso", "binary"];
        assert_eq!(accepted(&json!("a")), strings);
    }
}
