//! The example in a request's documentation: the documented JSON as the Rust that builds it.
//!
//! It is compiled by the tests of the generated crate, so it is laid out here as text, the way
//! rustfmt would: on one line if it fits, else one argument or call a line.

use super::scope::Scope;
use crate::rust::number::grouped;
use crate::rust::plan::{Constructor, Docs, Preset, Struct};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use tencentcloud_model::model::{ActionId, Member, ObjectId, Owner, Scalar, Type, ValueSetId};

/// The widest line of an example; the documentation around it is as wide.
const WIDTH: usize = 84;

/// The section with the first example that does what the declaration says. Empty if none does.
pub(super) fn lines(scope: &Scope<'_>, id: ActionId, request: &Struct) -> Docs {
    let (action, names) = scope.action(id);
    let fitting = action.examples.iter().filter(|example| example.deviates.is_none());
    let mut requests = fitting.filter_map(|example| example.request.as_ref());
    let mut imports = BTreeSet::from([request.name.clone()]);
    let mut builder = Builder { scope, imports: &mut imports };
    let owner = Owner::Input(id);
    let start = request.constructor.as_ref();
    let made =
        requests.find_map(|json| builder.record(&request.name, owner, &action.input, start, json));
    let Some(built) = made else {
        return Docs::new();
    };
    imports.insert("Client".to_owned());
    let mut lines: Docs = ["", "# Example", "", "```"].map(str::to_owned).to_vec();
    let path = scope.path().replacen("crate", "tencentcloud_api", 1);
    lines.extend(import(&path, &imports));
    lines.push(String::new());
    let (result, boxed) = (standard(scope, "Result"), standard(scope, "Box"));
    lines.push(format!(
        "# async fn example(client: Client) -> {result}<(), {boxed}<dyn std::error::Error>> {{"
    ));
    lines.extend(statement("let request = ", &built, ";"));
    lines.push(format!("let response = client.{}(&request).await?;", names.method));
    lines.push("println!(\"{}\", response.request_id);".to_owned());
    lines.push("# Ok(())".to_owned());
    lines.push("# }".to_owned());
    lines.push("```".to_owned());
    lines
}

/// An expression of an example.
enum Expr {
    /// A literal or a path.
    Atom(String),
    /// `[a, b]`.
    Array(Vec<Expr>),
    /// `path(a, b)`.
    Call(String, Vec<Expr>),
    /// `receiver.method(argument)`.
    Chain(Box<Expr>, Vec<(String, Expr)>),
}

struct Builder<'s, 'a> {
    scope: &'s Scope<'a>,
    imports: &'s mut BTreeSet<String>,
}

impl Builder<'_, '_> {
    /// `Name::new(…).with_…(…)`; `None` if the JSON does not fit the declaration.
    fn record(
        &mut self,
        name: &str,
        owner: Owner,
        members: &[Member],
        start: Option<&Constructor>,
        json: &Map<String, Value>,
    ) -> Option<Expr> {
        if json.keys().any(|key| members.iter().all(|member| member.name != *key)) {
            return None;
        }
        let mut taken = Vec::new();
        let mut set = Vec::new();
        for (index, (member, field)) in members.iter().zip(self.scope.fields(owner)).enumerate() {
            let preset = start.and_then(|start| preset(start, index));
            match json.get(&member.name).filter(|value| !value.is_null()) {
                Some(value) if preset.is_some_and(|preset| is_value(preset, value)) => {}
                Some(value) if member.required && preset.is_none() => {
                    taken.push(self.value(&member.ty, value)?);
                }
                Some(value) => {
                    let bare = field.trim_start_matches("r#").trim_end_matches('_');
                    set.push((format!("with_{bare}"), self.value(&member.ty, value)?));
                }
                None if member.required => return None,
                None => {}
            }
        }
        let new = Expr::Call(format!("{name}::new"), taken);
        Some(if set.is_empty() { new } else { Expr::Chain(Box::new(new), set) })
    }

