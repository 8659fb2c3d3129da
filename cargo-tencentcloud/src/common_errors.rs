//! The common error codes that every spec needs, from the spec that this program was built with.

use anyhow::{Context, Result, anyhow};
use tencentcloud_model::embedded;
use tencentcloud_model::write::{Comments, write};

/// The path of the file in a spec.
pub(crate) const PATH: &str = "common/errors.yaml";

/// Returns the text of the file.
pub(crate) fn text() -> Result<String> {
    let document = embedded::common_errors()
        .map_err(|error| anyhow!("{error}"))
        .context("cannot read the embedded spec")?;
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
