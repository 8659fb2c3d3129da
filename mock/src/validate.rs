//! Whether parameters are what an action declares.
//!
//! The first thing that is wrong is reported, as the cloud does: what is missing before what is
//! unknown, and both before types and values. Documented sets of values are not closed, so a value
//! that is not in one is accepted.

use crate::refusal::{Refusal, shown};
use crate::spec::{Operation, Spec};
use serde_json::{Map, Number, Value};
use std::cmp::Ordering;
use std::fmt::{self, Write as _};
use tencentcloud_model::model::{Member, Scalar, Site, Type, ValueBase};

/// Checks the parameters of a request.
pub(crate) fn validate(
    spec: &Spec,
    operation: Operation<'_>,
    site: Option<Site>,
    parameters: &Map<String, Value>,
) -> Result<(), Refusal> {
    let validator = Validator { spec, operation, site };
    validator.members(&operation.action.input, parameters, &Path::Root)
}

struct Validator<'a> {
    spec: &'a Spec,
    operation: Operation<'a>,
    site: Option<Site>,
}

/// The place of a value: a chain of names and positions up to the root.
enum Path<'p> {
    Root,
    Name(&'p Path<'p>, &'p str),
    Element(&'p Path<'p>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (above, last) = match self {
            Self::Root => return Ok(()),
            Self::Name(above, name) => (above, shown(name)),
            Self::Element(above, index) => (above, index.to_string()),
        };
        if !matches!(above, Self::Root) {
            write!(f, "{above}.")?;
        }
        f.write_str(&last)
    }
}

impl Validator<'_> {
    fn members(
        &self,
        declared: &[Member],
        values: &Map<String, Value>,
        path: &Path<'_>,
    ) -> Result<(), Refusal> {
        let offered = || declared.iter().filter(|member| Operation::offers(member, self.site));
        for member in offered().filter(|member| member.required) {
            if !values.contains_key(&member.name) {
                return Err(Refusal::missing(&Path::Name(path, &member.name).to_string()));
            }
        }
        for name in values.keys() {
            if !offered().any(|member| member.name == *name) {
                return Err(Refusal::unknown(&Path::Name(path, name).to_string()));
            }
        }
        for member in offered() {
            if let Some(value) = values.get(&member.name) {
                self.value(member, &member.ty, value, &Path::Name(path, &member.name))?;
            }
        }
        Ok(())
    }

    fn value(
        &self,
        member: &Member,
        ty: &Type,
        value: &Value,
        path: &Path<'_>,
    ) -> Result<(), Refusal> {
        let base = self.operation.values(ty).map(|values| values.base);
        match (ty, value) {
            (_, Value::Null) if member.nullable => Ok(()),
            (Type::List(element), Value::Array(values)) => {
                items(member, values, path)?;
                values.iter().enumerate().try_for_each(|(index, value)| {
                    if value.is_null() && member.nullable_items {
                        return Ok(());
                    }
                    self.value(member, element, value, &Path::Element(path, index))
                })
            }
            (Type::Object(_), Value::Object(values)) => {
                let object = self.operation.object(ty);
                let members = object.map(|object| object.members.as_slice());
                self.members(members.unwrap_or_default(), values, path)
            }
            (Type::Scalar(Scalar::Bool), Value::Bool(_)) => Ok(()),
            (Type::Scalar(scalar), Value::Number(number))
                if scalar.accepts(&Value::Number(number.clone())) =>
            {
                range(member, number, path)
            }
            (Type::Values(_), Value::Number(number))
                if base.is_some_and(|base| base_fits(base, number)) =>
            {
                range(member, number, path)
            }
            (Type::Values(_), Value::String(text)) if base == Some(ValueBase::String) => {
                self.text(member, ty, text, path)
            }
            (Type::Scalar(scalar), Value::String(text)) if scalar.is_string() => {
                self.text(member, ty, text, path)
            }
            _ => Err(Refusal::wrong_type(&path.to_string(), wanted(ty, base))),
        }
    }

    fn text(&self, member: &Member, ty: &Type, text: &str, path: &Path<'_>) -> Result<(), Refusal> {
        let constraints = &member.constraints;
        let length = text.chars().count() as u64;
        let refuse = |must: String| Err(wrong(member, path, &Value::from(text), &must));
        if let Some(least) = constraints.min_length.filter(|least| length < *least) {
            return refuse(format!("have at least {least} characters"));
        }
        if let Some(most) = constraints.max_length.filter(|most| length > *most) {
            return refuse(format!("have at most {most} characters"));
        }
        if let Some(pattern) = &constraints.pattern {
            let regex = self.spec.pattern(pattern);
            if regex.is_some_and(|regex| !regex.is_match(text)) {
                return refuse(format!("match `{pattern}`"));
            }
        }
        match form(ty) {
            Some(form) if !has_form(text, form) => refuse(format!("have the form `{form}`")),
            _ => Ok(()),
        }
    }
}

