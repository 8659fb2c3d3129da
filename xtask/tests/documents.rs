//! The commands that the documents show: each is run, in a scratch copy of the repository, or has a
//! reason not to be.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The documents whose commands are run.
const DOCUMENTS: &[&str] = &["README.md", "CONTRIBUTING.md", "spec/README.md"];

/// The way a command of a document is run.
enum How {
    /// With these arguments in place of the document's, and with this exit code.
    Run(&'static [&'static str], i32),
    /// Not here, for this reason.
    Not(&'static str),
}
use How::{Not, Run};

/// Every command of `cargo xtask` that a document shows, as it is shown. Placeholders are replaced.
const COMMANDS: &[(&str, How)] = &[
    ("", Run(&[], 2)),
    ("codegen", Run(&["codegen"], 0)),
    ("fmt", Run(&["fmt"], 0)),
    ("schema", Run(&["schema"], 0)),
    ("explain E0203", Run(&["explain", "E0203"], 0)),
    ("import page.html", Run(&["import", "page.html"], 0)),
    (
        "import types.html --service garden --api-version 2024-05-01",
        Run(&["import", "types.html", "--service", "garden", "--api-version", "2024-05-01"], 0),
    ),
    ("drift", Run(&["drift", "page.html"], 1)),
    ("diff", Run(&["diff", "v0.1.0"], 0)),
    ("diff v0.1.0", Run(&["diff", "v0.1.0"], 0)),
    ("diff main", Run(&["diff", "main"], 0)),
    ("diff <base>", Run(&["diff", "v0.1.0"], 0)),
    ("diff <the revision before>", Run(&["diff", "HEAD"], 0)),
    (
        "new action organization 2021-03-31 <Action>",
        Run(&["new", "action", "organization", "2021-03-31", "PlantTree"], 0),
    ),
    ("new action …", Run(&["new", "action", "organization", "2021-03-31", "FellTree"], 0)),
    (
        "drift --only organization tccli-*.whl tccli_intl_en-*.whl",
        Not("needs the vendor's packages"),
    ),
    (
        "import --only organization --updated <date of the packages> tccli-*.whl \
         tccli_intl_en-*.whl",
        Not("needs the vendor's packages"),
    ),
    ("explorer", Not("serves until it is stopped; the explorer's own tests start it")),
    ("mock --port 8080", Not("serves until it is stopped; mock/tests/binary.rs starts it")),
];

/// A saved page, as the importer's tests have them.
const PAGE: &str = "\
<p>Domain name for API request: organization.tencentcloudapi.com.</p>
<p>This API is used to plant a tree.</p>
<table><tr><th>Parameter Name</th><th>Required</th><th>Type</th><th>Description</th></tr>
<tr><td>Action</td><td>Yes</td><td>String</td><td>Common Params. The value used for this API: PlantOak.</td></tr>
<tr><td>Version</td><td>Yes</td><td>String</td><td>Common Params. The value used for this API: 2021-03-31.</td></tr>
<tr><td>Name</td><td>Yes</td><td>String</td><td>Name of the tree.</td></tr></table>
<table><tr><th>Parameter Name</th><th>Type</th><th>Description</th></tr>
<tr><td>RequestId</td><td>String</td><td>The ID of the request.</td></tr></table>
";

/// A page of a service that the spec does not have.
const TYPES: &str = "\
<h2>Tree</h2><p>A tree.</p><p>Used by actions: PlantTree.</p>
<table><tr><th>Name</th><th>Type</th><th>Required</th><th>Description</th></tr>
<tr><td>Height</td><td>Integer</td><td>Yes</td><td>The height.</td></tr></table>
";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the arguments of every `cargo xtask` in a document, in code spans and in blocks.
fn commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_block = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_block = !is_block;
            continue;
        }
        let spans: Vec<&str> = if is_block {
            vec![line.trim_start_matches("$ ").split(" #").next().unwrap_or_default()]
        } else {
            line.split('`').skip(1).step_by(2).collect()
        };
        let arguments = spans.into_iter().filter_map(|span| span.strip_prefix("cargo xtask"));
        let words = arguments.map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "));
        found.extend(words);
    }
    found
}

