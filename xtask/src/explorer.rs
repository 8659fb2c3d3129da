//! `cargo xtask explorer`: opens the explorer on the repository's spec.

use anyhow::{Context as _, Result, bail};
use clap::Args;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::{env, fs};

/// Arguments of `cargo xtask explorer`.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    /// Arguments of the explorer, such as `--endpoint URL`; `--help` lists all
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENTS")]
    arguments: Vec<OsString>,
}

/// Serves the page until it is stopped. `--since REVISION` also makes the changes since then.
pub(crate) fn run(arguments: &Arguments, root: &Path) -> Result<ExitCode> {
    let mut all = arguments.arguments.clone();
    let has_changes = all.iter().any(|it| it.to_string_lossy().starts_with("--changes"));
    if let Some(revision) = since(&all).filter(|_| !has_changes) {
        let path = root.join("target").join("explorer-changes.json");
        fs::write(&path, diff(root, &revision)?)
            .with_context(|| format!("cannot write {}", path.display()))?;
        all.extend(["--changes".into(), path.into()]);
    }
    crate::program::run_on_spec(root, "tencentcloud-explorer", &all)
}

/// Returns the value of `--since`.
fn since(arguments: &[OsString]) -> Option<OsString> {
    arguments.iter().enumerate().find_map(|(index, argument)| match argument.to_str()? {
        "--since" => arguments.get(index + 1).cloned(),
        other => other.strip_prefix("--since=").map(Into::into),
    })
}

/// Returns the changes since a revision, from this program's own `diff`.
fn diff(root: &Path, revision: &OsString) -> Result<Vec<u8>> {
    let program = env::current_exe().context("cannot find this program")?;
    let output = Command::new(program)
        .arg("diff")
        .arg(revision)
        .args(["--format", "json"])
        .current_dir(root)
        .output()
        .context("cannot run `diff`")?;
    if !output.status.success() {
        // Mistakes in a spec are printed to where the changes would be.
        let said = [output.stderr, output.stdout].concat();
        bail!(
            "there are no changes since `{}`: {}",
            revision.display(),
            String::from_utf8_lossy(&said).trim()
        );
    }
    Ok(output.stdout)
}

#[cfg(test)]
mod tests {
    use super::since;

    #[test]
    fn the_revision_is_found_wherever_it_is_written() {
        let find = |line: &str| {
            let words: Vec<_> = line.split(' ').map(Into::into).collect();
            since(&words).map(|found| found.to_string_lossy().into_owned())
        };
        assert_eq!(find("--port 1 --since v1").as_deref(), Some("v1"));
        assert_eq!(find("--since=v2 --no-open").as_deref(), Some("v2"));
        assert_eq!(find("--since"), None);
        assert_eq!(find("--port 1"), None);
    }
}
