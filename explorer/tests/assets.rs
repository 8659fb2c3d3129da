//! The built page: fresh, and free of requests to other hosts.

use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_bundle_was_built_from_the_sources_that_are_there() {
    let mut names: Vec<String> = fs::read_dir(folder().join("page"))
        .expect("the folder of sources")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "ts"))
        .collect();
    names.sort();
    assert!(names.len() > 10, "{names:?}");
    let expected = names.iter().fold(String::new(), |mut text, name| {
        let source = fs::read(folder().join("page").join(name)).expect("a source");
        for byte in Sha256::digest(&source) {
            let _ = write!(text, "{byte:02x}");
        }
        let _ = writeln!(text, "  page/{name}");
        text
    });
    let built =
        fs::read_to_string(folder().join("assets/sources.txt")).expect("the list of hashes");
    assert_eq!(built, expected, "run `npm run build` in explorer/page");
}

#[test]
fn the_page_names_no_other_host() {
    for path in ["page/index.html", "page/style.css", "assets/app.js"] {
        let text = fs::read_to_string(folder().join(path)).expect("a file of the page");
        for scheme in ["http://", "https://", "url(//"] {
            assert!(!text.contains(scheme), "{path} has an address with {scheme}");
        }
    }
}
