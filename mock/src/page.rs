//! Paging that really pages: as many items as the mock is told to have, each different, divided as
//! the action divides them.

use crate::config::Config;
use crate::generate;
use crate::random::{below, mix};
use crate::refusal::{Refusal, shown};
use crate::spec::Operation;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};
use tencentcloud_model::model::{Member, PageStyle, Pagination, Scalar, Type};

/// How many items a page has if neither the request nor the documentation says so.
const DEFAULT_SIZE: usize = 20;

/// The most items of a page, whatever the request asks for.
const MAX_SIZE: usize = 1_000;

/// Puts the asked page into a response that is otherwise made.
pub(crate) fn turn(
    config: &Config,
    operation: Operation<'_>,
    pagination: &Pagination,
    parameters: &Map<String, Value>,
    response: &mut Map<String, Value>,
) -> Result<(), Refusal> {
    let action = operation.action;
    let output = |index: Option<usize>| index.and_then(|index| action.output.get(index));
    let count = config.items_of.get(&action.name).copied().unwrap_or(config.items);
    let size_member = pagination.size.and_then(|index| action.input.get(index));
    let size = size(size_member, parameters);
    let cursor = action.input.get(pagination.cursor);
    let start = start(config, operation, pagination, cursor, parameters, size)?;
    let end = start.saturating_add(size).min(count);

    if let Some(member) = output(Some(pagination.items)) {
        let items = Items::of(operation, member, response.get(&member.name), config.seed);
        let page = (start.min(end)..end).map(|index| items.item(index));
        response.insert(member.name.clone(), Value::Array(page.collect()));
    }
    if let Some(member) = output(pagination.total) {
        response.insert(member.name.clone(), Value::from(count));
    }
    if let Some(member) = output(pagination.more) {
        response.insert(member.name.clone(), Value::Bool(end < count));
    }
    if let Some(member) = output(pagination.next) {
        if end < count {
            response.insert(member.name.clone(), Value::String(token(action_key(operation), end)));
        } else {
            response.shift_remove(&member.name);
        }
    }
    // Some responses repeat the size that was asked for.
    if let Some(asked) = size_member
        && action.output.iter().any(|member| member.name == asked.name)
    {
        response.insert(asked.name.clone(), Value::from(size));
    }
    Ok(())
}

fn size(member: Option<&Member>, parameters: &Map<String, Value>) -> usize {
    let Some(member) = member else {
        return DEFAULT_SIZE;
    };
    let asked = parameters.get(&member.name).or(member.default.as_ref());
    let asked = asked.and_then(Value::as_u64).and_then(|size| usize::try_from(size).ok());
    asked.filter(|size| *size > 0).unwrap_or(DEFAULT_SIZE).min(MAX_SIZE)
}

/// The position of the first item of the page.
fn start(
    config: &Config,
    operation: Operation<'_>,
    pagination: &Pagination,
    cursor: Option<&Member>,
    parameters: &Map<String, Value>,
    size: usize,
) -> Result<usize, Refusal> {
    let value = cursor.and_then(|member| parameters.get(&member.name));
    let number = || {
        let number = value.and_then(Value::as_u64);
        number.map(|number| usize::try_from(number).unwrap_or(usize::MAX))
    };
    match pagination.style {
        PageStyle::Offset => Ok(number().unwrap_or_default()),
        PageStyle::Page => Ok(number().unwrap_or(1).saturating_sub(1).saturating_mul(size)),
        PageStyle::Token => match value.and_then(Value::as_str) {
            None | Some("") => Ok(0),
            Some(text) => position(action_key(operation), text)
                .or_else(|| is_documented(operation, pagination, text).then_some(0))
                .filter(|start| {
                    *start
                        <= config
                            .items_of
                            .get(&operation.action.name)
                            .copied()
                            .unwrap_or(config.items)
                })
                .ok_or_else(|| bad_token(operation, text)),
        },
    }
}

