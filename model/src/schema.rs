//! The JSON Schemas of the format, draft 2020-12, made from the document types.
//!
//! They are checked in: in this crate's `schema` folder those from which [`load`](crate::load) makes
//! its own checks, so that reading a spec needs no schema generator; in `spec/schema` stricter ones
//! for editors, which are derived from them, and one for each version with its names.

mod editors;
mod version;

use super::document;
use crate::file::File;
use crate::load::Documents;
use schemars::{JsonSchema, schema_for};
use serde_json::{Map, Value, json};

/// Returns the schemas of the loader, one per kind of file, with paths from the model's root.
pub fn all() -> Vec<File> {
    files(|_| {})
}

/// Returns the schemas for editors, one per kind of file, with paths from the spec's root. They
/// refuse more than those of the loader, and nothing that the generator accepts.
pub fn for_editors() -> Vec<File> {
    files(editors::stricter)
}

/// Returns the schemas that an editor applies to the files of one version besides, with paths from
/// the spec's root: `schema/<service>/<version>/action.json` and `type.json`. They hold the names of
/// that version, so that its own types, groups, codes and actions are offered. `command` is the one
/// that writes them, which editors show at an unknown name.
pub fn for_versions(documents: &Documents, command: &str) -> Vec<File> {
    version::all(documents, command)
}

fn files(refine: fn(&mut Value)) -> Vec<File> {
    [
        ("names", of::<document::Names>()),
        ("common-errors", of::<document::CommonErrors>()),
        ("service", of::<document::Service>()),
        ("version", of::<document::Version>()),
        ("errors", of::<document::Errors>()),
        ("descriptions", of::<document::Descriptions>()),
        ("action", of::<document::Action>()),
        ("type", of::<document::Type>()),
    ]
    .into_iter()
    .map(|(name, mut schema)| {
        refine(&mut schema);
        File { path: format!("schema/{name}.json"), text: format!("{schema:#}\n") }
    })
    .collect()
}

/// The schema of a document type, stricter than serde is: no `null`, no key with its default, no
/// empty text.
fn of<T: JsonSchema>() -> Value {
    let mut schema = schema_for!(T).to_value();
    refine(&mut schema);
    schema
}

fn refine(schema: &mut Value) {
    let Value::Object(object) = schema else {
        return;
    };
    forbid_null(object);
    if let Some(Value::String(description)) = object.get_mut("description") {
        *description = description.replace('\n', " ");
    }
    if object.get("type") == Some(&json!("string")) && !object.contains_key("const") {
        object.insert("minLength".into(), json!(1));
    }
    match object.remove("format").as_ref().and_then(Value::as_str) {
        Some("uint32") => _ = object.insert("maximum".into(), json!(u32::MAX)),
        Some("uint64") => _ = object.insert("maximum".into(), json!(u64::MAX)),
        _ => {}
    }
    let required = object.get("required").cloned().unwrap_or_default();
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        for (name, property) in properties {
            let optional = !required.as_array().is_some_and(|keys| keys.contains(&json!(name)));
            if optional && let Value::Object(property) = property {
                forbid_default(property);
            }
            refine(property);
        }
    }
    for key in ["items", "additionalProperties"] {
        object.get_mut(key).into_iter().for_each(refine);
    }
    for key in ["anyOf", "oneOf"] {
        let schemas = object.get_mut(key).and_then(Value::as_array_mut);
        schemas.into_iter().flatten().for_each(refine);
    }
    let definitions = object.get_mut("$defs").and_then(Value::as_object_mut);
    definitions.into_iter().flatten().for_each(|(_, schema)| refine(schema));
}

/// An `Option` may be null for schemars; in the spec a key without a value is not written.
fn forbid_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|ty| ty != "null");
        if let [ty] = types.as_slice() {
            let ty = ty.clone();
            object.insert("type".into(), ty);
        }
    }
    let Some(Value::Array(schemas)) = object.get_mut("anyOf") else {
        return;
    };
    schemas.retain(|schema| *schema != json!({ "type": "null" }));
    if let [Value::Object(only)] = schemas.as_slice() {
        let only = only.clone();
        object.remove("anyOf");
        for (key, value) in only {
            object.entry(key).or_insert(value);
        }
    }
}

