//! Tables: macro calls of the runtime, with rows.

use crate::rust::plan::ValueBase;
use proc_macro2::Literal;

/// A macro call with a row for each member, variant, code or fact.
#[derive(Debug, Clone)]
pub struct Table {
    /// The macro.
    pub call: Call,
    /// The name that the macro defines or completes.
    pub name: String,
    /// The rows, in order.
    pub rows: Vec<Row>,
}

/// A macro of the runtime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// Completes a request.
    Request,
    /// Completes a response or an object.
    Record,
    /// Completes an open set of values.
    Values(ValueBase),
    /// Completes the error codes of an action.
    ActionCodes,
    /// Completes all error codes of a version.
    VersionCodes,
    /// Completes the common error codes.
    CommonCodes,
    /// Defines what codes mean.
    Catalogue {
        /// The path of the classes of families.
        families: String,
        /// The path of the catalogue to look in next.
        common: Option<String>,
    },
    /// Defines the classes of families of codes.
    Families,
    /// Ties a request to its response, errors and facts.
    Action,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub enum Row {
    /// `0: name = "Name" [required],`
    Member {
        /// The index of the member.
        index: usize,
        /// The field.
        field: String,
        /// The name on the wire.
        wire: Literal,
        /// Facts, such as `required` and `max_length = 25`.
        facts: Vec<Fact>,
    },
    /// `Variant = "Value",`
    Variant {
        /// The variant.
        name: String,
        /// Its value on the wire.
        value: Literal,
    },
    /// `"Code": Class, "Meaning.", ["Action"];`
    Code {
        /// The code on the wire.
        code: String,
        /// The variant of the runtime's `Class`.
        class: &'static str,
        /// The meaning, as plain text.
        description: String,
        /// The actions that document it.
        actions: Vec<String>,
    },
    /// `"Family": Class;`
    Family {
        /// The part of codes before the dot.
        family: String,
        /// The variant of the runtime's `Class`.
        class: &'static str,
    },
    /// `key: value,`
    Fact {
        /// The key.
        key: &'static str,
        /// An expression or a type.
        value: String,
    },
}

/// A fact about a member: its name, and its value if it has one.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The name.
    pub name: &'static str,
    /// The value.
    pub value: Option<Literal>,
}