/// What keeps the tokens of one action from being taken by another.
fn action_key(operation: Operation<'_>) -> u64 {
    below(0, &operation.action.name)
}

fn token(key: u64, position: usize) -> String {
    let position = position as u64;
    let mut bytes = position.to_be_bytes().to_vec();
    bytes.extend_from_slice(&mix(key ^ position).to_be_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

fn position(key: u64, token: &str) -> Option<usize> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (position, check) = bytes.split_first_chunk::<8>()?;
    let position = u64::from_be_bytes(*position);
    (check == mix(key ^ position).to_be_bytes()).then_some(())?;
    usize::try_from(position).ok()
}

/// Whether a token stands in one of the documentation's examples. Such a token means the first page,
/// so that documented requests work.
fn is_documented(operation: Operation<'_>, pagination: &Pagination, text: &str) -> bool {
    let action = operation.action;
    let cursor = action.input.get(pagination.cursor).map(|member| member.name.as_str());
    let next = pagination.next.and_then(|index| action.output.get(index));
    let next = next.map(|member| member.name.as_str());
    action.examples.iter().any(|example| {
        let has = |map: &Option<Map<String, Value>>, name: Option<&str>| {
            let value = map.as_ref().zip(name).and_then(|(map, name)| map.get(name));
            value.and_then(Value::as_str) == Some(text)
        };
        has(&example.request, cursor) || has(&example.response, next)
    })
}

fn bad_token(operation: Operation<'_>, text: &str) -> Refusal {
    let mut codes = operation.codes().map(|code| code.code.as_str());
    let code = codes.find(|code| code.contains("Token")).unwrap_or("InvalidParameter");
    Refusal::new(code, format!("The token `{}` is not valid.", shown(text)))
        .hint("use a token from a response of this action, or none for the first page")
}

/// The items of a paged action.
struct Items<'a> {
    operation: Operation<'a>,
    member: &'a Member,
    /// The documented first item.
    first: Option<Value>,
    seed: u64,
}

impl<'a> Items<'a> {
    fn of(
        operation: Operation<'a>,
        member: &'a Member,
        documented: Option<&Value>,
        seed: u64,
    ) -> Self {
        let first = documented.and_then(Value::as_array).and_then(|items| items.first());
        Self { operation, member, first: first.cloned(), seed: below(seed, &operation.action.name) }
    }

    /// The item at a position: the documented one, with other names and ids from the second on.
    fn item(&self, index: usize) -> Value {
        let Some(first) = &self.first else {
            let seed = mix(self.seed ^ index as u64);
            return generate::element(self.operation, self.member, seed);
        };
        if index == 0 {
            return first.clone();
        }
        let ty = match &self.member.ty {
            Type::List(element) => element,
            other => other,
        };
        match (first, self.operation.object(ty)) {
            (Value::Object(first), Some(object)) => {
                let mut item = first.clone();
                for member in &object.members {
                    if !identifies(member) {
                        continue;
                    }
                    if let Some(value) = item.get_mut(&member.name) {
                        *value = varied(value, index);
                    }
                }
                Value::Object(item)
            }
            (other, _) => varied(other, index),
        }
    }
}

/// Whether a member tells one item from another, as far as its name and type show.
fn identifies(member: &Member) -> bool {
    let is_plain =
        matches!(member.ty, Type::Scalar(Scalar::String | Scalar::Int64 | Scalar::Uint64));
    is_plain && ["Id", "Uin", "Name", "Resource"].iter().any(|end| member.name.ends_with(end))
}

fn varied(value: &Value, index: usize) -> Value {
    match value {
        Value::String(text) => Value::String(match text.parse::<u64>() {
            Ok(number) => number.saturating_add(index as u64).to_string(),
            Err(_) => format!("{text}-{index}"),
        }),
        Value::Number(number) => match number.as_u64() {
            Some(number) => Value::from(number.saturating_add(index as u64)),
            None => value.clone(),
        },
        other => other.clone(),
    }
}
