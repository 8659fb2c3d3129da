//! Spans of calls for `tracing`, with OpenTelemetry's names: one for each call, and an event for
//! each retry. Without the feature there are none.
//!
//! Neither parameters nor responses are recorded, nor messages that may quote them.

use crate::credential::identity::Identity;
use crate::envelope::Answer;
use crate::error::{CallInfo, Code, Error};
use crate::pipeline::prepared::{Prepared, Settings};
use std::time::Duration;
use tracing::{Instrument, field};

/// The span of a call. Each field is recorded once.
pub(crate) struct Span(tracing::Span);

impl Span {
    pub(crate) fn of(call: &Prepared, settings: &Settings) -> Self {
        let action = &call.action;
        Self(tracing::info_span!(
            "call",
            otel.name = format_args!("{}/{}", action.service, action.name),
            otel.kind = "client",
            otel.status_code = field::Empty,
            rpc.system = "tencentcloud",
            rpc.service = &*action.service,
            rpc.method = &*action.name,
            version = &*action.version,
            site = settings.site.as_str(),
            cloud.region = call.shown_region(settings),
            server.address = field::Empty,
            proxy = field::Empty,
            http.response.status_code = field::Empty,
            http.request.resend_count = field::Empty,
            attempts = field::Empty,
            credential.provider = field::Empty,
            credential.secret_id = field::Empty,
            request_id = field::Empty,
            error.type = field::Empty,
            error.message = field::Empty,
        ))
    }

    /// Runs a call within its span.
    pub(crate) async fn run<T>(&self, call: impl Future<Output = T>) -> T {
        call.instrument(self.0.clone()).await
    }

    /// Records the end of the call.
    pub(crate) fn end(
        &self,
        outcome: &Result<Answer, Error>,
        call: &CallInfo,
        signer: Option<Identity>,
    ) {
        if self.0.is_disabled() {
            return;
        }
        let span = &self.0;
        span.record("attempts", call.attempts);
        span.record("server.address", &*call.host);
        if call.attempts > 1 {
            span.record("http.request.resend_count", call.attempts - 1);
        }
        if let Some(proxy) = &call.proxy {
            span.record("proxy", &**proxy);
        }
        if let Some(status) = call.status {
            span.record("http.response.status_code", status);
        }
        if let Some(signer) = signer {
            span.record("credential.provider", signer.provider());
            span.record("credential.secret_id", signer.secret_id());
        }
        let id = match outcome {
            Ok(answer) => answer.request_id(),
            Err(error) => error.request_id().map(Into::into),
        };
        if let Some(id) = id.filter(|id| !id.is_empty()) {
            span.record("request_id", &*id);
        }
        if let Err(error) = outcome {
            span.record("otel.status_code", "ERROR");
            span.record("error.type", name(error));
            // Messages of the service and foreign answers may quote parameters.
            if !matches!(error, Error::Service(_) | Error::UnexpectedResponse(_) | Error::Decode(_))
            {
                span.record("error.message", field::display(error));
            }
        }
    }

    /// Records that a request failed and is retried after a pause.
    pub(crate) fn retry(error: &Error, pause: Duration) {
        tracing::debug!(error.type = name(error), ?pause, "retrying");
    }
}

/// Returns the service's code, or a name for the kind of error.
fn name(error: &Error) -> &str {
    match error {
        Error::Service(refusal) => refusal.error().code(),
        Error::NotSent(_) => "not_sent",
        Error::NoResponse(_) => "no_response",
        Error::UnexpectedResponse(_) => "unexpected_response",
        Error::Decode(_) => "decode",
        Error::Credential(_) => "credential",
        Error::Config(_) => "config",
        Error::Deadline(_) => "deadline",
        Error::Wait(_) => "failed_task",
    }
}
