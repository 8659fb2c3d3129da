//! The schemas of single versions, for editors: the names that a file of the version can refer to.
//!
//! An editor applies them beside the schema of the kind of file, so that each stays small: types,
//! groups, error codes and polled actions are offered, and other names are underlined.

use super::editors::offered_types;
use crate::file::File;
use crate::load::{Documents, Service, Slot, Version};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Returns the schemas of all versions, two for each. `command` is the one that writes them.
pub(super) fn all(documents: &Documents, command: &str) -> Vec<File> {
    let common = match &documents.common_errors {
        Slot::Missing => Some(BTreeSet::new()),
        file => file.whole().map(|file| {
            file.value.errors.iter().map(|error| error.code.clone()).collect::<BTreeSet<_>>()
        }),
    };
    let of_service = |service: &Service| {
        let versions = service.versions.iter();
        versions.flat_map(|it| files(&service.folder, it, common.as_ref(), command)).collect()
    };
    documents.services.iter().flat_map(|service| -> Vec<File> { of_service(service) }).collect()
}

fn files(
    service: &str,
    version: &Version,
    common: Option<&BTreeSet<String>>,
    command: &str,
) -> [File; 2] {
    let names = Names { version, common, command };
    let folder = format!("schema/{service}/{}", version.name);
    let file = |kind: &str, schema: &Value| File {
        path: format!("{folder}/{kind}.json"),
        text: format!("{schema:#}\n"),
    };
    [file("action", &names.action()), file("type", &names.ty())]
}

/// The names of a version.
struct Names<'a> {
    version: &'a Version,
    common: Option<&'a BTreeSet<String>>,
    command: &'a str,
}

impl Names<'_> {
    fn action(&self) -> Value {
        let mut properties = Map::new();
        properties.extend(self.groups().map(|groups| ("group".to_owned(), groups)));
        properties.insert("wait".into(), json!({ "properties": { "poll": self.actions() } }));
        properties.insert("input".into(), members());
        properties.insert("output".into(), members());
        let mut definitions = vec![("Type", self.types())];
        if let Some(codes) = self.codes() {
            let code = json!({ "$ref": "#/$defs/Code" });
            let with_sites = json!({ "type": "object", "properties": { "code": code } });
            properties.insert("errors".into(), json!({ "items": { "anyOf": [code, with_sites] } }));
            definitions.push(("Code", codes));
        }
        self.schema(&properties, definitions)
    }

    fn ty(&self) -> Value {
        let properties = Map::from_iter([("members".to_owned(), members())]);
        self.schema(&properties, vec![("Type", self.types())])
    }

    fn schema(&self, properties: &Map<String, Value>, definitions: Vec<(&str, Value)>) -> Value {
        let definitions = definitions.into_iter().map(|(name, it)| (name.to_owned(), it));
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "description": format!("Written by `{}`.", self.command),
            "properties": properties,
            "$defs": definitions.collect::<Map<_, _>>(),
        })
    }

    /// A set of names; editors show `otherwise` at any other.
    fn one_of(&self, names: impl IntoIterator<Item = String>, otherwise: &str) -> Value {
        let names: Vec<String> = names.into_iter().collect();
        let message = format!("{otherwise}, and run `{}`", self.command);
        // A set without names has no form of its own.
        let set = if names.is_empty() { ("not", json!({})) } else { ("enum", json!(names)) };
        json!({ set.0: set.1, "errorMessage": message })
    }

    fn types(&self) -> Value {
        let own = self.version.types.iter().map(|ty| ty.name.clone());
        let lists = self.version.types.iter().map(|ty| format!("list<{}>", ty.name));
        let names = offered_types().into_iter().chain(own).chain(lists);
        self.one_of(names, "not a type of this version: describe it in `types`")
    }

    fn actions(&self) -> Value {
        let names = self.version.actions.iter().map(|action| action.name.clone());
        self.one_of(names, "not an action of this version: describe it in `actions`")
    }

    /// The groups, if all of them are known.
    fn groups(&self) -> Option<Value> {
        let file = self.version.version.whole()?;
        let otherwise = "not a group of this version: add it to `version.yaml`";
        Some(self.one_of(file.value.groups.iter().cloned(), otherwise))
    }

    /// The codes that an action can list, if all of them are known.
    fn codes(&self) -> Option<Value> {
        let own = self.version.errors.whole()?.value.errors.iter().map(|error| error.code.clone());
        let names: BTreeSet<String> = own.chain(self.common?.iter().cloned()).collect();
        let otherwise = "not a described error code: describe it in `errors.yaml`";
        Some(self.one_of(names, otherwise))
    }
}

/// A list of members, whose types are those of the version.
fn members() -> Value {
    json!({ "items": { "properties": { "type": { "$ref": "#/$defs/Type" } } } })
}
