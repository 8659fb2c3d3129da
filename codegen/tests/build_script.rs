//! The build script of the crate's documentation works: its files, unchanged but for the paths of the
//! packages, make a package in a temporary folder that cargo builds and runs.

use std::fs;
use std::path::Path;
use std::process::Command;

const SPEC: &[(&str, &str)] = &[
    (
        "common/errors.yaml",
        "families: [{family: InternalError, class: internal}]\nerrors: [{code: InternalError}]\n",
    ),
    ("demo/service.yaml", "title: Demo\nhosts: {mainland: demo.tencentcloudapi.com}\n"),
    ("demo/2024-01-01/version.yaml", "{}\n"),
    ("demo/2024-01-01/errors.yaml", "errors: []\n"),
    ("demo/2024-01-01/actions/Ping.yaml", "input: [{name: Id, type: uint64, required: true}]\n"),
];

const PROGRAM: &str = "\
use my_cloud::cloud::demo::v20240101::PingRequest;

fn main() {
    let bytes = my_cloud::cloud::runtime::wire::to_json(&PingRequest::new(7_u64));
    println!(\"{}\", String::from_utf8_lossy(&bytes));
}
";

#[test]
fn the_documented_build_script_builds_a_crate() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let documentation = fs::read_to_string(package.join("src/lib.rs")).expect("it is there");
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    };
    let mut manifest = fenced(&documentation, "toml", "[package]");
    for name in ["runtime", "codegen", "model"] {
        let path = package.join("..").join(name).display().to_string();
        let published = format!("tencentcloud-{name} = \"0.1\"");
        assert!(manifest.contains(&published), "{manifest}");
        let default = if name == "runtime" { ", default-features = false" } else { "" };
        let local = format!("tencentcloud-{name} = {{ path = '{path}'{default} }}");
        manifest = manifest.replace(&published, &local);
    }
    write("Cargo.toml", &(manifest + "\n[workspace]\n"));
    write("build.rs", &fenced(&documentation, "no_run", "// build.rs"));
    write("src/lib.rs", &fenced(&documentation, "ignore", "// src/lib.rs"));
    write("src/main.rs", PROGRAM);
    for (path, text) in SPEC {
        write(&format!("spec/{path}"), text);
    }
    fs::copy(package.join("../Cargo.lock"), folder.path().join("Cargo.lock")).expect("a lock");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build-script");
    let run = || {
        Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--offline", "--target-dir"])
            .arg(&target)
            .current_dir(folder.path())
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .output()
            .expect("cargo can be called")
    };
    let output = run();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(printed.trim_end(), "{\"Id\":7}");

    // A mistake in the spec is a failed build that shows its place.
    write("spec/demo/2024-01-01/actions/Ping.yaml", "input: [{name: Id, type: uint46}]\n");
    let output = run();
    let printed = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{printed}");
    assert!(printed.contains("Ping.yaml") && printed.contains("uint46"), "{printed}");
}

/// Returns the fenced block of a language that begins with a line.
fn fenced(documentation: &str, language: &str, first: &str) -> String {
    let lines = documentation.lines().filter_map(|line| line.strip_prefix("//!"));
    let text: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let text = text.join("\n");
    let (_, rest) = text
        .split_once(&format!("```{language}\n{first}"))
        .unwrap_or_else(|| panic!("there is no block of {language} that begins with {first}"));
    let (block, _) = rest.split_once("\n```").expect("the block ends");
    format!("{first}{block}\n")
}
