//! A model in the forms that other tools read: OpenAPI 3.1 and JSON Schema (draft 2020-12).
//!
//! Facts that neither can express are in keys that begin with `x-tencent-`. Documented sets of values
//! stay open: they are offered, and other values of the same type are valid.

mod openapi;
mod schema;
#[cfg(test)]
mod tests;

pub use openapi::{PathStyle, openapi};
pub use schema::{request_schema, response_schema};
