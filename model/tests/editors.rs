//! The editor settings: every spec file is completed and checked by the schema of its kind, and
//! actions and types by that of their version as well.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tencentcloud_model::load::{Tree, load};
use tencentcloud_model::schema;

fn root() -> PathBuf {
    let codegen = Path::new(env!("CARGO_MANIFEST_DIR"));
    codegen.parent().expect("the crate lies in the repository").to_owned()
}

/// The globs of the settings, each with its schema.
fn globs() -> Vec<(String, String)> {
    let text =
        fs::read_to_string(root().join(".vscode/settings.json")).expect("there are settings");
    let settings: Value = serde_json::from_str(&text).expect("the settings are plain JSON");
    let schemas = settings["yaml.schemas"].as_object().expect("the settings name schemas");
    let of_schema = |(schema, globs): (&String, &Value)| {
        let globs = globs.as_array().cloned().unwrap_or_default();
        globs
            .into_iter()
            .map(|glob| (glob.as_str().unwrap_or_default().to_owned(), schema.clone()))
            .collect::<Vec<_>>()
    };
    schemas.iter().flat_map(of_schema).collect()
}

/// Whether a path matches a glob; `*` stands for anything within a segment.
fn matches(glob: &str, path: &str) -> bool {
    let (globs, segments): (Vec<_>, Vec<_>) =
        (glob.split('/').collect(), path.split('/').collect());
    let segment = |(glob, segment): (&&str, &&str)| match glob.split_once('*') {
        Some((before, after)) => {
            segment.strip_prefix(before).is_some_and(|rest| rest.ends_with(after))
        }
        None => glob == segment,
    };
    globs.len() == segments.len() && globs.iter().zip(&segments).all(segment)
}

fn collect(folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the spec can be listed") {
        let path = entry.expect("the spec can be listed").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            let path = path.strip_prefix(root()).expect("the spec is in the repository");
            files.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
}

#[test]
fn each_spec_file_has_the_schema_of_its_kind() {
    let globs = globs();
    let mut files = Vec::new();
    collect(&root().join("spec"), &mut files);
    assert!(files.len() > 200, "{} files", files.len());
    for file in files {
        let schemas: Vec<&str> = globs
            .iter()
            .filter(|(glob, _)| matches(glob, &file))
            .map(|(_, schema)| schema.as_str())
            .collect();
        let parts: Vec<&str> = file.split('/').collect();
        let kind = match parts.as_slice() {
            [_, _, _, folder, _] => folder.trim_end_matches('s'),
            [_, "common", _] => "common-errors",
            [.., name] => name.trim_end_matches(".yaml"),
            [] => "",
        };
        let mut expected = vec![format!("./spec/schema/{kind}.json")];
        if let [_, service, version, _, _] = parts.as_slice() {
            expected.push(format!("./spec/schema/{service}/{version}/{kind}.json"));
        }
        assert_eq!(schemas, expected, "{file}");
    }
}

#[test]
fn each_schema_is_used() {
    let used: BTreeSet<String> = globs().into_iter().map(|(_, schema)| schema).collect();
    let documents = load(&Tree::disk(root().join("spec"))).expect("there is a service");
    let versions = schema::for_versions(&documents, "cargo xtask schema");
    let made = schema::for_editors().into_iter().chain(versions);
    let made = made.map(|file| format!("./spec/{}", file.path)).collect();
    assert_eq!(used, made);
}
