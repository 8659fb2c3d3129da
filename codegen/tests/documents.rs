//! Documents that repeat facts of the code agree with it.

use std::fs;
use std::path::Path;

#[test]
fn the_page_of_verdicts_lists_the_rules_of_the_diff() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/diff-rules.md");
    let text = fs::read_to_string(path).expect("the document is there");
    let rules = tencentcloud_codegen::diff::rules::markdown();
    let remedy = "paste the output of `cargo xtask diff --rules` into docs/diff-rules.md";
    assert!(text.ends_with(&rules), "{remedy}");
}
