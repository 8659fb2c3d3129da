//! What a call tells `tracing`: a span for each call, an event for each request that is sent again.
//! Without the feature it tells nothing.
//!
//! Neither parameters nor responses are told, nor messages that may quote them.

use crate::credential::identity::Identity;
use crate::credential::secret::Credential;
use crate::envelope::Answer;
use crate::error::{Code, Error, ServiceError};
use crate::pipeline::prepared::{Prepared, Settings};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tracing::{Instrument, field};

/// The span of a call.
pub(crate) struct Span {
    span: tracing::Span,
    /// The identity that signed the last request, recorded once at the end.
    identity: Mutex<Option<Identity>>,
}

impl Span {
    pub(crate) fn of(call: &Prepared, settings: &Settings) -> Self {
        let span = tracing::info_span!(
            "call",
            service = &*call.action.service,
            version = &*call.action.version,
            action = &*call.action.name,
            site = settings.site.as_str(),
            region = call.region(settings),
            attempts = field::Empty,
            credential.provider = field::Empty,
            credential.secret_id = field::Empty,
            request_id = field::Empty,
            error = field::Empty,
        );
        Self { span, identity: Mutex::default() }
    }

    /// Runs a call within its span.
    pub(crate) async fn run(
        &self,
        call: impl Future<Output = Result<Answer, Error>>,
    ) -> Result<Answer, Error> {
        let outcome = call.instrument(self.span.clone()).await;
        if !self.span.is_disabled() {
            if let Some(identity) = &*self.identity() {
                self.span.record("credential.provider", identity.provider());
                self.span.record("credential.secret_id", identity.secret_id());
            }
            match &outcome {
                Ok(answer) => self.id(answer.request_id().as_deref()),
                Err(error) => {
                    self.span.record("error", name(error));
                    self.id(error.service().map(ServiceError::request_id));
                }
            }
        }
        outcome
    }

    fn id(&self, id: Option<&str>) {
        if let Some(id) = id.filter(|id| !id.is_empty()) {
            self.span.record("request_id", id);
        }
    }

    /// Records that a request is sent, the last one so far.
    pub(crate) fn sent(&self, attempts: u32, credential: Option<&Credential>) {
        if !self.span.is_disabled() {
            self.span.record("attempts", attempts);
            *self.identity() = credential.map(Credential::identity);
        }
    }

    fn identity(&self) -> MutexGuard<'_, Option<Identity>> {
        self.identity.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A request failed and is sent again after a pause.
    pub(crate) fn retry(error: &Error, pause: Duration) {
        tracing::debug!(error = name(error), ?pause, "sending again");
    }
}

/// What went wrong, in a word or by the service's code.
fn name(error: &Error) -> &str {
    match error {
        Error::Service(refusal) => refusal.error().code(),
        Error::NotSent(_) => "not sent",
        Error::NoResponse(_) => "no answer",
        Error::UnexpectedResponse(_) => "no answer of the API",
        Error::Decode(_) => "unreadable answer",
        Error::Credential(_) => "no credential",
        Error::Config(_) => "configuration",
        Error::Deadline(_) => "deadline",
        Error::Wait(_) => "failed task",
    }
}
