//! The built page: fresh, and free of requests to other hosts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_page_was_built_from_the_sources_that_are_there() {
    let mut names: Vec<String> = fs::read_dir(folder().join("page"))
        .expect("the folder of sources")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| {
            let end = Path::new(name).extension().and_then(|end| end.to_str());
            end.is_some_and(|end| ["ts", "css", "html"].contains(&end))
        })
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

fn asset(name: &str) -> String {
    fs::read_to_string(folder().join("assets").join(name)).expect("an asset")
}

/// The content of the page's only element of a name.
fn element<'a>(page: &'a str, name: &str) -> &'a str {
    let (start, end) = (format!("<{name}>"), format!("</{name}>"));
    assert_eq!(page.matches(&start).count(), 1, "{name}");
    let (_, rest) = page.split_once(&start).expect("it starts");
    rest.split_once(&end).expect("it ends").0
}

#[test]
fn the_policy_allows_exactly_the_script_and_the_style_of_the_page() {
    let (page, policy) = (asset("page.html"), asset("policy.txt"));
    assert!(page.contains(policy.trim()), "the page has another policy");
    for (name, directive) in [("script", "script-src"), ("style", "style-src")] {
        let hash = BASE64.encode(Sha256::digest(element(&page, name)));
        let allowed = format!("{directive} 'sha256-{hash}';");
        assert!(policy.contains(&allowed), "{allowed} is not in {policy}");
    }
    for loose in ["unsafe", "*", "http"] {
        assert!(!policy.contains(loose), "{policy}");
    }
}

#[test]
fn the_page_names_no_other_host() {
    for scheme in ["http://", "https://", "url(//"] {
        assert!(!asset("page.html").contains(scheme), "the page has an address with {scheme}");
    }
}
