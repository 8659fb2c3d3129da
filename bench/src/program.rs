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
    let call = |name: &String| {
        format!(
            "    let request: api::{name} = serde_json::from_reader(std::io::stdin())?;
    match client.send(&request).await {{
        Ok(response) => println!(\"{{}}\", response.request_id),
        Err(error) => println!(\"{{error}}\"),
    }}
"
        )
    };
    let calls = requests.iter().take(count).map(call).collect::<Vec<_>>().concat();
    format!(
        "use tencentcloud_api::organization::v20210331 as api;

#[tokio::main(flavor = \"current_thread\")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {{
    let client = api::Client::builder().build()?;
{calls}    Ok(())
}}
"
    )
}
