//! The layers of the workspace, held against every `use` line and path of the hand-written crates:
//! which crate may depend on which, which names a file may use, and that no files form a circle.
//!
//! Test modules are left out, and so are the contents of `quote!`, which are generated code.

mod circles;
mod files;
mod rules;

use files::Crate;
use std::fmt::Write as _;
use std::fs;

#[test]
fn each_crate_depends_only_on_the_crates_below_it() {
    let mut found = Vec::new();
    for (name, allowed) in rules::LAYERS {
        let manifest = fs::read_to_string(files::root().join(name).join("Cargo.toml"));
        let manifest: toml::Table = manifest.expect("a manifest").parse().expect("it is TOML");
        let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
        let ours = dependencies.into_iter().flat_map(toml::Table::keys).filter(|dependency| {
            dependency.starts_with("tencentcloud-") || *dependency == "cargo-tencentcloud"
        });
        for dependency in ours {
            if !allowed.contains(&dependency.as_str()) {
                found.push(format!("{name} depends on {dependency}; it may know {allowed:?}"));
            }
        }
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_crate_of_the_workspace_has_its_layer() {
    let manifest = fs::read_to_string(files::root().join("Cargo.toml")).expect("a manifest");
    let manifest: toml::Table = manifest.parse().expect("it is TOML");
    let members = manifest["workspace"]["members"].as_array().expect("there are members");
    for member in members.iter().filter_map(toml::Value::as_str) {
        let has_layer = rules::LAYERS.iter().any(|(name, _)| *name == member);
        assert!(has_layer, "{member} has no row in the table of layers");
    }
}

#[test]
fn every_file_names_only_what_it_may() {
    let mut found = Vec::new();
    for (name, _) in rules::LAYERS {
        let files = Crate::read(name);
        assert!(!files.is_empty(), "{name} has no source file");
        for file in files.iter() {
            found.extend(rules::violations(name, &file.path, &file.syntax));
        }
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn no_files_form_a_circle() {
    let mut found = String::new();
    for (name, _) in rules::LAYERS {
        for circle in circles::circles(&Crate::read(name)) {
            let _ = writeln!(found, "\n{name}:\n{circle}");
        }
    }
    assert!(found.is_empty(), "{found}");
}

#[test]
fn every_place_that_a_rule_names_is_there() {
    let missing: Vec<_> = rules::places().filter(|path| !path.exists()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
