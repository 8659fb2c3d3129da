//! A spec to the files of the crate: every file parses as Rust, and a second run is equal.

use crate::tree;
use tencentcloud_codegen::{Options, generate};

pub fn run(data: &[u8]) {
    let spec = tree::tree(&tree::parse(data));
    let options = Options::new("my_cloud");
    match (generate(&spec, &options), generate(&spec, &options)) {
        (Ok(first), Ok(second)) => {
            assert_eq!(first.files, second.files, "a second run differs");
            for file in &first.files {
                if let Err(error) = syn::parse_file(&file.text) {
                    panic!("{} is not Rust: {error}", file.path);
                }
            }
        }
        (Err(first), Err(second)) => {
            assert!(!first.is_empty(), "a failure without a diagnostic");
            assert_eq!(first, second, "a second run differs");
            // Printing quotes the spec, with places that must lie inside.
            drop(first.to_string());
        }
        _ => panic!("one of two runs fails"),
    }
}
