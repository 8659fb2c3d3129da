//! One call: from the bytes of a request to the bytes of an answer.
//!
//! Nothing here knows the types of a service, so it is compiled once. It is written once, too: the
//! blocking client runs the same code with a transport and a clock that occupy the thread.

mod endpoint;
mod outcome;
mod prepared;
mod request;

pub(crate) use endpoint::Endpoint;
pub(crate) use outcome::Answer;
pub(crate) use prepared::Prepared;
pub use prepared::{Options, Target};

use crate::action::Site;
use crate::clock::Clock;
use crate::credential::{Access, Cache, Credential};
use crate::error::{CredentialError, DeadlineError, Error};
use crate::future::before;
use crate::retry::{Attempts, Budget, Next, Policy, Trouble};
use crate::trace::Span;
use crate::transport::{Failure, Limits, Transport};
use bytes::Bytes;
use outcome::Problem;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

/// What all calls of a client share, but for its credential.
pub(crate) struct Channel {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) settings: Settings,
    /// By how many seconds the service's clock is ahead of the machine's, once that is known.
    pub(crate) skew: AtomicI64,
    pub(crate) budget: Budget,
    #[cfg(feature = "limit")]
    pub(crate) limiter: Option<crate::limit::Limiter>,
}

/// What the builder of a client sets.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) site: Site,
    pub(crate) region: Option<Box<str>>,
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) language: http::HeaderValue,
    /// What names the program, in `X-TC-RequestClient` and `User-Agent`.
    pub(crate) agent: http::HeaderValue,
    pub(crate) attempt_timeout: Duration,
    pub(crate) deadline: Option<Duration>,
    pub(crate) response_limit: usize,
    pub(crate) retry: Policy,
    pub(crate) elsewhere: bool,
}

