//! Compiles a spec, as one text on the standard input, into a seed of the target `catalogue`.
//!
//! `cargo run --manifest-path fuzz/Cargo.toml --example compile <corpus/spec_tree/minimal >corpus/catalogue/minimal`

use std::error::Error;
use std::io::{self, Read, Write};
use tencentcloud_fuzz::tree;
use tencentcloud_model::{catalogue, load, resolve};

fn main() -> Result<(), Box<dyn Error>> {
    let mut text = Vec::new();
    io::stdin().read_to_end(&mut text)?;
    let spec = tree::tree(&tree::parse(&text));
    let model = resolve::resolve(&load::read(&spec)).map_err(|problems| problems.to_string())?;
    io::stdout().write_all(&catalogue::write(&model, 3)?)?;
    Ok(())
}
