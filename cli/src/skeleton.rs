//! A request to fill in: YAML with the documentation as comments, from the spec's example.

use crate::context::Context;
use crate::describe;
use crate::failure::Failure;
use crate::json::Json;
use crate::output;
use crate::store::FoundAction;
use crate::value::{self, Inputs};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use tencentcloud_model::model::{Member, ObjectId, Scalar, Type, Version};
use tencentcloud_model::text;

/// Runs `skeleton SERVICE ACTION`. Parameters on the command line are filled in.
///
/// # Errors
///
/// Returns an error if there is no such action, or stdout cannot be written.
pub fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    let found = context.action(true)?;
    let Context { arguments, host, .. } = context;
    let given = value::request(arguments, &found, &mut Inputs::new(host))?;
    output::write(host, &text(&found, &given, arguments.has("required")))
}

/// Returns the request as YAML.
pub fn text(found: &FoundAction, given: &Map<String, Value>, is_required_only: bool) -> String {
    let (service, action) = (&found.found.service, found.action());
    let mut text =
        format!("# {} {}: {}\n", service.folder, action.name, text::summary(&action.doc));
    let _ =
        writeln!(text, "# Send it: tencentcloud {} {} --yaml FILE", service.folder, action.name);
    let mut values = match action.examples.iter().find_map(|example| example.request.clone()) {
        Some(example) if !is_required_only => example,
        _ => Map::new(),
    };
    values.extend(given.clone());
    let mut writer =
        Writer { version: &found.found.version, text, open: BTreeSet::new(), is_required_only };
    writer.members(&action.input, Some(&values), 0);
    if !action.input.iter().any(|member| member.required || values.contains_key(&member.name)) {
        writer.text.push_str("{}\n");
    }
    writer.text
}

struct Writer<'a> {
    version: &'a Version,
    text: String,
    /// The objects that are being written, as some contain themselves.
    open: BTreeSet<ObjectId>,
    is_required_only: bool,
}

impl Writer<'_> {
    fn members(&mut self, members: &[Member], values: Option<&Map<String, Value>>, depth: usize) {
        let indent = "  ".repeat(depth);
        for member in members {
            let value = values.and_then(|values| values.get(&member.name));
            let is_there = value.is_some() || member.required;
            if self.is_required_only && !is_there {
                continue;
            }
            self.comments(member, &indent);
            let name = output::yaml_string(&member.name);
            if !is_there {
                let ty = describe::type_name(self.version, &member.ty);
                let _ = writeln!(self.text, "{indent}# {name}: ({ty})");
                continue;
            }
            let placeholder;
            let value = if let Some(value) = value {
                value
            } else {
                placeholder = member
                    .example
                    .clone()
                    .unwrap_or_else(|| self.placeholder(&member.ty, &mut BTreeSet::new()));
                &placeholder
            };
            let _ = write!(self.text, "{indent}{name}:");
            self.value(&member.ty, value, depth);
        }
    }

    fn comments(&mut self, member: &Member, indent: &str) {
        for line in member.doc.trim().lines() {
            let _ = writeln!(self.text, "{}", format!("{indent}# {line}").trim_end());
        }
        let mut marks = describe::limits(member);
        marks.splice(0..0, describe::required(member));
        if !marks.is_empty() {
            let _ = writeln!(self.text, "{indent}# [{}]", marks.join(", "));
        }
        if let Type::Values(id) = member.ty.element() {
            for value in &self.version.value_set(*id).values {
                let doc = text::summary(&value.doc);
                let _ = writeln!(
                    self.text,
                    "{}",
                    format!("{indent}#   {}: {doc}", value.value).trim_end()
                );
            }
        }
    }

    /// The value after `name:`; objects are written member by member, with their comments.
    fn value(&mut self, ty: &Type, value: &Value, depth: usize) {
        match (ty, value) {
            (Type::Object(id), Value::Object(values))
                if !values.is_empty() && self.open.insert(*id) =>
            {
                self.text.push('\n');
                self.members(&self.version.object(*id).members, Some(values), depth + 1);
                self.open.remove(id);
            }
            (_, value) => {
                let json = Json::from(value);
                let is_block = matches!(&json, Json::Array(list) if !list.is_empty())
                    || matches!(&json, Json::Object(members) if !members.is_empty());
                let yaml = output::yaml(&json);
                if is_block {
                    self.text.push('\n');
                    let indent = "  ".repeat(depth + 1);
                    yaml.lines().for_each(|line| {
                        let _ = writeln!(self.text, "{indent}{line}");
                    });
                } else {
                    let _ = write!(self.text, " {yaml}");
                }
            }
        }
    }

    /// A value to replace, for a required parameter without example.
    fn placeholder(&self, ty: &Type, open: &mut BTreeSet<ObjectId>) -> Value {
        match ty {
            Type::List(element) => json!([self.placeholder(element, open)]),
            Type::Object(id) if open.insert(*id) => {
                let members = self.version.object(*id).members.iter();
                let required = members.filter(|member| member.required);
                let value = required
                    .map(|member| (member.name.clone(), self.placeholder(&member.ty, open)));
                let value = value.collect();
                open.remove(id);
                Value::Object(value)
            }
            Type::Object(_) => json!({}),
            Type::Values(id) => self
                .version
                .value_set(*id)
                .values
                .first()
                .map_or(Value::Null, |value| value.value.clone()),
            Type::Scalar(scalar) => match scalar {
                Scalar::Int64 | Scalar::Uint64 => json!(0),
                Scalar::Float => json!(0.5),
                Scalar::Bool => json!(false),
                Scalar::Date => json!("2026-01-31"),
                Scalar::DateTime => json!("2026-01-31 00:00:00"),
                Scalar::DateTimeIso => json!("2026-01-31T00:00:00+00:00"),
                Scalar::String | Scalar::Binary => json!("REPLACE"),
            },
        }
    }
}
