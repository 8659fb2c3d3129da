//! The printer of spec files against every file of the spec.

use std::fs;
use std::path::PathBuf;
use tencentcloud_model::load::{Tree, load};
use tencentcloud_model::write::format;

#[test]
fn every_file_of_the_spec_is_what_its_document_prints_as() {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec"));
    let documents = load(&Tree::disk(&root)).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(documents.problems().is_empty(), "{}", documents.problems());
    let files = format(&documents);
    assert!(files.len() > 250, "only {} files", files.len());
    let differing: Vec<String> = files
        .iter()
        .filter(|file| fs::read_to_string(root.join(&file.path)).ok().as_ref() != Some(&file.text))
        .map(|file| file.path.clone())
        .collect();
    assert_eq!(differing, [] as [&str; 0]);
}
