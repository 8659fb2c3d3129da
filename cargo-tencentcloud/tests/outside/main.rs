//! `cargo tencentcloud` in a folder outside this repository: from an empty folder to a program that
//! calls the mock, and on to a newer package.
//!
//! With `TENCENTCLOUD_PACKED`, nothing but packed crates is used: the variable names a folder with the
//! unpacked archives, and `TENCENTCLOUD_PROGRAM` the program that was built from them.
//! `scripts/verify-own-crate.sh` sets both.

mod mistakes;
mod own_crate;
mod support;
mod wheel;
