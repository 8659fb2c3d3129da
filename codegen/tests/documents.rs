//! What the documents of this repository repeat of the code is what the code says.

use std::fs;
use std::path::Path;

#[test]
fn the_architecture_states_the_rules_of_the_diff() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ARCHITECTURE.md");
    let text = fs::read_to_string(path).expect("the document is there");
    let rules = tencentcloud_codegen::diff::rules::markdown();
    assert!(text.contains(rules.trim_end()), "paste what `cargo xtask diff --rules` prints");
}
