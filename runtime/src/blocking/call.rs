//! Calls and waits that occupy the thread.

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

    /// Within this time, with all retries.
    pub fn deadline(self, limit: Duration) -> Self {
        Self::new(self.inner.deadline(limit))
    }

    /// In this region, such as `ap-singapore`.
    pub fn region(self, region: impl Into<Box<str>>) -> Self {
        Self::new(self.inner.region(region))
    }

    /// With other rules for sending again; [`Policy::off`] for never.
    pub fn retry(self, policy: Policy) -> Self {
        Self::new(self.inner.retry(policy))
    }

    /// Whether this request may be sent twice, whatever the action's documentation says.
    pub fn idempotent(self, safe: bool) -> Self {
        Self::new(self.inner.idempotent(safe))
    }

    /// Even if the action, or a member that the request has, is not documented for the client's
    /// site.
    pub fn skip_site_check(self) -> Self {
        Self::new(self.inner.skip_site_check())
    }

    /// Without a signature, for which no credential is needed: see [`Options::unsigned`].
    pub fn unsigned(self) -> Self {
        Self::new(self.inner.unsigned())
    }
}

/// Waits for tasks when [`Waiting::call`] is called, until all are final or a question gets no
/// answer. The tasks go on without it.
#[derive(Debug)]
#[must_use = "nothing is asked unless it is called"]
pub struct Waiting<A: Wait> {
    inner: wait::Waiting<A>,
}

impl<A: Wait> Waiting<A> {
    pub(super) fn new(inner: wait::Waiting<A>) -> Self {
        Self { inner }
    }

    /// Waits, and gives the last answer about each task. If some failed, that is [`Error::Wait`],
    /// which says which and why.
    pub fn call(self) -> Outcome<A::Poll> {
        block_on(self.inner)
    }

    /// Gives up after this time, with [`Error::Deadline`]; by default after ten minutes.
    pub fn deadline(self, limit: Duration) -> Self {
        Self::new(self.inner.deadline(limit))
    }

    /// Pauses up to `first` between the first two rounds of questions, then longer, up to
    /// `longest`; by default one second, and ten.
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
