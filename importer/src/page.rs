//! Saved documentation pages: from the text of a file to what its pages say.
//!
//! ```text
//! text       html, plain    Block    lines, and tables whose columns are known
//! Block      sections       Pages    the parts between the fixed sentences
//! Pages      read           Facts    what tables and sentences mean
//! ```

pub(crate) mod block;
pub(crate) mod decode;
pub(crate) mod example;
pub(crate) mod history;
pub(crate) mod html;
pub(crate) mod landmarks;
pub(crate) mod markup;
pub(crate) mod plain;
pub(crate) mod read;
pub(crate) mod sections;
pub(crate) mod table;
