//! What the generated crate costs to compile, beside the crates that other generators make of the same
//! API, and what a program pays for each action that it calls.
//!
//! Dependencies are built before; only the crate itself is measured.

use crate::generator::lines;
use crate::measure::{self, Usage, command};
use crate::peer::{Inputs, PEERS};
use crate::table::{Table, number};
use crate::work::Work;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many actions the program calls that is measured against one that calls a single one.
const CALLED: usize = 51;

/// A crate whose compilation is measured.
struct Subject {
    name: String,
    package: String,
    /// Where its workspace is.
    folder: PathBuf,
    /// Where its source is, if it is counted.
    source: Option<PathBuf>,
    actions: usize,
    costs: [Vec<Usage>; STEPS.len()],
}

/// What is done with each crate, with cargo's arguments.
const STEPS: [(&str, &[&str]); 4] = [
    ("check", &["check"]),
    ("dev", &["build"]),
    ("release", &["build", "--release"]),
    ("doc", &["doc", "--no-deps"]),
];

pub fn bench(work: &Work, rounds: usize) -> Result<()> {
    let inputs = Inputs::write(work)?;
    let actions = inputs.actions();
    let mut subjects =
        vec![Subject::new("this repository", "tencentcloud-api", work.root(), actions)];
    subjects[0].source = Some(work.root().join("generated/src"));
    for peer in &PEERS {
        if peer.is_installed() {
            peer.generate(work, &inputs)?;
            let package = peer.make_crate(work)?;
            let mut subject = Subject::new(peer.name, &package, &peer.output(work), actions);
            subject.source = Some(peer.output(work).join("src"));
            subjects.push(subject);
        } else {
            println!("skipped: {} (cargo install --locked {})", peer.name, peer.package);
        }
    }
    subjects.push(aws(work)?);
    for subject in &subjects {
        println!("building what {} depends on", subject.name);
        for (step, _) in &STEPS[..3] {
            subject.run(work, step)?;
        }
    }
    // The rounds alternate, as the machine may be busy.
    for _ in 0..rounds {
        for subject in &mut subjects {
            for (index, (step, _)) in STEPS.iter().enumerate() {
                subject.clean(work)?;
                let usage = subject.run(work, step)?;
                subject.costs[index].push(usage);
            }
        }
    }
    print(&subjects, rounds, work)?;
    programs(work, rounds)
}

fn print(subjects: &[Subject], rounds: usize, work: &Work) -> Result<()> {
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
        let cost = |index: usize| measure::median(subject.costs[index].clone()).context("no round");
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
            number(rlib(&subject.target(work), &subject.package)?),
        ]);
    }
    table.print(&format!("Compiling the crate alone, {rounds} rounds, medians"));
    Ok(())
}

/// The size of the library that the development build has left, in MB.
fn rlib(target: &Path, package: &str) -> Result<f64> {
    let name = format!("lib{}.rlib", package.replace('-', "_"));
    let folder = target.join("debug");
    let uplifted = folder.join(&name);
    let size = match fs::metadata(&uplifted) {
        Ok(file) => file.len(),
        // Only members of the workspace are put there.
        Err(_) => {
            let stem = name.trim_end_matches(".rlib").to_owned() + "-";
            let mut size = 0;
            for entry in fs::read_dir(folder.join("deps"))? {
                let entry = entry?;
                let file = entry.file_name().to_string_lossy().into_owned();
                if file.starts_with(&stem) && file.ends_with(".rlib") {
                    size = size.max(entry.metadata()?.len());
                }
            }
            size
        }
    };
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
        }
    }

    /// Crates do not share what is built, so that none finds another's dependencies changed.
    fn target(&self, work: &Work) -> PathBuf {
        work.folder("compiled").join(&self.package)
    }

    fn cargo(&self, work: &Work) -> Command {
        let mut cargo = command("cargo", &self.folder);
        cargo.env("CARGO_TARGET_DIR", self.target(work));
        // The machine's two cores would only make it noisier.
        cargo.env_remove("RUSTDOCFLAGS");
        cargo
    }

    fn run(&self, work: &Work, step: &str) -> Result<Usage> {
        let arguments = STEPS.iter().find(|(name, _)| *name == step).map_or(&[][..], |step| step.1);
        let mut cargo = self.cargo(work);
        cargo.args(arguments).args(["--package", &self.package]);
        measure::run(&mut cargo, &work.log(&self.package))
    }

    /// Forgets the crate, and only the crate.
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

