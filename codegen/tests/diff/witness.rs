//! The proof of the verdicts: programs that compile against the crate made from the base, and
//! against the one made from the head as far as the verdict says.
//!
//! All cases share one spec, each with a service of its own, so that each crate is made once; and
//! all witnesses of a kind are modules of one program, so that one run of the compiler judges them
//! all.

use crate::case::{self, Case, Side};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};
use tencentcloud_codegen::diff::{Rule, Verdict};
use tencentcloud_codegen::{Options, generate};
use tencentcloud_model::load::Tree;

#[test]
fn programs_compile_as_the_verdicts_say() {
    let cases = case::all();
    let (breaking, kept): (Vec<&Case>, Vec<&Case>) =
        cases.iter().partition(|case| is_breaking(case));
    let programs = [
        Program::new("kept", kept.into_iter().map(|case| (case, &case.witness))),
        Program::new("broken", breaking.into_iter().map(|case| (case, &case.witness))),
        Program::new("new", cases.iter().filter_map(|case| Some((case, case.new.as_ref()?)))),
    ];
    let base = Workspace::new(Side::Base, &cases, &programs);
    let head = Workspace::new(Side::Head, &cases, &programs);
    let [kept, broken, new] = &programs;
    base.compiles(kept);
    base.compiles(broken);
    base.refuses_every_module_of(new);
    head.compiles(kept);
    head.refuses_every_module_of(broken);
    head.compiles(new);
}

fn is_breaking(case: &Case) -> bool {
    let rule = Rule::all().find(|rule| rule.id() == case.rule);
    rule.map(Rule::verdict) == Some(Verdict::Breaking)
}

/// A crate that uses the generated one: a module per case.
struct Program {
    name: &'static str,
    modules: BTreeMap<String, String>,
}

impl Program {
    fn new<'c>(
        name: &'static str,
        texts: impl IntoIterator<Item = (&'c Case, &'c String)>,
    ) -> Self {
        let module = |(case, text): (&Case, &String)| {
            let service = case.service();
            let api = format!("use tencentcloud_api::{service}::v20240101 as api;");
            let text = format!(
                "//! See `{}.md`.\n#![allow(unused_imports)]\n\n{api}\n\n{text}",
                case.rule
            );
            (service, text)
        };
        Self { name, modules: texts.into_iter().map(module).collect() }
    }

    fn files(&self) -> BTreeSet<String> {
        self.modules.keys().map(|module| format!("{}/src/{module}.rs", self.name)).collect()
    }

    fn write(&self, folder: &Path) {
        let modules: Vec<String> =
            self.modules.keys().map(|name| format!("pub mod {name};\n")).collect();
        write(&folder.join("src/lib.rs"), &modules.concat());
        for (name, text) in &self.modules {
            write(&folder.join(format!("src/{name}.rs")), text);
        }
        let dependencies = "tencentcloud-api = { path = \"../api\" }\n";
        write(&folder.join("Cargo.toml"), &manifest(self.name, dependencies));
    }
}

