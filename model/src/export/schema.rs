//! JSON Schemas of requests, responses and the types that they reach.

use crate::model::{Action, Member, ObjectId, Scalar, Site, Type, ValueBase, ValueSet, Version};
use crate::reach::reached;
use serde_json::{Map, Value, json};

/// The dialect that the schemas are written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Returns the schema of an action's parameters, complete in itself.
pub fn request_schema(version: &Version, action: &Action) -> Value {
    let members = Members { list: &action.input, is_request: true };
    standalone(version, &format!("{}Request", action.name), &action.doc, members)
}

/// Returns the schema of the object under `Response`, complete in itself. Any member may be absent.
pub fn response_schema(version: &Version, action: &Action) -> Value {
    let members = Members { list: &action.output, is_request: false };
    let title = format!("{}Response", action.name);
    let mut schema = standalone(version, &title, "", members);
    schema["properties"]["RequestId"] = json!({ "type": "string" });
    schema
}

/// The members of an object, and the direction in which it is sent.
#[derive(Clone, Copy)]
pub(super) struct Members<'a> {
    pub(super) list: &'a [Member],
    pub(super) is_request: bool,
}

fn standalone(version: &Version, title: &str, doc: &str, members: Members<'_>) -> Value {
    let named = |id: ObjectId| format!("#/$defs/{}", version.object(id).name);
    let types = Types { version, reference: &named };
    let mut schema = types.object(doc, members);
    let start = members.list.iter().filter_map(|member| object_of(&member.ty));
    let objects = reached(start, |id| {
        let members = version.object(id).members.iter();
        members.filter_map(|member| object_of(&member.ty)).collect::<Vec<_>>()
    });
    let definitions: Map<String, Value> = objects
        .into_iter()
        .map(|id| {
            let object = version.object(id);
            let members = Members { list: &object.members, ..members };
            (object.name.clone(), types.object(&object.doc, members))
        })
        .collect();
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!(DIALECT));
    whole.insert("title".to_owned(), json!(title));
    if let Value::Object(keys) = &mut schema {
        whole.append(keys);
    }
    if !definitions.is_empty() {
        whole.insert("$defs".to_owned(), Value::Object(definitions));
    }
    Value::Object(whole)
}

fn object_of(mut ty: &Type) -> Option<ObjectId> {
    while let Type::List(element) = ty {
        ty = element;
    }
    match ty {
        Type::Object(id) => Some(*id),
        _ => None,
    }
}

/// The types of a version as schemas.
pub(super) struct Types<'a> {
    pub(super) version: &'a Version,
    /// The path of an object's schema.
    pub(super) reference: &'a dyn Fn(ObjectId) -> String,
}

impl Types<'_> {
    /// The schema of an object with these members. Requests allow no other ones.
    pub(super) fn object(&self, doc: &str, members: Members<'_>) -> Value {
        let mut schema = json!({ "type": "object" });
        if !doc.is_empty() {
            schema["description"] = json!(doc);
        }
        let properties: Map<String, Value> =
            members.list.iter().map(|member| (member.name.clone(), self.member(member))).collect();
        schema["properties"] = Value::Object(properties);
        if members.is_request {
            let required: Vec<&str> = members
                .list
                .iter()
                .filter(|member| member.required)
                .map(|member| member.name.as_str())
                .collect();
            if !required.is_empty() {
                schema["required"] = json!(required);
            }
            schema["additionalProperties"] = json!(false);
        }
        schema
    }

    fn member(&self, member: &Member) -> Value {
        let mut schema = self.ty(&member.ty);
        let constraints = &member.constraints;
        let mut set = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                schema[key] = value;
            }
        };
        set("minimum", constraints.min.clone().map(Value::Number));
        set("maximum", constraints.max.clone().map(Value::Number));
        set("minLength", constraints.min_length.map(Value::from));
        set("maxLength", constraints.max_length.map(Value::from));
        set("minItems", constraints.min_items.map(Value::from));
        set("maxItems", constraints.max_items.map(Value::from));
        set("pattern", constraints.pattern.as_ref().map(|it| json!(format!("^(?:{it})$"))));
        set("default", member.default.clone());
        set("examples", member.example.clone().map(|example| json!([example])));
        set("description", (!member.doc.is_empty()).then(|| json!(member.doc)));
        set("deprecated", member.deprecated.then(|| json!(true)));
        set("x-tencent-sensitive", member.sensitive.then(|| json!(true)));
        set("x-tencent-sites", member.sites.as_deref().map(sites));
        let in_part = member.required_in_part();
        set("x-tencent-required-on", (!in_part.is_empty()).then(|| sites(in_part)));
        if member.nullable {
            return json!({ "anyOf": [schema, { "type": "null" }] });
        }
        schema
    }

    fn ty(&self, ty: &Type) -> Value {
        match ty {
            Type::Scalar(scalar) => scalar_schema(*scalar),
            Type::Object(id) => json!({ "$ref": (self.reference)(*id) }),
            Type::Values(id) => values(self.version.value_set(*id)),
            Type::List(element) => json!({ "type": "array", "items": self.ty(element) }),
        }
    }
}

fn scalar_schema(scalar: Scalar) -> Value {
    match scalar {
        Scalar::Int64 => json!({ "type": "integer", "format": "int64" }),
        Scalar::Uint64 => json!({ "type": "integer", "format": "uint64", "minimum": 0 }),
        Scalar::Float => json!({ "type": "number", "format": "double" }),
        Scalar::Bool => json!({ "type": "boolean" }),
        Scalar::Date => json!({ "type": "string", "format": "date" }),
        // Without a zone, or with one that is not always RFC 3339's: no format of JSON Schema.
        Scalar::DateTime | Scalar::DateTimeIso | Scalar::String => json!({ "type": "string" }),
        Scalar::Binary => json!({ "type": "string", "contentEncoding": "base64" }),
    }
}

/// An open set: the documented values, each with its meaning, or any other value of the type.
fn values(set: &ValueSet) -> Value {
    let mut known: Vec<Value> = set
        .values
        .iter()
        .map(|value| {
            let mut schema = json!({ "const": value.value });
            if set.base != ValueBase::String {
                schema["title"] = json!(value.name);
            }
            if !value.doc.is_empty() {
                schema["description"] = json!(value.doc);
            }
            schema
        })
        .collect();
    known.push(scalar_schema(set.base.scalar()));
    json!({ "anyOf": known })
}

/// Sites as the words of the spec.
pub(super) fn sites(sites: &[Site]) -> Value {
    let word = |site: &Site| match site {
        Site::Mainland => "mainland",
        Site::International => "international",
    };
    sites.iter().map(word).collect()
}
