//! Queries and forms: `Name.0.Child=value&…` to parameters with their declared types.

use crate::refusal::{Refusal, shown};
use crate::spec::Operation;
use serde_json::{Map, Number, Value};
use tencentcloud_model::model::{Member, Scalar, Type, ValueBase};

/// The deepest nesting of names.
const MAX_DEPTH: usize = 32;

/// Splits and decodes. Order stays.
pub(crate) fn parse(text: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let mut pairs = Vec::new();
    for pair in text.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let mut parts = pair.splitn(2, |byte| *byte == b'=');
        let (Some(key), Some(value)) = (parts.next(), parts.next()) else {
            return Err(Refusal::bad_pairs("Url key and value should be split by `=`."));
        };
        pairs.push((decode(key)?, decode(value)?));
    }
    Ok(pairs)
}

/// Decodes `%XX` and `+`.
fn decode(text: &[u8]) -> Result<String, Refusal> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(*rest.next()?).to_digit(16);
                let pair = digit().zip(digit());
                let byte = pair.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
                byte.ok_or_else(|| Refusal::bad_pairs("The url encoding is not valid."))?
            }
            other => *other,
        });
    }
    String::from_utf8(bytes).map_err(|_| Refusal::bad_pairs("The parameters are not valid UTF-8."))
}

/// Builds the parameters that flat pairs encode. A value that is not of its declared type remains a
/// string, which validation then refuses.
pub(crate) fn unflatten(
    pairs: &[(String, String)],
    operation: Operation<'_>,
) -> Result<Map<String, Value>, Refusal> {
    let mut tree = Map::new();
    for (name, value) in pairs {
        insert(&mut tree, name, value)?;
    }
    Ok(typed_members(tree, &operation.action.input, operation))
}

fn insert(tree: &mut Map<String, Value>, name: &str, value: &str) -> Result<(), Refusal> {
    let clash = || {
        let message = format!("The parameter `{}` is given in two ways.", shown(name));
        Refusal::bad_pairs(&message)
    };
    if name.split('.').count() > MAX_DEPTH {
        let message = format!("The parameter `{}` is nested too deeply.", shown(name));
        return Err(Refusal::bad_pairs(&message));
    }
    let mut here = tree;
    let mut parts = name.split('.').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            let before = here.insert(part.to_owned(), Value::String(value.to_owned()));
            return if before.is_none() { Ok(()) } else { Err(clash()) };
        }
        let below = here.entry(part).or_insert_with(|| Value::Object(Map::new()));
        here = below.as_object_mut().ok_or_else(clash)?;
    }
    Ok(())
}

fn typed_members(
    tree: Map<String, Value>,
    members: &[Member],
    operation: Operation<'_>,
) -> Map<String, Value> {
    let typed = tree.into_iter().map(|(name, value)| {
        let member = members.iter().find(|member| member.name == name);
        let value = match member {
            Some(member) => typed(value, &member.ty, operation),
            None => value,
        };
        (name, value)
    });
    typed.collect()
}

fn typed(value: Value, ty: &Type, operation: Operation<'_>) -> Value {
    match (value, ty) {
        (Value::Object(tree), Type::List(element)) => elements(tree, element, operation),
        (Value::Object(tree), Type::Object(_)) => match operation.object(ty) {
            Some(object) => Value::Object(typed_members(tree, &object.members, operation)),
            None => Value::Object(tree),
        },
        (Value::String(text), _) => scalar(text, ty, operation),
        (other, _) => other,
    }
}

/// A list from a tree whose names are its indices. Gaps are closed: clients leave them for elements
/// that are null.
fn elements(tree: Map<String, Value>, element: &Type, operation: Operation<'_>) -> Value {
    let mut indices = Vec::with_capacity(tree.len());
    for name in tree.keys() {
        match name.parse::<u32>() {
            Ok(index) => indices.push(index),
            Err(_) => return Value::Object(tree),
        }
    }
    let mut list: Vec<(u32, Value)> =
        indices.into_iter().zip(tree.into_iter().map(|(_, value)| value)).collect();
    list.sort_by_key(|(index, _)| *index);
    let list = list.into_iter().map(|(_, value)| typed(value, element, operation));
    Value::Array(list.collect())
}

fn scalar(text: String, ty: &Type, operation: Operation<'_>) -> Value {
    let base = operation.values(ty).map(|values| values.base);
    let number = match (ty, base) {
        (Type::Scalar(Scalar::Int64), _) | (_, Some(ValueBase::Int64)) => {
            text.parse::<i64>().ok().map(Number::from)
        }
        (Type::Scalar(Scalar::Uint64), _) | (_, Some(ValueBase::Uint64)) => {
            text.parse::<u64>().ok().map(Number::from)
        }
        (Type::Scalar(Scalar::Float), _) => text.parse::<f64>().ok().and_then(Number::from_f64),
        (Type::Scalar(Scalar::Bool), _) => {
            return match text.as_str() {
                // Python's clients write the capital.
                "true" | "True" => Value::Bool(true),
                "false" | "False" => Value::Bool(false),
                _ => Value::String(text),
            };
        }
        _ => None,
    };
    number.map_or(Value::String(text), Value::Number)
}
