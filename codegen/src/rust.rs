//! The writing wing: a model becomes a plan of the crate, the plan becomes tokens, tokens text.

pub mod emit;
pub mod format;
mod layout;
pub mod lower;
mod markdown;
mod name;
mod number;
pub mod plan;
mod snippet;
