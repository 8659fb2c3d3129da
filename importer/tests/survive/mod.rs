//! The properties that hold for every import.
#![allow(dead_code, reason = "each test binary uses a part")]

use tencentcloud_importer::{Imported, Input, Options, import};
use tencentcloud_model::load::{Tree, load};

/// Whether a path is one of a spec's files, and nothing else.
fn is_safe(path: &str) -> bool {
    let is_name = |part: &str, extra: &str| {
        part.starts_with(|first: char| first.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || extra.contains(c))
    };
    let is_date =
        |part: &str| part.len() == 10 && part.chars().all(|c| c.is_ascii_digit() || c == '-');
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        [service, "service.yaml"] => is_name(service, "_"),
        [service, version, "version.yaml" | "errors.yaml" | "descriptions.yaml"] => {
            is_name(service, "_") && is_date(version)
        }
        [service, version, "actions" | "types", file] => {
            let name = file.strip_suffix(".yaml").unwrap_or_default();
            is_name(service, "_") && is_date(version) && is_name(name, "_")
        }
        _ => false,
    }
}

/// Imports whatever a text is: what comes out is safe and can be read, or there are mistakes with
/// places. Says whether anything came out.
#[track_caller]
pub fn survives(text: &str) -> bool {
    let page = Input::Page { path: "page".to_owned(), text: text.to_owned() };
    survivor(&page).is_some()
}

/// As [`survives`], whatever the source is: what came out.
#[track_caller]
pub fn survivor(input: &Input) -> Option<Imported> {
    let empty = Tree::memory([] as [(&str, &str); 0]);
    let imported = match import(std::slice::from_ref(input), &empty, &Options::default()) {
        Ok(imported) => imported,
        Err(problems) => {
            assert!(!problems.is_empty());
            assert!(problems.to_string().contains("-->"), "{problems}");
            return None;
        }
    };
    for file in &imported.files {
        assert!(is_safe(&file.path), "{}", file.path);
    }
    let files = imported.files.iter().map(|file| (file.path.clone(), file.text.clone()));
    let documents = load(&Tree::memory(files)).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(documents.problems().is_empty(), "{}", documents.problems());
    Some(imported)
}
