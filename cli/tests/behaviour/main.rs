//! The behaviour of the command line, held against the mock.

mod call;
mod catalogue;
mod completion;
mod compliance;
mod configure;
mod defects;
mod describe;
mod dry_run;
mod every_action;
mod explore;
mod imported;
mod lists;
#[cfg(feature = "mcp")]
mod mcp;
mod mistakes;
mod output;
mod readme;
mod support;
