//! The schemas for editors: those of the loader, with the rules that one file alone can break.
//!
//! The loader keeps the laxer ones, since its later checks say more about the same mistakes. They
//! accept all that the generator accepts; rules that need another file are left to it.

use crate::model::MOST_MEMBERS;
use crate::name::{LONGEST_CODE, LONGEST_NAME};
use crate::scalar::Scalar;
use serde_json::{Map, Value, json};

/// The pattern of [`is_host`](crate::name::is_host).
const HOST: &str = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)+$";

/// The pattern of [`is_error_code`](crate::name::is_error_code).
const CODE: &str = "^[A-Za-z][A-Za-z0-9_]*([.][A-Za-z0-9_]+)*[.]?$";

/// The form of a text that is not blank.
const VISIBLE: &str = "[^ \\t\\r\\n]";

/// Lists in which the same element twice is always a mistake.
const WITHOUT_REPETITION: &[&str] =
    &["errors", "families", "groups", "input", "members", "names", "output", "values", "words"];

/// Lists of members.
const MEMBERS: &[&str] = &["input", "members", "output"];

/// Adds to a loader's schema what an editor can check besides.
pub(super) fn stricter(schema: &mut Value) {
    everywhere(schema);
    merge(schema, "/$defs/ErrorCode/properties/code", &code());
    merge(schema, "/$defs/ErrorRef/anyOf/0", &code());
    merge(schema, "/$defs/ErrorRef/anyOf/1/properties/code", &code());
    merge(schema, "/$defs/Family/properties/family", &named());
    merge(schema, "/$defs/Required/anyOf/1", &json!({ "maxItems": 1 }));
    merge(schema, "/$defs/ValueEntry/properties/name", &named());
    merge(schema, "/$defs/ValueEntry", &value_entry());
    merge(schema, "/$defs/Member/properties/name", &named());
    merge(
        schema,
        "/$defs/Member/properties/pattern",
        &json!({ "not": { "pattern": "^\\^|(^|[^\\\\])\\$$" } }),
    );
    replace_type(schema, "/$defs/Member/properties/type", &member_type());
    merge(schema, "/$defs/Member", &json!({ "allOf": member_rules() }));
    merge(schema, "/$defs/Pagination", &json!({ "allOf": page_styles() }));
    merge(
        schema,
        "/$defs/Wait/properties/input/additionalProperties",
        &json!({ "pattern": "^(request|response)[.]" }),
    );
    merge(schema, "/$defs/Example", &one_of_keys(&["request", "response", "deviates"]));
    merge(schema, "/$defs/Hosts", &one_of_keys(&["mainland", "international"]));
    merge(schema, "/$defs/Rename/properties/name", &json!({ "pattern": identifier() }));
    for site in ["mainland", "international"] {
        merge(schema, &format!("/$defs/Hosts/properties/{site}"), &json!({ "pattern": HOST }));
    }
    without_default_status(schema);
    match schema["title"].as_str() {
        Some("Action") => outputs_require_nothing(schema),
        Some("Type") => either_members_or_values(schema),
        Some("Service") => merge(
            schema,
            "",
            &json!({
                "allOf": [{ "if": { "required": ["require_docs"] }, "then": { "required": ["doc"] } }]
            }),
        ),
        _ => {}
    }
}

/// Adds the rules that hold wherever a kind of value or a key occurs.
fn everywhere(schema: &mut Value) {
    match schema {
        Value::Array(schemas) => schemas.iter_mut().for_each(everywhere),
        Value::Object(object) => {
            if object.get("type") == Some(&json!("boolean")) && object.remove("const").is_some() {
                // Beside `type`, editors offer `false` as well.
                object.remove("type");
                object.insert("enum".into(), json!([true]));
            }
            if object.get("type") == Some(&json!("string")) && !object.contains_key("const") {
                object.entry("pattern").or_insert_with(|| json!(VISIBLE));
            }
            if let Some(Value::Object(properties)) = object.get_mut("properties") {
                for (key, property) in properties {
                    list_rules(key, property);
                }
            }
            object.values_mut().for_each(everywhere);
        }
        _ => {}
    }
}

