//! What a request that is right is answered with: what a rule asks for, or success.

use super::Mock;
use crate::answer::{Answer, Ending};
use crate::example;
use crate::log::Outcome;
use crate::page;
use crate::refusal::Refusal;
use crate::rule::{self, Effect};
use crate::spec::Operation;
use serde_json::{Map, Value};

/// What a request that is valid is answered with.
pub(super) struct Reply {
    pub(super) answer: Answer,
    pub(super) outcome: Outcome,
}

impl Mock {
    pub(super) fn reply(
        &self,
        operation: Operation<'_>,
        parameters: &Map<String, Value>,
        effect: &Effect,
        request_id: &str,
    ) -> Result<Reply, Refusal> {
        let ending = match effect {
            Effect::Reset => Ending::Reset,
            Effect::Silence => Ending::Silence,
            _ => Ending::Whole,
        };
        let failure = match effect {
            Effect::FailTask(reason) => Some(reason.as_str()),
            _ => None,
        };
        let mut answer = match effect {
            Effect::Error { code, message } => {
                let said = || rule::description(&self.spec, operation, code);
                let message = message.clone().or_else(said).unwrap_or_else(|| code.clone());
                let refusal = Refusal::new(code, message);
                return Ok(Reply {
                    answer: Answer::refusal(refusal, request_id),
                    outcome: Outcome::Refused(code.clone()),
                });
            }
            Effect::Respond(response) => Answer::success(response, request_id),
            Effect::Page { status, body } => Answer::page(*status, body.clone()),
            _ => self.success(operation, parameters, failure, request_id)?,
        };
        answer.ending = match effect {
            Effect::Truncate => Ending::Truncated(answer.body.len() / 2),
            _ => ending,
        };
        let is_fault = matches!(
            effect,
            Effect::Reset | Effect::Silence | Effect::Truncate | Effect::Page { .. }
        );
        let outcome = if is_fault { Outcome::Fault } else { Outcome::Answered };
        Ok(Reply { answer, outcome })
    }

    /// What the action answers if nothing is in its way.
    fn success(
        &self,
        operation: Operation<'_>,
        parameters: &Map<String, Value>,
        failure: Option<&str>,
        request_id: &str,
    ) -> Result<Answer, Refusal> {
        let (config, action) = (&self.config, operation.action);
        let polled = self.spec.polled_by(operation);
        if action.pagination.is_none() && action.wait.is_none() && polled.is_none() {
            let text = self.prepared.text(config, operation, parameters);
            return Ok(Answer::of_api(&text, request_id));
        }
        let mut response = example::response(config, operation, parameters);
        if let Some(pagination) = &action.pagination {
            page::turn(config, operation, pagination, parameters, &mut response)?;
        }
        if let Some(wait) = &action.wait {
            self.tasks.start(config, operation, wait, failure, &mut response);
        }
        if let Some(wait) = polled {
            self.tasks.poll(config, operation, wait, parameters, &mut response);
        }
        Ok(Answer::success(&response, request_id))
    }
}
