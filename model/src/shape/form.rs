//! The compact form of a JSON Schema, as far as our schemas go.

use regex_lite::Regex;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The shape of a kind of file.
#[derive(Debug)]
pub struct Shape {
    forms: Vec<Form>,
    root: FormId,
    /// Keywords of the schema that this does not understand; a test holds it empty.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test holds it empty"))]
    pub(super) unknown: Vec<String>,
}

/// An index into [`Shape::forms`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FormId(usize);

/// The form of a value.
#[derive(Debug)]
pub(super) enum Form {
    /// Any value of one of these types of JSON; any at all if there is none.
    Any(Vec<String>),
    /// A text that is not empty.
    Text { pattern: Option<Regex> },
    /// `true`, or nothing.
    Flag,
    /// A whole number.
    Integer { min: i128, max: i128 },
    /// A number.
    Number,
    /// One of a few words; the default is not written.
    Word { words: Vec<String>, default: Option<String> },
    /// A list.
    List { element: FormId, may_be_empty: bool },
    /// Any keys, with values that look alike.
    Map { value: FormId },
    /// Known keys.
    Record { fields: Vec<Field> },
    /// One of several, told apart by the kind of the value.
    Either(Vec<FormId>),
}

/// A key of a record.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) key: String,
    pub(super) required: bool,
    pub(super) form: FormId,
}

impl Shape {
    /// Makes the shape from the text of a checked-in schema.
    pub(super) fn parse(schema: &str) -> Self {
        let schema = serde_json::from_str(schema)
            .unwrap_or_else(|_| unreachable!("a test parses every schema of this crate"));
        Self::new(&schema)
    }

    fn new(schema: &Value) -> Self {
        let no_definitions = Map::new();
        let mut builder = Builder {
            definitions: schema["$defs"].as_object().unwrap_or(&no_definitions),
            forms: Vec::new(),
            known: BTreeMap::new(),
            unknown: Vec::new(),
        };
        let root = builder.form(schema);
        Self { forms: builder.forms, root, unknown: builder.unknown }
    }

    /// The form of the whole file.
    pub(super) fn root(&self) -> &Form {
        self.get(self.root)
    }

    /// Whether a record has this key.
    pub(super) fn has_key(&self, word: &str) -> bool {
        self.forms.iter().any(|form| match form {
            Form::Record { fields } => fields.iter().any(|field| field.key == word),
            _ => false,
        })
    }

    /// The form with this id.
    pub(super) fn get(&self, FormId(index): FormId) -> &Form {
        static ANY: Form = Form::Any(Vec::new());
        self.forms.get(index).unwrap_or(&ANY)
    }
}

struct Builder<'a> {
    definitions: &'a Map<String, Value>,
    forms: Vec<Form>,
    known: BTreeMap<&'a str, FormId>,
    unknown: Vec<String>,
}

impl<'a> Builder<'a> {
    /// The id of a schema's form. It is given before the parts are made, so that a type may contain
    /// itself.
    fn form(&mut self, schema: &'a Value) -> FormId {
        let empty = FormId(self.forms.len());
        let Value::Object(object) = schema else {
            self.forms.push(Form::Any(Vec::new()));
            return empty;
        };
        if let Some(name) = object.get("$ref").and_then(Value::as_str)
            && !object.contains_key("not")
        {
            let name = name.trim_start_matches("#/$defs/");
            if let Some(known) = self.known.get(name) {
                return *known;
            }
            self.known.insert(name, empty);
        }
        self.forms.push(Form::Any(Vec::new()));
        let form = self.object(object);
        if let Some(place) = self.forms.get_mut(empty.0) {
            *place = form;
        }
        empty
    }

    fn object(&mut self, schema: &'a Map<String, Value>) -> Form {
        const UNDERSTOOD: &[&str] = &[
            "$schema",
            "$defs",
            "$ref",
            "title",
            "description",
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "minItems",
            "minLength",
            "pattern",
            "minimum",
            "maximum",
            "const",
            "not",
            "oneOf",
            "anyOf",
        ];
        let unknown = schema.keys().filter(|key| !UNDERSTOOD.contains(&key.as_str()));
        self.unknown.extend(unknown.cloned());
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            return self.reference(reference, schema);
        }
        if let Some(schemas) = schema.get("oneOf").and_then(Value::as_array) {
            let words = schemas.iter().filter_map(|word| word["const"].as_str());
            return Form::Word { words: words.map(str::to_owned).collect(), default: None };
        }
        if let Some(schemas) = schema.get("anyOf").and_then(Value::as_array) {
            return Form::Either(schemas.iter().map(|schema| self.form(schema)).collect());
        }
        match schema.get("type") {
            Some(Value::Array(types)) => {
                Form::Any(types.iter().filter_map(Value::as_str).map(str::to_owned).collect())
            }
            Some(Value::String(ty)) => self.one_type(ty, schema),
            _ => Form::Any(Vec::new()),
        }
    }

    fn one_type(&mut self, ty: &str, schema: &'a Map<String, Value>) -> Form {
        let bound = |key| schema.get(key).and_then(|bound| bound.to_string().parse::<i128>().ok());
        match ty {
            "string" => {
                let pattern = schema.get("pattern").and_then(Value::as_str);
                Form::Text { pattern: pattern.and_then(|pattern| Regex::new(pattern).ok()) }
            }
            "boolean" => Form::Flag,
            "integer" => Form::Integer {
                min: bound("minimum").unwrap_or(i128::from(i64::MIN)),
                max: bound("maximum").unwrap_or(i128::from(u64::MAX)),
            },
            "number" => Form::Number,
            "array" => self.list(schema),
            "object" => self.record(schema),
            _ => Form::Any(vec![ty.to_owned()]),
        }
    }

    /// Returns the target of a reference; `not` beside it excludes the default of the key.
    fn reference(&mut self, reference: &'a str, beside: &Map<String, Value>) -> Form {
        let definition = self.definitions.get(reference.trim_start_matches("#/$defs/"));
        let Some(Value::Object(schema)) = definition else {
            self.unknown.push(reference.to_owned());
            return Form::Any(Vec::new());
        };
        let excluded = beside.get("not").and_then(|not| not["const"].as_str());
        match self.object(schema) {
            Form::Word { words, .. } => Form::Word { words, default: excluded.map(str::to_owned) },
            form => form,
        }
    }

    fn list(&mut self, schema: &'a Map<String, Value>) -> Form {
        let element = self.form(schema.get("items").unwrap_or(&Value::Null));
        Form::List { element, may_be_empty: !schema.contains_key("minItems") }
    }

    fn record(&mut self, schema: &'a Map<String, Value>) -> Form {
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
            let value = self.form(schema.get("additionalProperties").unwrap_or(&Value::Null));
            return Form::Map { value };
        };
        let required = schema.get("required").and_then(Value::as_array);
        let fields = properties.iter().map(|(key, schema)| Field {
            key: key.clone(),
            required: required.is_some_and(|keys| keys.iter().any(|name| name == key)),
            form: self.form(schema),
        });
        Form::Record { fields: fields.collect() }
    }
}
