//! Credentials in answers: whatever key the mock hands out, it accepts.
//!
//! An object of an answer hands out a key if it has one of the known pairs of names. In documented
//! and generated answers the values are replaced by new ones; those of a rule stay and are accepted.

use crate::keys::{Key, Keys};
use crate::random::{below, mix};
use crate::spec::Operation;
use crate::time::{iso, parse_iso};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use tencentcloud_model::model::Type;

/// The names of ID and secret of a key.
const PAIRS: &[(&str, &str)] = &[
    ("TmpSecretId", "TmpSecretKey"),
    ("SecretId", "SecretKey"),
    ("AccessKeyId", "SecretAccessKey"),
    ("AccessKeyId", "AccessKeySecret"),
];

/// The names of a token.
const TOKENS: &[&str] = &["Token", "SessionToken", "SecurityToken"];

/// The names of the time at which a temporary key expires, in Unix seconds or as a text.
const EXPIRIES: &[&str] = &["ExpiredTime", "Expiration", "ExpireTime", "ExpirationTime"];

/// The parameter that asks for a lifetime, in seconds.
const DURATION: &str = "DurationSeconds";

/// The lifetime of a temporary key if neither the request nor the spec says so, in seconds.
const DEFAULT_DURATION: i64 = 7_200;

/// How deeply objects are searched.
const MAX_DEPTH: usize = 8;

/// Whether the answers of an action hand out keys, as declared.
pub(crate) fn hands_out_keys(operation: Operation<'_>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![operation.action.output.as_slice()];
    while let Some(members) = open.pop() {
        let has = |name: &str| members.iter().any(|member| member.name == name);
        if PAIRS.iter().any(|(id, secret)| has(id) && has(secret)) {
            return true;
        }
        for member in members {
            if let Type::Object(id) = member.ty.element()
                && seen.insert(*id)
                && let Some(object) = operation.object(member.ty.element())
            {
                open.push(&object.members);
            }
        }
    }
    false
}

/// Replaces the keys of an answer by new ones that are accepted until they expire.
pub(crate) fn renew(
    keys: &Keys,
    seed: u64,
    operation: Operation<'_>,
    parameters: &Map<String, Value>,
    response: &mut Map<String, Value>,
    now: i64,
) {
    let asked = parameters.get(DURATION).or_else(|| {
        let member = operation.action.input.iter().find(|member| member.name == DURATION)?;
        member.default.as_ref()
    });
    let expires = now.saturating_add(asked.and_then(integer).unwrap_or(DEFAULT_DURATION));
    let is_temporary = each_key(response, 0, &mut |object, id, secret| {
        let number = keys.next();
        let seed = mix(below(seed, &operation.action.name) ^ number as u64);
        object.insert(id.to_owned(), Value::String(format!("AKID{}", letters(seed, id, 32))));
        object.insert(secret.to_owned(), Value::String(letters(seed, secret, 32)));
        let token = TOKENS.iter().find(|name| object.contains_key(**name));
        if let Some(name) = token {
            object.insert((*name).to_owned(), Value::String(letters(seed, name, 96)));
        }
        token.is_some()
    });
    if is_temporary {
        each_expiry(response, 0, &mut |value| {
            *value = match value {
                Value::Number(_) => Value::from(expires),
                _ => Value::String(iso(expires)),
            };
        });
    }
    accept(keys, response);
}

/// Accepts the keys of an answer unchanged.
pub(crate) fn accept(keys: &Keys, response: &mut Map<String, Value>) {
    let mut expires: Option<i64> = None;
    each_expiry(response, 0, &mut |value| {
        let read = integer(value).or_else(|| parse_iso(value.as_str()?));
        expires = expires.into_iter().chain(read).min();
    });
    let outer = token_of(response);
    each_key(response, 0, &mut |object, id, secret| {
        let text = |name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
        if let Some((id, secret)) = text(id).zip(text(secret)) {
            let token = token_of(object).or_else(|| outer.clone());
            let expires = expires.filter(|_| token.is_some());
            keys.accept(id, Key { number: keys.next(), secret, token, expires });
        }
        true
    });
}

fn token_of(object: &Map<String, Value>) -> Option<String> {
    let mut tokens = TOKENS.iter().filter_map(|name| object.get(*name)?.as_str());
    tokens.find(|token| !token.is_empty()).map(str::to_owned)
}

/// Visits every object that hands out a key, with the names of ID and secret; whether any visit
/// returned true.
fn each_key(
    object: &mut Map<String, Value>,
    depth: usize,
    visit: &mut impl FnMut(&mut Map<String, Value>, &str, &str) -> bool,
) -> bool {
    let is_text = |name: &str| object.get(name).is_some_and(Value::is_string);
    let pair = PAIRS.iter().find(|(id, secret)| is_text(id) && is_text(secret));
    let mut is_any = pair.is_some_and(|(id, secret)| visit(object, id, secret));
    each_object(object, depth, &mut |below| is_any |= each_key(below, depth + 1, visit));
    is_any
}

/// Visits every time of expiry.
fn each_expiry(object: &mut Map<String, Value>, depth: usize, visit: &mut impl FnMut(&mut Value)) {
    for name in EXPIRIES {
        if let Some(value) = object.get_mut(*name) {
            visit(value);
        }
    }
    each_object(object, depth, &mut |below| each_expiry(below, depth + 1, visit));
}

fn each_object(
    object: &mut Map<String, Value>,
    depth: usize,
    visit: &mut dyn FnMut(&mut Map<String, Value>),
) {
    if depth >= MAX_DEPTH {
        return;
    }
    for (_, value) in object.iter_mut() {
        match value {
            Value::Object(below) => visit(below),
            Value::Array(elements) => {
                elements.iter_mut().filter_map(Value::as_object_mut).for_each(&mut *visit);
            }
            _ => {}
        }
    }
}

/// An integer, or the text of one.
fn integer(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// Letters and digits that look random.
fn letters(seed: u64, name: &str, count: u64) -> String {
    const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let seed = below(seed, name);
    let letter = |index: u64| {
        let place = usize::try_from(mix(seed ^ index) % 62).unwrap_or_default();
        char::from(ALPHABET.get(place).copied().unwrap_or(b'A'))
    };
    (0..count).map(letter).collect()
}
