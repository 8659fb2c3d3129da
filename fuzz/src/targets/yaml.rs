//! Reading YAML: a text is read, or there is a diagnostic.

use tencentcloud_model::diagnostic::{Diagnostics, Source};
use tencentcloud_model::parse_any;

pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut diagnostics = Diagnostics::new();
    let parsed = parse_any(&Source::new("any.yaml", text), &mut diagnostics);
    assert_eq!(parsed.is_some(), diagnostics.is_empty(), "neither a result nor a diagnostic");
    // Rendering quotes the text, with places that must lie inside.
    drop(diagnostics.to_string());
}
