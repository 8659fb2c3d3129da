//! The root of this repository, found at run time: one executable may serve several checkouts that
//! share a target folder.

use anyhow::{Context, Result, bail};
use std::env;
use std::path::{Path, PathBuf};

/// Returns the root of the repository that the current folder lies in, or else of the one that cargo
/// runs this program from.
pub(crate) fn find() -> Result<PathBuf> {
    let current = env::current_dir().context("cannot tell the current folder")?;
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let starts = [Some(current.clone()), package];
    match starts.iter().flatten().find_map(|start| root_of(start)) {
        Some(root) => Ok(root.to_owned()),
        None => bail!(
            "{} lies in no checkout of this repository (no folder above it has `xtask/Cargo.toml` and \
             `spec`); change to one and run the command again",
            current.display()
        ),
    }
}

/// The nearest folder, from `start` upwards, that is the root of a checkout.
fn root_of(start: &Path) -> Option<&Path> {
    start
        .ancestors()
        .find(|folder| folder.join("xtask/Cargo.toml").is_file() && folder.join("spec").is_dir())
}

#[cfg(test)]
mod tests {
    use super::root_of;
    use std::fs;

    #[test]
    fn the_nearest_checkout_counts() {
        let outer = tempfile::tempdir().unwrap();
        let inner = outer.path().join("worktrees/inner");
        for root in [outer.path(), &inner] {
            fs::create_dir_all(root.join("xtask")).unwrap();
            fs::create_dir_all(root.join("spec/demo")).unwrap();
            fs::write(root.join("xtask/Cargo.toml"), "").unwrap();
        }
        assert_eq!(root_of(&inner.join("spec/demo")), Some(inner.as_path()));
        assert_eq!(root_of(&outer.path().join("worktrees")), Some(outer.path()));
        fs::remove_dir_all(inner.join("spec")).unwrap();
        assert_eq!(root_of(&inner.join("xtask")), Some(outer.path()));
    }
}
