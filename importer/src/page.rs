//! Saved documentation pages: from the text of a file to what its pages say.
//!
//! ```text
//! text       html, plain    Block    lines, and tables whose columns are known
//! Block      sections       Pages    the parts between the fixed sentences
//! Pages      read           Facts    by `action` and `rows`: the meaning of tables and sentences
//! ```

mod action;
mod archive;
pub(crate) mod block;
pub(crate) mod bytes;
mod cut;
pub(crate) mod date;
mod decode;
pub(crate) mod example;
pub(crate) mod findings;
pub(crate) mod header;
pub(crate) mod history;
pub(crate) mod html;
pub(crate) mod landmarks;
pub(crate) mod markup;
pub(crate) mod plain;
pub(crate) mod rate;
pub(crate) mod read;
mod rows;
pub(crate) mod sections;
pub(crate) mod shape;
pub(crate) mod table;
mod title;
