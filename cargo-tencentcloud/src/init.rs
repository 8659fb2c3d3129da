//! `init`: makes a crate with a manifest, a configuration and an empty spec, ready to build.

mod workspace;

use crate::configuration::{self, Configuration};
use crate::project::{Project, display_path};
use crate::{codegen, common_errors, files, selection};
use anstream::println;
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tencentcloud_model::file::File;
use tencentcloud_model::load::Tree;
use tencentcloud_model::schema;

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder of the crate; it is made if it does not exist
    #[arg(default_value = ".", value_name = "PATH")]
    path: PathBuf,
    /// The name of the package; without it, the name of the folder
    #[arg(long)]
    name: Option<String>,
    /// A local copy of the crate tencentcloud-runtime, instead of the published one
    #[arg(long, value_name = "DIR")]
    runtime: Option<PathBuf>,
}

/// Makes the crate. No file that exists is changed, but for the members of a workspace around it.
pub(crate) fn run(arguments: &Arguments, command: &'static str) -> Result<ExitCode> {
    let path = &arguments.path;
    let root = std::path::absolute(path)
        .with_context(|| format!("cannot find the folder {}", path.display()))?;
    let name = match &arguments.name {
        Some(name) => name.clone(),
        None => root.file_name().unwrap_or_default().to_string_lossy().into_owned(),
    };
    check_name(&name)?;
    let made = files_of(&name, arguments.runtime.as_deref())?;
    let taken: Vec<String> = made
        .iter()
        .map(|file| root.join(&file.path))
        .chain([root.join("src/lib.rs"), root.join("src/common.rs")])
        .filter(|path| path.exists())
        .map(|path| display_path(&path))
        .collect();
    if !taken.is_empty() {
        bail!("these files exist already: {}; name another folder", taken.join(", "));
    }
    let text = made.iter().find(|file| file.path == configuration::FILE).map(|it| it.text.clone());
    let configuration =
        Configuration::parse(root.join(configuration::FILE), text.unwrap_or_default())?;
    let project = Project::new(&root, command).with_configuration(configuration);
    let prefix = format!("{}/", project.spec_path());
    let spec = made.iter().filter_map(|file| {
        let path = file.path.strip_prefix(&prefix)?;
        let is_yaml = Path::new(path).extension().is_some_and(|end| end == "yaml");
        is_yaml.then(|| (path.to_owned(), file.text.clone().into_bytes()))
    });
    let planned = selection::plan(&project, &Tree::memory(spec))?
        .map_err(|problems| anyhow!("BUG: the empty spec has mistakes: {problems}"))?;
    std::fs::create_dir_all(&root).with_context(|| format!("cannot make {}", root.display()))?;
    files::write_all(&root, &made)?;
    let generated = codegen::write_crate(&project, planned)?;
    let member = workspace::join(&root)?;
    explain(&project, &name, generated, member.as_deref());
    Ok(ExitCode::SUCCESS)
}

/// Lists the made files and the next steps.
fn explain(project: &Project, name: &str, generated: usize, workspace: Option<&Path>) {
    let shown = |path: &str| display_path(&project.root().join(path));
    println!("created the package `{name}`:");
    for (path, about) in [
        ("Cargo.toml", "the manifest; features of service versions are added to it"),
        (configuration::FILE, "the configuration, with the selected actions"),
        ("spec", "the spec, in YAML: common error codes, and schemas for editors"),
        ("src", "the generated files, which nobody edits"),
        ("rustfmt.toml", "settings with which `cargo fmt` leaves the generated files unchanged"),
    ] {
        println!("  {:<24} {about}", shown(path));
    }
    println!("generated {generated} files");
    if let Some(manifest) = workspace {
        println!("added it to the members of {}", display_path(manifest));
    }
    println!("next:");
    println!("  1. pip download --no-deps tccli   (international site: tccli-intl-en)");
    println!("  2. {}", project.command("search TERM --from tccli-*.whl"));
    println!("  3. {}", project.command("add cvm:DescribeInstances --from tccli-*.whl"));
}

/// Fails if a package cannot have the name.
fn check_name(name: &str) -> Result<()> {
    let is_known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    let is_fit = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(is_known);
    // Names that a dependency of the crate has, or that `use` reserves.
    let is_taken = matches!(name, "core" | "std" | "alloc" | "test" | "crate" | "self" | "super")
        || name.replace('_', "-") == "tencentcloud-runtime";
    if is_fit && !is_taken {
        return Ok(());
    }
    bail!("`{name}` cannot be the name of the package: choose another one with `--name my-cloud`")
}

