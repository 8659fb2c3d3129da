//! A request to fill in: YAML with the documentation as comments, from the spec's example.

use crate::context::Context;
use crate::describe;
use crate::failure::Failure;
use crate::json::Json;
use crate::output;
use crate::store::FoundAction;
use crate::value::{self, Inputs};
use serde_json::{Map, Number, Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use tencentcloud_model::check::{ProblemKind, check_request, compile};
use tencentcloud_model::model::{Constraints, Member, ObjectId, Scalar, Type, Version};
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
    let Example { mut values, misfits } =
        if is_required_only { Example::default() } else { Example::of(found) };
    if !misfits.is_empty() {
        let names: Vec<&str> = misfits.iter().map(String::as_str).collect();
        let _ = writeln!(
            text,
            "# In the documented example, these do not fit their declaration and are left out: {}",
            names.join(", ")
        );
    }
    values.extend(given.clone());
    let mut writer =
        Writer { version: &found.found.version, text, open: BTreeSet::new(), is_required_only };
    writer.members(&action.input, Some(&values), 0);
    if !action.input.iter().any(|member| member.required || values.contains_key(&member.name)) {
        writer.text.push_str("{}\n");
    }
    writer.text
}

/// The documented request that a skeleton begins with.
#[derive(Default)]
struct Example {
    values: Map<String, Value>,
    /// The parameters that the check would refuse, and that were taken out.
    misfits: BTreeSet<String>,
}

impl Example {
    /// The first example that passes the check, or what passes it of the first one.
    fn of(found: &FoundAction) -> Self {
        let action = found.action();
        let mut first = None;
        for request in action.examples.iter().filter_map(|example| example.request.as_ref()) {
            let problems = check_request(&found.found.version, action, None, request);
            let misfits: BTreeSet<String> = problems
                .iter()
                .filter(|problem| !problem.is_warning())
                // Every skeleton has the required parameters.
                .filter(|problem| {
                    problem.path.contains('.') || problem.kind != ProblemKind::Missing
                })
                .map(|problem| problem.path.split('.').next().unwrap_or_default().to_owned())
                .collect();
            if misfits.is_empty() {
                return Self { values: request.clone(), misfits };
            }
            first.get_or_insert(Self { values: request.clone(), misfits });
        }
        let mut first = first.unwrap_or_default();
        first.values.retain(|name, _| !first.misfits.contains(name));
        first
    }
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
                    .unwrap_or_else(|| self.placeholder(member, &mut BTreeSet::new()));
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

    /// A value to replace, for a required parameter without example, within the documented bounds.
    fn placeholder(&self, member: &Member, open: &mut BTreeSet<ObjectId>) -> Value {
        let Type::List(element) = &member.ty else {
            return self.placeholder_of(&member.ty, &member.constraints, open);
        };
        let count = member.constraints.min_items.unwrap_or(1).clamp(1, MOST_PLACEHOLDERS);
        let element = self.placeholder_of(element, &member.constraints, open);
        (0..count).map(|_| element.clone()).collect()
    }

    fn placeholder_of(
        &self,
        ty: &Type,
        constraints: &Constraints,
        open: &mut BTreeSet<ObjectId>,
    ) -> Value {
        match ty {
            Type::List(element) => json!([self.placeholder_of(element, constraints, open)]),
            Type::Object(id) if open.insert(*id) => {
                let members = self.version.object(*id).members.iter();
                let required = members.filter(|member| member.required);
                let value =
                    required.map(|member| (member.name.clone(), self.placeholder(member, open)));
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
                Scalar::Int64 | Scalar::Uint64 => number(json!(0), constraints),
                Scalar::Float => number(json!(0.5), constraints),
                Scalar::Bool => json!(false),
                Scalar::Date => json!("2026-01-31"),
                Scalar::DateTime => json!("2026-01-31 00:00:00"),
                Scalar::DateTimeIso => json!("2026-01-31T00:00:00+00:00"),
                Scalar::String | Scalar::Binary => json!(word(constraints)),
            },
        }
    }
}

/// No placeholder has more elements or characters.
const MOST_PLACEHOLDERS: u64 = 100;

/// A number, or the bound that it breaks.
fn number(usual: Value, constraints: &Constraints) -> Value {
    let is_over = |bound: &Number, other: &Value| bound.as_f64() > other.as_f64();
    if let Some(min) = constraints.min.as_ref().filter(|min| is_over(min, &usual)) {
        return Value::Number(min.clone());
    }
    match &constraints.max {
        Some(max) if max.as_f64() < usual.as_f64() => Value::Number(max.clone()),
        _ => usual,
    }
}

/// A word that anyone sees is to be replaced, as long as it must be, and of the letters that a pattern
/// wants, if one of the forms fits it.
fn word(constraints: &Constraints) -> String {
    let form = |word: &str| -> String {
        let usual = word.len() as u64;
        let least = constraints.min_length.unwrap_or(usual).clamp(usual, MOST_PLACEHOLDERS);
        let length = least.min(constraints.max_length.unwrap_or(least));
        word.chars().cycle().take(usize::try_from(length).unwrap_or(word.len())).collect()
    };
    let pattern = constraints.pattern.as_deref().and_then(compile);
    let fits = |word: &String| pattern.as_ref().is_none_or(|pattern| pattern.is_match(word));
    ["REPLACE", "replace", "0"].map(form).into_iter().find(fits).unwrap_or_else(|| form("REPLACE"))
}

#[cfg(test)]
mod tests {
    use super::{Constraints, json, number, word};

    #[test]
    fn placeholders_keep_to_bounds() {
        let bounds = |min: Option<i64>, max: Option<i64>| Constraints {
            min: min.map(Into::into),
            max: max.map(Into::into),
            ..Constraints::default()
        };
        for (min, max, expected) in [
            (None, None, 0),
            (Some(-5), Some(5), 0),
            (Some(2), None, 2),
            (None, Some(-1), -1),
            (Some(-9), Some(-3), -3),
        ] {
            assert_eq!(number(json!(0), &bounds(min, max)), expected, "{min:?} {max:?}");
        }
        let lengths = |min_length: Option<u64>, max_length: Option<u64>| Constraints {
            min_length,
            max_length,
            ..Constraints::default()
        };
        for (min, max, expected) in [
            (None, None, "REPLACE"),
            (Some(9), None, "REPLACERE"),
            (None, Some(3), "REP"),
            (Some(2), Some(40), "REPLACE"),
        ] {
            assert_eq!(word(&lengths(min, max)), expected, "{min:?} {max:?}");
        }
        for (pattern, expected) in [("[a-z-]+", "replace"), ("[0-9]+", "0"), ("#.*", "REPLACE")] {
            let constraints =
                Constraints { pattern: Some(pattern.into()), ..Constraints::default() };
            assert_eq!(word(&constraints), expected, "{pattern}");
        }
    }
}
