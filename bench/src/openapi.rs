//! The spec as OpenAPI and as JSON Schema, for the peers. Actions, members and descriptions are the
//! same, so that all generators process the same API.

use serde_json::{Map, Value, json};
use tencentcloud_model::model::{Member, Model, Scalar, Type, Version};

/// The versions of OpenAPI that peers support.
pub const VERSIONS: [&str; 2] = ["3.0.3", "3.1.0"];

/// Returns all services in one document, with an operation per action. Names begin with service and
/// version if there are several.
pub fn document(model: &Model, openapi: &str) -> Value {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for part in parts(model) {
        for action in &part.version.actions {
            let name = part.named(&action.name);
            let (input, output) = (format!("{name}Request"), format!("{name}Response"));
            let content = |of: &str| json!({"application/json": {"schema": reference(ROOT, of)}});
            let operation = json!({
                "operationId": name,
                "description": action.doc,
                "requestBody": {"required": true, "content": content(&input)},
                "responses": {"200": {"description": "OK", "content": content(&output)}},
            });
            paths.insert(format!("/{name}"), json!({ "post": operation }));
        }
        schemas.extend(part.schemas(ROOT));
    }
    json!({
        "openapi": openapi,
        "info": {"title": "tencentcloud", "version": "1.0.0"},
        "servers": [{"url": "https://organization.tencentcloudapi.com"}],
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

/// Returns only the types, as JSON Schema draft 7.
pub fn schema(model: &Model) -> Value {
    let mut definitions = Map::new();
    for part in parts(model) {
        definitions.extend(part.schemas("#/definitions/"));
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Root",
        "definitions": definitions,
    })
}

/// The path of schemas in OpenAPI.
const ROOT: &str = "#/components/schemas/";

fn reference(root: &str, name: &str) -> Value {
    json!({ "$ref": format!("{root}{name}") })
}

/// A version with the prefix of its names.
struct Part<'m> {
    prefix: String,
    version: &'m Version,
}

fn parts(model: &Model) -> impl Iterator<Item = Part<'_>> {
    let versions = model
        .services
        .iter()
        .flat_map(|service| service.versions.iter().map(move |version| (service, version)));
    versions.map(|(service, version)| {
        let mut letters = service.folder.chars().filter(char::is_ascii_alphanumeric);
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        let digits = version.name.replace('-', "");
        let prefix = format!("{}{}V{digits}", first.unwrap_or('X'), letters.collect::<String>());
        Part { prefix, version }
    })
}

impl Part<'_> {
    fn named(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    fn schemas(&self, root: &str) -> Map<String, Value> {
        let mut schemas = Map::new();
        for object in &self.version.objects {
            let schema = self.object(root, &object.doc, &object.members);
            schemas.insert(self.named(&object.name), schema);
        }
        for action in &self.version.actions {
            let name = self.named(&action.name);
            let input = self.object(root, &action.doc, &action.input);
            schemas.insert(format!("{name}Request"), input);
            let mut output = self.object(root, "", &action.output);
            output["properties"]["RequestId"] = json!({"type": "string"});
            schemas.insert(format!("{name}Response"), output);
        }
        schemas
    }

    fn object(&self, root: &str, doc: &str, members: &[Member]) -> Value {
        let property = |member: &Member| {
            let mut schema = self.ty(root, &member.ty);
            // Keywords beside a reference are ignored.
            if schema.get("$ref").is_none() && !member.doc.is_empty() {
                schema["description"] = json!(member.doc);
            }
            (member.name.clone(), schema)
        };
        let properties: Map<String, Value> = members.iter().map(property).collect();
        let mut schema = json!({"type": "object", "properties": properties});
        let required: Vec<&String> =
            members.iter().filter(|member| member.required).map(|member| &member.name).collect();
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        if !doc.is_empty() {
            schema["description"] = json!(doc);
        }
        schema
    }

    fn ty(&self, root: &str, ty: &Type) -> Value {
        match ty {
            Type::Scalar(Scalar::Int64) => json!({"type": "integer", "format": "int64"}),
            Type::Scalar(Scalar::Uint64) => {
                json!({"type": "integer", "format": "uint64", "minimum": 0})
            }
            Type::Scalar(Scalar::Float) => json!({"type": "number", "format": "double"}),
            Type::Scalar(Scalar::Bool) => json!({"type": "boolean"}),
            Type::Scalar(_) => json!({"type": "string"}),
            Type::Object(id) => match self.version.objects.get(id.0) {
                Some(object) => reference(root, &self.named(&object.name)),
                None => json!({"type": "object"}),
            },
            // The peers' closed enums would reject undocumented values.
            Type::Values(id) => {
                let base = self.version.value_set(*id).base;
                self.ty(root, &Type::Scalar(base.scalar()))
            }
            Type::List(element) => json!({"type": "array", "items": self.ty(root, element)}),
        }
    }
}
