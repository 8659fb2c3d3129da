//! Constraints of values: bounds of numbers, lengths of strings and lists, patterns, points in time.

use super::time::{form, has_form, is_possible};
use crate::document;
use crate::model::{Constraints, Scalar, Type};
use regex_lite::Regex;
use serde_json::{Number, Value};
use std::cmp::Ordering;

/// Looks up the compiled form of a pattern, for callers that keep them.
pub type Patterns<'a> = &'a dyn Fn(&str) -> Option<Regex>;

/// Compiles a pattern; the whole text must match it. `None` if it is no regular expression.
pub fn compile(pattern: &str) -> Option<Regex> {
    Regex::new(&format!("^(?:{pattern})$")).ok()
}

/// Returns the constraints that a value breaks of a member that is declared like this and is of a
/// scalar or of a list of them, in words.
pub fn misfits(
    member: &document::Member,
    scalar: Scalar,
    is_list: bool,
    value: &Value,
) -> Vec<String> {
    let of = Type::Scalar(scalar);
    let ty = if is_list { Type::List(Box::new(of)) } else { of };
    broken_constraints(&Constraints::of(member), &ty, value)
}

/// Returns the constraints that a value of a type breaks, in words; those of its elements, too.
pub(crate) fn broken_constraints(
    constraints: &Constraints,
    ty: &Type,
    value: &Value,
) -> Vec<String> {
    match (ty, value) {
        (Type::List(element), Value::Array(values)) => {
            let mut broken = items(constraints, values);
            let of_elements = values.iter();
            broken.extend(
                of_elements.flat_map(|value| scalar(constraints, element, value, &compile)),
            );
            broken
        }
        _ => scalar(constraints, ty, value, &compile),
    }
}

/// Returns the constraints that a value without parts breaks, in words.
pub(super) fn scalar(
    constraints: &Constraints,
    ty: &Type,
    value: &Value,
    patterns: Patterns<'_>,
) -> Vec<String> {
    match value {
        Value::Number(number) => range(constraints, number),
        Value::String(value) => text(constraints, ty, value, patterns),
        _ => Vec::new(),
    }
}

fn text(constraints: &Constraints, ty: &Type, text: &str, patterns: Patterns<'_>) -> Vec<String> {
    let mut broken = Vec::new();
    let length = text.chars().count() as u64;
    if let Some(least) = constraints.min_length.filter(|least| length < *least) {
        broken.push(format!("have at least {least} characters"));
    }
    if let Some(most) = constraints.max_length.filter(|most| length > *most) {
        broken.push(format!("have at most {most} characters"));
    }
    if let Some(pattern) = &constraints.pattern
        && patterns(pattern).is_some_and(|regex| !regex.is_match(text))
    {
        broken.push(format!("match `{pattern}`"));
    }
    if let Some(form) = form(ty) {
        if !has_form(text, form) {
            broken.push(format!("have the form `{form}`"));
        } else if !is_possible(text) {
            broken.push("be a point in time that exists".to_owned());
        }
    }
    broken
}

pub(super) fn items(constraints: &Constraints, values: &[Value]) -> Vec<String> {
    let count = values.len() as u64;
    if let Some(least) = constraints.min_items.filter(|least| count < *least) {
        vec![format!("have at least {least} elements")]
    } else if let Some(most) = constraints.max_items.filter(|most| count > *most) {
        vec![format!("have at most {most} elements")]
    } else {
        Vec::new()
    }
}

fn range(constraints: &Constraints, number: &Number) -> Vec<String> {
    let mut broken = Vec::new();
    if let Some(least) = &constraints.min
        && compare(number, least) == Ordering::Less
    {
        broken.push(format!("be at least {least}"));
    }
    if let Some(most) = &constraints.max
        && compare(number, most) == Ordering::Greater
    {
        broken.push(format!("be at most {most}"));
    }
    broken
}

fn compare(left: &Number, right: &Number) -> Ordering {
    if let (Some(left), Some(right)) = (left.as_i128(), right.as_i128()) {
        return left.cmp(&right);
    }
    let pair = left.as_f64().zip(right.as_f64());
    pair.map_or(Ordering::Equal, |(left, right)| left.total_cmp(&right))
}