/// Who makes a request.
#[derive(Clone, Copy)]
pub(crate) enum Identity<'a> {
    /// Whoever the client's provider says.
    Cached(&'a Cache),
    /// The holder of this credential.
    Given(&'a Credential),
    /// Nobody: the request is not signed.
    Nobody,
}

impl Channel {
    /// The time, as the service sees it.
    pub(crate) fn now(&self) -> SystemTime {
        let (now, skew) = (self.clock.now(), self.skew.load(Ordering::Relaxed));
        let distance = Duration::from_secs(skew.unsigned_abs());
        let corrected =
            if skew < 0 { now.checked_sub(distance) } else { now.checked_add(distance) };
        corrected.unwrap_or(now)
    }

    /// Sends a request and reads the answer, within the limits.
    pub(crate) async fn exchange(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, Failure> {
        let timer = self.clock.timer(limits.timeout);
        let sent = before(timer, self.transport.send(request, limits)).await;
        sent.unwrap_or_else(|| Err(Failure::nothing_within(limits.timeout)))
    }

    /// Makes a call: sends the request, and sends it again as long as that is safe and may help.
    pub(crate) async fn call(
        &self,
        call: &Prepared,
        identity: Identity<'_>,
    ) -> Result<Answer, Error> {
        let span = Span::of(call, &self.settings);
        span.run(self.persist(call, identity, &span)).await
    }

    async fn persist(
        &self,
        call: &Prepared,
        identity: Identity<'_>,
        span: &Span,
    ) -> Result<Answer, Error> {
        if let Some(obstacle) = call.obstacle(&self.settings) {
            return Err(obstacle.into());
        }
        let policy = call.options.retry.as_ref().unwrap_or(&self.settings.retry);
        let identity = if call.options.unsigned { Identity::Nobody } else { identity };
        let mut attempts = Attempts::new(policy, &self.budget, call.idempotent());
        let deadline = Deadline::new(self, call);
        let mut replaced = None;
        loop {
            let credential = match replaced.take() {
                Some(credential) => Some(credential),
                None => self.credential(identity, &deadline, &attempts).await?,
            };
            #[cfg(feature = "limit")]
            deadline.keep(self, &attempts, self.take_turn(call)).await?;
            let timestamp = request::seconds(self.now());
            let request = self.request(call, credential.as_deref(), timestamp)?;
            let limits = deadline.limits(self, &attempts)?;
            attempts.begin();
            span.sent(attempts.sent());
            let result = self.exchange(request, limits).await;
            let Problem { error, trouble } = match self.examine(call, timestamp, result) {
                Ok(answer) => {
                    attempts.answered();
                    return Ok(answer);
                }
                Err(problem) => problem,
            };
            if trouble == Trouble::Final {
                attempts.answered();
            }
            match attempts.failed(trouble) {
                Next::Pause(pause) if deadline.allows(self, pause) => {
                    Span::again(&error, pause);
                    self.clock.sleep(pause).await;
                }
                Next::Again => {}
                Next::Renew => {
                    let until = deadline.end();
                    let other = self.replacement(identity, credential.as_deref(), until);
                    replaced = deadline.keep(self, &attempts, other).await?;
                    if replaced.is_none() {
                        return Err(error);
                    }
                }
                Next::Pause(_) | Next::Stop => return Err(deadline.explain(self, &attempts, error)),
            }
        }
    }

    /// Waits for the moment when the action's documented rate allows a request.
    #[cfg(feature = "limit")]
    async fn take_turn(&self, call: &Prepared) {
        if let (Some(limiter), Some(rate)) = (&self.limiter, call.target.rate_limit) {
            let (service, action) = (&call.target.service, &call.target.action);
            limiter.take(service, action, rate, &*self.clock).await;
        }
    }

    /// What to sign with, found before the deadline.
    async fn credential(
        &self,
        identity: Identity<'_>,
        deadline: &Deadline,
        attempts: &Attempts<'_>,
    ) -> Result<Option<Arc<Credential>>, Error> {
        match identity {
            Identity::Cached(cache) => {
                let access = Access::new(self, deadline.end());
                let found = deadline.keep(self, attempts, cache.get(&access)).await?;
                let failed =
                    |error: CredentialError| deadline.explain(self, attempts, error.into());
                found.map(Some).map_err(failed)
            }
            Identity::Given(credential) => Ok(Some(Arc::new(credential.clone()))),
            Identity::Nobody => Ok(None),
        }
    }

    async fn replacement(
        &self,
        identity: Identity<'_>,
        stale: Option<&Credential>,
        until: Option<Duration>,
    ) -> Option<Arc<Credential>> {
        match identity {
            Identity::Cached(cache) => cache.replace(stale?, &Access::new(self, until)).await,
            Identity::Given(_) | Identity::Nobody => None,
        }
    }
}

/// As little as this is no time; timers need not end to the millisecond.
pub(crate) const NOTHING: Duration = Duration::from_millis(10);

/// When a call must be over.
struct Deadline {
    limit: Option<Duration>,
    /// When the call began; without a limit nobody asks.
    start: Duration,
}

impl Deadline {
    fn new(channel: &Channel, call: &Prepared) -> Self {
        let limit = call.options.deadline.or(channel.settings.deadline);
        Self { limit, start: limit.map_or(Duration::ZERO, |_| channel.clock.elapsed()) }
    }

    /// When it is, by the clock that does not run backwards.
    fn end(&self) -> Option<Duration> {
        self.limit.map(|limit| self.start.saturating_add(limit))
    }

    /// What is left, if there is a deadline.
    fn left(&self, channel: &Channel) -> Option<Duration> {
        let spent = || channel.clock.elapsed().saturating_sub(self.start);
        self.limit.map(|limit| limit.saturating_sub(spent()))
    }

    fn allows(&self, channel: &Channel, pause: Duration) -> bool {
        self.left(channel).is_none_or(|left| left > pause)
    }

    fn is_over(&self, channel: &Channel) -> bool {
        self.left(channel).is_some_and(|left| left < NOTHING)
    }

    fn passed(&self, attempts: &Attempts<'_>) -> Error {
        Error::from(DeadlineError {
            limit: self.limit.unwrap_or_default(),
            attempts: attempts.sent(),
        })
    }

    /// Waits for something, but no longer than is left.
    async fn keep<T>(
        &self,
        channel: &Channel,
        attempts: &Attempts<'_>,
        future: impl Future<Output = T>,
    ) -> Result<T, Error> {
        let Some(left) = self.left(channel) else {
            return Ok(future.await);
        };
        let done = before(channel.clock.timer(left), future).await;
        done.ok_or_else(|| self.passed(attempts))
    }

    /// The limits of the next request.
    fn limits(&self, channel: &Channel, attempts: &Attempts<'_>) -> Result<Limits, Error> {
        let timeout = channel.settings.attempt_timeout;
        let timeout = match self.left(channel) {
            Some(Duration::ZERO) => return Err(self.passed(attempts)),
            Some(left) => timeout.min(left),
            None => timeout,
        };
        Ok(Limits { timeout, body: channel.settings.response_limit })
    }

    /// The error to report: that the deadline has passed, if that is why no answer came.
    fn explain(&self, channel: &Channel, attempts: &Attempts<'_>, error: Error) -> Error {
        match error {
            Error::NotSent(_) | Error::NoAnswer(_) | Error::Credential(_)
                if self.is_over(channel) =>
            {
                self.passed(attempts)
            }
            error => error,
        }
    }
}

impl fmt::Debug for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Channel")
            .field("clock", &self.clock)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
