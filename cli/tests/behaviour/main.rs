//! The behaviour of the command line, held against the mock.

mod call;
mod catalogue;
mod completion;
mod configure;
mod defects;
mod describe;
mod dry_run;
mod every_action;
mod lists;
mod output;
mod support;
