//! `/_mock/…`: rules and log over HTTP, for tests in any language.
//!
//! | request | what it does |
//! | --- | --- |
//! | `GET /_mock/requests` | the last requests, oldest first |
//! | `DELETE /_mock/requests` | forgets them |
//! | `POST /_mock/rules` | adds rules, in the form of a rules file |
//! | `DELETE /_mock/rules` | removes all rules |
//! | `GET /_mock/actions` | every action, with parameters that it accepts and its error codes |

use crate::answer::Answer;
use crate::log::{Outcome, Received};
use crate::mock::Mock;
use crate::rule::check_all;
use crate::script::rules_from_text;
use crate::signature::unix_seconds;
use bytes::Bytes;
use http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};

/// Where these requests go.
const PREFIX: &str = "/_mock/";

impl Mock {
    /// Answers a request that is about the mock; `None` if it is one to the API.
    pub(crate) fn control(&self, request: &Request<Bytes>) -> Option<Answer> {
        let path = request.uri().path();
        if path == "/" {
            return None;
        }
        let answer = match (request.method(), path.strip_prefix(PREFIX)) {
            (&Method::GET, Some("requests")) => self.list_requests(),
            (&Method::DELETE, Some("requests")) => {
                self.clear_requests();
                Answer::json(&json!({}))
            }
            (&Method::POST, Some("rules")) => self.add_rules(request),
            (&Method::DELETE, Some("rules")) => {
                self.clear_rules();
                Answer::json(&json!({}))
            }
            (&Method::GET, Some("actions")) => self.list_actions(),
            _ => {
                let body = "<html><body><h1>404 Not Found</h1></body></html>";
                Answer::page(StatusCode::NOT_FOUND, body)
            }
        };
        Some(answer)
    }

    fn list_requests(&self) -> Answer {
        let requests: Vec<Value> = self.requests().iter().map(as_json).collect();
        Answer::json(&json!({"count": self.request_count(), "requests": requests}))
    }

    fn add_rules(&self, request: &Request<Bytes>) -> Answer {
        // A page in a browser can send a form to any address, but not one of these types.
        let media_type = request.headers().get(header::CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !["application/json", "application/yaml"].contains(&media_type) {
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
        match check_all(&rules, self.spec())
            .and_then(|()| rules.into_iter().try_for_each(|rule| self.rule(rule)))
        {
            Ok(()) => Answer::json(&json!({"added": count})),
            Err(error) => bad(&error.to_string()),
        }
    }

    fn list_actions(&self) -> Answer {
        let actions = self.spec().operations().map(|operation| {
            let codes: Vec<&str> = operation.codes().map(|code| code.code.as_str()).collect();
            json!({
                "service": operation.service.wire_name,
                "version": operation.version.name,
                "action": operation.action.name,
                "parameters": self.sample(operation),
                "errors": codes,
            })
        });
        Answer::json(&actions.collect())
    }
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
        "parameters": received.parameters(),
    })
}

fn bad(reason: &str) -> Answer {
    let mut answer = Answer::json(&json!({"error": reason}));
    answer.status = StatusCode::BAD_REQUEST;
    answer
}