/// Returns the files that are not generated.
fn files_of(name: &str, runtime: Option<&Path>) -> Result<Vec<File>> {
    let dependency = match runtime {
        None => format!("version = \"{}\"", env!("CARGO_PKG_VERSION")),
        Some(path) => {
            let path = path
                .canonicalize()
                .with_context(|| format!("cannot find the runtime in {}", path.display()))?;
            if !path.join("Cargo.toml").is_file() {
                bail!("{} has no Cargo.toml: name the folder of the runtime", path.display());
            }
            format!("path = {}", toml_edit::Value::from(path.to_string_lossy().into_owned()))
        }
    };
    let manifest = MANIFEST.replace("{name}", name).replace("{dependency}", &dependency);
    let configuration = CONFIGURATION.replace("{name}", &name.replace('-', "_"));
    let mut files = vec![
        file("Cargo.toml", manifest),
        file(configuration::FILE, configuration),
        file("rustfmt.toml", RUSTFMT.to_owned()),
        file(&format!("spec/{}", common_errors::PATH), common_errors::text()?),
        file("spec/names.yaml", NAMES.to_owned()),
    ];
    let schemas = schema::for_editors().into_iter();
    files.extend(schemas.map(|it| file(&format!("spec/{}", it.path), it.text)));
    Ok(files)
}

fn file(path: &str, text: String) -> File {
    File { path: path.to_owned(), text }
}

const MANIFEST: &str = r#"[package]
name = "{name}"
description = "Typed requests, responses and errors of selected actions of Tencent Cloud API 3.0"
version = "0.1.0"
edition = "2024"
rust-version = "1.88"

# Features such as `tag-v20180813`, one per service version, are added here by `cargo tencentcloud`.
[features]
default = ["hyper"]

# Transports: async over hyper or reqwest, or blocking over ureq.
hyper = ["tencentcloud-runtime/hyper"]
reqwest = ["tencentcloud-runtime/reqwest"]
blocking = ["tencentcloud-runtime/blocking"]

# A span for each call.
tracing = ["tencentcloud-runtime/tracing"]

# `validate` also checks documented patterns.
validate-pattern = ["tencentcloud-runtime/validate-pattern"]

[dependencies]
tencentcloud-runtime = { {dependency}, default-features = false }

# The programs in the documentation of the crate.
[dev-dependencies]
tokio = { version = "1", features = ["macros", "rt"] }
"#;

const CONFIGURATION: &str = r#"# Configuration of `cargo tencentcloud`. Folders are relative to this file.
spec = "spec"
out = "src"

# The name of the crate, as `use` has it.
crate = "{name}"

# The selected actions of each service version; `*` stands for any characters. `add` and `remove`
# edit this table. Without the table, the whole spec is generated.
[selection]
"#;

/// The words that the toolchain's own crate knows, so that names are the same here.
const NAMES: &str = "\
# Rust naming overrides, each with its reason. API facts belong in the other files.
words:
  - word: IdP
    reason: identity provider is one word, so the rule must not split it into Id and P
";

/// Settings of rustfmt, as of the toolchain's own crate.
const RUSTFMT: &str = r#"# `cargo fmt` leaves the generated files unchanged with these settings.
edition = "2024"
max_width = 89
use_small_heuristics = "Max"
struct_lit_width = 26
short_array_element_width_threshold = 0
"#;

#[cfg(test)]
mod tests {
    use super::{Arguments, NAMES, RUSTFMT, check_name, run};
    use crate::project::Project;

    #[test]
    fn the_settings_of_rustfmt_are_those_of_the_repository_s_crate() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../generated/rustfmt.toml");
        let expected = std::fs::read_to_string(file).unwrap();
        let settings = |text: &str| text.parse::<toml::Table>().unwrap();
        assert_eq!(settings(RUSTFMT), settings(&expected));
    }

    #[test]
    fn the_words_of_names_are_those_of_the_repository() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/names.yaml");
        assert_eq!(std::fs::read_to_string(file).unwrap(), NAMES);
    }

    #[test]
    fn names_that_no_package_can_have_are_errors() {
        for name in ["", "3d", "My-Cloud", "a b", "std", "tencentcloud-runtime", "ä", "-a"] {
            assert!(check_name(name).is_err(), "{name}");
        }
        assert!(check_name("my-cloud_2").is_ok());
    }

    #[test]
    fn a_new_project_opens_and_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("my-cloud");
        let arguments = Arguments { path: path.clone(), name: None, runtime: None };
        run(&arguments, "cargo tencentcloud").unwrap();
        let project = Project::open(&path, "cargo tencentcloud").unwrap();
        assert_eq!(project.configuration().unwrap().selection, Some(Vec::new()));
        let lib = std::fs::read_to_string(path.join("src/lib.rs")).unwrap();
        assert!(
            lib.starts_with("// Generated by `cargo tencentcloud codegen` from spec.\n"),
            "{lib}"
        );
        let error = run(&arguments, "cargo tencentcloud").unwrap_err().to_string();
        assert!(error.contains("Cargo.toml") && error.contains("exist already"), "{error}");
    }
}