    fn value(&mut self, ty: &Type, json: &Value) -> Option<Expr> {
        match ty {
            Type::Scalar(scalar) => match scalar {
                Scalar::Int64 => json.as_i64().map(integer),
                Scalar::Uint64 => json.as_u64().map(integer),
                Scalar::Float => json.as_f64().map(|number| Expr::Atom(format!("{number:?}"))),
                Scalar::Bool => json.as_bool().map(|value| Expr::Atom(value.to_string())),
                _ => json.as_str().map(|text| Expr::Atom(format!("{text:?}"))),
            },
            Type::Object(id) => self.object(*id, json),
            Type::Values(id) => self.variant(*id, json).or_else(|| plain(json)),
            Type::List(element) => self.list(element, json.as_array()?),
        }
    }

    fn object(&mut self, id: ObjectId, json: &Value) -> Option<Expr> {
        let (object, names) = self.scope.object(id);
        let built =
            self.record(&names.name, Owner::Object(id), &object.members, None, json.as_object()?)?;
        self.imports.insert(names.name.clone());
        Some(built)
    }

    /// A list has elements of one type: if a value is not documented, all are written plainly.
    fn list(&mut self, element: &Type, json: &[Value]) -> Option<Expr> {
        if json.is_empty() {
            return Some(Expr::Atom(match element {
                Type::Object(_) => "[]".to_owned(),
                Type::Scalar(scalar) if !scalar.is_string() => "[]".to_owned(),
                Type::Values(id) => {
                    let name = self.scope.value_set(*id).1.name.clone();
                    self.imports.insert(name.clone());
                    format!("{}::<{name}>::new()", standard(self.scope, "Vec"))
                }
                _ => {
                    let [list, text] = ["Vec", "String"].map(|name| standard(self.scope, name));
                    format!("{list}::<{text}>::new()")
                }
            }));
        }
        if let Type::Values(id) = element
            && json.iter().any(|value| self.known(*id, value).is_none())
        {
            return json.iter().map(plain).collect::<Option<Vec<_>>>().map(Expr::Array);
        }
        let elements = json.iter().map(|value| self.value(element, value));
        elements.collect::<Option<Vec<_>>>().map(Expr::Array)
    }

    fn variant(&mut self, id: ValueSetId, json: &Value) -> Option<Expr> {
        let variant = self.known(id, json)?;
        let name = self.scope.value_set(id).1.name.clone();
        let expr = Expr::Atom(format!("{name}::{variant}"));
        self.imports.insert(name);
        Some(expr)
    }

    /// The variant that stands for a documented value.
    fn known(&self, id: ValueSetId, json: &Value) -> Option<String> {
        let (set, _) = self.scope.value_set(id);
        let index = set.values.iter().position(|value| value.value == *json)?;
        self.scope.variants[id.0].get(index).cloned()
    }
}

/// The value that a constructor gives a field.
fn preset(start: &Constructor, field: usize) -> Option<Preset> {
    start.presets.iter().find(|(index, _)| *index == field).map(|(_, preset)| *preset)
}

fn is_value(preset: Preset, json: &Value) -> bool {
    match preset {
        Preset::Integer(number) => {
            json.as_number().and_then(serde_json::Number::as_i128) == Some(number)
        }
        Preset::Empty => json.as_str() == Some(""),
    }
}

/// A name of the prelude, in full where the version has a type of that name.
fn standard(scope: &Scope<'_>, name: &'static str) -> &'static str {
    if scope.types().iter().all(|names| names.name != name) {
        return name;
    }
    match name {
        "Box" => "std::boxed::Box",
        "Result" => "std::result::Result",
        "String" => "std::string::String",
        _ => "std::vec::Vec",
    }
}

/// A value that is not documented, as what it is on the wire.
fn plain(json: &Value) -> Option<Expr> {
    match json {
        Value::String(text) => Some(Expr::Atom(format!("{text:?}"))),
        Value::Number(number) => Some(Expr::Atom(number.to_string())),
        _ => None,
    }
}

fn integer(number: impl Into<i128>) -> Expr {
    Expr::Atom(grouped(number))
}

