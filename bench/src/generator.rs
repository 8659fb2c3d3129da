//! The cost of generating, from YAML to formatted files on disk, and of a rerun on unchanged input;
//! compared with other generators over the same API.

use crate::measure::{self, Usage, command};
use crate::peer::{Inputs, Peer};
use crate::table::{Table, number};
use crate::work::Work;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Measures the repository's spec, and the larger one if given.
pub fn bench(work: &Work, rounds: usize, catalogue: Option<&Path>) -> Result<()> {
    work.cargo(&["build", "--release", "--package", "xtask"])?;
    let peers = Peer::installed();
    spec(work, &work.root().join("spec"), rounds, &peers)?;
    match catalogue {
        Some(catalogue) => spec(work, catalogue, rounds, &peers),
        None => Ok(()),
    }
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

/// Measures our generator over a spec, and the peers over the same API.
fn spec(work: &Work, spec: &Path, rounds: usize, peers: &[&Peer]) -> Result<()> {
    let inputs = Inputs::write(work, spec)?;
    let mut ours = Ours::new(work, spec)?;
    let mut theirs: Vec<Result<Vec<Usage>>> = peers.iter().map(|_| Ok(Vec::new())).collect();
    // Rounds alternate, since other programs may disturb the machine.
    for _ in 0..rounds {
        ours.round(work)?;
        for (peer, usages) in peers.iter().zip(&mut theirs) {
            if let Ok(known) = usages {
                match peer.generate(work, &inputs) {
                    Ok(usage) => known.push(usage),
                    Err(error) => *usages = Err(error),
                }
            }
        }
    }
    let (first, again) = ours.figures()?;
    let mut table = Table::new(&HEAD);
    first.row(&mut table, "cargo xtask codegen", None);
    again.row(&mut table, "nothing changed", Some(&first));
    for (peer, usages) in peers.iter().zip(theirs) {
        match usages {
            Ok(usages) => {
                let lines = lines(&peer.output(work))?;
                figures(&usages, lines)?.row(&mut table, peer.name, Some(&first));
            }
            Err(error) => println!("skipped: {} failed: {error}", peer.name),
        }
    }
    let actions = inputs.actions();
    let spec = spec.display();
    table.print(&format!("Generator: {spec}, {actions} actions, minimum of {rounds} rounds"));
    Ok(())
}

/// Our generator over one spec.
struct Ours {
    spec: PathBuf,
    folder: PathBuf,
    /// The runs of each round: into an empty folder, and again on unchanged input.
    usages: Vec<[Usage; 2]>,
}

impl Ours {
    fn new(work: &Work, spec: &Path) -> Result<Self> {
        let folder = work.empty_folder("generated")?;
        Ok(Self { spec: spec.to_owned(), folder, usages: Vec::new() })
    }

    /// Runs a round in its own folder: file systems are slow for a while after large deletions.
    fn round(&mut self, work: &Work) -> Result<()> {
        let out = self.folder.join(self.usages.len().to_string()).join("src");
        let log = work.log("codegen");
        let run = || {
            let mut generate = command(work.release("xtask"), work.root());
            generate.arg("codegen").arg("--spec").arg(&self.spec).arg("--out").arg(&out);
            measure::run(&mut generate, &log)
        };
        let usages = [run()?, run()?];
        self.usages.push(usages);
        Ok(())
    }

    /// Reports the first run and the rerun, and removes their output.
    fn figures(self) -> Result<(Figures, Figures)> {
        let lines = lines(&self.folder.join("0"))?;
        let pick = |index: usize| -> Vec<Usage> {
            self.usages.iter().map(|usages| usages[index]).collect()
        };
        let both = (figures(&pick(0), lines)?, figures(&pick(1), 0)?);
        fs::remove_dir_all(&self.folder)?;
        Ok(both)
    }
}

fn figures(usages: &[Usage], lines: usize) -> Result<Figures> {
    let usage = measure::least(usages).context("there is at least one round")?;
    Ok(Figures { usage, lines })
}

/// Counts the lines of all Rust files below a folder.
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
