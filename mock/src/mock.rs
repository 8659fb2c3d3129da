//! The mock itself, without a network: a request in, an answer out.

mod reply;
mod trace;

use crate::answer::Answer;
use crate::builder::Builder;
use crate::call::{Call, Source};
use crate::check;
use crate::config::Config;
use crate::error::Error;
use crate::example::Prepared;
use crate::invent;
use crate::limit::Limiter;
use crate::log::{self, Log, Outcome, Received};
use crate::pairs;
use crate::random::{below, request_id};
use crate::refusal::Refusal;
use crate::rule::{Effect, Rule, Rules};
use crate::script;
use crate::signature;
use crate::spec::{Operation, Spec};
use crate::task::Tasks;
use bytes::Bytes;
use http::Request;
use reply::Reply;
use serde_json::{Map, Value};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};
use tencentcloud_model::model::Site;
use trace::Trace;

/// A mock without a network: requests in, answers out.
///
/// [`MockServer`](crate::MockServer) puts it behind a socket. By itself it is of use in tests of
/// clients whose transport can be exchanged.
pub struct Mock {
    spec: Spec,
    config: Config,
    prepared: Prepared,
    limiter: Limiter,
    tasks: Tasks,
    rules: Rules,
    log: Log,
    count: AtomicU64,
}

impl Mock {
    /// Sets up a mock; [`Builder::build`] makes it.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn new(spec: Spec, config: Config) -> Self {
        Self {
            prepared: Prepared::new(&spec),
            log: Log::new(config.log_entries, config.log_bytes),
            spec,
            config,
            limiter: Limiter::default(),
            tasks: Tasks::default(),
            rules: Rules::default(),
            count: AtomicU64::new(0),
        }
    }

    /// The API it speaks.
    pub fn spec(&self) -> &Spec {
        &self.spec
    }

    /// Adds a rule.
    ///
    /// # Errors
    ///
    /// If it can never apply, because the spec has no such action, version or code.
    pub fn rule(&self, rule: Rule) -> Result<(), Error> {
        rule.check(&self.spec)?;
        self.rules.add(rule)
    }

    /// Removes all rules.
    pub fn clear_rules(&self) {
        self.rules.clear();
    }

    /// The last requests, oldest first.
    pub fn requests(&self) -> Vec<Received> {
        self.log.entries()
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&self) {
        self.log.clear();
    }

    /// How many requests came so far, those that are forgotten too.
    pub fn request_count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// Parameters that an action accepts: those of a documented example, or invented ones.
    pub fn parameters_of(&self, version: &str, action: &str) -> Option<Map<String, Value>> {
        let mut named = self.spec.named(action);
        let operation = named.find(|operation| operation.version.name == version)?;
        Some(self.sample(operation))
    }

    pub(crate) fn sample(&self, operation: Operation<'_>) -> Map<String, Value> {
        let is_accepted = |parameters: &&Map<String, Value>| {
            check::check(&self.spec, operation, self.config.site, parameters).is_ok()
        };
        let examples = operation.action.examples.iter();
        let mut documented = examples.filter_map(|example| example.request.as_ref());
        documented.find(is_accepted).cloned().unwrap_or_else(|| {
            let seed = below(self.config.seed, &operation.action.name);
            invent::members(operation, &operation.action.input, true, seed)
        })
    }

    /// Answers a request.
    pub fn answer(&self, request: &Request<Bytes>, now: SystemTime) -> Answer {
        if let Some(answer) = self.control(request) {
            return answer;
        }
        let (number, request_id) = self.next();
        let mut trace = Trace::default();
        let reply = self.handle(request, now, &request_id, &mut trace);
        let Reply { answer, outcome } = reply.unwrap_or_else(|refusal| Reply {
            outcome: Outcome::Refused(refusal.code.clone()),
            answer: Answer::refusal(refusal, &request_id),
        });
        self.log.push(trace.received(number, now, request_id, outcome));
        answer
    }

    /// Answers a request whose body is larger than the server takes.
    pub(crate) fn answer_too_large(&self, limit: usize, now: SystemTime) -> Answer {
        self.refuse(Refusal::too_large(limit), now)
    }

    /// Answers a request that there is no memory for at the moment.
    pub(crate) fn answer_too_busy(&self, now: SystemTime) -> Answer {
        self.refuse(Refusal::unavailable("The mock holds as many bodies as it may."), now)
    }

    fn refuse(&self, refusal: Refusal, now: SystemTime) -> Answer {
        let (number, request_id) = self.next();
        let outcome = Outcome::Refused(refusal.code.clone());
        let answer = Answer::refusal(refusal, &request_id);
        self.log.push(Trace::default().received(number, now, request_id, outcome));
        answer
    }

    fn next(&self) -> (u64, String) {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        (number, request_id(self.config.seed, number))
    }

    fn handle(
        &self,
        request: &Request<Bytes>,
        now: SystemTime,
        request_id: &str,
        trace: &mut Trace,
    ) -> Result<Reply, Refusal> {
        let call = Call::read(request)?;
        trace.note(&call);
        let (spec, config) = (&self.spec, &self.config);
        let index = spec.service_of(call.host_name(), call.scope(), &call.version, &call.action)?;
        let service = spec.service(index).map(|service| service.wire_name.as_str());
        let service = service.unwrap_or_default();
        let credential = signature::verify(config, request, &call, service, now)?;
        let operation = spec.find(index, &call.version, &call.action)?;
        let site = config.site.or_else(|| site_of(operation, call.host_name()));
        if site.is_some_and(|site| !operation.action.sites.contains(&site)) {
            let (service, version) = (operation.service, operation.version);
            return Err(Refusal::invalid_action(&call.action, service, version)
                .hint("the action is on the other site alone"));
        }
        check_region(config, call.region.as_deref())?;
        if let Some(limit) = operation.action.rate_limit.filter(|_| config.rate_limits) {
            self.limiter.count(operation.slot, credential, limit, now)?;
        }
        let parameters = read_parameters(&call, operation, trace)?;
        check::check(spec, operation, site, &parameters)?;
        let asked = script::asked(spec, operation, request.headers())?;
        let applied = asked.or_else(|| self.rules.apply(operation, &parameters));
        let (delay, effect) = applied.unwrap_or((Duration::ZERO, Effect::Nothing));
        let mut reply = self.reply(operation, &parameters, &effect, request_id)?;
        reply.answer.delay = delay;
        Ok(reply)
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").field("spec", &self.spec).finish_non_exhaustive()
    }
}