fn import(path: &str, names: &BTreeSet<String>) -> Docs {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let line = format!("use {path}::{{{}}};", names.join(", "));
    if line.len() <= WIDTH {
        return vec![line];
    }
    let mut lines = vec![format!("use {path}::{{")];
    let mut current = String::new();
    for name in names {
        if !current.is_empty() && 4 + current.len() + name.len() + 2 > WIDTH {
            lines.push(format!("    {}", current.trim_end()));
            current.clear();
        }
        current.push_str(name);
        current.push_str(", ");
    }
    lines.push(format!("    {}", current.trim_end()));
    lines.push("};".to_owned());
    lines
}

/// The statement, on as few lines as fit.
fn statement(before: &str, expr: &Expr, after: &str) -> Docs {
    let mut lines = layout(expr, 0, before.len() + after.len());
    if let Some(first) = lines.first_mut() {
        first.insert_str(0, before);
    }
    if let Some(last) = lines.last_mut() {
        last.push_str(after);
    }
    lines
}

/// The lines of an expression that stands `indent` deep and shares its line with `around` more.
fn layout(expr: &Expr, indent: usize, around: usize) -> Docs {
    let line = one_line(expr);
    if indent + line.len() + around <= WIDTH {
        return vec![line];
    }
    match expr {
        Expr::Atom(text) => vec![text.clone()],
        Expr::Array(elements) => block("[".to_owned(), elements, "]", indent),
        Expr::Call(path, arguments) if arguments.is_empty() => vec![format!("{path}()")],
        Expr::Call(path, arguments) => block(format!("{path}("), arguments, ")", indent),
        Expr::Chain(receiver, calls) => chain(receiver, calls, indent, around),
    }
}

fn chain(receiver: &Expr, calls: &[(String, Expr)], indent: usize, around: usize) -> Docs {
    let mut lines = layout(receiver, indent, around);
    // After a receiver of several lines, rustfmt keeps the calls at its level.
    let step = if lines.len() > 1 { 0 } else { 4 };
    for (method, argument) in calls {
        let at = indent + step;
        let mut call = layout(argument, at, method.len() + 3);
        if let Some(first) = call.first_mut() {
            first.insert_str(0, &format!(".{method}("));
        }
        if let Some(last) = call.last_mut() {
            last.push(')');
        }
        lines.extend(call.into_iter().map(|line| format!("{}{line}", " ".repeat(step))));
    }
    lines
}

fn block(open: String, elements: &[Expr], close: &str, indent: usize) -> Docs {
    let mut lines = vec![open];
    for element in elements {
        let mut inner = layout(element, indent + 4, 1);
        if let Some(last) = inner.last_mut() {
            last.push(',');
        }
        lines.extend(inner.into_iter().map(|line| format!("    {line}")));
    }
    lines.push(close.to_owned());
    lines
}

fn one_line(expr: &Expr) -> String {
    let list = |exprs: &[Expr]| exprs.iter().map(one_line).collect::<Vec<_>>().join(", ");
    match expr {
        Expr::Atom(text) => text.clone(),
        Expr::Array(elements) => format!("[{}]", list(elements)),
        Expr::Call(path, arguments) => format!("{path}({})", list(arguments)),
        Expr::Chain(receiver, calls) => {
            calls.iter().fold(one_line(receiver), |text, (method, argument)| {
                format!("{text}.{method}({})", one_line(argument))
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_expressions_are_broken_as_rustfmt_does() {
        let text = |n: usize| Expr::Atom(format!("{:?}", "x".repeat(n)));
        let call = Expr::Call("Thing::new".to_owned(), vec![text(40), text(40)]);
        let chain = Expr::Chain(
            Box::new(call),
            vec![("with_a".to_owned(), Expr::Array(vec![integer(1), integer(-1_234_567)]))],
        );
        let lines = statement("let request = ", &chain, ";");
        let x = "x".repeat(40);
        let expected = format!(
            "let request = Thing::new(\n    \"{x}\",\n    \"{x}\",\n)\n.with_a([1, -1_234_567]);"
        );
        assert_eq!(lines.join("\n"), expected);
    }

    #[test]
    fn short_expressions_stay_on_one_line() {
        let call = Expr::Call("A::new".to_owned(), vec![integer(101)]);
        assert_eq!(statement("let a = ", &call, ";"), ["let a = A::new(101);"]);
    }
}
