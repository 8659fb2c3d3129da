//! The code of the snapshots also compiles, documents and is formatted: every accepted spec becomes
//! a crate in a scratch workspace, with the programs of its documentation as an example of cargo,
//! and on all of it clippy, rustdoc and rustfmt pass without a warning.

mod fixture;

use fixture::Case;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tencentcloud_model::file::File;

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
    let repository = repository();
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\nexclude = [\"target\"]\n\n";
    write(&root.join("Cargo.toml"), &(manifest.to_owned() + &lints(&repository)));
    fs::copy(repository.join("Cargo.lock"), root.join("Cargo.lock")).expect("there is a lock file");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("obstacles-target");
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).current_dir(&root);
        command.env("CARGO_TARGET_DIR", &target);
        command.env("RUSTFLAGS", "-Dwarnings").env("RUSTDOCFLAGS", "-Dwarnings");
        run(command);
    };
    cargo(&["clippy", "--workspace", "--examples", "--lib", "--quiet", "--offline"]);
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
         [dependencies]\ntencentcloud-runtime = {{ path = {runtime:?}, default-features = false }}\n\
         [dev-dependencies]\ntokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\
         [lints]\nworkspace = true\n",
        case.name,
        list(&features),
    );
    write(&folder.join("Cargo.toml"), &manifest);
    let files = case.generate();
    for file in &files {
        write(&folder.join("src").join(&file.path), &file.text);
    }
    write(&folder.join("examples/documented.rs"), &programs(&case.name, &files));
    vec![folder.join("src/lib.rs")]
}

/// The programs in the documentation, each in a function that nobody calls. Rustdoc would link each
/// of them; that they compile is what matters.
fn programs(case: &str, files: &[File]) -> String {
    let mut text = format!(
        "//! The programs in the documentation.\n#![allow(deprecated, unused, clippy::pedantic)]\n\
         extern crate case_{case} as tencentcloud_api;\n\nfn main() {{}}\n"
    );
    let mut count = 0;
    for file in files {
        // The language of the open fence: none if the code is a program.
        let mut open: Option<&str> = None;
        for line in file.text.lines() {
            let line = line.trim_start();
            let doc = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"));
            let Some(doc) = doc else { continue };
            let doc = doc.strip_prefix(' ').unwrap_or(doc);
            // Code on one line opens no fence.
            match (open, doc.strip_prefix("```").filter(|language| !language.contains('`'))) {
                (None, Some(language)) => {
                    open = Some(language);
                    if language.is_empty() {
                        count += 1;
                        text.extend(["\nfn program_", &count.to_string(), "() {\n"]);
                    }
                }
                (Some(language), Some(_)) => {
                    open = None;
                    text.push_str(if language.is_empty() { "}\n" } else { "" });
                }
                (Some(""), None) => {
                    text.push_str(doc.strip_prefix("# ").unwrap_or(doc));
                    text.push('\n');
                }
                _ => {}
            }
        }
    }
    assert!(count > 0 || !files.iter().any(|file| file.text.contains("# Example")), "{case}");
    text
}

/// The lints of the repository's workspace, by which the generated crate is held, too.
fn lints(repository: &Path) -> String {
    let manifest = fs::read_to_string(repository.join("Cargo.toml")).expect("it is there");
    let from = manifest.find("[workspace.lints.rust]").expect("the lints are there");
    let to = manifest.find("[profile.dev]").expect("the profiles come behind");
    manifest[from..to].to_owned()
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
