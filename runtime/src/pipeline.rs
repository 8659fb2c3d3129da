//! One call: from the bytes of a request to the bytes of an answer.
//!
//! Nothing here knows the types of a service, so it is compiled once. It is written once, too: the
//! blocking client runs the same code with a transport and a clock that block the thread.

mod classify;
mod deadline;
mod endpoint;
pub(crate) mod prepared;
mod request;
mod service_clock;

pub(crate) use deadline::DEADLINE_SLACK;
pub(crate) use endpoint::Endpoint;
pub(crate) use prepared::{Prepared, Settings};
pub(crate) use service_clock::ServiceClock;

use crate::clock::{Clock, unix_seconds};
use crate::credential::secret::Credential;
use crate::envelope::Answer;
use crate::error::{CallInfo, CredentialError, Error};
use crate::future::{BoxFuture, with_timeout};
use crate::rate_limit::Limiter;
use crate::retry::{Attempts, Budget, RetryDecision, RetryReason};
use crate::trace::Span;
use crate::transport::{Failure, Limits, Transport};
use bytes::Bytes;
use classify::{Problem, classify};
use deadline::Deadline;
use prepared::{ActionRef, Options};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// State that all calls of a client share, except for its credential.
pub(crate) struct Pipeline {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) time: ServiceClock,
    pub(crate) settings: Settings,
    pub(crate) budget: Budget,
    pub(crate) limiter: Option<Limiter>,
}

/// A source of credentials that can replace one the service no longer accepts.
pub(crate) trait CredentialSource: Send + Sync {
    /// Returns a credential that has not expired. `until` is the moment, by the monotonic clock,
    /// after which the call has no use for it.
    fn resolve<'a>(
        &'a self,
        pipeline: &'a Pipeline,
        until: Option<Duration>,
    ) -> BoxFuture<'a, Result<Arc<Credential>, CredentialError>>;

    /// Returns another credential than `stale`, if there is one.
    fn replace<'a>(
        &'a self,
        stale: &'a Credential,
        pipeline: &'a Pipeline,
        until: Option<Duration>,
    ) -> BoxFuture<'a, Option<Arc<Credential>>>;
}