fn list_rules(key: &str, property: &mut Value) {
    let Value::Object(property) = property else { return };
    if property.get("type") != Some(&json!("array")) {
        return;
    }
    if key == "sites" {
        // Two sites are all there are, which is the default.
        property.insert("maxItems".into(), json!(1));
    } else if WITHOUT_REPETITION.contains(&key) {
        property.insert("uniqueItems".into(), json!(true));
    }
    if MEMBERS.contains(&key) {
        property.insert("maxItems".into(), json!(MOST_MEMBERS));
    }
}

fn named() -> Value {
    json!({ "pattern": identifier(), "maxLength": LONGEST_NAME })
}

fn code() -> Value {
    json!({ "pattern": CODE, "maxLength": LONGEST_CODE })
}

/// The pattern of [`is_identifier`](crate::name::is_identifier).
fn identifier() -> String {
    "^[A-Za-z][A-Za-z0-9_]*$".to_owned()
}

/// The scalars and their lists, as `type` names them. Bytes can be described, and nothing can be
/// generated from them, so they are not offered.
pub(super) fn offered_types() -> Vec<String> {
    let scalars = Scalar::ALL.into_iter().filter(|scalar| *scalar != Scalar::Binary);
    let words: Vec<&str> = scalars.map(Scalar::name).collect();
    let lists = words.iter().map(|word| format!("list<{word}>"));
    words.iter().map(|word| (*word).to_owned()).chain(lists).collect()
}

/// The language of `type`. The words are there to be offered; a name stands for a file in `types/`,
/// which only the schema of a version knows.
fn member_type() -> Value {
    json!({ "anyOf": [
        { "enum": offered_types() },
        {
            "type": "string",
            "pattern": "^([A-Za-z][A-Za-z0-9_]*|list<[A-Za-z][A-Za-z0-9_]*>)$",
            "not": { "pattern": "^(list|list<list>)$" }
        }
    ] })
}

/// Members whose `type` does not go with another key of theirs.
fn member_rules() -> Vec<Value> {
    let needs = |keys: &[&str], pattern: &str| {
        let present: Vec<Value> = keys.iter().map(|key| json!({ "required": [key] })).collect();
        json!({
            "if": { "anyOf": present },
            "then": { "properties": { "type": { "pattern": pattern } } }
        })
    };
    let of = |pattern: &str, properties: Value| {
        json!({
            "if": { "properties": { "type": { "pattern": pattern } }, "required": ["type"] },
            "then": { "properties": properties }
        })
    };
    let both = |kind: &str| json!({ "default": { "type": kind }, "example": { "type": kind } });
    let values = |kind: &str| json!({ "values": { "items": { "properties": { "value": { "type": kind } } } } });
    let bounds = |bound: Value| json!({ "min": bound, "max": bound });
    vec![
        needs(&["min", "max"], "^(list<)?(u?int64|float)>?$"),
        needs(&["min_length", "max_length", "pattern"], "^(list<)?string>?$"),
        needs(&["min_items", "max_items", "nullable_items"], "^list<"),
        needs(&["values"], "^(list<)?(string|u?int64)>?$"),
        of("^(string|date|datetime|datetime_iso)$", both("string")),
        of("^u?int64$", both("integer")),
        of("^float$", both("number")),
        of("^bool$", both("boolean")),
        of("^list<", both("array")),
        of("^(list<)?u?int64>?$", bounds(json!({ "type": "integer" }))),
        of("^(list<)?uint64>?$", bounds(json!({ "minimum": 0 }))),
        of("^(list<)?string>?$", values("string")),
        of("^(list<)?u?int64>?$", values("integer")),
    ]
}

/// A number has a name, since none can be made from it.
fn value_entry() -> Value {
    json!({
        "if": { "properties": { "value": { "type": "integer" } }, "required": ["value"] },
        "then": { "required": ["name"] }
    })
}

/// Each style has its own cursor, and not that of another.
fn page_styles() -> Vec<Value> {
    let cursors = ["offset", "page", "token"];
    let rule = |style: &&str| {
        let others = cursors.iter().filter(|other| *other != style);
        let present: Vec<Value> = others.map(|other| json!({ "required": [other] })).collect();
        json!({
            "if": { "properties": { "style": { "const": style } }, "required": ["style"] },
            "then": { "required": [style], "not": { "anyOf": present } }
        })
    };
    cursors.iter().map(rule).collect()
}

