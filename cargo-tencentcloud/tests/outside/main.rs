//! `cargo tencentcloud` in a folder outside this repository: from an empty folder to a program that
//! calls the mock, and on to a newer package.

mod mistakes;
mod own_crate;
mod support;
mod wheel;