/// The form of a point in time: a digit means any digit.
fn form(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Scalar(Scalar::Date) => Some("0000-00-00"),
        Type::Scalar(Scalar::DateTime) => Some("0000-00-00 00:00:00"),
        Type::Scalar(Scalar::DateTimeIso) => Some("0000-00-00T00:00:00+00:00"),
        _ => None,
    }
}

fn has_form(text: &str, form: &str) -> bool {
    // `Z` is another way to write the zone.
    let long = text.strip_suffix('Z').map(|start| format!("{start}+00:00"));
    let text = long.as_deref().unwrap_or(text);
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            b'+' => byte == b'+' || byte == b'-',
            _ => byte == wanted,
        })
}

fn items(member: &Member, values: &[Value], path: &Path<'_>) -> Result<(), Refusal> {
    let constraints = &member.constraints;
    let count = values.len() as u64;
    let refuse = |must: String| {
        let value = Value::Array(values.iter().take(4).cloned().collect());
        Err(wrong(member, path, &value, &must))
    };
    if let Some(least) = constraints.min_items.filter(|least| count < *least) {
        return refuse(format!("have at least {least} elements"));
    }
    if let Some(most) = constraints.max_items.filter(|most| count > *most) {
        return refuse(format!("have at most {most} elements"));
    }
    Ok(())
}

fn range(member: &Member, number: &Number, path: &Path<'_>) -> Result<(), Refusal> {
    let refuse = |must: String| Err(wrong(member, path, &Value::Number(number.clone()), &must));
    if let Some(least) = &member.constraints.min
        && compare(number, least) == Ordering::Less
    {
        return refuse(format!("be at least {least}"));
    }
    if let Some(most) = &member.constraints.max
        && compare(number, most) == Ordering::Greater
    {
        return refuse(format!("be at most {most}"));
    }
    Ok(())
}

fn compare(left: &Number, right: &Number) -> Ordering {
    if let (Some(left), Some(right)) = (left.as_i128(), right.as_i128()) {
        return left.cmp(&right);
    }
    let pair = left.as_f64().zip(right.as_f64());
    pair.map_or(Ordering::Equal, |(left, right)| left.total_cmp(&right))
}

fn base_fits(base: ValueBase, number: &Number) -> bool {
    match base {
        ValueBase::Int64 => number.is_i64(),
        ValueBase::Uint64 => number.is_u64(),
        ValueBase::String => false,
    }
}

/// Returns the required kind of value, for the hint.
fn wanted(ty: &Type, base: Option<ValueBase>) -> &'static str {
    match (ty, base) {
        (Type::Scalar(Scalar::Int64), _) | (_, Some(ValueBase::Int64)) => "an integer",
        (Type::Scalar(Scalar::Uint64), _) | (_, Some(ValueBase::Uint64)) => "an integer from 0",
        (Type::Scalar(Scalar::Float), _) => "a number",
        (Type::Scalar(Scalar::Bool), _) => "true or false",
        (Type::Object(_), _) => "an object",
        (Type::List(_), _) => "a list",
        _ => "a string",
    }
}

/// A refusal of a value, which is not told if it is a secret.
fn wrong(member: &Member, path: &Path<'_>, value: &Value, must: &str) -> Refusal {
    let mut text = String::new();
    if member.sensitive {
        text.push_str("***");
    } else if let Value::String(value) = value {
        text = shown(value);
    } else {
        let _ = write!(text, "{value}");
        text = shown(&text);
    }
    Refusal::wrong_value(&path.to_string(), &text, must)
}
