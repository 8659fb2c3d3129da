//! Effects that the headers of a request ask for, for programs in any language.

use crate::refusal::{Refusal, shown};
use crate::rule::{Effect, MAX_DELAY};
use crate::rule_check::{lists, undocumented};
use crate::spec::{Operation, Spec};
use http::{HeaderMap, StatusCode};
use std::time::Duration;

/// Reads what the headers of a request ask for: `X-Mock-Error: <code>`, `X-Mock-Delay-Ms: <number>`,
/// `X-Mock-Fault: reset`, `truncate`, `hang` or a status such as `502`.
pub(crate) fn asked(
    spec: &Spec,
    operation: Operation<'_>,
    headers: &HeaderMap,
) -> Result<Option<(Duration, Effect)>, Refusal> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let mut delay = Duration::ZERO;
    let mut is_asked = false;
    if let Some(written) = text("x-mock-delay-ms") {
        let parsed = written.parse().map(Duration::from_millis);
        let parsed = parsed.ok().filter(|delay| *delay <= MAX_DELAY);
        let must = "be a number of milliseconds up to 600000";
        let wrong = || Refusal::wrong_value("X-Mock-Delay-Ms", &shown(written), must);
        delay = parsed.ok_or_else(wrong)?;
        is_asked = true;
    }
    let mut effect = Effect::Nothing;
    if let Some(code) = text("x-mock-error") {
        if !lists(spec, operation, code) {
            let message = format!(
                "The value `{}` specified in the parameter `X-Mock-Error` is not valid.",
                shown(code)
            );
            return Err(Refusal::new("InvalidParameterValue", message).hint(undocumented(
                spec,
                code,
                &[operation],
            )));
        }
        effect = Effect::Error { code: code.to_owned(), message: None };
        is_asked = true;
    }
    if let Some(fault) = text("x-mock-fault") {
        if effect != Effect::Nothing {
            let message = "The headers X-Mock-Error and X-Mock-Fault exclude each other.";
            return Err(Refusal::new("InvalidParameter", message));
        }
        effect = fault_named(fault).ok_or_else(|| {
            let must = "be reset, truncate, hang or an HTTP status";
            Refusal::wrong_value("X-Mock-Fault", &shown(fault), must)
        })?;
        is_asked = true;
    }
    Ok(is_asked.then_some((delay, effect)))
}

fn fault_named(name: &str) -> Option<Effect> {
    match name {
        "reset" => Some(Effect::Reset),
        "truncate" => Some(Effect::Truncate),
        "hang" => Some(Effect::Hang),
        status => {
            let status = StatusCode::from_u16(status.parse().ok()?).ok()?;
            let body = format!("<html><body><h1>{status}</h1></body></html>");
            (!status.is_informational()).then_some(Effect::Page { status, body })
        }
    }
}
