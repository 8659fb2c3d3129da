//! What the snapshots show also compiles, documents and is formatted: every accepted spec becomes
//! a crate in a scratch workspace, on which cargo, rustdoc and rustfmt pass without a warning.

mod fixture;

use fixture::Case;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn generated_crates_compile_and_document_without_warnings_and_are_formatted() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("obstacles");
    if root.exists() {
        fs::remove_dir_all(&root).expect("the scratch workspace can be removed");
    }
    let mut sources = Vec::new();
    for case in Case::accepted() {
        sources.extend(write_crate(&case, &root.join(&case.name)));
    }
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\nexclude = [\"target\"]\n";
    write(&root.join("Cargo.toml"), manifest);
    let repository = repository();
    fs::copy(repository.join("Cargo.lock"), root.join("Cargo.lock")).expect("there is a lock file");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("obstacles-target");
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).current_dir(&root);
        command.env("CARGO_TARGET_DIR", &target);
        command.env("RUSTFLAGS", "-Dwarnings").env("RUSTDOCFLAGS", "-Dwarnings");
        run(command);
    };
    cargo(&["check", "--workspace", "--quiet", "--offline"]);
    cargo(&["doc", "--workspace", "--no-deps", "--quiet", "--offline"]);
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--check", "--edition", "2024", "--config-path"]);
    rustfmt.arg(repository.join("generated/rustfmt.toml")).args(&sources);
    run(rustfmt);
}

/// Writes the crate of a case; returns its roots, from which rustfmt finds the other files.
fn write_crate(case: &Case, folder: &Path) -> Vec<PathBuf> {
    let features = case.features();
    let list = |features: &[String]| {
        features.iter().map(|feature| format!("{feature:?}")).collect::<Vec<_>>().join(", ")
    };
    let each: Vec<String> = features.iter().map(|feature| format!("{feature} = []\n")).collect();
    let each = each.concat();
    let runtime = repository().join("runtime").display().to_string();
    let manifest = format!(
        "[package]\nname = \"case-{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [lib]\ndoctest = false\n\
         [features]\ndefault = [{}]\nblocking = [\"tencentcloud-runtime/blocking\"]\n{each}\
         [dependencies]\ntencentcloud-runtime = {{ path = {runtime:?}, default-features = false }}\n",
        case.name,
        list(&features),
    );
    write(&folder.join("Cargo.toml"), &manifest);
    for file in case.generate() {
        write(&folder.join("src").join(&file.path), &file.text);
    }
    vec![folder.join("src/lib.rs")]
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("it can be made");
    fs::write(path, text).expect("it can be written");
}

fn run(mut command: Command) {
    let output = command.output().expect("the tool is there");
    let printed = String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{command:?}\n{printed}");
}
