//! Programs beside this crate: other users of rustls and reqwest in the same program are served as
//! if this crate were not there. Cargo unifies features, so that is a matter of dependencies.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A program with rustls as most have it: a provider of cryptography is found by feature.
const RUSTLS: &str = r"
fn main() {
    let config = rustls::ClientConfig::builder()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    assert!(!config.crypto_provider().cipher_suites.is_empty());
    ours::works();
}
";

/// A program with a client of reqwest.
const REQWEST: &str = r"
fn main() {
    reqwest::Client::builder().build().unwrap();
    let _ = reqwest::Client::new();
    ours::works();
}
";

/// Both clients of this crate, which need nothing from the program.
const OURS: &str = r"
pub fn works() {
    use tencentcloud_runtime::{blocking, client, transport};
    let asynchronous: client::Client = client::Client::builder().build().unwrap();
    let blocking: blocking::Client = blocking::Client::builder().build().unwrap();
    transport::Hyper::new().unwrap();
    let _ = (asynchronous, blocking);
}
";

/// The programs: name, dependency, source.
const PROGRAMS: [(&str, &str, &str); 4] = [
    (
        "rustls-ring",
        r#"rustls = { version = "0.23", default-features = false, features = ["ring", "std"] }"#,
        RUSTLS,
    ),
    ("rustls-default", r#"rustls = "0.23""#, RUSTLS),
    ("reqwest-bare", r#"reqwest = { version = "0.13", default-features = false }"#, REQWEST),
    ("reqwest-default", r#"reqwest = "0.13""#, REQWEST),
];

/// Writes the workspace, whose packages are compiled one by one, each with its own features.
fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("neighbours");
    let runtime = env!("CARGO_MANIFEST_DIR");
    let package = |name: &str, dependencies: &str, file: &str, source: &str| {
        let folder = root.join(name);
        fs::create_dir_all(folder.join("src")).unwrap();
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n{dependencies}\n"
        );
        write(&folder.join("Cargo.toml"), &manifest);
        write(&folder.join("src").join(file), source);
    };
    let runtime = format!(
        "tencentcloud-runtime = {{ path = {runtime:?}, features = [\"blocking\", \"reqwest\"] }}"
    );
    package("ours", &runtime, "lib.rs", OURS);
    let mut members = vec!["ours"];
    for (name, dependency, source) in PROGRAMS {
        let dependencies = format!("ours = {{ path = \"../ours\" }}\n{dependency}");
        package(name, &dependencies, "main.rs", source);
        members.push(name);
    }
    write(
        &root.join("Cargo.toml"),
        &format!(
            "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.dev]\ndebug = false\n"
        ),
    );
    // Versions as here, which are on this machine already.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    if !root.join("Cargo.lock").exists() && lock.exists() {
        fs::copy(lock, root.join("Cargo.lock")).unwrap();
    }
    root
}

/// Writes a file that differs, so that what is compiled already is not compiled again.
fn write(path: &Path, content: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(content) {
        fs::write(path, content).unwrap();
    }
}

fn cargo(root: &Path, arguments: &[&str]) -> Output {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root).args(arguments);
    for (name, _) in std::env::vars_os() {
        let of_tests = name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_"));
        if of_tests || name == "RUSTFLAGS" {
            cargo.env_remove(name);
        }
    }
    cargo.output().unwrap()
}

/// The workspace with its dependencies; nothing without a network and without them.
fn fetched() -> Option<PathBuf> {
    let root = workspace();
    let fetched = cargo(&root, &["fetch"]);
    if !fetched.status.success() {
        let reason = String::from_utf8_lossy(&fetched.stderr).into_owned();
        eprintln!("skipped: the dependencies of other programs cannot be fetched: {reason}");
        return None;
    }
    Some(root)
}

#[test]
fn no_feature_of_rustls_or_reqwest_that_chooses_for_others_is_enabled() {
    let Some(root) = fetched() else { return };
    for (name, dependency, forbidden) in [
        ("rustls", "rustls@0.23", &["ring", "aws_lc_rs", "custom-provider", "fips", "default"][..]),
        ("reqwest", "reqwest", &["__tls", "__rustls", "rustls-no-provider", "default"]),
    ] {
        let edges = ["--edges", "normal,features", "--invert", dependency];
        let tree = cargo(&root, &[&["tree", "--package", "ours"], &edges[..]].concat());
        let text = String::from_utf8(tree.stdout).unwrap();
        assert!(tree.status.success() && text.contains("tencentcloud-runtime"), "{text}");
        for feature in forbidden {
            let enabled = format!("{name} feature \"{feature}\"");
            assert!(!text.contains(&enabled), "{enabled}: {text}");
        }
    }
}

#[test]
fn other_users_of_rustls_and_reqwest_find_their_own_provider() {
    let Some(root) = fetched() else { return };
    for (name, ..) in PROGRAMS {
        // AWS-LC alone takes longer to compile than everything else.
        if name.ends_with("-default") && std::env::var_os("SLOW_TESTS").is_none() {
            eprintln!("skipped: {name}, which is compiled if SLOW_TESTS is set");
            continue;
        }
        let run = cargo(&root, &["run", "--quiet", "--package", name]);
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.status.success(), "{name}: {said}");
    }
}