fn one_of_keys(keys: &[&str]) -> Value {
    json!({ "anyOf": keys.iter().map(|key| json!({ "required": [key] })).collect::<Vec<_>>() })
}

/// Takes the default away from the words that an editor offers.
fn without_default_status(schema: &mut Value) {
    if let Some(Value::Object(status)) = schema.pointer_mut("/properties/status") {
        status.remove("not");
    }
    if let Some(Value::Array(words)) = schema.pointer_mut("/$defs/Status/oneOf") {
        words.retain(|word| word["const"] != "online");
    }
}

/// Defines the members of outputs: without `required`, and without `RequestId`.
fn outputs_require_nothing(schema: &mut Value) {
    let mut member = schema["$defs"]["Member"].clone();
    if let Some(Value::Object(properties)) = member.pointer_mut("/properties") {
        properties.remove("required");
    }
    merge(&mut member, "/properties/name", &json!({ "not": { "const": "RequestId" } }));
    schema["$defs"]["OutputMember"] = member;
    schema["properties"]["output"]["items"] = json!({ "$ref": "#/$defs/OutputMember" });
}

fn either_members_or_values(schema: &mut Value) {
    let offered = [Scalar::String, Scalar::Int64, Scalar::Uint64].map(Scalar::name);
    replace_type(schema, "/properties/type", &json!({ "enum": offered }));
    let of = |word: &str, kind: &str| {
        json!({
            "if": { "properties": { "type": { "pattern": word } }, "required": ["type"] },
            "then": { "properties": { "values": { "items": { "properties": { "value": { "type": kind } } } } } }
        })
    };
    merge(
        schema,
        "",
        &json!({
            "anyOf": [
                { "required": ["members"], "not": { "anyOf": [{ "required": ["values"] }, { "required": ["type"] }] } },
                { "required": ["type", "values"], "not": { "required": ["members"] } }
            ],
            "allOf": [of("^string$", "string"), of("^u?int64$", "integer")]
        }),
    );
}

/// Adds keywords to the schema at a place, if the kind of file has it.
fn merge(schema: &mut Value, pointer: &str, keywords: &Value) {
    let keywords = keywords.as_object().cloned().unwrap_or_default();
    if let Some(Value::Object(object)) = schema.pointer_mut(pointer) {
        object.extend(keywords);
    }
}

/// Replaces all but the description of the schema at a place.
fn replace_type(schema: &mut Value, pointer: &str, keywords: &Value) {
    if let Some(Value::Object(object)) = schema.pointer_mut(pointer) {
        let description = object.remove("description");
        *object = description
            .map(|text| ("description".to_owned(), text))
            .into_iter()
            .collect::<Map<_, _>>();
    }
    merge(schema, pointer, keywords);
}

#[cfg(test)]
mod tests {
    use super::{CODE, HOST, identifier};
    use crate::name::{is_error_code, is_host, is_identifier};
    use regex_lite::Regex;

    /// An editor and the generator agree on names.
    #[test]
    fn the_patterns_are_those_of_the_names() {
        let samples = [
            "",
            "A",
            "a",
            "_a",
            "3D",
            "A1_b",
            "A-b",
            "A.b",
            "A.",
            "A..b",
            ".A",
            "A.1",
            "A b",
            "é",
            "a.b",
            "a-b.c",
            "-a.b",
            "a-.b",
            "a.b-",
            "a..b",
            "a.b.",
            "A.B",
            "a.b:1",
            "http://a.b",
            "1.2",
            "a_b.c",
            "localhost",
            "InternalError.Db",
            "Resource Not",
            "A\n",
            "a.b\n",
        ];
        let agree = |pattern: &str, is_name: fn(&str) -> bool| {
            let pattern = Regex::new(pattern).expect("it is a pattern");
            for sample in samples {
                assert_eq!(pattern.is_match(sample), is_name(sample), "{sample:?} {pattern}");
            }
        };
        agree(HOST, is_host);
        agree(CODE, is_error_code);
        agree(&identifier(), is_identifier);
    }
}
