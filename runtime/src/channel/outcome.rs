//! What came of a request, and whether sending it again may help.

use super::{Channel, Prepared, request};
use crate::error::{Class, Code, Error, NoAnswer, NotApi, NotSent, RawCode, ServiceError};
use crate::retry::Trouble;
use crate::transport::Failure;
use bytes::Bytes;
use http::header::DATE;
use http::{Response, StatusCode};
use std::sync::atomic::Ordering;

/// An answer of the API that is no refusal.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
}

impl Answer {
    /// The id under which the service knows the request, found without reading the whole.
    #[cfg(feature = "tracing")]
    pub(crate) fn request_id(&self) -> Option<&str> {
        let name = br#""RequestId""#;
        let start = memchr::memmem::rfind(&self.body, name)? + name.len();
        let rest = self.body.get(start..)?.trim_ascii_start().strip_prefix(b":")?;
        let rest = rest.trim_ascii_start().strip_prefix(b"\"")?;
        let end = memchr::memchr(b'"', rest)?;
        std::str::from_utf8(rest.get(..end)?).ok()
    }
}

/// A request that did not succeed.
pub(super) struct Problem {
    pub(super) error: Error,
    pub(super) trouble: Trouble,
}

/// How much of an answer that is too long is kept, in bytes.
const KEPT: usize = 64 << 10;

/// By how many seconds a request's time may differ from the service's without being the reason of a
/// refusal. The service allows five minutes; some time passes on the way.
const TOLERANCE: u64 = 120;

impl Channel {
    /// Sorts what came of a request that was signed for this moment.
    pub(super) fn examine(
        &self,
        call: &Prepared,
        timestamp: i64,
        result: Result<Response<Bytes>, Failure>,
    ) -> Result<Answer, Problem> {
        let answer = match result {
            Ok(answer) => answer,
            Err(Failure::NotSent(cause)) => {
                return problem(NotSent::new(cause).into(), Trouble::NotSent);
            }
            Err(Failure::NoAnswer(cause)) => {
                return problem(NoAnswer::new(cause).into(), Trouble::Unanswered);
            }
            Err(Failure::TooLong(answer)) => {
                let limit = self.settings.response_limit;
                let reason = format!("it is longer than {limit} bytes, the client's limit");
                let kept = answer.body().get(..KEPT).unwrap_or(answer.body());
                return problem(not_api(answer.status(), &reason, kept), Trouble::Final);
            }
        };
        let (status, body) = (answer.status(), answer.body());
        if !call.target.output_error
            && let Some(refusal) = crate::untyped::refusal(body)
        {
            let trouble = self.trouble(call, timestamp, &refusal, &answer);
            return problem(Error::Service(refusal), trouble);
        }
        if status == StatusCode::OK {
            let body = answer.into_body();
            return Ok(Answer { status, body });
        }
        let trouble = match status {
            // Gateways have limits, too.
            StatusCode::TOO_MANY_REQUESTS => Trouble::Throttled,
            status if status.is_server_error() => Trouble::Unanswered,
            _ => Trouble::Final,
        };
        problem(not_api(status, "the status is not 200", body), trouble)
    }

    /// What the code of a refusal means for sending again.
    fn trouble(
        &self,
        call: &Prepared,
        timestamp: i64,
        refusal: &ServiceError<RawCode>,
        answer: &Response<Bytes>,
    ) -> Trouble {
        let code = refusal.error().code();
        match code {
            "AuthFailure.SignatureExpire" if self.adjust(timestamp, answer) => Trouble::Skewed,
            "AuthFailure.TokenFailure"
            | "AuthFailure.SecretIdNotFound"
            | "AuthFailure.InvalidSecretId" => Trouble::Stale,
            _ if code == THROTTLED || code.split('.').next() == Some(THROTTLED) => {
                Trouble::Throttled
            }
            _ if call.catalogue.class(code) == Class::Throttled => Trouble::Throttled,
            _ => Trouble::Final,
        }
    }

    /// Takes the time from an answer, and tells whether the request had a wrong one.
    fn adjust(&self, timestamp: i64, answer: &Response<Bytes>) -> bool {
        let date = answer.headers().get(DATE).and_then(|date| date.to_str().ok());
        let Some(date) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else {
            return false;
        };
        let date = request::seconds(date);
        let wrong = date.abs_diff(timestamp) > TOLERANCE;
        if wrong {
            let skew = date.saturating_sub(request::seconds(self.clock.now()));
            self.skew.store(skew, Ordering::Relaxed);
        }
        wrong
    }
}

/// The family of the codes that any service gives when there are too many requests.
const THROTTLED: &str = "RequestLimitExceeded";

fn problem(error: Error, trouble: Trouble) -> Result<Answer, Problem> {
    Err(Problem { error, trouble })
}

fn not_api(status: StatusCode, reason: &str, body: &[u8]) -> Error {
    Error::from(NotApi { status: status.as_u16(), reason: reason.into(), body: body.into() })
}
