//! `/_mock/…`: rules and log over HTTP, for tests in any language.
//!
//! | request | effect |
//! | --- | --- |
//! | `GET /_mock/requests` | returns the last requests, oldest first |
//! | `GET /_mock/requests/<request ID>` | returns one of them |
//! | `DELETE /_mock/requests` | forgets them |
//! | `POST /_mock/rules` | adds rules, in the form of a rules file |
//! | `DELETE /_mock/rules` | removes all rules |
//! | `GET /_mock/actions` | returns every action, with accepted parameters and its error codes |

use crate::answer::Answer;
use crate::log::{Outcome, Received};
use crate::rule_check::check_all;
use crate::rules_file::rules_from_text;
use crate::sample;
use crate::signature_view::SignatureView;
use crate::state::State;
use crate::time::unix_seconds;
use bytes::Bytes;
use http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

/// The path below which these requests go.
const PREFIX: &str = "/_mock/";

/// Answers a request about the mock; `None` if the request is one to the API.
pub(crate) fn answer(state: &State, request: &Request<Bytes>) -> Option<Answer> {
    let path = request.uri().path();
    if path == "/" {
        return None;
    }
    let answer = match (request.method(), path.strip_prefix(PREFIX)) {
        (&Method::GET, Some("requests")) => list_requests(state),
        (&Method::DELETE, Some("requests")) => {
            state.log.clear();
            ok(&json!({}))
        }
        (&Method::POST, Some("rules")) => add_rules(state, request),
        (&Method::DELETE, Some("rules")) => {
            state.rules.clear();
            ok(&json!({}))
        }
        (&Method::GET, Some("actions")) => list_actions(state),
        (&Method::GET, Some(path)) => match path.strip_prefix("requests/") {
            Some(request_id) => show_request(state, request_id),
            None => not_found(),
        },
        _ => not_found(),
    };
    Some(answer)
}

fn list_requests(state: &State) -> Answer {
    let requests: Vec<Value> = state.log.entries().iter().map(as_json).collect();
    ok(&json!({"count": state.count.load(Ordering::Relaxed), "requests": requests}))
}

fn show_request(state: &State, request_id: &str) -> Answer {
    let Some(received) = state.log.entry(request_id) else {
        let error = "the log has no request with this ID; it keeps the last requests only";
        return Answer::json(StatusCode::NOT_FOUND, &json!({"error": error}));
    };
    ok(&as_json(&received))
}

fn add_rules(state: &State, request: &Request<Bytes>) -> Answer {
    // A page in a browser can send a form to any address, but neither of these types.
    let media_type = request.headers().get(header::CONTENT_TYPE);
    let media_type = media_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    let is_known = |known: &&str| media_type.eq_ignore_ascii_case(known);
    if !["application/json", "application/yaml"].iter().any(is_known) {
        return bad("send application/json or application/yaml");
    }
    let Ok(text) = std::str::from_utf8(request.body()) else {
        return bad("the rules are not UTF-8");
    };
    let rules = match rules_from_text(text) {
        Ok(rules) => rules,
        Err(error) => return bad(&error.to_string()),
    };
    let count = rules.len();
    // All are checked before any is added, so that a test does not run with half of them.
    match check_all(&rules, &state.spec).and_then(|()| state.rules.add_all(rules)) {
        Ok(()) => ok(&json!({"added": count})),
        Err(error) => bad(&error.to_string()),
    }
}

fn list_actions(state: &State) -> Answer {
    let actions = state.spec.operations().map(|operation| {
        let codes: Vec<&str> = operation.codes().map(|code| code.code.as_str()).collect();
        json!({
            "service": operation.service.wire_name,
            "version": operation.version.name,
            "action": operation.action.name,
            "parameters": sample::parameters(&state.spec, &state.config, operation),
            "errors": codes,
        })
    });
    ok(&actions.collect())
}

fn as_json(received: &Received) -> Value {
    let outcome = match &received.outcome {
        Outcome::Answered => "answered",
        Outcome::Refused(_) => "refused",
        Outcome::Fault => "fault",
    };
    json!({
        "number": received.number,
        "time": unix_seconds(received.time),
        "action": received.action,
        "version": received.version,
        "region": received.region,
        "language": received.language,
        "secret_id": received.secret_id,
        "host": received.host,
        "request_id": received.request_id,
        "outcome": outcome,
        "code": received.code(),
        "hint": received.hint,
        "signature": received.signature.as_ref().map(signature_as_json),
        "parameters": received.parameters(),
    })
}

fn signature_as_json(signature: &SignatureView) -> Value {
    json!({
        "algorithm": signature.algorithm,
        "canonical_request": signature.canonical_request,
        "string_to_sign": signature.string_to_sign,
        "matches": signature.matches,
    })
}

fn ok(value: &Value) -> Answer {
    Answer::json(StatusCode::OK, value)
}

fn bad(reason: &str) -> Answer {
    Answer::json(StatusCode::BAD_REQUEST, &json!({"error": reason}))
}

fn not_found() -> Answer {
    let body = "<html><body><h1>404 Not Found</h1></body></html>";
    Answer::page(StatusCode::NOT_FOUND, body)
}
