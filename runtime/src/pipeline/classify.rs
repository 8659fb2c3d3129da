//! What came of a request, and whether sending it again may help.

use super::prepared::{Prepared, Settings};
use super::service_clock::ServiceClock;
use crate::credential::secret::Credential;
use crate::envelope::{self, Answer};
use crate::error::{
    Class, Code, Error, NoResponse, NotSent, RawCode, ServiceError, UnexpectedResponse,
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
) -> Result<Answer, Problem> {
    let answer = match result {
        Ok(answer) => answer,
        Err(Failure::NotSent(cause)) => {
            let permanent =
                cause.downcast_ref::<TransportError>().is_some_and(TransportError::is_permanent);
            let reason = if permanent { RetryReason::Final } else { RetryReason::NotSent };
            return problem(NotSent::new(cause).into(), reason);
        }
        Err(Failure::NoResponse(cause)) => {
            return problem(NoResponse::new(cause).into(), RetryReason::Unanswered);
        }
        Err(Failure::TooLong(answer)) => {
            let limit = settings.response_limit;
            let reason = format!("it is longer than {limit} bytes, the client's limit");
            let kept = answer.body().get(..KEPT).unwrap_or(answer.body());
            return problem(unexpected(answer.status(), &reason, kept), RetryReason::Final);
        }
    };
    let (status, body) = (answer.status(), answer.body());
    if let Err(error) = envelope::check(&call.action.name, call.action.output_error, body) {
        let reason = match &error {
            Error::Service(refusal) => retry_reason(time, call, timestamp, refusal, &answer),
            _ => RetryReason::Final,
        };
        return problem(error, reason);
    }
    if status.is_success() {
        let body = answer.into_body();
        return Ok(Answer { status, body });
    }
    let reason = match status {
        // Gateways have limits, too.
        StatusCode::TOO_MANY_REQUESTS => RetryReason::Throttled,
        status if status.is_server_error() => RetryReason::Unanswered,
        _ => RetryReason::Final,
    };
    problem(unexpected(status, &not_success(answer.headers()), body), reason)
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

/// Returns what the code of a refusal means for retrying.
fn retry_reason(
    time: &ServiceClock,
    call: &Prepared,
    timestamp: i64,
    refusal: &ServiceError<RawCode>,
    answer: &Response<Bytes>,
) -> RetryReason {
    let code = refusal.error().code();
    match code {
        "AuthFailure.SignatureExpire" if time.adjust(timestamp, answer.headers()) => {
            RetryReason::Skewed
        }
        "AuthFailure.TokenFailure"
        | "AuthFailure.SecretIdNotFound"
        | "AuthFailure.InvalidSecretId" => RetryReason::Stale,
        _ if code == THROTTLED || code.split('.').next() == Some(THROTTLED) => {
            RetryReason::Throttled
        }
        _ if call.catalogue.class(code) == Class::Throttled => RetryReason::Throttled,
        _ => RetryReason::Final,
    }
}

/// The family of the codes that any service gives when there are too many requests.
const THROTTLED: &str = "RequestLimitExceeded";

fn problem(error: Error, reason: RetryReason) -> Result<Answer, Problem> {
    Err(Problem { error, reason })
}

fn unexpected(status: StatusCode, reason: &str, body: &[u8]) -> Error {
    Error::from(UnexpectedResponse {
        status: status.as_u16(),
        reason: reason.into(),
        body: body.into(),
    })
}
