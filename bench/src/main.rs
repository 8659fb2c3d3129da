//! The costs of generating, compiling and calling, as ratios within one run: `cargo xtask bench`.

mod call;
mod compile;
mod generator;
mod measure;
mod openapi;
mod peer;
mod program;
mod server;
mod table;
mod wire;
mod work;

use anyhow::Result;
use clap::{Parser, ValueEnum};
use std::path::PathBuf;
use work::Work;

/// Measure generating, compiling and calling, and print tables of ratios
///
/// Other generators are measured if they are installed; missing ones are listed.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench", bin_name = "cargo xtask bench")]
struct Arguments {
    /// Measurements to run; all by default
    #[arg(value_enum)]
    parts: Vec<Part>,
    /// Number of rounds
    #[arg(long, value_name = "NUMBER", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    rounds: u16,
    /// Larger spec to generate, such as one imported from the metadata of all services
    #[arg(long, value_name = "DIR")]
    catalogue: Option<PathBuf>,
    /// Write a spec in the peers' formats, and measure nothing
    #[arg(long, num_args = 2, value_names = ["SPEC", "DIR"], hide = true)]
    write_inputs: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// From YAML to formatted files on disk
    Generator,
    /// Compiling the generated crate
    Compile,
    /// Compiling programs that use it
    Program,
    /// Reading and writing JSON
    Wire,
    /// A call over loopback
    Call,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let [spec, folder] = &*arguments.write_inputs {
        return peer::Inputs::write_here(spec, folder);
    }
    let work = Work::new()?;
    let rounds = usize::from(arguments.rounds);
    for part in Part::value_variants() {
        if !arguments.parts.is_empty() && !arguments.parts.contains(part) {
            continue;
        }
        match part {
            Part::Generator => generator::bench(&work, rounds, arguments.catalogue.as_deref())?,
            Part::Compile => compile::bench(&work, rounds)?,
            Part::Program => program::bench(&work, rounds)?,
            Part::Wire => wire::bench(&work)?,
            Part::Call => call::bench()?,
        }
    }
    Ok(())
}
