//! What a program pays for each action that it calls: the difference between one that calls many and
//! one that calls a single one.

use crate::measure::{self, command};
use crate::table::{Table, number};
use crate::work::Work;
use anyhow::{Context, Result};
use std::fs;

/// How many actions the larger program calls.
const CALLED: usize = 51;

/// Measures both programs.
pub fn bench(work: &Work, rounds: usize) -> Result<()> {
    let folder = work.empty_folder("program")?;
    fs::create_dir_all(folder.join("src/bin"))?;
    let generated = work.root().join("generated").display().to_string();
    let manifest = format!(
        r#"[package]
name = "program"
version = "0.1.0"
edition = "2024"

[dependencies]
tencentcloud-api = {{ path = {generated:?} }}
tokio = {{ version = "1", features = ["macros", "rt"] }}

[workspace]
"#
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    // The lock file of the repository has what its crates were built with.
    fs::copy(work.root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let calls = calls(work)?;
    for (name, count) in [("one", 1), ("many", CALLED)] {
        fs::write(folder.join(format!("src/bin/{name}.rs")), program(&calls, count))?;
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
    let mut both = Vec::new();
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
        let [dev, release] = costs.map(|costs| measure::least(&costs));
        let cpu = [dev.context("no round")?, release.context("no round")?]
            .map(|usage| usage.cpu.as_secs_f64());
        table.row([format!("calls {name}"), number(cpu[0]), number(cpu[1])]);
        both.push(cpu);
    }
    if let [one, many] = both[..] {
        #[expect(clippy::cast_precision_loss, reason = "it is a small number")]
        let more = (CALLED - 1) as f64;
        let each = [0, 1].map(|index| number((many[index] - one[index]) / more * 1e3) + " ms");
        let [dev, release] = each;
        table.row(["each further action".to_owned(), dev, release]);
    }
    table.print(&format!(
        "A program that calls 1 and {CALLED} actions, {rounds} rounds, the least of each"
    ));
    Ok(())
}

/// What the documentation of each action of the newer version shows: a request is made and sent.
fn calls(work: &Work) -> Result<Vec<String>> {
    let actions = work.root().join("generated/src/organization/v20210331/actions");
    let mut calls = Vec::new();
    for entry in fs::read_dir(&actions).with_context(|| format!("no {}", actions.display()))? {
        let text = fs::read_to_string(entry?.path())?;
        let example = text.lines().filter_map(|line| line.strip_prefix("/// "));
        let call: Vec<&str> = example
            .skip_while(|line| !line.starts_with("let request"))
            .take_while(|line| !line.starts_with('#'))
            .collect();
        if !call.is_empty() {
            calls.push(format!("    {{\n{}\n    }}\n", call.join("\n")));
        }
    }
    calls.sort_unstable();
    Ok(calls)
}

/// A program that makes so many calls.
fn program(calls: &[String], count: usize) -> String {
    let calls = calls.iter().take(count).cloned().collect::<String>();
    format!(
        "#[allow(unused_imports)]
use tencentcloud_api::organization::v20210331::*;

#[tokio::main(flavor = \"current_thread\")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {{
    let client = Client::builder().build()?;
{calls}    Ok(())
}}
"
    )
}
