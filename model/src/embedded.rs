//! The spec that this crate was built with: the one copy that programs without the repository use.
//!
//! It is the compiled catalogue `catalogue/embedded.bin`, which `cargo xtask codegen` writes.

use crate::catalogue::{Catalogue, Error};
use crate::document::{CommonErrors, ErrorCode, Family};

/// Opens the embedded catalogue.
///
/// # Errors
///
/// Returns an error if the file was damaged when this crate was built.
pub fn catalogue() -> Result<Catalogue<&'static [u8]>, Error> {
    Catalogue::open(include_bytes!("../catalogue/embedded.bin").as_slice())
}

/// Returns the common error codes and families of the embedded spec, which every spec needs.
///
/// # Errors
///
/// Returns an error if the catalogue was damaged when this crate was built.
pub fn common_errors() -> Result<CommonErrors, Error> {
    let catalogue = catalogue()?;
    let families = catalogue.families();
    let class_of = |code: &str| {
        let family = code.split('.').next().unwrap_or_default();
        families.iter().find(|(name, _)| name == family).map(|(_, class)| *class)
    };
    let family = |(family, class): &(String, _)| Family { family: family.clone(), class: *class };
    let errors = catalogue.common_errors().iter().map(|error| ErrorCode {
        code: error.code.clone(),
        class: Some(error.class).filter(|class| class_of(&error.code) != Some(*class)),
        doc: Some(error.doc.clone()).filter(|doc| !doc.is_empty()),
    });
    let errors = errors.collect();
    Ok(CommonErrors { families: families.iter().map(family).collect(), errors })
}
