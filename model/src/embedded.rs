//! The spec that this crate was built with: the one copy that programs without the repository use.
//!
//! It is the compiled catalogue `catalogue/embedded.bin`, which `cargo xtask codegen` writes.

use crate::catalogue::{Catalogue, Error};

/// Opens the embedded catalogue.
///
/// # Errors
///
/// Returns an error if the file was damaged when this crate was built.
pub fn catalogue() -> Result<Catalogue<&'static [u8]>, Error> {
    Catalogue::open(include_bytes!("../catalogue/embedded.bin").as_slice())
}
