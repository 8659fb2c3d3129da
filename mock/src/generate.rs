//! Values of a declared shape, generated from a seed: the same seed gives the same value.
//!
//! The work is bounded whatever the declaration asks for: in depth, in elements of a list, in length
//! of a string, and in the number of values altogether. A type inside itself ends at once.

use crate::random::{below, mix};
use crate::spec::Operation;
use serde_json::{Map, Number, Value};
use tencentcloud_model::model::{Constraints, Member, ObjectId, Scalar, Site, Type};

/// How deep generated values go; a list below is empty, an object has no members.
const MAX_DEPTH: usize = 8;

/// How many elements a generated list has, unless its constraints ask for others.
const LIST: u64 = 2;

/// How many elements a generated list has at most.
const MAX_LIST: u64 = 200;

/// The longest generated string, in characters.
const MAX_TEXT: u64 = 4_096;

/// How many values are generated at most for one answer or item; what is left out is empty.
const MAX_VALUES: usize = 5_000;

/// The members to generate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// All of them.
    All,
    /// Those that a request must have: to a site, or to every site.
    Required(Option<Site>),
}

impl Wanted {
    fn includes(self, member: &Member) -> bool {
        match self {
            Self::All => true,
            Self::Required(Some(site)) => member.is_required(Some(site)),
            // A member that only one site requires does no harm where both sites have it.
            Self::Required(None) => {
                member.required || (member.sites.is_none() && member.is_required_anywhere())
            }
        }
    }
}

/// Generates members: all of them, or those a request must have, with their documented values.
pub(crate) fn members(
    operation: Operation<'_>,
    members: &[Member],
    wanted: Wanted,
    seed: u64,
) -> Map<String, Value> {
    Generator::new(operation, wanted).members(members, seed, 0)
}

/// Generates one value of a member's type, or of an element of its list.
pub(crate) fn element(operation: Operation<'_>, member: &Member, seed: u64) -> Value {
    Generator::new(operation, Wanted::All).value(member, member.ty.element(), seed, 1)
}

/// Generates the value of a member.
pub(crate) fn value(operation: Operation<'_>, member: &Member, seed: u64) -> Value {
    Generator::new(operation, Wanted::All).value(member, &member.ty, below(seed, &member.name), 1)
}

struct Generator<'a> {
    operation: Operation<'a>,
    wanted: Wanted,
    /// How many more values there may be.
    left: usize,
    /// The objects that are being generated, outermost first.
    open: Vec<ObjectId>,
}

impl<'a> Generator<'a> {
    fn new(operation: Operation<'a>, wanted: Wanted) -> Self {
        Self { operation, wanted, left: MAX_VALUES, open: Vec::new() }
    }

    fn members(&mut self, members: &[Member], seed: u64, depth: usize) -> Map<String, Value> {
        let mut values = Map::new();
        for member in members {
            if !self.wanted.includes(member) {
                continue;
            }
            // Items of lists would all be alike, so that responses have generated values.
            if let (Wanted::Required(_), Some(example)) = (self.wanted, &member.example) {
                values.insert(member.name.clone(), example.clone());
                continue;
            }
            let value = self.value(member, &member.ty, below(seed, &member.name), depth);
            values.insert(member.name.clone(), value);
        }
        values
    }

    fn value(&mut self, member: &Member, ty: &Type, seed: u64, depth: usize) -> Value {
        self.left = self.left.saturating_sub(1);
        if let Some(values) = self.operation.values(ty) {
            let index = mix(seed) % (values.values.len().max(1) as u64);
            let value = values.values.get(usize::try_from(index).unwrap_or_default());
            return value.map_or(Value::Null, |value| value.value.clone());
        }
        match ty {
            Type::Scalar(scalar) => scalar_of(member, *scalar, seed),
            Type::Values(_) => text(member, seed),
            Type::Object(id) => Value::Object(self.object(*id, ty, seed, depth)),
            Type::List(element) => Value::Array(self.list(member, element, seed, depth)),
        }
    }

    fn object(&mut self, id: ObjectId, ty: &Type, seed: u64, depth: usize) -> Map<String, Value> {
        let ends = depth >= MAX_DEPTH || self.left == 0 || self.open.contains(&id);
        let Some(object) = self.operation.object(ty).filter(|_| !ends) else {
            return Map::new();
        };
        self.open.push(id);
        let members = self.members(&object.members, seed, depth + 1);
        self.open.pop();
        members
    }

    fn list(&mut self, member: &Member, element: &Type, seed: u64, depth: usize) -> Vec<Value> {
        let is_open = matches!(element, Type::Object(id) if self.open.contains(id));
        if depth >= MAX_DEPTH || is_open {
            return Vec::new();
        }
        let least = member.constraints.min_items.unwrap_or_default();
        let most = member.constraints.max_items.unwrap_or(u64::MAX);
        let mut values = Vec::new();
        for index in 0..LIST.max(least).min(most).min(MAX_LIST) {
            if self.left == 0 {
                break;
            }
            values.push(self.value(member, element, mix(seed ^ index), depth + 1));
        }
        values
    }
}

fn scalar_of(member: &Member, scalar: Scalar, seed: u64) -> Value {
    let constraints = &member.constraints;
    match scalar {
        Scalar::Int64 => integer(constraints, seed, i64::MIN.into(), i64::MAX.into()),
        Scalar::Uint64 => integer(constraints, seed, 0, u64::MAX.into()),
        Scalar::Float => float(constraints, seed),
        Scalar::Bool => Value::Bool(seed & 1 == 1),
        Scalar::Date => Value::String(moment(seed).chars().take(10).collect()),
        Scalar::DateTime => Value::String(moment(seed)),
        Scalar::DateTimeIso => {
            Value::String(format!("{}+00:00", moment(seed).replacen(' ', "T", 1)))
        }
        Scalar::String | Scalar::Binary => text(member, seed),
    }
}

fn integer(constraints: &Constraints, seed: u64, lowest: i128, highest: i128) -> Value {
    let bound = |bound: &Option<Number>| {
        bound.as_ref().and_then(Number::as_i128).map(|bound| bound.clamp(lowest, highest))
    };
    let (least, most) = match (bound(&constraints.min), bound(&constraints.max)) {
        (Some(least), Some(most)) => (least, most.max(least)),
        (Some(least), None) => (least, (least + 99_999).min(highest)),
        (None, Some(most)) => (most.min(1), most),
        (None, None) => (1, 100_000),
    };
    let value = least + i128::from(mix(seed)) % (most - least + 1);
    Number::from_i128(value).map_or(Value::Null, Value::Number)
}

fn float(constraints: &Constraints, seed: u64) -> Value {
    let bound = |bound: &Option<Number>| bound.as_ref().and_then(Number::as_f64);
    let (least, most) = match (bound(&constraints.min), bound(&constraints.max)) {
        (Some(least), Some(most)) => (least, most.max(least)),
        (Some(least), None) => (least, least + 1_000.0),
        (None, Some(most)) => (most.min(0.0), most),
        (None, None) => (0.0, 1_000.0),
    };
    // Cents: short enough to survive any reader of numbers.
    let part = f64::from(u16::try_from(mix(seed) % 10_000).unwrap_or_default()) / 10_000.0;
    let value = least + ((most - least) * part * 100.0).floor() / 100.0;
    // A range wider than numbers go has no middle.
    let value = if value.is_finite() { value } else { least };
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
    // The end distinguishes values, so the start is cut.
    let surplus = (text.len() as u64).saturating_sub(most);
    let text = text.chars().skip(usize::try_from(surplus).unwrap_or_default()).collect();
    Value::String(text)
}
