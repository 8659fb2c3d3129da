//! Paging: the items that were found, divided as the action divides them.

use crate::random::{below, mix};
use crate::refusal::{Refusal, shown};
use crate::spec::Operation;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};
use std::ops::Range;
use tencentcloud_model::model::{Member, PageStyle, Pagination};

/// How many items a page has if neither the request nor the documentation says so.
const DEFAULT_SIZE: usize = 20;

/// The most items of a page, whatever the request asks for.
const MAX_SIZE: usize = 1_000;

/// Puts what a page says about itself into a response; returns the positions of its items among the
/// `count` that were found.
pub(crate) fn turn(
    operation: Operation<'_>,
    pagination: &Pagination,
    parameters: &Map<String, Value>,
    count: usize,
    response: &mut Map<String, Value>,
) -> Result<Range<usize>, Refusal> {
    let action = operation.action;
    let output = |index: Option<usize>| index.and_then(|index| action.output.get(index));
    let size_member = pagination.size.and_then(|index| action.input.get(index));
    let size = size(size_member, parameters);
    let start = start(operation, pagination, parameters, size, count)?;
    let end = start.saturating_add(size).min(count);
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
    Ok(start.min(end)..end)
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
    operation: Operation<'_>,
    pagination: &Pagination,
    parameters: &Map<String, Value>,
    size: usize,
    count: usize,
) -> Result<usize, Refusal> {
    let cursor = operation.action.input.get(pagination.cursor);
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
                .filter(|start| *start <= count)
                .ok_or_else(|| bad_token(operation, text)),
        },
    }
}

/// A number in the tokens of an action, so that no other action accepts them.
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

/// Whether a token is in one of the documentation's examples. Such a token means the first page,
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
