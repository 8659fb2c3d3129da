//! Makes a new package a member of the workspace that it lies in, as `cargo new` does.

use crate::{files, manifest};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use toml_edit::{Array, Item, Value};

/// Adds the package in a folder to the workspace around it. Returns the manifest that was changed.
pub(super) fn join(folder: &Path) -> Result<Option<PathBuf>> {
    for above in folder.ancestors().skip(1) {
        let path = above.join("Cargo.toml");
        if !path.is_file() {
            continue;
        }
        let mut document = manifest::read(&path)?;
        let Some(workspace) = document.get_mut("workspace").and_then(Item::as_table_like_mut)
        else {
            continue;
        };
        let relative = folder.strip_prefix(above).unwrap_or(folder);
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let relative = parts.join("/");
        let has = |key: &str| {
            let list = workspace.get(key).and_then(Item::as_array);
            list.is_some_and(|it| {
                it.iter().filter_map(Value::as_str).any(|one| covers(one, &relative))
            })
        };
        if has("members") || has("exclude") {
            return Ok(None);
        }
        let members = workspace
            .entry("members")
            .or_insert_with(|| Item::Value(Value::Array(Array::new())))
            .as_array_mut()
            .with_context(|| format!("{}: `members` is not a list", path.display()))?;
        members.push(relative);
        files::write(&path, document.to_string())
            .with_context(|| format!("cannot write {}", path.display()))?;
        return Ok(Some(path));
    }
    Ok(None)
}

/// Returns whether an entry of a list of members is a folder: `*` stands for a name.
fn covers(entry: &str, folder: &str) -> bool {
    let (entry, folder): (Vec<&str>, Vec<&str>) =
        (entry.trim_end_matches('/').split('/').collect(), folder.split('/').collect());
    entry.len() == folder.len()
        && entry.iter().zip(&folder).all(|(entry, folder)| *entry == "*" || entry == folder)
}
