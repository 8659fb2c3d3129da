//! Packages: everything that a package needs on its own, outside of this repository, is in it.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A package that is published.
struct Package {
    name: String,
    folder: PathBuf,
    metadata: Value,
    manifest: toml::Table,
}

impl Package {
    fn read(&self, file: &str) -> String {
        let path = self.folder.join(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    fn words(&self, key: &str) -> Vec<&str> {
        let words = self.metadata[key].as_array();
        words.into_iter().flatten().filter_map(Value::as_str).collect()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is in the workspace")
}

fn toml(file: &str) -> toml::Table {
    let text = fs::read_to_string(root().join(file)).expect("the file can be read");
    text.parse().expect("the file is TOML")
}

fn workspace() -> toml::Value {
    toml("Cargo.toml").remove("workspace").expect("the root is a workspace")
}

fn metadata(scope: &[&str]) -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1"])
        .args(scope)
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo prints JSON")
}

fn published() -> Vec<Package> {
    let found = metadata(&["--no-deps", "--offline"]);
    let all = found["packages"].as_array().expect("there are packages");
    let published = all.iter().filter(|it| it["publish"].is_null());
    let packages: Vec<Package> = published.map(package).collect();
    assert!(packages.len() >= 8, "only {} packages are published", packages.len());
    packages
}

fn package(metadata: &Value) -> Package {
    let manifest = Path::new(metadata["manifest_path"].as_str().expect("a package has a path"));
    let text = fs::read_to_string(manifest).expect("a manifest can be read");
    Package {
        name: metadata["name"].as_str().expect("a package has a name").to_owned(),
        folder: manifest.parent().expect("a manifest has a folder").to_owned(),
        metadata: metadata.clone(),
        manifest: text.parse().expect("a manifest is TOML"),
    }
}

#[test]
fn each_package_brings_both_licences_and_a_readme_with_an_example() {
    for package in published() {
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            let original = fs::read_to_string(root().join(licence)).expect("the licence is there");
            assert_eq!(package.read(licence), original, "{}: copy {licence} again", package.name);
        }
        let readme = package.read("README.md");
        // A package is known by its name, or by its program's.
        let targets = package.metadata["targets"].as_array().into_iter().flatten();
        let programs =
            targets.filter(|it| it["kind"][0] == "bin").filter_map(|it| it["name"].as_str());
        let mut names = programs.chain([package.name.as_str()]);
        let title = readme.lines().next().and_then(|line| line.strip_prefix("# "));
        let is_named = names.any(|name| title == Some(name));
        assert!(is_named, "{}: the README has the title {title:?}", package.name);
        let has_example = ["```rust", "```sh"].iter().any(|fence| readme.contains(fence));
        assert!(has_example, "{}: the README has no example", package.name);
        // It is read without the repository, where a path leads nowhere.
        let links = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let paths: Vec<&str> =
            links.filter(|it| !it.starts_with("https://") && !it.starts_with('#')).collect();
        assert!(paths.is_empty(), "{}: the README links to {paths:?}", package.name);
    }
}

#[test]
fn each_package_is_described_by_words_of_its_own() {
    let mut seen = BTreeSet::new();
    for package in published() {
        let name = &package.name;
        let keywords = package.words("keywords");
        assert!((1..=5).contains(&keywords.len()), "{name}: {keywords:?}");
        assert!(keywords.iter().all(|word| word.len() <= 20), "{name}: {keywords:?}");
        assert!(seen.insert(keywords.join(" ")), "{name}: the keywords of another package");
        assert!((1..=5).contains(&package.words("categories").len()), "{name}: categories");
        for key in ["description", "license", "rust_version"] {
            assert!(package.metadata[key].is_string(), "{name}: no {key}");
        }
        let page = format!("https://docs.rs/{name}");
        assert_eq!(package.metadata["documentation"], page, "{name}: documentation");
        // Stated for the workspace, they hold for every package.
        for key in ["repository", "homepage"] {
            let stated = workspace()["package"].get(key).cloned();
            let stated = stated.as_ref().and_then(toml::Value::as_str);
            assert_eq!(package.metadata[key].as_str(), stated, "{name}: {key}.workspace = true");
        }
        let docs = &package.metadata["metadata"]["docs"]["rs"];
        let features = package.metadata["features"].as_object().expect("features are an object");
        let is_library = package.metadata["targets"]
            .as_array()
            .is_some_and(|all| all.iter().any(|target| target["kind"][0] == "lib"));
        if is_library && !features.is_empty() {
            assert_eq!(docs["all-features"], true, "{name}: documentation of all features");
        }
    }
}

#[test]
fn each_package_lists_its_files_and_all_it_lists_exist() {
    for package in published() {
        let listed = package.manifest["package"].get("include").and_then(toml::Value::as_array);
        let listed: Vec<&str> = listed
            .unwrap_or_else(|| {
                panic!("{}: no `include`: fixtures would be published", package.name)
            })
            .iter()
            .filter_map(toml::Value::as_str)
            .collect();
        for needed in ["/README.md", "/LICENSE-APACHE", "/LICENSE-MIT", "/src/**"] {
            assert!(listed.contains(&needed), "{}: `include` has no {needed}", package.name);
        }
        for pattern in listed.into_iter().filter(|it| !it.starts_with('!')) {
            let fixed = pattern.split('*').next().unwrap_or_default().trim_start_matches('/');
            assert!(package.folder.join(fixed).exists(), "{}: no {pattern}", package.name);
        }
    }
}

#[test]
fn packages_depend_on_published_packages_by_version_and_come_after_them() {
    let packages = published();
    let output = Command::new("bash").arg(root().join("scripts/publish-order.sh")).output();
    let order = String::from_utf8(output.expect("bash runs").stdout).expect("names are text");
    let order: Vec<&str> = order.lines().collect();
    let names: BTreeSet<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    assert_eq!(order.iter().copied().collect::<BTreeSet<_>>(), names, "scripts/publish-order.sh");
    let place = |name: &str| order.iter().position(|it| *it == name);
    for package in &packages {
        let dependencies = package.metadata["dependencies"].as_array().into_iter().flatten();
        for dependency in dependencies.filter(|it| it["path"].is_string()) {
            let name = dependency["name"].as_str().expect("a dependency has a name");
            let is_stripped = dependency["kind"] == "dev" && dependency["req"] == "*";
            if is_stripped {
                continue;
            }
            assert_ne!(dependency["req"], "*", "{} → {name}: no version", package.name);
            let is_ordered = place(name) < place(&package.name);
            assert!(is_ordered, "{} is published before {name}", package.name);
        }
    }
}

/// Name and version of each package that a lock file takes from a registry.
fn locked(file: &str) -> BTreeSet<(String, String)> {
    let lock = toml(file);
    let packages = lock["package"].as_array().expect("a lock file lists packages");
    let word = |package: &toml::Value, key: &str| {
        package.get(key).and_then(toml::Value::as_str).map(str::to_owned)
    };
    let registered = packages.iter().filter(|package| package.get("source").is_some());
    registered.filter_map(|it| Some((word(it, "name")?, word(it, "version")?))).collect()
}

#[test]
fn fuzzing_uses_the_versions_that_the_workspace_uses() {
    let ours = locked("Cargo.lock");
    let names: BTreeSet<&str> = ours.iter().map(|(name, _)| name.as_str()).collect();
    let theirs = locked("fuzz/Cargo.lock");
    let other: Vec<_> = theirs.difference(&ours).collect();
    let moved: Vec<_> = other.iter().filter(|(name, _)| names.contains(name.as_str())).collect();
    assert!(theirs.len() > other.len(), "nothing is shared");
    assert!(
        moved.is_empty(),
        "copy Cargo.lock to fuzz/Cargo.lock, then run \
         `cargo metadata --manifest-path fuzz/Cargo.toml`; these differ: {moved:?}"
    );
}

#[test]
fn no_dependency_needs_a_newer_toolchain_than_promised() {
    let minor = |version: &str| {
        let mut parts = version.split('.').map(|part| part.parse::<u32>().expect("a number"));
        (parts.next(), parts.next())
    };
    let promised = workspace()["package"]["rust-version"].as_str().map(str::to_owned);
    let promised = promised.expect("the workspace states `rust-version`");
    // Manifests that no build here has needed yet, of other systems for instance, are downloaded.
    let found = metadata(&["--all-features"]);
    let packages = found["packages"].as_array().into_iter().flatten();
    let needed: Vec<_> = packages
        .filter_map(|it| Some((it["name"].as_str()?, it["rust_version"].as_str()?)))
        .collect();
    assert!(needed.len() > 100, "only {} packages state a version", needed.len());
    let newer: Vec<_> = needed.iter().filter(|it| minor(it.1) > minor(&promised)).collect();
    assert!(newer.is_empty(), "newer than {promised}: {newer:?}");
}

#[test]
fn the_readme_of_the_generated_crate_shows_a_tested_program() {
    let example = fs::read_to_string(root().join("generated/examples/describe.rs"));
    let example = example.expect("the example is there");
    let program = example.lines().skip_while(|line| line.starts_with("//!") || line.is_empty());
    let program = program.collect::<Vec<_>>().join("\n");
    let readme = fs::read_to_string(root().join("generated/README.md")).expect("it is there");
    assert!(program.len() > 100, "the example is empty");
    assert!(readme.contains(&program), "generated/README.md: take examples/describe.rs");
}
