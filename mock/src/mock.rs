//! The mock itself, without a network: a request in, an answer out.

use crate::answer::Answer;
use crate::config::Config;
use crate::control;
use crate::cors;
use crate::error::Error;
use crate::handle;
use crate::log::Received;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::sample;
use crate::spec::Spec;
use crate::state::State;
use bytes::Bytes;
use http::Request;
use serde_json::{Map, Value};
use std::fmt;
use std::sync::atomic::Ordering;
use std::time::SystemTime;

/// A mock without a network: requests in, answers out.
///
/// [`MockServer`](crate::MockServer) serves it on a socket. On its own it is useful in tests of
/// clients whose transport can be replaced.
pub struct Mock(State);

impl Mock {
    pub(crate) fn new(spec: Spec, config: Config) -> Self {
        Self(State::new(spec, config))
    }

    /// Returns the API it speaks.
    pub fn spec(&self) -> &Spec {
        &self.0.spec
    }

    /// Adds a rule.
    ///
    /// # Errors
    ///
    /// If it can never apply, because the spec has no such action, version or code.
    pub fn rule(&self, rule: Rule) -> Result<(), Error> {
        rule.check(&self.0.spec)?;
        self.0.rules.add_all(vec![rule])
    }

    /// Adds rules that were checked.
    pub(crate) fn add_rules(&self, rules: Vec<Rule>) -> Result<(), Error> {
        self.0.rules.add_all(rules)
    }

    /// Removes all rules.
    pub fn clear_rules(&self) {
        self.0.rules.clear();
    }

    /// Returns the last requests, oldest first.
    pub fn requests(&self) -> Vec<Received> {
        self.0.log.entries()
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&self) {
        self.0.log.clear();
    }

    /// Returns the number of requests so far, including forgotten ones.
    pub fn request_count(&self) -> u64 {
        self.0.count.load(Ordering::Relaxed)
    }

    /// Returns parameters that an action accepts: those of a documented example, or generated ones.
    /// `None` if there is no such action, or no generated parameters satisfy its constraints.
    pub fn parameters_of(&self, version: &str, action: &str) -> Option<Map<String, Value>> {
        let mut named = self.0.spec.named(action);
        let operation = named.find(|operation| operation.version.name == version)?;
        sample::parameters(&self.0.spec, &self.0.config, operation)
    }

    /// Answers a request.
    pub fn answer(&self, request: &Request<Bytes>, now: SystemTime) -> Answer {
        let origin = cors::allowed_origin(&self.0.config.allowed_origins, request.headers());
        if let Some(origin) = origin
            && let Some(preflight) = cors::preflight(origin, request)
        {
            return preflight;
        }
        let control = control::answer(&self.0, request);
        let mut answer = control.unwrap_or_else(|| handle::answer(&self.0, request, now));
        if let Some(origin) = origin {
            cors::expose(origin, &mut answer);
        }
        answer
    }

    /// Answers a request whose body is larger than the server takes.
    pub(crate) fn answer_too_large(&self, limit: usize, now: SystemTime) -> Answer {
        handle::refuse(&self.0, Refusal::too_large(limit), now)
    }

    /// Answers a request that there is no memory for at the moment.
    pub(crate) fn answer_too_busy(&self, now: SystemTime) -> Answer {
        let refusal = Refusal::unavailable("The mock holds as many bodies as it may.");
        handle::refuse(&self.0, refusal, now)
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").field("spec", &self.0.spec).finish_non_exhaustive()
    }
}