/// What Amazon Web Services publishes for the same task, in so many operations.
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

/// What a program pays for each action that it calls: the difference between one that calls many
/// and one that calls a single one.
fn programs(work: &Work, rounds: usize) -> Result<()> {
    let folder = work.empty_folder("program")?;
    fs::create_dir_all(folder.join("src/bin"))?;
    let generated = work.root().join("generated");
    let manifest = format!(
        r#"[package]
name = "program"
version = "0.1.0"
edition = "2024"

[dependencies]
serde_json = "1"
tencentcloud-api = {{ path = {generated:?} }}
tokio = {{ version = "1", features = ["macros", "rt"] }}

[workspace]
"#
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    // The lock file of the repository has what its crates were built with.
    fs::copy(work.root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let requests = requests(work)?;
    for (name, count) in [("one", 1), ("many", CALLED)] {
        fs::write(folder.join(format!("src/bin/{name}.rs")), program(&requests, count))?;
    }
    let target = work.folder("compiled").join("program");
    let build = |name: &str, release: bool| {
        let mut cargo = command("cargo", &folder);
        cargo.env("CARGO_TARGET_DIR", &target);
        cargo.args(["build", "--bin", name]);
        if release {
            cargo.arg("--release");
        }
        measure::run(&mut cargo, &work.log("program"))
    };
    let mut table = Table::new(&["program", "dev CPU s", "release CPU s"]);
    let mut medians = Vec::new();
    for name in ["one", "many"] {
        build(name, false)?;
        build(name, true)?;
        let mut costs = [Vec::new(), Vec::new()];
        for _ in 0..rounds {
            for (release, costs) in [false, true].into_iter().zip(&mut costs) {
                // Only the program's own crate is compiled again.
                let file = folder.join(format!("src/bin/{name}.rs"));
                let text = fs::read_to_string(&file)?;
                fs::write(&file, text)?;
                costs.push(build(name, release)?);
            }
        }
        let [dev, release] = costs.map(measure::median);
        let cpu = [dev.context("no round")?, release.context("no round")?]
            .map(|usage| usage.cpu.as_secs_f64());
        table.row([format!("calls {name}"), number(cpu[0]), number(cpu[1])]);
        medians.push(cpu);
    }
    if let [one, many] = medians[..] {
        #[expect(clippy::cast_precision_loss, reason = "it is a small number")]
        let more = (CALLED - 1) as f64;
        let each = [0, 1].map(|index| number((many[index] - one[index]) / more * 1e3) + " ms");
        let [dev, release] = each;
        table.row(["each further action".to_owned(), dev, release]);
    }
    table.print(&format!("A program that calls 1 and {CALLED} actions, {rounds} rounds, medians"));
    Ok(())
}

/// The request types of the newer version.
fn requests(work: &Work) -> Result<Vec<String>> {
    let actions = work.root().join("generated/src/organization/v20210331/actions");
    let mut requests = Vec::new();
    for entry in fs::read_dir(&actions).with_context(|| format!("no {}", actions.display()))? {
        let text = fs::read_to_string(entry?.path())?;
        let mut names = text.lines().filter_map(|line| line.strip_prefix("pub struct "));
        let request = names.find_map(|line| line.strip_suffix("Request {"));
        requests.extend(request.map(|action| format!("{action}Request")));
    }
    requests.sort_unstable();
    Ok(requests)
}

/// A program that sends requests that it reads, and prints what became of them.
fn program(requests: &[String], count: usize) -> String {
    let mut text = String::from(
        "use tencentcloud_api::organization::v20210331 as api;\n\n\
         #[tokio::main(flavor = \"current_thread\")]\n\
         async fn main() -> Result<(), Box<dyn std::error::Error>> {\n    \
         let client = api::Client::builder().build()?;\n",
    );
    for name in requests.iter().take(count) {
        text += &format!(
            "    let request: api::{name} = serde_json::from_reader(std::io::stdin())?;\n    \
             match client.send(&request).await {{\n        \
             Ok(response) => println!(\"{{}}\", response.request_id),\n        \
             Err(error) => println!(\"{{error}}\"),\n    }}\n"
        );
    }
    text + "    Ok(())\n}\n"
}
