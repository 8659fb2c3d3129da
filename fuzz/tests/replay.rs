//! Replays every committed input, seeds and former crashes, through the body of its target.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use tencentcloud_fuzz::TARGETS;
use tencentcloud_model::catalogue::Catalogue;

/// Writes the compiled seed from one of a spec; see `fuzz/examples/compile.rs`.
const COMPILE: &str = "cargo run --manifest-path fuzz/Cargo.toml --example compile \
    <fuzz/corpus/spec_tree/minimal >fuzz/corpus/catalogue/minimal";

/// Returns the inputs of a target, in order.
fn inputs(kind: &str, target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(kind).join(target);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("a folder can be listed").path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.is_file()).collect();
    paths.sort();
    paths
}

#[test]
fn every_seed_and_former_crash_keeps_its_invariants() {
    let mut failed = Vec::new();
    for (target, run) in TARGETS {
        let seeds = inputs("corpus", target);
        assert!(!seeds.is_empty(), "{target} has no seed");
        let mut paths = seeds;
        paths.extend(inputs("crashes", target));
        println!("{target}: {} inputs", paths.len());
        for path in paths {
            let data = fs::read(&path).expect("an input can be read");
            if catch_unwind(|| run(&data)).is_err() {
                failed.push(path.display().to_string());
            }
        }
    }
    assert!(failed.is_empty(), "these inputs break their target:\n{}", failed.join("\n"));
}

#[test]
fn every_target_has_a_binary() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz_targets");
    let entries = fs::read_dir(folder).expect("the folder is there");
    let names = entries.map(|entry| entry.expect("a folder can be listed").path());
    let mut names: Vec<String> =
        names.map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into()).collect();
    names.sort();
    assert_eq!(names, TARGETS.iter().map(|(name, _)| *name).collect::<Vec<_>>());
}

#[test]
fn the_compiled_seed_has_the_current_format() {
    for path in inputs("corpus", "catalogue") {
        let data = fs::read(&path).expect("an input can be read");
        let read = Catalogue::open(data.as_slice()).and_then(|catalogue| catalogue.model());
        assert!(
            read.is_ok(),
            "{} cannot be read, so that fuzzing begins at nothing; write it again: {COMPILE}",
            path.display()
        );
    }
}
