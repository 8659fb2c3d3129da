//! A call under way: what [`Client::send`](crate::client::Client::send) returns.

pub use crate::channel::Options;

use crate::action::{Action, Operation};
use crate::channel::{Answer, Identity, Prepared};
use crate::client::Core;
use crate::envelope;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::retry::Policy;
use crate::wire::Record;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// A call. It begins when it is first awaited; dropping it cancels it.
///
/// The request is encoded already, so the call borrows nothing and may be spawned.
#[must_use = "a call does nothing unless it is awaited"]
pub struct Call<A> {
    flight: Flight,
    action: PhantomData<fn() -> A>,
}

impl<A: Action> Call<A> {
    pub(crate) fn new(core: Arc<Core>, prepared: Prepared) -> Self {
        Self { flight: Flight::Ready(Box::new((core, prepared))), action: PhantomData }
    }

    /// Under these conditions.
    pub fn options(mut self, options: Options) -> Self {
        self.flight.change(|ours| *ours = options);
        self
    }

    /// Within this time, with all retries.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.flight.change(|options| options.deadline = Some(limit));
        self
    }

    /// In this region, such as `ap-singapore`.
    pub fn region(mut self, region: impl Into<Box<str>>) -> Self {
        self.flight.change(|options| options.region = Some(region.into()));
        self
    }

    /// With other rules for sending again; [`Policy::off`] for never.
    pub fn retry(mut self, policy: Policy) -> Self {
        self.flight.change(|options| options.retry = Some(policy));
        self
    }

    /// Whether this request may be sent twice, whatever the action's documentation says.
    pub fn idempotent(mut self, safe: bool) -> Self {
        self.flight.change(|options| options.idempotent = Some(safe));
        self
    }

    /// Even if the action, or a member that the request has, is not documented for the client's
    /// site.
    pub fn elsewhere(mut self) -> Self {
        self.flight.change(|options| options.elsewhere = true);
        self
    }

    /// Without a signature, for which no credential is needed: see [`Options::unsigned`].
    pub fn unsigned(mut self) -> Self {
        self.flight.change(|options| options.unsigned = true);
        self
    }
}

impl<A: Action> Future for Call<A> {
    type Output = Result<A::Response, Error<A::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(finish::<A>(ready!(self.flight.poll(context))))
    }
}

/// What of a call depends on its types.
fn finish<A: Action>(outcome: Result<Answer, Error>) -> Result<A::Response, Error<A::Error>> {
    let mut response = A::Response::blank();
    match read(A::OPERATION, outcome, &mut response) {
        Ok(()) => Ok(response),
        Err(error) => Err(envelope::typed(error)),
    }
}

/// Reads the answer.
fn read(
    operation: &Operation,
    outcome: Result<Answer, Error>,
    response: &mut dyn Record,
) -> Result<(), Error> {
    let answer = outcome?;
    let read = envelope::read(operation, &answer.body, response);
    read.map_err(|error| answer.complete(error))
}

impl<A> fmt::Debug for Call<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}

/// A call without its types.
enum Flight {
    /// Not begun.
    Ready(Box<(Arc<Core>, Prepared)>),
    Flying(BoxFuture<'static, Result<Answer, Error>>),
    Landed,
}

impl Flight {
    /// Changes the conditions, which a call that has begun keeps.
    fn change(&mut self, change: impl FnOnce(&mut Options)) {
        if let Self::Ready(ready) = self {
            change(&mut ready.1.options);
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Answer, Error>> {
        loop {
            match self {
                Self::Ready(_) => {
                    if let Self::Ready(ready) = std::mem::replace(self, Self::Landed) {
                        let (core, prepared) = *ready;
                        *self = Self::Flying(Box::pin(fly(core, prepared)));
                    }
                }
                Self::Flying(future) => {
                    let outcome = ready!(future.as_mut().poll(context));
                    *self = Self::Landed;
                    return Poll::Ready(outcome);
                }
                // Nobody asks a second time who keeps to the contract of futures.
                Self::Landed => return Poll::Pending,
            }
        }
    }
}

pub(crate) async fn fly(core: Arc<Core>, prepared: Prepared) -> Result<Answer, Error> {
    core.channel.call(&prepared, Identity::Cached(&core.credentials)).await
}
