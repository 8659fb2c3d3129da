//! A workspace in a temporary folder, and the programs that are called in it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;
use tencentcloud_mock::{MockServer, SECRET_ID, SECRET_KEY, Spec};

/// A program that calls a mock: `USES` and `CALLS` are replaced.
const PROGRAM: &str = r#"
use my_cloud::runtime::blocking::Client;
use my_cloud::runtime::credential::Credential;
use my_cloud::runtime::transport::Proxy;
USES
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let var = |name: &str| std::env::var(name);
    let client = Client::builder()
        .endpoint(var("MOCK_URL")?)
        .credentials(Credential::new(var("MOCK_ID")?, var("MOCK_KEY")?))
        .region("ap-guangzhou")
        .proxy(Proxy::None)
        .build()?;
    CALLS
    Ok(())
}
"#;

const MANIFEST: &str = "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
    [dependencies]\nmy-cloud = { path = \"../my-cloud\", default-features = false, features = \
    [FEATURES] }\n";

/// A workspace that does not lie in this repository.
pub struct Workspace {
    folder: TempDir,
}

impl Workspace {
    /// Makes a workspace without members.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut text = "# The members.\n[workspace]\nresolver = \"3\"\nmembers = []\n".to_owned();
        if let Some(runtime) = packed_runtime() {
            // The manifest of the crate names the published version, as users have it.
            let path = runtime.display();
            let patch = format!("tencentcloud-runtime = {{ path = '{path}' }}");
            text.push_str(&["\n[patch.crates-io]\n", &patch, "\n"].concat());
        }
        fs::write(folder.path().join("Cargo.toml"), text).expect("a manifest");
        // The versions that the repository uses are those that are there without a network.
        fs::copy(repository().join("Cargo.lock"), folder.path().join("Cargo.lock"))
            .expect("the lock can be copied");
        Self { folder }
    }

    /// Makes a workspace with the crate `my-cloud`, which has no actions yet.
    pub fn with_crate() -> Self {
        let workspace = Self::new();
        if packed_runtime().is_some() {
            workspace.succeeds(".", &["init", "my-cloud"]);
        } else {
            let runtime = repository().join("runtime").display().to_string();
            workspace.succeeds(".", &["init", "my-cloud", "--runtime", &runtime]);
        }
        workspace
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// Replaces a part of a file, which must be there.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from:?}:\n{text}");
        self.write(path, &text.replace(from, to));
    }

    /// Runs `cargo tencentcloud` in a folder of the workspace.
    pub fn run(&self, folder: &str, arguments: &[&str]) -> Output {
        Command::new(program())
            .arg("tencentcloud")
            .args(arguments)
            .current_dir(self.path(folder))
            .env("CARGO_TARGET_DIR", self.path("target"))
            .output()
            .expect("the program can be run")
    }

    /// Runs a command that must succeed; returns its output.
    pub fn succeeds(&self, folder: &str, arguments: &[&str]) -> String {
        let output = self.run(folder, arguments);
        let text = printed(&output);
        assert!(output.status.success(), "{arguments:?}: {text}");
        text
    }

    /// Runs a command that must report a problem; returns its output.
    pub fn fails(&self, folder: &str, arguments: &[&str]) -> String {
        let output = self.run(folder, arguments);
        let text = printed(&output);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {text}");
        text
    }

    /// Adds a program, and runs it against a mock with the spec of `my-cloud`; returns its output and
    /// the actions that it called. `features` are those of service versions.
    pub fn calls_the_mock(&self, features: &str, uses: &str, calls: &str) -> (String, Vec<String>) {
        let features = format!("blocking {features}");
        let list: Vec<String> = features.split(' ').map(|name| format!("{name:?}")).collect();
        self.write("program/Cargo.toml", &MANIFEST.replace("FEATURES", &list.join(", ")));
        self.write("program/src/main.rs", &PROGRAM.replace("USES", uses).replace("CALLS", calls));
        self.edit("Cargo.toml", "[\"my-cloud\"", "[\"program\", \"my-cloud\"");
        let spec = Spec::folder(self.path("my-cloud/spec")).expect("the spec is right");
        let server = MockServer::start_blocking(spec).expect("a mock");
        let url = server.url();
        let environment =
            [("MOCK_URL", url.as_str()), ("MOCK_ID", SECRET_ID), ("MOCK_KEY", SECRET_KEY)];
        let text = self.cargo(&["run", "--quiet", "--package", "program"], &environment);
        (text, server.requests().into_iter().map(|it| it.action).collect())
    }

    /// Runs cargo in the workspace, without a network. The builds are kept below the repository's
    /// target folder, so that the runtime is not built each time.
    pub fn cargo(&self, arguments: &[&str], environment: &[(&str, &str)]) -> String {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("outside");
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .arg("--offline")
            .arg("--target-dir")
            .arg(target)
            .current_dir(self.folder.path())
            .envs(environment.iter().copied())
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .output()
            .expect("cargo can be called");
        let text = printed(&output);
        assert!(output.status.success(), "cargo {arguments:?}: {text}");
        text
    }
}

/// Returns a folder of metadata of our own: `before` or `after`.
pub fn metadata(name: &str) -> String {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    fixtures.join(name).display().to_string()
}

/// The program under test.
fn program() -> PathBuf {
    let packed = env::var_os("TENCENTCLOUD_PROGRAM").map(PathBuf::from);
    packed.unwrap_or_else(|| env!("CARGO_BIN_EXE_cargo-tencentcloud").into())
}

/// The runtime from its archive, where the packed crates are under test.
fn packed_runtime() -> Option<PathBuf> {
    let folder = PathBuf::from(env::var_os("TENCENTCLOUD_PACKED")?);
    let runtime = folder.join(concat!("tencentcloud-runtime-", env!("CARGO_PKG_VERSION")));
    assert!(runtime.join("Cargo.toml").is_file(), "{} has no packed runtime", folder.display());
    assert!(env::var_os("TENCENTCLOUD_PROGRAM").is_some(), "TENCENTCLOUD_PROGRAM is not set");
    Some(runtime)
}

pub fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().expect("the crate lies in the repository").to_owned()
}

fn printed(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}
