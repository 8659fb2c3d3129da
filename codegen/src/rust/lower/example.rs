//! The example in a request's documentation: the documented JSON as the Rust that builds it.
//!
//! The tests of the generated crate compile it. Here it becomes an expression; `snippet` prints it.

use super::names::Names;
use crate::rust::number::grouped;
use crate::rust::plan::{Constructor, Docs, Preset, Struct};
use crate::rust::snippet::{self, Expr};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use tencentcloud_model::model::{ActionId, Member, ObjectId, Owner, Scalar, Type, ValueSetId};

/// The section with the first example that does what the declaration says. Empty if none does.
pub(super) fn lines(names: &Names<'_>, id: ActionId, request: &Struct) -> Docs {
    let (_, own) = names.action(id);
    let Some((built, mut imports)) = documented(names, id, request) else {
        return Docs::new();
    };
    imports.insert("Client".to_owned());
    let mut lines: Docs = ["", "# Example", "", "```"].map(str::to_owned).to_vec();
    lines.extend(snippet::import(&public_path(names), &imports));
    lines.push(String::new());
    let (result, boxed) = (standard(names, "Result"), standard(names, "Box"));
    lines.push(format!(
        "# async fn example(client: Client) -> {result}<(), {boxed}<dyn std::error::Error>> {{"
    ));
    lines.extend(snippet::statement("let request = ", &built, ";"));
    lines.push(format!("let response = client.{}(&request).await?;", own.method));
    lines.push("println!(\"{}\", response.request_id);".to_owned());
    lines.push("# Ok(())".to_owned());
    lines.push("# }".to_owned());
    lines.push("```".to_owned());
    lines
}

/// The path of a version's module, as other crates write it.
pub(super) fn public_path(names: &Names<'_>) -> String {
    names.path().replacen("crate", names.crate_name, 1)
}

/// The request of the first example that does what the declaration says, and the names to import.
pub(super) fn documented(
    names: &Names<'_>,
    id: ActionId,
    request: &Struct,
) -> Option<(Expr, BTreeSet<String>)> {
    let examples = names.version.action(id).examples.iter();
    let fitting = examples.filter(|example| example.deviates.is_none());
    let mut requests = fitting.filter_map(|example| example.request.as_ref());
    requests.find_map(|json| request_of(names, id, request, json))
}

/// A request from its JSON, and the names to import; `None` if it does not fit the declaration.
pub(super) fn request_of(
    names: &Names<'_>,
    id: ActionId,
    request: &Struct,
    json: &Map<String, Value>,
) -> Option<(Expr, BTreeSet<String>)> {
    let mut imports = BTreeSet::from([request.name.clone()]);
    let mut builder = Builder { names, imports: &mut imports };
    let (members, start) = (&names.version.action(id).input, request.constructor.as_ref());
    let built = builder.record(&request.name, Owner::Input(id), members, start, json)?;
    Some((built, imports))
}

struct Builder<'s, 'a> {
    names: &'s Names<'a>,
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
        for (index, (member, field)) in members.iter().zip(self.names.fields(owner)).enumerate() {
            let preset = start.and_then(|start| preset(start, index));
            match json.get(&member.name).filter(|value| !value.is_null()) {
                Some(value) if preset.is_some_and(|preset| is_value(preset, value)) => {}
                Some(value) if member.required && preset.is_none() => {
                    taken.push(self.member(member, value)?);
                }
                Some(value) => {
                    let bare = field.trim_start_matches("r#").trim_end_matches('_');
                    set.push((format!("with_{bare}"), self.member(member, value)?));
                }
                None if member.required && preset.is_none() => return None,
                None => {}
            }
        }
        let new = Expr::Call(format!("{name}::new"), taken);
        Some(if set.is_empty() { new } else { Expr::Chain(Box::new(new), set) })
    }

    fn member(&mut self, member: &Member, json: &Value) -> Option<Expr> {
        match &member.ty {
            Type::List(element) if member.nullable_items => {
                self.nullable_list(element, json.as_array()?)
            }
            ty => self.value(ty, json),
        }
    }

    /// A list of options, which are not converted: each element is of the declared type.
    fn nullable_list(&mut self, element: &Type, json: &[Value]) -> Option<Expr> {
        let is_converted = match element {
            Type::Scalar(scalar) => scalar.is_string(),
            Type::Values(_) => true,
            Type::Object(_) | Type::List(_) => false,
        };
        let elements = json.iter().map(|value| {
            if value.is_null() {
                return Some(Expr::Atom("None".to_owned()));
            }
            let element = match self.value(element, value)? {
                Expr::Atom(text) if is_converted => Expr::Atom(format!("{text}.into()")),
                element => element,
            };
            Some(Expr::Call("Some".to_owned(), vec![element]))
        });
        elements.collect::<Option<Vec<_>>>().map(Expr::Array)
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
        let (object, own) = self.names.object(id);
        let built =
            self.record(&own.name, Owner::Object(id), &object.members, None, json.as_object()?)?;
        self.imports.insert(own.name.clone());
        Some(built)
    }

    /// A list has elements of one type: if a value is not documented, all are written plainly.
    fn list(&mut self, element: &Type, json: &[Value]) -> Option<Expr> {
        if json.is_empty() {
            return Some(Expr::Atom(match element {
                Type::Object(_) => "[]".to_owned(),
                Type::Scalar(scalar) if !scalar.is_string() => "[]".to_owned(),
                Type::Values(id) => {
                    let name = self.names.value_set(*id).1.name.clone();
                    self.imports.insert(name.clone());
                    format!("{}::<{name}>::new()", standard(self.names, "Vec"))
                }
                _ => {
                    let [list, text] = ["Vec", "String"].map(|name| standard(self.names, name));
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
        let name = self.names.value_set(id).1.name.clone();
        let expr = Expr::Atom(format!("{name}::{variant}"));
        self.imports.insert(name);
        Some(expr)
    }

    /// The variant that stands for a documented value.
    fn known(&self, id: ValueSetId, json: &Value) -> Option<String> {
        let (set, _) = self.names.value_set(id);
        let index = set.values.iter().position(|value| value.value == *json)?;
        self.names.variants(id).get(index).cloned()
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
pub(super) fn standard(names: &Names<'_>, name: &'static str) -> &'static str {
    if !names.has_type(name) {
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