/// A cargo workspace with the crate made from one side, and the programs.
struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    fn new(side: Side, cases: &[Case], programs: &[Program]) -> Self {
        let folder = root().join(side.name());
        // Files of an earlier run could hide that something is missing now.
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the folder can be removed");
        }
        let spec = case::spec(cases, side);
        let features: BTreeSet<String> = spec.keys().filter_map(|path| feature(path)).collect();
        let generated = generate(&Tree::memory(spec), &Options::default())
            .unwrap_or_else(|problems| panic!("{problems}"));
        for file in &generated.files {
            write(&folder.join("api/src").join(&file.path), &file.text);
        }
        write(&folder.join("api/Cargo.toml"), &api_manifest(&features));
        for program in programs {
            program.write(&folder.join(program.name));
        }
        let members =
            "[workspace]\nresolver = \"3\"\nmembers = [\"api\", \"kept\", \"broken\", \"new\"]\n";
        write(&folder.join("Cargo.toml"), members);
        // The versions that the repository uses are those that are there without a network.
        fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock"))
            .expect("the lock can be copied");
        Self { folder }
    }

    fn compiles(&self, program: &Program) {
        if let Err(errors) = self.check(program) {
            let messages: Vec<String> = errors.into_iter().map(|(_, message)| message).collect();
            panic!("{} of {}:\n{}", program.name, self.folder.display(), messages.join("\n"));
        }
    }

    fn refuses_every_module_of(&self, program: &Program) {
        let errors = self.check(program).err().unwrap_or_default();
        let files = program.files();
        let strange: Vec<&String> = errors
            .iter()
            .filter(|(file, _)| !files.contains(file))
            .map(|(_, message)| message)
            .collect();
        assert!(strange.is_empty(), "errors elsewhere: {strange:?}");
        let refused: BTreeSet<String> = errors.into_iter().map(|(file, _)| file).collect();
        let accepted: Vec<&String> = files.difference(&refused).collect();
        assert!(accepted.is_empty(), "these compile in {}: {accepted:?}", self.folder.display());
    }

    /// Has a program compiled: the errors, each with the file it is about.
    fn check(&self, program: &Program) -> Result<(), Vec<(String, String)>> {
        let output = Command::new(env!("CARGO"))
            .args([
                "check",
                "--quiet",
                "--offline",
                "--message-format",
                "json",
                "--package",
                program.name,
            ])
            .arg("--target-dir")
            .arg(root().join("target"))
            .current_dir(&self.folder)
            // A warning breaks no program, however strictly the repository itself is built.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .output()
            .expect("cargo can be called");
        if output.status.success() {
            return Ok(());
        }
        let messages = String::from_utf8_lossy(&output.stdout);
        let errors: Vec<_> = messages.lines().filter_map(error).collect();
        let problem = String::from_utf8_lossy(&output.stderr);
        assert!(!errors.is_empty(), "cargo says: {problem}");
        Err(errors)
    }
}

/// An error of the compiler: its file and its text; `None` for other messages of cargo.
fn error(line: &str) -> Option<(String, String)> {
    let message: Value = serde_json::from_str(line).ok()?;
    let message = message.get("message").filter(|message| message["level"] == "error")?;
    let spans = message["spans"].as_array()?;
    let file = spans.iter().find(|span| span["is_primary"] == true)?["file_name"].as_str()?;
    Some((file.to_owned(), message["rendered"].as_str().unwrap_or_default().to_owned()))
}

/// The folder in which all of this happens: below the repository's target folder, and kept, so
/// that the runtime is not built again each time.
fn root() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("witness")
}

fn repository() -> PathBuf {
    let codegen = Path::new(env!("CARGO_MANIFEST_DIR"));
    codegen.parent().expect("the crate lies in the repository").to_owned()
}

fn manifest(name: &str, dependencies: &str) -> String {
    let package =
        format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
    format!("{package}\n[dependencies]\n{dependencies}")
}

/// The manifest of the generated crate, with all versions switched on.
fn api_manifest(features: &BTreeSet<String>) -> String {
    let runtime = repository().join("runtime").display().to_string();
    let runtime =
        format!("tencentcloud-runtime = {{ path = '{runtime}', default-features = false }}\n");
    let default: Vec<String> = features.iter().map(|feature| format!("{feature:?}")).collect();
    let features: Vec<String> =
        features.iter().map(|feature| format!("{feature} = []\n")).collect();
    let manifest = manifest("tencentcloud-api", &runtime);
    format!(
        "{manifest}\n[features]\ndefault = [{}]\nblocking = []\n{}",
        default.join(", "),
        features.concat()
    )
}

/// The feature of the version that a file describes.
fn feature(path: &str) -> Option<String> {
    let version = path.strip_suffix("/version.yaml")?;
    let (service, date) = version.split_once('/')?;
    Some(format!("{service}-v{}", date.replace('-', "")))
}

fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("the file lies in a folder");
    fs::create_dir_all(folder).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}