/// The identity that makes a request.
#[derive(Clone, Copy)]
pub(crate) enum Identity<'a> {
    /// The one that the client's provider returns.
    Provided(&'a dyn CredentialSource),
    /// The holder of this credential.
    Given(&'a Credential),
    /// None: the request is not signed.
    Unsigned,
}

/// The state of a call, for its errors and its span.
#[derive(Default)]
struct Progress {
    attempts: u32,
    credential: Option<Arc<Credential>>,
    status: Option<u16>,
    is_uncertain: bool,
}

impl Pipeline {
    /// Returns the machine's clock.
    pub(crate) fn clock(&self) -> &dyn Clock {
        self.time.clock()
    }

    /// Returns the circumstances of a call, for its errors.
    pub(crate) fn circumstances(
        &self,
        action: &ActionRef,
        attempts: u32,
        elapsed: Duration,
    ) -> CallInfo {
        let action_name = action.name.as_ref().into();
        let mut info = CallInfo { action: action_name, attempts, elapsed, ..CallInfo::default() };
        if let Ok(endpoint) = request::endpoint(&self.settings, action) {
            info.host = endpoint.host.into();
            info.proxy = self.transport.proxy(&endpoint.uri).map(Into::into);
        }
        info
    }

    /// Sends one request and reads the answer, within the limits.
    pub(crate) async fn send_once(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, Failure> {
        let timer = self.clock().timer(limits.timeout);
        let sent = with_timeout(timer, self.transport.send(request, limits)).await;
        sent.unwrap_or_else(|| Err(Failure::timed_out(limits.timeout)))
    }

    /// Makes a call: sends the request, and retries it as long as that is safe and may help.
    pub(crate) async fn call(
        &self,
        call: &Prepared,
        identity: Identity<'_>,
    ) -> Result<Answer, Error> {
        let span = Span::of(call, &self.settings);
        let start = self.clock().elapsed();
        let mut progress = Progress::default();
        let sent = span.run(self.send_with_retries(call, identity, &mut progress)).await;
        let elapsed = self.clock().elapsed().saturating_sub(start);
        let mut info = self.circumstances(&call.action, progress.attempts, elapsed);
        info.status = progress.status;
        info.is_uncertain = progress.is_uncertain;
        let info = Arc::new(info);
        let outcome = match sent {
            Ok(answer) => {
                let status = answer.status();
                Ok(Answer { status, body: answer.into_body(), call: info.clone() })
            }
            Err(error) => Err(error.in_call(&info)),
        };
        span.end(&outcome, &info, progress.credential.map(|credential| credential.identity()));
        outcome
    }

    async fn send_with_retries(
        &self,
        call: &Prepared,
        identity: Identity<'_>,
        progress: &mut Progress,
    ) -> Result<http::Response<Bytes>, Error> {
        let endpoint = request::endpoint(&self.settings, &call.action)?;
        if let Some(mismatch) = call.site_mismatch(&self.settings) {
            return Err(mismatch.into());
        }
        let policy = call.options.retry.as_ref().unwrap_or(&self.settings.retry);
        let identity = match &call.options {
            Options { unsigned: true, .. } => Identity::Unsigned,
            Options { credential: Some(credential), .. } => Identity::Given(credential),
            _ if call.action.unsigned => Identity::Unsigned,
            _ => identity,
        };
        let mut attempts = Attempts::new(policy, &self.budget, call.idempotent());
        let deadline = Deadline::new(self.clock(), &self.settings, call);
        let mut replaced = None;
        loop {
            let credential = match replaced.take() {
                Some(credential) => Some(credential),
                None => self.credential(identity, &deadline, attempts.sent()).await?,
            };
            progress.credential.clone_from(&credential);
            deadline.keep(attempts.sent(), self.take_turn(call, credential.as_deref())).await?;
            let timestamp = unix_seconds(self.time.now());
            let request =
                request::build(&self.settings, call, &endpoint, credential.as_deref(), timestamp)?;
            let limits = deadline.limits(&self.settings, attempts.sent())?;
            attempts.begin();
            progress.attempts = attempts.sent();
            let result = self.send_once(request, limits).await;
            let problem = match classify(&self.settings, &self.time, call, timestamp, result) {
                Ok(answer) => {
                    attempts.answered();
                    progress.status = Some(answer.status().as_u16());
                    return Ok(answer);
                }
                Err(problem) => problem.signed_by(credential.as_deref()),
            };
            progress.status = problem.status;
            progress.is_uncertain |= problem.is_uncertain;
            let Problem { error, reason, .. } = problem;
            if reason == RetryReason::Final {
                attempts.answered();
            }
            match attempts.failed(reason) {
                RetryDecision::Pause(pause) if deadline.allows(pause) => {
                    Span::retry(&error, pause);
                    self.clock().sleep(pause).await;
                }
                RetryDecision::Again => {}
                RetryDecision::Renew => {
                    let other = self.replacement(identity, credential.as_deref(), deadline.end());
                    replaced = deadline.keep(attempts.sent(), other).await?;
                    if replaced.is_none() {
                        return Err(error);
                    }
                }
                RetryDecision::Pause(_) | RetryDecision::Stop => {
                    return Err(deadline.explain(attempts.sent(), error));
                }
            }
        }
    }

    /// Waits for the moment when the action's rate allows a request.
    async fn take_turn(&self, call: &Prepared, credential: Option<&Credential>) {
        if let Some(limiter) = &self.limiter {
            let ActionRef { service, name, rate_limit, .. } = &call.action;
            let id = credential.map_or("", Credential::id);
            limiter.take(id, service, name, *rate_limit, self.clock()).await;
        }
    }

    /// Returns the credential to sign with, found before the deadline.
    async fn credential(
        &self,
        identity: Identity<'_>,
        deadline: &Deadline<'_>,
        attempts: u32,
    ) -> Result<Option<Arc<Credential>>, Error> {
        match identity {
            Identity::Provided(source) => {
                let found = source.resolve(self, deadline.end());
                let found = deadline.keep(attempts, found).await?;
                found.map(Some).map_err(|error| deadline.explain(attempts, error.into()))
            }
            Identity::Given(credential) => match credential.flaw() {
                Some(flaw) => Err(CredentialError::new(credential.provider(), flaw).into()),
                None => Ok(Some(Arc::new(credential.clone()))),
            },
            Identity::Unsigned => Ok(None),
        }
    }

    async fn replacement(
        &self,
        identity: Identity<'_>,
        stale: Option<&Credential>,
        until: Option<Duration>,
    ) -> Option<Arc<Credential>> {
        match identity {
            Identity::Provided(source) => source.replace(stale?, self, until).await,
            Identity::Given(_) | Identity::Unsigned => None,
        }
    }
}

impl fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pipeline")
            .field("time", &self.time)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