#[test]
fn every_command_of_the_documents_is_run_or_has_a_reason_not_to_be() {
    let mut shown: BTreeMap<String, &str> = BTreeMap::new();
    for document in DOCUMENTS {
        let text = fs::read_to_string(root().join(document)).expect("the document is there");
        for command in commands(&text) {
            shown.entry(command).or_insert(document);
        }
    }
    for (command, document) in &shown {
        let is_known = COMMANDS.iter().any(|(known, _)| known == command);
        assert!(is_known, "{document} shows `cargo xtask {command}`: add it to COMMANDS");
    }
    let stale: Vec<&str> = COMMANDS.iter().map(|(known, _)| *known).collect();
    let stale: Vec<&str> = stale.into_iter().filter(|it| !shown.contains_key(*it)).collect();
    assert!(stale.is_empty(), "no document shows these commands any more: {stale:?}");
}

#[test]
fn the_commands_of_the_documents_work() {
    let scratch = Scratch::new();
    for (command, how) in COMMANDS {
        let Run(arguments, code) = how else { continue };
        scratch.reset();
        let output = scratch.run(arguments);
        let says = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(*code), "cargo xtask {command}: {says}");
        if *code == 0 && arguments.first() != Some(&"fmt") {
            assert!(!output.stdout.is_empty(), "cargo xtask {command} prints no result");
        }
    }
}

#[test]
fn a_command_that_the_documents_do_not_have_is_noticed() {
    let text = "Run `cargo xtask codegen --check` and:\n\n```sh\n$ cargo xtask fmt   # why\n```\n";
    assert_eq!(commands(text), ["codegen --check", "fmt"]);
    for (_, how) in COMMANDS {
        if let Not(reason) = how {
            assert!(!reason.is_empty());
        }
    }
}

/// A copy of what the commands need, as a repository of its own.
struct Scratch {
    folder: tempfile::TempDir,
}

impl Scratch {
    fn new() -> Self {
        let scratch = Self { folder: tempfile::tempdir().expect("a folder can be made") };
        for part in ["spec", "model/schema", "model/catalogue"] {
            copy(&root().join(part), &scratch.path(part));
        }
        for file in ["Cargo.toml", "generated/Cargo.toml", "xtask/Cargo.toml", "spec/README.md"] {
            let to = scratch.path(file);
            fs::create_dir_all(to.parent().expect("a folder")).expect("it can be made");
            fs::copy(root().join(file), to).expect("it can be copied");
        }
        fs::write(scratch.path("page.html"), PAGE).expect("it can be written");
        fs::write(scratch.path("types.html"), TYPES).expect("it can be written");
        scratch.git(&["init", "--quiet", "--initial-branch", "main"]);
        scratch.git(&["add", "."]);
        scratch.git(&["commit", "--quiet", "--message", "A spec"]);
        scratch.git(&["tag", "v0.1.0"]);
        scratch
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn git(&self, arguments: &[&str]) {
        let author = ["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"];
        let mut git = Command::new("git");
        let status = git.arg("-C").arg(self.folder.path()).args(author).args(arguments).status();
        assert!(status.expect("git is installed").success(), "git {arguments:?}");
    }

    /// Undoes what the last command changed.
    fn reset(&self) {
        self.git(&["reset", "--quiet", "--hard"]);
        self.git(&["clean", "--quiet", "-d", "--force", "--exclude=generated"]);
    }

    /// Runs xtask from a folder within, as a user would.
    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).current_dir(self.folder.path());
        command.env("CARGO_TARGET_DIR", self.path("target"));
        command.output().expect("the command runs")
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the folder can be read");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("it can be copied");
        }
    }
}
