//! The package that is published has the spec in it, without which it could not be built.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

/// The paths of all YAML files below a folder, from its parent.
fn collect(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &name, found)?;
        } else if entry.path().extension().is_some_and(|extension| extension == "yaml") {
            found.insert(name);
        }
    }
    Ok(())
}

#[test]
fn the_package_contains_the_spec() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let spec = manifest.join("../spec");
    if !spec.is_dir() {
        return; // This is the package.
    }
    if !manifest.join("spec").is_dir() {
        eprintln!("skipped: mock/spec is no link to the folder spec, so nothing can be published");
        return;
    }
    let mut wanted = BTreeSet::new();
    collect(&spec, "spec", &mut wanted).expect("the spec");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let listed = Command::new(cargo)
        .current_dir(manifest)
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .output()
        .expect("cargo");
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8(listed.stdout).expect("text");
    let listed: BTreeSet<String> = listed.lines().map(|line| line.replace('\\', "/")).collect();
    let missing: Vec<&String> = wanted.difference(&listed).collect();
    assert!(missing.is_empty(), "not in the package: {missing:?}");
    assert!(listed.contains("build.rs") && listed.contains("README.md"));
}
