//! The reply to a valid request: what a rule asks for, or success.

use crate::answer::{Answer, Delivery};
use crate::example;
use crate::issue;
use crate::item::Asked;
use crate::list::List;
use crate::list_answer;
use crate::log::Outcome;
use crate::refusal::Refusal;
use crate::rule::Effect;
use crate::rule_check::description;
use crate::spec::Operation;
use crate::state::State;
use crate::time::unix_seconds;
use serde_json::{Map, Value};
use std::time::SystemTime;

/// A valid request.
pub(crate) struct Valid<'r> {
    pub(crate) operation: Operation<'r>,
    pub(crate) parameters: &'r Map<String, Value>,
    pub(crate) request_id: &'r str,
    pub(crate) now: SystemTime,
}

/// An answer, and its outcome for the log.
pub(crate) struct Reply {
    pub(crate) answer: Answer,
    pub(crate) outcome: Outcome,
}

/// Replies to a valid request.
pub(crate) fn reply(state: &State, valid: &Valid<'_>, effect: &Effect) -> Result<Reply, Refusal> {
    let (answer, delivery, outcome) = match effect {
        Effect::Nothing => (success(state, valid, None)?, Delivery::Whole, Outcome::Answered),
        Effect::FailTask(reason) => {
            (success(state, valid, Some(reason))?, Delivery::Whole, Outcome::Answered)
        }
        Effect::Respond(response) => {
            let mut response = response.clone();
            issue::accept(&state.keys, &mut response);
            let answer = Answer::success(&response, valid.request_id);
            (answer, Delivery::Whole, Outcome::Answered)
        }
        Effect::Error { code, message } => {
            let described = || description(&state.spec, valid.operation, code);
            let message = message.clone().or_else(described).unwrap_or_else(|| code.clone());
            let answer = Answer::refusal(Refusal::new(code, message), valid.request_id);
            (answer, Delivery::Whole, Outcome::Refused(code.clone()))
        }
        Effect::Page { status, body } => {
            (Answer::page(*status, body.clone()), Delivery::Whole, Outcome::Fault)
        }
        Effect::Reset => (success(state, valid, None)?, Delivery::Reset, Outcome::Fault),
        Effect::Hang => (success(state, valid, None)?, Delivery::Hang, Outcome::Fault),
        Effect::Truncate => {
            let answer = success(state, valid, None)?;
            let half = answer.body.len() / 2;
            (answer, Delivery::Truncated(half), Outcome::Fault)
        }
    };
    Ok(Reply { answer: Answer { delivery, ..answer }, outcome })
}

/// The action's answer if nothing is in its way.
fn success(state: &State, valid: &Valid<'_>, failure: Option<&str>) -> Result<Answer, Refusal> {
    let State { spec, config, .. } = state;
    let Valid { operation, parameters, request_id, now } = *valid;
    let action = operation.action;
    let polled = spec.polled_by(operation);
    let issues = state.hands_out_keys(operation.slot);
    let tree = state.tree(operation.slot);
    let list = List::of(operation);
    let is_plain = list.is_none() && action.wait.is_none() && polled.is_none() && !issues;
    if is_plain && !tree.is_some_and(|tree| tree.has_root(operation)) {
        let text = state.prepared.text(config, operation, parameters);
        return Ok(Answer::of_api(&text, request_id));
    }
    let mut response = example::response(config, operation, parameters);
    if let Some(tree) = tree {
        tree.set_root(&mut response);
    }
    let mut hint = None;
    if let Some(list) = list {
        let example = example::documented(config, operation, parameters);
        let asked = Asked { config, operation, parameters, example, tree };
        hint = list_answer::fill(&asked, list, &mut response)?;
    }
    if let Some(wait) = &action.wait {
        state.tasks.start(config, operation, wait, failure, &mut response);
    }
    if let Some(wait) = polled {
        state.tasks.poll(config, operation, wait, parameters, &mut response);
    }
    if issues {
        let now = unix_seconds(now);
        issue::renew(&state.keys, config.seed, operation, parameters, &mut response, now);
    }
    Ok(Answer { hint, ..Answer::success(&response, request_id) })
}
