//! The behaviour of the command line, held against the mock.

mod call;
mod defects;
mod support;