/// The parameters of a request, as typed JSON.
fn read_parameters(
    call: &Call<'_>,
    operation: Operation<'_>,
    trace: &mut Trace,
) -> Result<Map<String, Value>, Refusal> {
    match &call.parameters {
        Source::Json(body) => {
            // What nests deeper than 128 levels is refused by the parser.
            let parsed = serde_json::from_slice(body);
            let parameters = parsed.map_err(|error| Refusal::bad_body(error.to_string()))?;
            trace.parameters = log::parameters(body);
            Ok(parameters)
        }
        Source::Pairs(pairs) => {
            let parameters = pairs::unflatten(pairs, operation)?;
            trace.parameters =
                log::parameters(&serde_json::to_vec(&parameters).unwrap_or_default());
            Ok(parameters)
        }
    }
}

/// The site whose host a request was sent to.
fn site_of(operation: Operation<'_>, host: &str) -> Option<Site> {
    let hosts = &operation.service.hosts;
    if hosts.mainland == hosts.international {
        None
    } else if hosts.mainland.as_deref() == Some(host) {
        Some(Site::Mainland)
    } else if hosts.international.as_deref() == Some(host) {
        Some(Site::International)
    } else {
        None
    }
}

/// Refuses regions that are not of those allowed, or not of a region's form if any is.
fn check_region(config: &Config, region: Option<&str>) -> Result<(), Refusal> {
    let Some(region) = region else {
        return Ok(());
    };
    let is_right = match &config.regions {
        Some(regions) => regions.iter().any(|known| known == region),
        None => has_region_form(region),
    };
    if is_right { Ok(()) } else { Err(Refusal::unsupported_region(region)) }
}

/// Whether a text is like `ap-guangzhou` or `ap-shanghai-fsi`.
fn has_region_form(text: &str) -> bool {
    const MAX_LENGTH: usize = 64;
    let mut parts = text.split('-');
    let is_word = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.len() <= MAX_LENGTH && parts.clone().count() >= 2 && parts.all(is_word)
}
