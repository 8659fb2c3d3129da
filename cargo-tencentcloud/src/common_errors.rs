//! The common error codes that every spec needs, from the spec that this program was built with.

use anyhow::{Context, Result, anyhow};
use tencentcloud_model::document::{CommonErrors, ErrorCode, Family};
use tencentcloud_model::embedded;
use tencentcloud_model::write::{Comments, write};

/// The path of the file in a spec.
pub(crate) const PATH: &str = "common/errors.yaml";

/// Returns the text of the file.
pub(crate) fn text() -> Result<String> {
    let catalogue = embedded::catalogue()
        .map_err(|error| anyhow!("{error}"))
        .context("cannot read the embedded spec")?;
    let families = catalogue.families();
    let class_of = |code: &str| {
        let family = code.split('.').next().unwrap_or_default();
        families.iter().find(|(name, _)| name == family).map(|(_, class)| *class)
    };
    let document = CommonErrors {
        families: families
            .iter()
            .map(|(family, class)| Family { family: family.clone(), class: *class })
            .collect(),
        errors: catalogue
            .common_errors()
            .iter()
            .map(|error| ErrorCode {
                code: error.code.clone(),
                class: Some(error.class).filter(|class| class_of(&error.code) != Some(*class)),
                doc: Some(error.doc.clone()).filter(|doc| !doc.is_empty()),
            })
            .collect(),
    };
    Ok(write(&document, &Comments::default()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_codes_are_those_of_the_repository_s_spec() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/common/errors.yaml");
        let expected = std::fs::read_to_string(file).unwrap();
        assert_eq!(super::text().unwrap(), expected);
    }
}
