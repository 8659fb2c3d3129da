//! A request of the API, step by step: read, authenticated, found, validated, answered, logged.

use crate::answer::Answer;
use crate::api_request::{ApiRequest, Source};
use crate::config::Config;
use crate::form;
use crate::log::{self, Outcome};
use crate::random::request_id;
use crate::refusal::Refusal;
use crate::reply::{self, Reply, Valid};
use crate::rule::Effect;
use crate::rule_headers;
use crate::signature;
use crate::spec::Operation;
use crate::state::State;
use crate::trace::Trace;
use crate::validate;
use bytes::Bytes;
use http::Request;
use serde_json::{Map, Value};
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};
use tencentcloud_model::model::Site;

/// Answers a request of the API, and logs it.
pub(crate) fn answer(state: &State, request: &Request<Bytes>, now: SystemTime) -> Answer {
    let (number, request_id) = next(state);
    let mut trace = Trace::default();
    let reply = handle(state, request, now, &request_id, &mut trace);
    let Reply { answer, outcome } = reply.unwrap_or_else(|refusal| Reply {
        outcome: Outcome::Refused(refusal.code.clone()),
        answer: Answer::refusal(refusal, &request_id),
    });
    trace.hint.clone_from(&answer.hint);
    state.log.push(trace.received(number, now, request_id, outcome));
    answer
}

/// Refuses a request that was not read, and logs it.
pub(crate) fn refuse(state: &State, refusal: Refusal, now: SystemTime) -> Answer {
    let (number, request_id) = next(state);
    let outcome = Outcome::Refused(refusal.code.clone());
    let answer = Answer::refusal(refusal, &request_id);
    state.log.push(Trace::default().received(number, now, request_id, outcome));
    answer
}

fn next(state: &State) -> (u64, String) {
    let number = state.count.fetch_add(1, Ordering::Relaxed);
    (number, request_id(state.config.seed, number))
}

fn handle(
    state: &State,
    request: &Request<Bytes>,
    now: SystemTime,
    request_id: &str,
    trace: &mut Trace,
) -> Result<Reply, Refusal> {
    let call = ApiRequest::read(request)?;
    trace.note(&call);
    let State { spec, config, .. } = state;
    let index = spec.service_of(call.host_name(), call.scope(), &call.version, &call.action)?;
    let service = spec.service(index).map(|service| service.wire_name.as_str());
    let service = service.unwrap_or_default();
    let operation = spec.find(index, &call.version, &call.action);
    let is_unsigned = operation.as_ref().is_ok_and(|operation| operation.action.unsigned)
        || config.is_unsigned(&call.action);
    let checked =
        signature::check(config, &state.keys, request, &call, (service, is_unsigned), now);
    trace.signature = checked.signature;
    let key = checked.key?;
    let operation = operation?;
    let site = config.site.or_else(|| site_of(operation, call.host_name()));
    if site.is_some_and(|site| !operation.action.sites.contains(&site)) {
        let (service, version) = (operation.service, operation.version);
        return Err(Refusal::invalid_action(&call.action, service, version)
            .hint("the action is on the other site alone"));
    }
    check_region(config, call.region.as_deref())?;
    if let Some(limit) = operation.action.rate_limit.filter(|_| config.rate_limits) {
        state.limiter.count(operation.slot, key, limit, now)?;
    }
    let parameters = read_parameters(&call, operation, trace)?;
    validate::validate(spec, operation, site, &parameters)?;
    let asked = rule_headers::asked(spec, operation, request.headers())?;
    let applied = asked.or_else(|| state.rules.apply(operation, &parameters));
    let (delay, effect) = applied.unwrap_or((Duration::ZERO, Effect::Nothing));
    let valid = Valid { operation, parameters: &parameters, request_id, now };
    let mut reply = reply::reply(state, &valid, &effect)?;
    reply.answer.delay = delay;
    Ok(reply)
}

/// The parameters of a request, as typed JSON.
fn read_parameters(
    call: &ApiRequest<'_>,
    operation: Operation<'_>,
    trace: &mut Trace,
) -> Result<Map<String, Value>, Refusal> {
    match &call.parameters {
        Source::Json(body) => {
            // The parser rejects more than 128 levels.
            let parsed = serde_json::from_slice(body);
            let parameters = parsed.map_err(|error| Refusal::bad_body(error.to_string()))?;
            trace.parameters = log::parameters(body);
            Ok(parameters)
        }
        Source::Pairs(pairs) => {
            let parameters = form::unflatten(pairs, operation)?;
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
