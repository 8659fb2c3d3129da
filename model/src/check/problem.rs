//! The problems of a request, and how they are told.

use serde_json::Value;
use std::fmt;

/// One thing that is wrong with a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The path of the parameter, with names and positions joined by dots: `Tags.0.TagKey`.
    pub path: String,
    /// The mistake.
    pub kind: ProblemKind,
}

/// The kind of a [`Problem`].
#[derive(Debug, Clone, PartialEq)]
pub enum ProblemKind {
    /// A required parameter is absent.
    Missing,
    /// No parameter has this name on the site; the one that was surely meant.
    Unknown(Option<String>),
    /// The value is of another type than the one that is wanted, in words.
    WrongType(&'static str),
    /// The value breaks a documented constraint.
    WrongValue {
        /// The value, of a list its first elements; `None` if the parameter is sensitive.
        value: Option<Value>,
        /// The constraint, in words.
        must: String,
    },
    /// The value is not in the documented set, which is open.
    Undocumented {
        /// The value, of a list its first elements; `None` if the parameter is sensitive.
        value: Option<Value>,
        /// The documented values as JSON.
        documented: Vec<String>,
    },
}

impl Problem {
    /// Returns whether the service may accept the request all the same.
    pub fn is_warning(&self) -> bool {
        matches!(self.kind, ProblemKind::Undocumented { .. })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value =
            |value: &Option<Value>| value.as_ref().map_or("the value".to_owned(), Value::to_string);
        let path = &self.path;
        match &self.kind {
            ProblemKind::Missing => write!(f, "the required parameter `{path}` is missing"),
            ProblemKind::Unknown(None) => write!(f, "there is no parameter `{path}`"),
            ProblemKind::Unknown(Some(meant)) => {
                write!(f, "there is no parameter `{path}`; did you mean `{meant}`?")
            }
            ProblemKind::WrongType(wanted) => write!(f, "`{path}` must be {wanted}"),
            ProblemKind::WrongValue { value: given, must } => {
                write!(f, "`{path}` must {must}, but is {}", value(given))
            }
            ProblemKind::Undocumented { value: given, documented } => write!(
                f,
                "`{path}` is {}, which is not documented; the documented values are {}",
                value(given),
                documented.join(", ")
            ),
        }
    }
}
