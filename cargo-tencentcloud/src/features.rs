//! The features of the generated crate, which stand in its hand-written manifest: one per service
//! version, all of them on by default.

use crate::project::display_path;
use anyhow::{Context, Result};
use std::path::Path;
use tencentcloud_model::model::Model;

/// What the manifest beside the output lacks or has too much; empty if there is no manifest.
pub(crate) fn differences(model: &Model, out: &Path) -> Result<Vec<String>> {
    let manifest = out.parent().unwrap_or(out).join("Cargo.toml");
    if !manifest.is_file() {
        return Ok(Vec::new());
    }
    let shown = display_path(&manifest);
    let text =
        std::fs::read_to_string(&manifest).with_context(|| format!("cannot read {shown}"))?;
    let parsed: toml::Table = text.parse().with_context(|| format!("cannot read {shown}"))?;
    let features = parsed.get("features").and_then(toml::Value::as_table);
    let default =
        features.and_then(|features| features.get("default")).and_then(toml::Value::as_array);
    let is_default = |name: &str| {
        default.is_some_and(|default| default.iter().any(|found| found.as_str() == Some(name)))
    };
    let wanted = tencentcloud_codegen::rust::lower::features(model);
    let mut differences = Vec::new();
    for name in &wanted {
        if !features.is_some_and(|features| features.contains_key(name)) {
            differences.push(format!("{shown}: add the feature `{name} = []`"));
        } else if !is_default(name) {
            differences.push(format!("{shown}: add `{name}` to the feature `default`"));
        }
    }
    for name in features.into_iter().flat_map(toml::Table::keys) {
        if is_version(name) && !wanted.contains(name) {
            differences.push(format!("{shown}: remove the feature `{name}`, which has no version"));
        }
    }
    Ok(differences)
}

/// Whether a feature is named like a service version, such as `sts-v20180813`.
fn is_version(feature: &str) -> bool {
    let date = feature.rsplit_once("-v").map(|(_, date)| date);
    date.is_some_and(|date| date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()))
}
