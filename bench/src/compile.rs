//! The costs of compiling the generated crate, compared with the crates of other generators for the
//! same API.
//!
//! Dependencies are built beforehand; only the crate itself is measured.

use crate::generator::lines;
use crate::measure::{self, Usage, command};
use crate::peer::{Inputs, Peer};
use crate::table::{Table, number};
use crate::work::Work;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A crate whose compilation is measured.
struct Subject {
    name: String,
    package: String,
    /// Folder of its workspace.
    folder: PathBuf,
    /// Folder of its source, if lines are counted.
    source: Option<PathBuf>,
    actions: usize,
    costs: [Vec<Usage>; STEPS.len()],
    /// Size of the library of a dev build, in MB.
    rlib: f64,
}

/// The measured steps, with cargo's arguments.
const STEPS: [(&str, &[&str]); 4] = [
    ("check", &["check"]),
    ("dev", &["build"]),
    ("release", &["build", "--release"]),
    ("doc", &["doc", "--no-deps"]),
];

pub fn bench(work: &Work, rounds: usize) -> Result<()> {
    let inputs = Inputs::write(work, &work.root().join("spec"))?;
    let actions = inputs.actions();
    let mut subjects =
        vec![Subject::new("this repository", "tencentcloud-api", work.root(), actions)];
    subjects[0].source = Some(work.root().join("generated/src"));
    for peer in Peer::installed() {
        peer.generate(work, &inputs)?;
        let package = peer.make_crate(work)?;
        let mut subject = Subject::new(peer.name, &package, &peer.output(work), actions);
        subject.source = Some(peer.output(work).join("src"));
        subjects.push(subject);
    }
    subjects.push(aws(work)?);
    subjects.retain(|subject| {
        println!("building the dependencies of {}", subject.name);
        let built = STEPS[..3].iter().try_for_each(|(step, _)| subject.run(work, step).map(drop));
        // A crate that does not compile has no cost.
        built.inspect_err(|error| println!("skipped: {}: {error}", subject.name)).is_ok()
    });
    // Rounds alternate, since other programs may disturb the machine.
    for _ in 0..rounds {
        for subject in &mut subjects {
            for (index, (step, _)) in STEPS.iter().enumerate() {
                subject.clean(work)?;
                let usage = subject.run(work, step)?;
                subject.costs[index].push(usage);
                if *step == "dev" {
                    subject.rlib = rlib(&subject.target(work), &subject.package)?;
                }
            }
        }
    }
    print(&subjects, rounds)
}

fn print(subjects: &[Subject], rounds: usize) -> Result<()> {
    let mut table = Table::new(&[
        "crate",
        "lines",
        "actions",
        "check CPU s",
        "ratio",
        "dev CPU s",
        "ratio",
        "release CPU s",
        "ratio",
        "doc CPU s",
        "check ms an action",
        "release ms an action",
        "peak MB (dev)",
        "rlib MB (dev)",
    ]);
    let mut base = None;
    for subject in subjects {
        let cost = |index: usize| measure::least(&subject.costs[index]).context("no round");
        let costs = [cost(0)?, cost(1)?, cost(2)?, cost(3)?];
        let cpu = costs.map(|usage| usage.cpu.as_secs_f64());
        let base = *base.get_or_insert(cpu);
        let lines = match &subject.source {
            Some(source) => lines(source)?.to_string(),
            None => "–".to_owned(),
        };
        #[expect(clippy::cast_precision_loss, reason = "no figure has that many digits")]
        let (actions, peak) = (subject.actions as f64, costs[1].peak as f64 / 1e6);
        table.row([
            subject.name.clone(),
            lines,
            subject.actions.to_string(),
            number(cpu[0]),
            number(cpu[0] / base[0]),
            number(cpu[1]),
            number(cpu[1] / base[1]),
            number(cpu[2]),
            number(cpu[2] / base[2]),
            number(cpu[3]),
            number(cpu[0] / actions * 1e3),
            number(cpu[2] / actions * 1e3),
            number(peak),
            number(subject.rlib),
        ]);
    }
    table.print(&format!("Compiling only the crate, minimum of {rounds} rounds"));
    Ok(())
}

/// Returns the size of the library from the last build, in MB.
fn rlib(target: &Path, package: &str) -> Result<f64> {
    let stem = format!("lib{}-", package.replace('-', "_"));
    let mut size = 0;
    for entry in fs::read_dir(target.join("debug/deps"))? {
        let path = entry?.path();
        let is_it = path.file_stem().is_some_and(|name| name.to_string_lossy().starts_with(&stem));
        if is_it && path.extension().is_some_and(|extension| extension == "rlib") {
            size = size.max(fs::metadata(&path)?.len());
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "no figure has that many digits")]
    Ok(size as f64 / 1e6)
}

impl Subject {
    fn new(name: &str, package: &str, folder: &Path, actions: usize) -> Self {
        Self {
            name: name.to_owned(),
            package: package.to_owned(),
            folder: folder.to_owned(),
            source: None,
            actions,
            costs: [const { Vec::new() }; STEPS.len()],
            rlib: 0.0,
        }
    }

    /// Returns the target folder of the crate, separate so that dependencies are not rebuilt.
    fn target(&self, work: &Work) -> PathBuf {
        work.folder("compiled").join(&self.package)
    }

    fn cargo(&self, work: &Work) -> Command {
        let mut cargo = command("cargo", &self.folder);
        cargo.env("CARGO_TARGET_DIR", self.target(work));
        // Warnings in the documentation of peers are ignored.
        cargo.env_remove("RUSTDOCFLAGS");
        cargo
    }

    fn run(&self, work: &Work, step: &str) -> Result<Usage> {
        let arguments = STEPS.iter().find(|(name, _)| *name == step).map_or(&[][..], |step| step.1);
        let mut cargo = self.cargo(work);
        cargo.args(arguments).args(["--package", &self.package]);
        measure::run(&mut cargo, &work.log(&self.package))
    }

    /// Removes the artifacts of the crate, but not of its dependencies.
    fn clean(&self, work: &Work) -> Result<()> {
        for profile in ["dev", "release"] {
            let mut cargo = self.cargo(work);
            cargo.args(["clean", "--profile", profile, "--package", &self.package]);
            measure::run(&mut cargo, &work.log("clean"))?;
        }
        let mut cargo = self.cargo(work);
        cargo.args(["clean", "--doc"]);
        measure::run(&mut cargo, &work.log("clean"))?;
        Ok(())
    }
}

/// The crate that Amazon Web Services publishes for the same purpose, and its number of operations.
fn aws(work: &Work) -> Result<Subject> {
    const OPERATIONS: usize = 63;
    let folder = work.empty_folder("aws")?;
    let manifest = r#"[package]
name = "aws"
version = "0.1.0"
edition = "2024"

[dependencies]
aws-sdk-organizations = { version = "=1.137.0", default-features = false }

[workspace]
"#;
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), "")?;
    Ok(Subject::new("aws-sdk-organizations 1.137", "aws-sdk-organizations", &folder, OPERATIONS))
}
