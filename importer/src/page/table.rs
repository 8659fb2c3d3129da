//! Tables of pages saved as text, in each of the forms that copies have.

pub(crate) mod dashed;
pub(crate) mod grid;
pub(crate) mod piped;
pub(crate) mod row;
pub(crate) mod spaced;
pub(crate) mod stacked;
