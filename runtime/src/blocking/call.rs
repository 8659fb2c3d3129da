//! Calls and waiters that block the thread.

use crate::action::Action;
use crate::call::{self, Options};
use crate::credential::Credential;
use crate::error::{Error, TaskReport};
use crate::future::block_on;
use crate::raw::Json;
use crate::retry::Policy;
use crate::wait::{self, Outcome, Wait};
use std::time::Duration;

/// A call. It is made by [`Call::call`].
#[derive(Debug)]
#[must_use = "a call does nothing unless it is made"]
pub struct Call<A> {
    inner: call::Call<A>,
}

impl<A: Action> Call<A> {
    /// Makes the call.
    pub fn call(self) -> Result<A::Response, Error<A::Error>> {
        block_on(self.inner)
    }
}

impl Call<Json> {
    /// Makes the call.
    pub fn call(self) -> Result<serde_json::Value, Error> {
        block_on(self.inner)
    }
}

impl<A> Call<A> {
    pub(super) fn new(inner: call::Call<A>) -> Self {
        Self { inner }
    }

    /// Adds options. Where both say something, these count.
    pub fn options(self, options: Options) -> Self {
        Self::new(self.inner.options(options))
    }

    /// Signs with this credential instead of the client's.
    pub fn credential(self, credential: Credential) -> Self {
        Self::new(self.inner.credential(credential))
    }

    /// Limits the whole call, including retries.
    pub fn deadline(self, limit: Duration) -> Self {
        Self::new(self.inner.deadline(limit))
    }

    /// Sets the region, such as `ap-singapore`.
    pub fn region(self, region: impl Into<Box<str>>) -> Self {
        Self::new(self.inner.region(region))
    }

    /// Sets the retry policy; [`Policy::off`] disables retries.
    pub fn retry(self, policy: Policy) -> Self {
        Self::new(self.inner.retry(policy))
    }

    /// Sets whether this request is idempotent, whatever the action's documentation says.
    pub fn idempotent(self, safe: bool) -> Self {
        Self::new(self.inner.idempotent(safe))
    }

    /// Sends the request even if the action, or a member of the request, is not documented for the
    /// client's site.
    pub fn skip_site_check(self) -> Self {
        Self::new(self.inner.skip_site_check())
    }

    /// Sends the request unsigned, without a credential: see [`Options::unsigned`].
    pub fn unsigned(self) -> Self {
        Self::new(self.inner.unsigned())
    }
}

/// A waiter for tasks, which [`Waiting::call`] starts.
#[derive(Debug)]
#[must_use = "nothing is asked unless it is called"]
pub struct Waiting<A: Wait> {
    inner: wait::Waiting<A>,
}

impl<A: Wait> Waiting<A> {
    pub(super) fn new(inner: wait::Waiting<A>) -> Self {
        Self { inner }
    }

    /// Waits until all tasks have ended, and returns the last answer about each. If some failed, that
    /// is [`Error::Wait`] with the reasons; [`Error::tasks`] returns the last state of each.
    pub fn call(self) -> Outcome<A::Poll> {
        block_on(self.inner)
    }

    /// Sets the time after which waiting ends with [`Error::Deadline`]; the default is 10 minutes.
    pub fn deadline(self, limit: Duration) -> Self {
        Self::new(self.inner.deadline(limit))
    }

    /// Sets the pauses between rounds of polls: up to `first`, then longer, up to `longest`. The
    /// defaults are 1 and 10 seconds.
    pub fn pauses(self, first: Duration, longest: Duration) -> Self {
        Self::new(self.inner.pauses(first, longest))
    }

    /// Adds options, which every poll has.
    pub fn options(self, options: Options) -> Self {
        Self::new(self.inner.options(options))
    }

    /// Calls a function after each poll, with the last known state of every task.
    pub fn on_progress(self, progress: impl FnMut(&[TaskReport]) + Send + 'static) -> Self {
        Self::new(self.inner.on_progress(progress))
    }
}
