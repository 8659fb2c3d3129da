//! The manifest of the generated crate: one feature per service version, all of them on by default.
//!
//! In the toolchain's own repository people write it, and differences are reported. In a project with
//! a configuration the commands edit it, and keep comments and everything else.

use crate::files;
use crate::project::display_path;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use tencentcloud_codegen::diff::Release;
use tencentcloud_model::model::Model;
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value};

/// Returns the differences between the features of a manifest and those of a model. There are none
/// if the manifest does not exist.
pub(crate) fn differences(model: &Model, manifest: &Path) -> Result<Vec<String>> {
    if !manifest.is_file() {
        return Ok(Vec::new());
    }
    let shown = display_path(manifest);
    let document = read(manifest)?;
    let features = document.get("features").and_then(Item::as_table_like);
    let default = features.and_then(|features| features.get("default")).and_then(Item::as_array);
    let is_default = |name: &str| {
        default.is_some_and(|default| default.iter().any(|found| found.as_str() == Some(name)))
    };
    let wanted = tencentcloud_codegen::features(model);
    let mut differences = Vec::new();
    for name in &wanted {
        if !features.is_some_and(|features| features.contains_key(name)) {
            differences.push(format!("{shown}: add the feature `{name} = []`"));
        } else if !is_default(name) {
            differences.push(format!("{shown}: add `{name}` to the feature `default`"));
        }
    }
    for name in names(features) {
        if is_version(&name) && !wanted.contains(&name) {
            differences.push(format!("{shown}: remove the feature `{name}`, which has no version"));
        }
    }
    Ok(differences)
}

/// Edits the features of a manifest; returns whether anything changed. A version's feature that
/// people took out of `default` stays out of it.
pub(crate) fn sync(model: &Model, manifest: &Path) -> Result<bool> {
    let mut document = read(manifest)?;
    let before = document.to_string();
    let wanted = tencentcloud_codegen::features(model);
    let item = document.entry("features").or_insert_with(|| Item::Table(Table::new()));
    let features = item
        .as_table_like_mut()
        .with_context(|| format!("{}: `features` is not a table", display_path(manifest)))?;
    let stale: Vec<String> = names(Some(&*features))
        .into_iter()
        .filter(|name| is_version(name) && !wanted.contains(name))
        .collect();
    for name in &stale {
        features.remove(name);
    }
    let new: Vec<&String> = wanted.iter().filter(|name| !features.contains_key(name)).collect();
    for name in &new {
        features.insert(name, Item::Value(Value::Array(Array::new())));
    }
    let default =
        features.entry("default").or_insert_with(|| Item::Value(Value::Array(Array::new())));
    let default = default.as_array_mut().with_context(|| {
        format!("{}: the feature `default` is not a list", display_path(manifest))
    })?;
    default.retain(|value| value.as_str().is_none_or(|it| !stale.iter().any(|one| one == it)));
    for name in new {
        default.push(name.as_str());
    }
    let after = document.to_string();
    if after == before {
        return Ok(false);
    }
    files::write(manifest, &after)
        .with_context(|| format!("cannot write {}", manifest.display()))?;
    Ok(true)
}

/// Returns the version of a crate: its own, or the one it inherits from its workspace.
pub(crate) fn release(manifest: &Path) -> Result<Release> {
    let document = read(manifest)?;
    let shown = display_path(manifest);
    let version = document.get("package").and_then(|package| package.get("version"));
    let inherits = version.and_then(|version| version.get("workspace")).is_some();
    let text = if inherits {
        let above = manifest.ancestors().skip(2).map(|folder| folder.join("Cargo.toml"));
        let mut versions = above.filter(|path| path.is_file()).filter_map(|path| {
            let document = read(&path).ok()?;
            let package = document.get("workspace")?.get("package")?;
            package.get("version")?.as_str().map(str::to_owned)
        });
        versions.next()
    } else {
        version.and_then(Item::as_str).map(str::to_owned)
    };
    let Some(text) = text else { bail!("{shown} has no `version`: add one to `[package]`") };
    text.parse().with_context(|| format!("{shown}: the version of the package"))
}

/// The place of a crate's version after [`raise`].
#[derive(Debug, PartialEq)]
pub(crate) enum Raised {
    /// It is written.
    Written,
    /// Other packages share it, so a person decides; the manifest of the workspace.
    Shared(PathBuf),
}

/// Sets the version of a crate, unless the crate inherits it from its workspace.
pub(crate) fn raise(manifest: &Path, release: Release) -> Result<Raised> {
    let mut document = read(manifest)?;
    let version = document.get_mut("package").and_then(|it| it.get_mut("version"));
    let Some(value) = version.and_then(Item::as_value_mut).filter(|it| it.is_str()) else {
        let above = manifest.ancestors().skip(2).map(|folder| folder.join("Cargo.toml"));
        let is_workspace = |path: &PathBuf| {
            path.is_file() && read(path).is_ok_and(|it| it.contains_key("workspace"))
        };
        let workspace = { above }.find(is_workspace);
        return Ok(Raised::Shared(workspace.unwrap_or_else(|| manifest.to_owned())));
    };
    let decor = value.decor().clone();
    *value = Value::from(release.to_string());
    *value.decor_mut() = decor;
    files::write(manifest, document.to_string())
        .with_context(|| format!("cannot write {}", manifest.display()))?;
    Ok(Raised::Written)
}

/// Reads a manifest.
pub(crate) fn read(manifest: &Path) -> Result<DocumentMut> {
    let shown = || format!("cannot read {}", display_path(manifest));
    fs::read_to_string(manifest).with_context(shown)?.parse().with_context(shown)
}

fn names(features: Option<&dyn TableLike>) -> Vec<String> {
    features.map(|it| it.iter().map(|(name, _)| name.to_owned()).collect()).unwrap_or_default()
}

/// Returns whether a feature is named like a service version, such as `sts-v20180813`.
fn is_version(feature: &str) -> bool {
    let date = feature.rsplit_once("-v").map(|(_, date)| date);
    date.is_some_and(|date| date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{Raised, raise};
    use std::fs;

    #[test]
    fn a_version_is_raised_where_the_crate_states_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Cargo.toml");
        fs::write(&path, "[package]\nname = \"a\"\nversion = \"0.1.0\" # mine\n").unwrap();
        assert_eq!(raise(&path, "0.2.0".parse().unwrap()).unwrap(), Raised::Written);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text, "[package]\nname = \"a\"\nversion = \"0.2.0\" # mine\n");
    }

    #[test]
    fn a_version_that_packages_share_stays() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = folder.path().join("Cargo.toml");
        fs::write(&workspace, "[workspace.package]\nversion = \"0.1.0\"\n").unwrap();
        for version in ["version.workspace = true", "version = { workspace = true }"] {
            let path = folder.path().join("a/Cargo.toml");
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let text = format!("[package]\nname = \"a\"\n{version}\n");
            fs::write(&path, &text).unwrap();
            let raised = raise(&path, "0.2.0".parse().unwrap()).unwrap();
            assert_eq!(raised, Raised::Shared(workspace.clone()));
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }
}
