//! JSON as the service writes it: one reader for every answer, and the writer of requests.
//!
//! The reader is our own because answers are not always JSON by the book. A string cut within a
//! surrogate pair, a number beyond every float or a member nested a thousand deep must not hide an
//! error that stands beside it, and nothing that libraries offer reads past all three.

mod fault;
mod place;
mod reader;
mod serde;
mod string;
mod value;
mod write;

pub(crate) use fault::Fault;
pub(crate) use place::{line_and_column, path_at};
pub(crate) use reader::{Kind, Number, Reader};
pub(super) use serde::NUMBER;
pub(crate) use value::value;
pub(crate) use write::ref_to_json;
pub use write::to_json;
