//! What generating costs: from YAML to formatted files on disk, beside other generators over the same
//! API, and again when nothing has changed.

use crate::measure::{self, Usage, command};
use crate::peer::{Inputs, PEERS};
use crate::table::{Table, number};
use crate::work::Work;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Measures the repository's spec, and a larger one if there is one.
pub fn bench(work: &Work, rounds: usize, catalogue: Option<&Path>) -> Result<()> {
    work.cargo(&["build", "--release", "--package", "xtask"])?;
    organization(work, rounds)?;
    if let Some(catalogue) = catalogue {
        let ours = ours(work, catalogue, "catalogue", rounds)?;
        let mut table = Table::new(&HEAD);
        ours.first.row(&mut table, "first run", None);
        ours.again.row(&mut table, "nothing changed", Some(&ours.first));
        table.print(&format!("Generator: {}, {rounds} rounds, medians", catalogue.display()));
    }
    Ok(())
}

const HEAD: [&str; 7] =
    ["generator", "wall s", "CPU s", "ratio of CPU", "peak MB", "lines", "lines per CPU s"];

/// One generator over one API.
#[derive(Clone, Copy)]
struct Figures {
    usage: Usage,
    lines: usize,
}

impl Figures {
    fn row(&self, table: &mut Table, name: &str, base: Option<&Self>) {
        let cpu = self.usage.cpu.as_secs_f64();
        let base = base.map_or(cpu, |base| base.usage.cpu.as_secs_f64());
        #[expect(clippy::cast_precision_loss, reason = "no figure has that many digits")]
        let (peak, lines) = (self.usage.peak as f64 / 1e6, self.lines as f64);
        let speed = if self.lines == 0 { "–".to_owned() } else { number(lines / cpu) };
        table.row([
            name.to_owned(),
            number(self.usage.wall.as_secs_f64()),
            number(cpu),
            number(cpu / base),
            number(peak),
            self.lines.to_string(),
            speed,
        ]);
    }
}

/// Ours over the repository's spec, and those peers that are installed.
fn organization(work: &Work, rounds: usize) -> Result<()> {
    let inputs = Inputs::write(work)?;
    let mut found = Vec::new();
    for peer in &PEERS {
        if peer.is_installed() {
            found.push((peer, Vec::new()));
        } else {
            println!("skipped: {} (cargo install --locked {})", peer.name, peer.package);
        }
    }
    let spec = work.root().join("spec");
    let (mut first, mut again) = (Vec::new(), Vec::new());
    // The rounds alternate, as the machine may be busy.
    for _ in 0..rounds {
        let one = once(work, &spec, "organization")?;
        first.push(one.0);
        again.push(one.1);
        for (peer, usages) in &mut found {
            usages.push(peer.generate(work, &inputs)?);
        }
    }
    let lines = lines(&work.folder("organization"))?;
    let ours = figures(first, lines)?;
    let mut table = Table::new(&HEAD);
    ours.row(&mut table, "cargo xtask codegen", None);
    figures(again, 0)?.row(&mut table, "nothing changed", Some(&ours));
    for (peer, usages) in found {
        let lines = self::lines(&peer.output(work))?;
        figures(usages, lines)?.row(&mut table, peer.name, Some(&ours));
    }
    table.print(&format!("Generator: this repository's spec, {rounds} rounds, medians"));
    Ok(())
}

/// Both runs of ours.
struct Ours {
    first: Figures,
    again: Figures,
}

fn ours(work: &Work, spec: &Path, name: &str, rounds: usize) -> Result<Ours> {
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let one = once(work, spec, name)?;
        first.push(one.0);
        again.push(one.1);
    }
    let lines = lines(&work.folder(name))?;
    Ok(Ours { first: figures(first, lines)?, again: figures(again, 0)? })
}

/// Into an empty folder, and once more.
fn once(work: &Work, spec: &Path, name: &str) -> Result<(Usage, Usage)> {
    let out = work.empty_folder(name)?;
    let log = work.log(name);
    let run = || {
        let mut generate = command(work.release("xtask"), work.root());
        generate.arg("codegen").arg("--spec").arg(spec).arg("--out").arg(out.join("src"));
        measure::run(&mut generate, &log)
    };
    Ok((run()?, run()?))
}

fn figures(usages: Vec<Usage>, lines: usize) -> Result<Figures> {
    let usage = measure::median(usages).context("there is at least one round")?;
    Ok(Figures { usage, lines })
}

/// The lines of all Rust below a folder.
pub fn lines(folder: &Path) -> Result<usize> {
    let mut count = 0;
    for entry in fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            count += lines(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            count += fs::read_to_string(&path)?.lines().count();
        }
    }
    Ok(count)
}