/// Forbids writing the value that an absent key has: a flag is only ever true,
/// and a list has elements. (An `Option` of a list may be empty: that is not its default.)
fn forbid_default(property: &mut Map<String, Value>) {
    match property.get("type").and_then(Value::as_str) {
        Some("boolean") => _ = property.insert("const".into(), json!(true)),
        Some("array") => _ = property.insert("minItems".into(), json!(1)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{all, for_editors, for_versions};
    use crate::load::{Tree, load};
    use serde_json::Value;
    use std::fs;
    use std::path::{Path, PathBuf};

    fn spec() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
    }

    fn readme() -> String {
        fs::read_to_string(spec().join("README.md")).expect("the README can be read")
    }

    #[test]
    fn the_schemas_of_the_spec_are_fresh() {
        let documents = load(&Tree::disk(spec())).expect("there is a service");
        let versions = for_versions(&documents, "cargo xtask schema");
        assert!(versions.len() >= 6, "{} schemas of versions", versions.len());
        for file in for_editors().into_iter().chain(versions) {
            let text = fs::read_to_string(spec().join(&file.path)).unwrap_or_default();
            assert!(text == file.text, "{} is stale: run `cargo xtask schema`", file.path);
        }
        for file in all() {
            let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file.path);
            let text = fs::read_to_string(own).unwrap_or_default();
            assert!(text == file.text, "model/{} is stale: run `cargo xtask schema`", file.path);
        }
    }

    /// The keys of all records in a schema, and the words that a value can be.
    fn names(schema: &Value, found: &mut Vec<String>) {
        match schema {
            Value::Object(object) => {
                if let Some(Value::Object(properties)) = object.get("properties") {
                    found.extend(properties.keys().cloned());
                }
                found.extend(object.get("const").and_then(Value::as_str).map(str::to_owned));
                object.values().for_each(|schema| names(schema, found));
            }
            Value::Array(schemas) => schemas.iter().for_each(|schema| names(schema, found)),
            _ => {}
        }
    }

    #[test]
    fn the_readme_explains_every_key_and_word() {
        let readme = readme();
        for file in all() {
            let mut found = Vec::new();
            names(&serde_json::from_str(&file.text).expect("it is JSON"), &mut found);
            for name in found {
                let explained = readme.contains(&format!("`{name}`"));
                assert!(explained, "`{name}` of {}", file.path);
            }
        }
    }

    /// Examples in the README, by their first line: the file they are of, and what goes before them.
    const EXAMPLES: &[(&str, &str, &str)] = &[
        ("doc: Leaves", "actions/QuitOrganization.yaml", ""),
        ("- name: Limit", "actions/A.yaml", "input:\n"),
        ("values:", "types/A.yaml", "type: string\n"),
        ("pagination:", "actions/B.yaml", ""),
        ("wait:", "actions/C.yaml", ""),
        ("doc: A tag", "types/Tag.yaml", ""),
        ("doc: Whether", "types/B.yaml", ""),
        ("errors:", "errors.yaml", ""),
        ("families:", "../../common/errors.yaml", ""),
        ("title:", "../service.yaml", ""),
        ("words:", "../../names.yaml", ""),
    ];

    #[test]
    fn the_examples_of_the_readme_are_read() {
        let readme = readme();
        let blocks: Vec<&str> = readme.split("```yaml\n").skip(1).collect();
        assert_eq!(blocks.len(), EXAMPLES.len());
        let mut files = vec![("demo/2020-01-01/version.yaml".to_owned(), "{}".to_owned())];
        for (block, (first, path, before)) in blocks.iter().zip(EXAMPLES) {
            let text = block.split("```").next().unwrap_or_default();
            assert!(text.starts_with(first), "{text}");
            let path = match path.strip_prefix("../") {
                Some(path) => {
                    path.strip_prefix("../").map_or(format!("demo/{path}"), str::to_owned)
                }
                None => format!("demo/2020-01-01/{path}"),
            };
            files.push((path, format!("{before}{text}")));
        }
        let documents = load(&Tree::memory(files)).expect("there is a service");
        assert_eq!(documents.problems().to_string(), "");
    }
}
