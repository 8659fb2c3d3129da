//! Other generators of Rust code from API descriptions, and how to run each on the same API.
//!
//! They are looked up on `PATH`; missing ones are left out of the tables.

use crate::measure::{self, Usage, command};
use crate::openapi;
use crate::work::Work;
use anyhow::Result;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use tencentcloud_codegen::Counts;
use tencentcloud_model::load::{Tree, load};
use tencentcloud_model::resolve::resolve;

/// A generator that reads OpenAPI or JSON Schema.
pub struct Peer {
    pub name: &'static str,
    /// Arguments of `cargo install --locked`.
    pub package: &'static str,
    binary: &'static str,
    input: Input,
    /// Arguments, with `IN` and `OUT` as placeholders for the paths.
    arguments: &'static [&'static str],
    writes: Writes,
}

/// The input format of a peer.
#[derive(Clone, Copy)]
enum Input {
    Schema,
    OpenApi(&'static str),
}

/// The output format of a peer.
enum Writes {
    /// A crate with a manifest.
    Crate,
    /// Modules in `src`: the name of the root module, and the dependencies for the manifest.
    Modules(&'static str, &'static str),
    /// Modules as well, with a separate file that lists the dependencies for the manifest.
    WithDependencies(&'static str, &'static str),
}

/// The peers, with the tested versions.
const PEERS: [Peer; 4] = [
    Peer {
        name: "typify (types only)",
        package: "cargo-typify@0.8.0",
        binary: "cargo-typify",
        input: Input::Schema,
        arguments: &["typify", "-B", "-o", "OUT/src/lib.rs", "IN"],
        writes: Writes::Modules("lib.rs", TYPIFY),
    },
    Peer {
        name: "progenitor",
        package: "cargo-progenitor@0.15.1",
        binary: "cargo-progenitor",
        input: Input::OpenApi("3.0.3"),
        arguments: &[
            "progenitor",
            "-i",
            "IN",
            "-o",
            "OUT",
            "-n",
            "peer",
            "-v",
            "0.1.0",
            "--interface",
            "positional",
            "--license-name",
            "MIT",
        ],
        writes: Writes::Crate,
    },
    Peer {
        name: "oas3-gen",
        package: "oas3-gen@0.29.0",
        binary: "oas3-gen",
        input: Input::OpenApi("3.1.0"),
        arguments: &["generate", "-i", "IN", "-o", "OUT/src", "client-mod"],
        writes: Writes::Modules("mod.rs", OAS3_GEN),
    },
    Peer {
        name: "openapi-to-rust",
        package: "openapi-to-rust@0.23.0",
        binary: "openapi-to-rust",
        input: Input::OpenApi("3.0.3"),
        arguments: &["generate", "IN", "--output-dir", "OUT/src"],
        writes: Writes::WithDependencies("mod.rs", "REQUIRED_DEPS.toml"),
    },
];

const OAS3_GEN: &str = r#"[dependencies]
anyhow = "1"
http = "1"
oas3-gen-support = "0.29"
reqwest = { version = "0.13", features = ["json", "query", "form"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
serde_with = "3"
validator = { version = "0.20", features = ["derive"] }
"#;

const TYPIFY: &str = r#"[dependencies]
serde = { version = "1", features = ["derive"] }
serde_json = "1"
"#;

/// The input of the peers: a spec in their formats.
pub struct Inputs {
    actions: usize,
    folder: PathBuf,
}

/// File with the number of actions in the inputs.
const ACTIONS: &str = "actions.txt";

impl Inputs {
    /// Writes the inputs in a separate process: a process started by a large one appears as large.
    pub fn write(work: &Work, spec: &Path) -> Result<Self> {
        let folder = work.empty_folder("inputs")?;
        let mut program = command(env::current_exe()?, work.root());
        program.arg("--write-inputs").arg(spec).arg(&folder);
        measure::run(&mut program, &work.log("inputs"))?;
        let actions = fs::read_to_string(folder.join(ACTIONS))?.parse()?;
        Ok(Self { actions, folder })
    }

    /// Writes the inputs; the body of that process.
    pub fn write_here(spec: &Path, folder: &Path) -> Result<()> {
        let refused = |problems| anyhow::anyhow!("{problems}");
        let model = resolve(&load(&Tree::disk(spec)).map_err(refused)?).map_err(refused)?;
        fs::write(folder.join(ACTIONS), Counts::of(&model).actions.to_string())?;
        fs::write(folder.join("schema.json"), openapi::schema(&model).to_string())?;
        for version in openapi::VERSIONS {
            let text = openapi::document(&model, version).to_string();
            fs::write(folder.join(format!("{version}.json")), text)?;
        }
        Ok(())
    }

    /// Returns the number of actions in the inputs.
    pub fn actions(&self) -> usize {
        self.actions
    }

    fn path(&self, input: Input) -> PathBuf {
        match input {
            Input::Schema => self.folder.join("schema.json"),
            Input::OpenApi(version) => self.folder.join(format!("{version}.json")),
        }
    }
}

impl Peer {
    /// Returns the installed peers, and prints the names of the others.
    pub fn installed() -> Vec<&'static Self> {
        let (found, missing): (Vec<_>, Vec<_>) = PEERS.iter().partition(|it| it.is_installed());
        for peer in missing {
            println!("skipped: {} (cargo install --locked {})", peer.name, peer.package);
        }
        found
    }

    fn is_installed(&self) -> bool {
        let path = env::var_os("PATH").unwrap_or_default();
        env::split_paths(&path).any(|folder| folder.join(self.binary).is_file())
    }

    /// Returns the folder of the peer's crate.
    pub fn output(&self, work: &Work) -> PathBuf {
        work.folder(self.binary)
    }

    /// Runs the peer into an empty folder.
    pub fn generate(&self, work: &Work, inputs: &Inputs) -> Result<Usage> {
        let out = work.empty_folder(self.binary)?;
        fs::create_dir_all(out.join("src"))?;
        let (input, out) = (inputs.path(self.input), out.to_string_lossy().into_owned());
        let arguments = self.arguments.iter().map(|argument| match *argument {
            "IN" => input.to_string_lossy().into_owned(),
            other => other.replace("OUT", &out),
        });
        let mut generate = command(self.binary, work.root());
        measure::run(generate.args(arguments), &work.log(self.binary))
    }

    /// Creates a crate from the peer's output, and returns its name.
    pub fn make_crate(&self, work: &Work) -> Result<String> {
        let out = self.output(work);
        let name = format!("peer-{}", self.binary);
        let manifest = out.join("Cargo.toml");
        let text = match self.writes {
            Writes::Crate => {
                // Keeps cargo from looking for an enclosing workspace.
                let text = fs::read_to_string(&manifest)? + "\n[workspace]\n";
                text.replace("name = \"peer\"", &format!("name = \"{name}\""))
            }
            Writes::Modules(root, dependencies) => new_manifest(&name, root, dependencies),
            Writes::WithDependencies(root, file) => {
                let dependencies = fs::read_to_string(out.join("src").join(file))?;
                new_manifest(&name, root, &dependencies)
            }
        };
        fs::write(&manifest, text)?;
        Ok(name)
    }
}

/// Returns the manifest of a crate with this root file in `src`.
fn new_manifest(name: &str, root: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [lib]\npath = \"src/{root}\"\n\n{dependencies}\n[workspace]\n"
    )
}
