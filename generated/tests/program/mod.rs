//! Running the programs of `examples/`.

use std::process::Command;

/// Returns a command for an example: the binary built by `cargo test`, or else `cargo run`.
pub fn example(name: &str) -> Command {
    let test = std::env::current_exe().expect("the test has a path");
    let built = test.ancestors().nth(2).map(|folder| folder.join("examples").join(name));
    if let Some(built) = built.filter(|path| path.is_file()) {
        return Command::new(built);
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--all-features", "--example", name, "--"]);
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    cargo
}
