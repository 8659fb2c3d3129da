//! The settings of VS Code, which map the schemas of versions to their files.
//!
//! A schema of a version cannot be found by a pattern for all versions, so each has its own lines.
//! They are edited as text, so that the rest of the file stays as its owner wrote it.

use anyhow::{Result, bail};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The file of the settings, from the project's root.
pub(crate) const PATH: &str = ".vscode/settings.json";

/// The key that maps schemas to files.
const KEY: &str = "yaml.schemas";

/// Returns the settings with a line for each of the schemas, which are paths from the project's root
/// such as `spec/schema/demo/2020-01-01/action.json`; `None` if the settings map no schema of the
/// spec.
///
/// # Errors
///
/// Returns an error that lists the lines if they cannot be put in place.
pub(crate) fn with_versions(text: &str, spec: &str, schemas: &[String]) -> Result<Option<String>> {
    let folder = format!("./{spec}/schema/");
    if !text.contains(KEY) || !text.contains(&folder) {
        return Ok(None);
    }
    let of_version = |line: &str| {
        let path = line.trim_start().trim_start_matches('"').strip_prefix(&folder);
        path.is_some_and(|path| path.split('"').next().unwrap_or_default().contains('/'))
    };
    let added: Vec<String> = schemas.iter().filter_map(|path| entry(path, spec)).collect();
    let mut lines: Vec<&str> = text.lines().collect();
    let Some(start) = lines.iter().position(|line| line.contains(KEY)) else { return Ok(None) };
    let inside = lines.iter().skip(start + 1);
    let length = inside.take_while(|line| !line.trim_start().starts_with('}')).count();
    let entries: Vec<&str> = lines.drain(start + 1..start + 1 + length).collect();
    let indent = entries.first().map_or("    ", |line| {
        line.get(..line.len() - line.trim_start().len()).unwrap_or_default()
    });
    let kept = entries.iter().filter(|line| !of_version(line)).map(|line| (*line).to_owned());
    let all = kept.chain(added.iter().map(|line| format!("{indent}{line}")));
    let mut block: Vec<String> =
        all.map(|line| format!("{},", line.trim_end().trim_end_matches(','))).collect();
    if let Some(last) = block.last_mut() {
        last.pop();
    }
    let (before, after) = lines.split_at(start + 1);
    let before = before.iter().map(|line| (*line).to_owned());
    let all: Vec<String> =
        before.chain(block).chain(after.iter().map(|line| (*line).to_owned())).collect();
    let edited = format!("{}\n", all.join("\n"));
    let wanted: BTreeSet<&str> = schemas.iter().map(String::as_str).collect();
    if !holds(&edited, text, &folder, &wanted) {
        bail!(
            "cannot edit {PATH}: write each entry of `{KEY}` on a line of its own and no comments \
             there, or put these lines into it:\n{}",
            added.join(",\n")
        );
    }
    Ok(Some(edited))
}

/// The line that maps a version's schema to its files.
fn entry(schema: &str, spec: &str) -> Option<String> {
    let rest = schema.strip_prefix(spec)?.strip_prefix("/schema/")?;
    let (version, kind) = rest.strip_suffix(".json")?.rsplit_once('/')?;
    Some(format!("\"./{schema}\": [\"{spec}/{version}/{kind}s/*.yaml\"]"))
}

/// Whether the edited settings have the schemas of versions, and all else that the old ones had.
fn holds(edited: &str, old: &str, folder: &str, wanted: &BTreeSet<&str>) -> bool {
    let read = |text: &str| serde_json::from_str::<Map<String, Value>>(text).ok();
    let (Some(mut edited), Some(mut old)) = (read(edited), read(old)) else { return false };
    let split = |settings: &mut Map<String, Value>| {
        let schemas = settings.get_mut(KEY).and_then(Value::as_object_mut);
        let mut versions = BTreeSet::new();
        if let Some(schemas) = schemas {
            schemas.retain(|key, _| {
                let is_kept = !key.strip_prefix(folder).is_some_and(|rest| rest.contains('/'));
                if !is_kept {
                    versions.insert(key.trim_start_matches("./").to_owned());
                }
                is_kept
            });
        }
        versions
    };
    let found = split(&mut edited);
    split(&mut old);
    edited == old && found.iter().map(String::as_str).eq(wanted.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::with_versions;

    const SETTINGS: &str = "{\n  \"yaml.schemas\": {\n    \"./spec/schema/action.json\": [\"spec/*/*/actions/*.yaml\"]\n  },\n  \"a\": 1\n}\n";

    fn schemas(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| format!("spec/schema/{name}.json")).collect()
    }

    #[test]
    fn each_version_has_its_line_and_the_rest_stays() {
        let one = schemas(&["demo/2020-01-01/action"]);
        let edited = with_versions(SETTINGS, "spec", &one).unwrap().unwrap();
        let line = "    \"./spec/schema/demo/2020-01-01/action.json\": \
                    [\"spec/demo/2020-01-01/actions/*.yaml\"]\n";
        assert!(edited.contains(line), "{edited}");
        assert_eq!(edited.replace(&format!(",\n{line}"), "\n"), SETTINGS);
        assert_eq!(with_versions(&edited, "spec", &one).unwrap(), Some(edited.clone()));
        assert_eq!(with_versions(&edited, "spec", &[]).unwrap().as_deref(), Some(SETTINGS));
    }

    #[test]
    fn settings_without_the_schemas_stay() {
        let one = schemas(&["demo/2020-01-01/action"]);
        for text in ["{}", "{\"yaml.schemas\": {\"other.json\": \"a.yaml\"}}"] {
            assert_eq!(with_versions(text, "spec", &one).unwrap(), None, "{text}");
        }
    }

    #[test]
    fn settings_that_cannot_be_edited_are_told_with_the_lines() {
        let one = schemas(&["demo/2020-01-01/action"]);
        let commented = SETTINGS.replace("  \"a\": 1", "  // mine\n  \"a\": 1");
        let on_one_line = "{\"yaml.schemas\": {\"./spec/schema/action.json\": \"a.yaml\"}}";
        for text in [commented.as_str(), on_one_line] {
            let error = with_versions(text, "spec", &one).unwrap_err().to_string();
            assert!(error.contains("spec/demo/2020-01-01/actions/*.yaml"), "{error}");
        }
    }
}
