//! Values of a declared shape, invented from a seed: the same seed gives the same value.

use crate::random::{below, mix};
use crate::spec::Operation;
use serde_json::{Map, Number, Value};
use tencentcloud_model::model::{Constraints, Member, Scalar, Type};

/// How deep invented values go; a list below is empty, an object has no members.
const MAX_DEPTH: usize = 8;

/// How many elements an invented list has, unless its constraints ask for more.
const LIST: u64 = 2;

/// The longest invented text.
const MAX_TEXT: u64 = 4_096;

/// Invents members: all of them, or those a request must have.
pub(crate) fn members(
    operation: Operation<'_>,
    members: &[Member],
    only_required: bool,
    seed: u64,
) -> Map<String, Value> {
    let inventor = Generator { operation, only_required };
    inventor.members(members, seed, 0)
}

/// Invents one value of a member's type.
pub(crate) fn element(operation: Operation<'_>, member: &Member, seed: u64) -> Value {
    let inventor = Generator { operation, only_required: false };
    let ty = match &member.ty {
        Type::List(element) => element,
        other => other,
    };
    inventor.value(member, ty, seed, 1)
}

struct Generator<'a> {
    operation: Operation<'a>,
    only_required: bool,
}

impl Generator<'_> {
    fn members(&self, members: &[Member], seed: u64, depth: usize) -> Map<String, Value> {
        let wanted = members.iter().filter(|member| member.required || !self.only_required);
        let pairs = wanted.map(|member| {
            let value = self.value(member, &member.ty, below(seed, &member.name), depth);
            (member.name.clone(), value)
        });
        pairs.collect()
    }

    fn value(&self, member: &Member, ty: &Type, seed: u64, depth: usize) -> Value {
        if let Some(values) = self.operation.values(ty) {
            let index = mix(seed) % (values.values.len().max(1) as u64);
            let value = values.values.get(usize::try_from(index).unwrap_or_default());
            return value.map_or(Value::Null, |value| value.value.clone());
        }
        let constraints = &member.constraints;
        match ty {
            Type::Scalar(Scalar::Int64 | Scalar::Uint64) => integer(constraints, seed),
            Type::Scalar(Scalar::Float) => float(constraints, seed),
            Type::Scalar(Scalar::Bool) => Value::Bool(seed & 1 == 1),
            Type::Scalar(Scalar::Date) => Value::String(moment(seed).chars().take(10).collect()),
            Type::Scalar(Scalar::DateTime) => Value::String(moment(seed)),
            Type::Scalar(Scalar::DateTimeIso) => {
                Value::String(format!("{}+00:00", moment(seed).replacen(' ', "T", 1)))
            }
            Type::Object(_) => {
                let object = self.operation.object(ty).filter(|_| depth < MAX_DEPTH);
                let members = object.map(|object| self.members(&object.members, seed, depth + 1));
                Value::Object(members.unwrap_or_default())
            }
            Type::List(element) => {
                let least = constraints.min_items.unwrap_or_default();
                let most = constraints.max_items.unwrap_or(u64::MAX);
                let count = if depth < MAX_DEPTH { LIST.max(least).min(most) } else { 0 };
                let values = (0..count)
                    .map(|index| self.value(member, element, mix(seed ^ index), depth + 1));
                Value::Array(values.collect())
            }
            Type::Scalar(Scalar::String | Scalar::Binary) | Type::Values(_) => text(member, seed),
        }
    }
}

fn integer(constraints: &Constraints, seed: u64) -> Value {
    let bound = |bound: &Option<Number>| bound.as_ref().and_then(Number::as_i128);
    let least = bound(&constraints.min).unwrap_or(1);
    let most = bound(&constraints.max).unwrap_or(least.saturating_add(99_999)).max(least);
    let width = (most - least).saturating_add(1);
    let value = least + i128::from(mix(seed)) % width;
    Number::from_i128(value).map_or(Value::Null, Value::Number)
}

fn float(constraints: &Constraints, seed: u64) -> Value {
    let bound = |bound: &Option<Number>| bound.as_ref().and_then(Number::as_f64);
    let least = bound(&constraints.min).unwrap_or_default();
    let most = bound(&constraints.max).unwrap_or(least + 1_000.0);
    // Cents: short enough to survive any reader of numbers.
    let part = f64::from(u16::try_from(mix(seed) % 10_000).unwrap_or_default()) / 10_000.0;
    let value = least + ((most - least) * part * 100.0).floor() / 100.0;
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

/// A point in time in 2024, `YYYY-MM-DD hh:mm:ss`.
fn moment(seed: u64) -> String {
    let part = |salt: u64, count: u64| mix(seed ^ salt) % count;
    format!(
        "2024-{:02}-{:02} {:02}:{:02}:{:02}",
        part(1, 12) + 1,
        part(2, 28) + 1,
        part(3, 24),
        part(4, 60),
        part(5, 60)
    )
}

fn text(member: &Member, seed: u64) -> Value {
    if let Some(default @ Value::String(_)) = &member.default {
        return default.clone();
    }
    let is_time = ["Time", "Date", "Expire"].iter().any(|end| member.name.ends_with(end));
    let mut text = if is_time {
        moment(seed)
    } else {
        format!("{}-{:06x}", member.name.to_lowercase(), mix(seed) & 0xFF_FFFF)
    };
    let constraints = &member.constraints;
    let most = constraints.max_length.unwrap_or(MAX_TEXT).min(MAX_TEXT);
    let least = constraints.min_length.unwrap_or_default().min(most);
    while (text.len() as u64) < least {
        text.push('x');
    }
    // What tells values apart is at the end, so the start is what goes.
    let surplus = (text.len() as u64).saturating_sub(most);
    let text = text.chars().skip(usize::try_from(surplus).unwrap_or_default()).collect();
    Value::String(text)
}
