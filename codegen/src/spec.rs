//! Reading a spec: from files to the API as meant.

pub mod document;
pub mod load;
pub mod model;
mod name;
pub mod resolve;
pub mod schema;
mod shape;
mod type_expr;
pub mod write;
mod yaml;

pub use yaml::{Kind, Node, Parsed};
