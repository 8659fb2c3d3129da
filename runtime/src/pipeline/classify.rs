//! The result of a request, and whether a retry may help.

use super::prepared::{Prepared, Settings};
use super::service_clock::ServiceClock;
use crate::credential::secret::Credential;
use crate::envelope;
use crate::error::{
    self, Class, Code, Error, NoResponse, NotSent, RawCode, ServiceError, UnexpectedResponse,
};
use crate::retry::RetryReason;
use crate::transport::{Failure, TransportError};
use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, Response, StatusCode};

/// A request that did not succeed.
pub(super) struct Problem {
    pub(super) error: Error,
    pub(super) reason: RetryReason,
    /// The HTTP status, if an answer came.
    pub(super) status: Option<u16>,
    /// Whether the request may have taken effect.
    pub(super) is_uncertain: bool,
}

impl Problem {
    /// Adds the identity that signed the request to a refusal that is about it.
    pub(super) fn signed_by(mut self, credential: Option<&Credential>) -> Self {
        if let (Error::Service(refusal), Some(credential)) = (&self.error, credential)
            && let Some("AuthFailure" | "UnauthorizedOperation") = refusal.code().split('.').next()
        {
            let refusal = refusal.clone().with_signer(credential.identity());
            self.error = Error::Service(refusal);
        }
        self
    }
}

/// How much of an answer that is too long is kept, in bytes.
const KEPT: usize = 64 << 10;

/// Sorts the result of a request that was signed for this moment.
pub(super) fn classify(
    settings: &Settings,
    time: &ServiceClock,
    call: &Prepared,
    timestamp: i64,
    result: Result<Response<Bytes>, Failure>,
) -> Result<Response<Bytes>, Problem> {
    let answer = match result {
        Ok(answer) => answer,
        Err(failure) => return Err(failed(settings, failure)),
    };
    let status = answer.status();
    let problem = |error: Error, reason: RetryReason| {
        let is_uncertain = error.may_have_happened();
        Err(Problem { error, reason, status: Some(status.as_u16()), is_uncertain })
    };
    let body = answer.body();
    if let Err(error) = envelope::check(&call.action.name, call.action.output_error, body) {
        let reason = match &error {
            Error::Service(refusal) => retry_reason(time, call, timestamp, refusal, &answer),
            _ => RetryReason::Final,
        };
        return problem(error, reason);
    }
    if status.is_success() {
        return Ok(answer);
    }
    let reason = match status {
        // Gateways have limits, too.
        StatusCode::TOO_MANY_REQUESTS => RetryReason::Throttled,
        status if status.is_server_error() => RetryReason::Unanswered,
        _ => RetryReason::Final,
    };
    let location = answer.headers().get(LOCATION).and_then(|value| value.to_str().ok());
    let error =
        UnexpectedResponse::new(status.as_u16(), not_success(answer.headers()), body.to_vec());
    problem(error.at(location).into(), reason)
}

/// Describes a status that is not one of success. Captive portals and misspelt endpoints redirect,
/// and where to is the best hint there is.
fn not_success(headers: &HeaderMap) -> String {
    match headers.get(LOCATION) {
        Some(location) => {
            let location = String::from_utf8_lossy(location.as_bytes());
            format!("it redirects to {location:?}, which is not followed")
        }
        None => "the status is not one of success".to_owned(),
    }
}

/// Sorts the failure of a transport.
fn failed(settings: &Settings, failure: Failure) -> Problem {
    let (error, reason, status) = match failure {
        Failure::NotSent(cause) => {
            let permanent =
                cause.downcast_ref::<TransportError>().is_some_and(TransportError::is_permanent);
            let reason = if permanent { RetryReason::Final } else { RetryReason::NotSent };
            (NotSent::new(cause).permanent(permanent).into(), reason, None)
        }
        Failure::NoResponse(cause) => {
            (NoResponse::new(cause).into(), RetryReason::Unanswered, None)
        }
        Failure::TooLong(answer) => {
            let limit = settings.response_limit;
            let reason = format!("it is longer than {limit} bytes, the client's limit");
            let kept = answer.body().get(..KEPT).unwrap_or(answer.body());
            let status = answer.status().as_u16();
            let error = UnexpectedResponse::new(status, reason, kept.to_vec());
            (error.into(), RetryReason::Final, Some(status))
        }
    };
    let is_uncertain = Error::may_have_happened(&error);
    Problem { error, reason, status, is_uncertain }
}

/// Returns what the code of a refusal means for retrying.
fn retry_reason(
    time: &ServiceClock,
    call: &Prepared,
    timestamp: i64,
    refusal: &ServiceError<RawCode>,
    answer: &Response<Bytes>,
) -> RetryReason {
    let code = refusal.error().code();
    let class = call.catalogue.class(code);
    match code {
        "AuthFailure.SignatureExpire" if time.adjust(timestamp, answer.headers()) => {
            RetryReason::Skewed
        }
        "AuthFailure.TokenFailure"
        | "AuthFailure.SecretIdNotFound"
        | "AuthFailure.InvalidSecretId" => RetryReason::Stale,
        _ if class == Class::Throttled => RetryReason::Throttled,
        _ => match error::kind(code, call.catalogue) {
            Class::Throttled if code.starts_with("RequestLimitExceeded") => RetryReason::Throttled,
            // A service's own code may come after a part of the work is done.
            Class::Throttled | Class::Internal => RetryReason::Unanswered,
            _ if code.starts_with("ServiceUnavailable") => RetryReason::Unanswered,
            _ => RetryReason::Final,
        },
    }
}
