//! The cost that a program pays for each action it calls: the difference between calling many actions
//! and calling a single one.

use crate::measure::{self, command};
use crate::table::{Table, number};
use crate::work::Work;
use anyhow::{Context, Result};
use std::fs;

/// Number of actions that the larger program calls.
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
    // The repository's lock file pins the same dependency versions.
    fs::copy(work.root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let calls = calls(work)?;
    let programs = SHAPES.iter().flat_map(|shape| [1, CALLED].map(|count| (shape, count)));
    let programs: Vec<_> = programs
        .map(|(shape, count)| Program { name: format!("{}{count}", shape.name), shape, count })
        .collect();
    for program in &programs {
        let calls = calls.iter().take(program.count).cloned().collect::<String>();
        let text = (program.shape.text)(&calls);
        fs::write(folder.join(format!("src/bin/{}.rs", program.name)), text)?;
    }
    let target = work.folder("compiled").join("program");
    let build = |program: &Program, release: bool| {
        let mut cargo = command("cargo", &folder);
        cargo.env("CARGO_TARGET_DIR", &target);
        cargo.args(["build", "--bin", &program.name]);
        if release {
            cargo.arg("--release");
        }
        measure::run(&mut cargo, &work.log("program"))
    };
    let mut costs = vec![[Vec::new(), Vec::new()]; programs.len()];
    for round in 0..=rounds {
        for (program, costs) in programs.iter().zip(&mut costs) {
            for (release, costs) in [false, true].into_iter().zip(costs) {
                // Only the program's own crate is compiled again.
                let file = folder.join(format!("src/bin/{}.rs", program.name));
                let text = fs::read_to_string(&file)?;
                fs::write(&file, text)?;
                let cost = build(program, release)?;
                // The first round compiles the dependencies.
                if round > 0 {
                    costs.push(cost);
                }
            }
        }
    }
    let mut table = Table::new(&["program", "dev CPU s", "release CPU s"]);
    let mut least = Vec::new();
    for (program, [dev, release]) in programs.iter().zip(&costs) {
        let least_of = |costs| measure::least(costs).context("no round");
        let cpu = [least_of(dev)?, least_of(release)?].map(|usage| usage.cpu.as_secs_f64());
        let name = format!("calls: {}, {}", program.count, program.shape.place);
        table.row([name, number(cpu[0]), number(cpu[1])]);
        least.push((program, cpu));
    }
    for pair in least.chunks_exact(2) {
        let [(program, one), (_, many)] = pair else { continue };
        #[expect(clippy::cast_precision_loss, reason = "it is a small number")]
        let more = (CALLED - 1) as f64;
        let [dev, release] =
            [0, 1].map(|index| number((many[index] - one[index]) / more * 1e3) + " ms");
        table.row([format!("each further call {}", program.shape.place), dev, release]);
    }
    table.print(&format!("Programs that call actions, minimum of {rounds} rounds"));
    Ok(())
}

/// A measured program.
struct Program {
    name: String,
    shape: &'static Shape,
    count: usize,
}

/// The location of the calls in a program.
struct Shape {
    name: &'static str,
    place: &'static str,
    text: fn(&str) -> String,
}

/// rustc compiles an async function once for each part of the program that polls it. tokio polls
/// `main` in several places, but a boxed future in one.
const SHAPES: [Shape; 2] = [
    Shape { name: "boxed", place: "in a boxed future", text: boxed },
    Shape { name: "main", place: "in an async main", text: in_main },
];

/// Returns the documented example of each action of the newer version, which sends a request.
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

fn boxed(calls: &str) -> String {
    format!(
        "use tencentcloud_api::organization::v20210331::*;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::main(flavor = \"current_thread\")]
async fn main() -> Outcome {{
    calls(Client::builder().build()?).await
}}

fn calls(client: Client) -> std::pin::Pin<Box<dyn Future<Output = Outcome>>> {{
    Box::pin(async move {{
{calls}    Ok(())
    }})
}}
"
    )
}

fn in_main(calls: &str) -> String {
    format!(
        "use tencentcloud_api::organization::v20210331::*;

#[tokio::main(flavor = \"current_thread\")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {{
    let client = Client::builder().build()?;
{calls}    Ok(())
}}
"
    )
}
