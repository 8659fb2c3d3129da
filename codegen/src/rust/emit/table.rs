//! Tables: macro calls with a syntax of their own.

use proc_macro2::Literal;

/// A macro call that takes a name and rows of `name = value`.
#[derive(Debug, Clone)]
pub struct Table {
    /// The macro, such as `error::code`.
    pub call: &'static str,
    /// What stands before the rows.
    pub subject: String,
    /// The rows.
    pub rows: Vec<(String, Literal)>,
    /// What stands behind the rows.
    pub rest: String,
}
