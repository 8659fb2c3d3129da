//! Calls, which [`Client::send`](crate::client::Client::send) returns.

pub use crate::pipeline::prepared::Options;

use crate::action::{Action, CallResult, Outcome};
use crate::credential::{self, Cache, Credential, Provider};
use crate::envelope::{self, Answer};
use crate::error::{All as _, Catalogue, Code, Error};
use crate::future::BoxFuture;
use crate::operation::Operation;
use crate::pipeline::prepared::{ActionRef, Json, Prepared};
use crate::pipeline::{CredentialSource as _, Identity, Pipeline};
use crate::retry::Policy;
use crate::wire::{self, Record};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// State that the clones of a client share.
#[derive(Debug)]
pub(crate) struct Core {
    pub(crate) pipeline: Arc<Pipeline>,
    pub(crate) credentials: Cache,
}

impl Core {
    /// Returns the same with another source of credentials.
    pub(crate) fn with_credentials(&self, provider: Arc<dyn Provider>) -> Self {
        Self { pipeline: self.pipeline.clone(), credentials: Cache::new(provider) }
    }

    /// Encodes a request.
    pub(crate) fn prepare(
        &self,
        operation: &'static Operation,
        catalogue: &'static Catalogue,
        request: &dyn Record,
    ) -> Prepared {
        Prepared {
            action: ActionRef::of(operation),
            body: wire::to_json(request).into(),
            catalogue,
            options: Options::default(),
            mismatch: wire::site_mismatch(request, self.pipeline.settings.site),
        }
    }

    /// Returns the identity of the client's credential, which is looked for if need be.
    pub(crate) async fn identity(&self) -> Result<credential::Identity, Error> {
        let until = self.pipeline.settings.deadline;
        let until = until.map(|limit| self.pipeline.clock().elapsed().saturating_add(limit));
        let credential = self.credentials.resolve(&self.pipeline, until).await?;
        Ok(credential.identity())
    }

    /// Adds the circumstances to an error that no single request has caused.
    pub(crate) fn in_call<E>(
        &self,
        operation: &'static Operation,
        attempts: u32,
        error: Error<E>,
    ) -> Error<E> {
        let action = ActionRef::of(operation);
        let info = self.pipeline.circumstances(&action, attempts, Duration::ZERO);
        error.in_call(&Arc::new(info))
    }

    /// Makes a call with the client's credential.
    pub(crate) async fn run(&self, prepared: &Prepared) -> Result<Answer, Error> {
        self.pipeline.call(prepared, Identity::Provided(&self.credentials)).await
    }
}

/// A call. It begins when it is first awaited; dropping it cancels it.
///
/// The request is encoded already, so the call borrows nothing and may be spawned.
#[must_use = "a call does nothing unless it is awaited"]
pub struct Call<A> {
    call: Box<dyn ErasedCall>,
    action: PhantomData<fn() -> A>,
}

impl<A: Action> Call<A> {
    pub(crate) fn new(core: &Arc<Core>, request: &A) -> Self {
        let call = ready(core, A::OPERATION, <A::Error as Code>::All::CATALOGUE, request);
        Self { call, action: PhantomData }
    }
}

impl Call<Json> {
    pub(crate) fn raw(core: &Arc<Core>, action: ActionRef, parameters: &Value) -> Self {
        let prepared = Prepared::untyped(action, parameters.to_string().into_bytes());
        Self { call: Box::new(Stage::Ready(core.clone(), prepared)), action: PhantomData }
    }
}

impl<A> Call<A> {
    fn change(mut self, change: impl FnOnce(&mut Options)) -> Self {
        if let Some(options) = self.call.options() {
            change(options);
        }
        self
    }

    /// Adds options. Where both say something, these count.
    pub fn options(self, options: Options) -> Self {
        self.change(|ours| ours.update(options))
    }

    /// Signs with this credential instead of the client's.
    pub fn credential(self, credential: Credential) -> Self {
        self.change(|options| options.credential = Some(credential))
    }

    /// Limits the whole call, including retries.
    pub fn deadline(self, limit: Duration) -> Self {
        self.change(|options| options.deadline = Some(limit))
    }

    /// Sets the region, such as `ap-singapore`.
    pub fn region(self, region: impl Into<Box<str>>) -> Self {
        self.change(|options| options.region = Some(region.into()))
    }

    /// Sets the retry policy; [`Policy::off`] disables retries.
    pub fn retry(self, policy: Policy) -> Self {
        self.change(|options| options.retry = Some(policy))
    }

    /// Sets whether this request is idempotent, whatever the action's documentation says.
    pub fn idempotent(self, safe: bool) -> Self {
        self.change(|options| options.idempotent = Some(safe))
    }

    /// Sends the request even if the action, or a member of the request, is not documented for the
    /// client's site, or if a member that the site requires is absent.
    pub fn skip_site_check(self) -> Self {
        self.change(|options| options.skip_site_check = true)
    }

    /// Sends the request unsigned, without a credential: see [`Options::unsigned`].
    pub fn unsigned(self) -> Self {
        self.change(|options| options.unsigned = true)
    }
}

impl<A: Action> Future for Call<A> {
    type Output = CallResult<A>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(A::decode(Outcome(ready!(self.call.poll(context)))))
    }
}

impl Future for Call<Json> {
    type Output = Result<Value, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(self.call.poll(context))?;
        Poll::Ready(envelope::read_raw(&answer.call.action, &answer))
    }
}

impl<A> fmt::Debug for Call<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}

/// Encodes a request; what of sending one does not depend on its type.
fn ready(
    core: &Arc<Core>,
    operation: &'static Operation,
    catalogue: &'static Catalogue,
    request: &dyn Record,
) -> Box<dyn ErasedCall> {
    Box::new(Stage::Ready(core.clone(), core.prepare(operation, catalogue, request)))
}

/// A call without its types. It is behind a pointer to a trait, as programs compile the end of a
/// call for each action that they call.
trait ErasedCall: Send {
    /// The conditions, which a call that has begun keeps.
    fn options(&mut self) -> Option<&mut Options>;

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Answer, Error>>;
}

#[expect(clippy::large_enum_variant, reason = "it is on the heap, once for each call")]
enum Stage {
    /// Not begun.
    Ready(Arc<Core>, Prepared),
    Running(BoxFuture<'static, Result<Answer, Error>>),
    Done,
}

impl ErasedCall for Stage {
    fn options(&mut self) -> Option<&mut Options> {
        match self {
            Self::Ready(_, prepared) => Some(&mut prepared.options),
            Self::Running(_) | Self::Done => None,
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Answer, Error>> {
        loop {
            match self {
                Self::Ready(..) => {
                    if let Self::Ready(core, prepared) = std::mem::replace(self, Self::Done) {
                        *self = Self::Running(Box::pin(async move { core.run(&prepared).await }));
                    }
                }
                Self::Running(future) => {
                    let outcome = ready!(future.as_mut().poll(context));
                    *self = Self::Done;
                    return Poll::Ready(outcome);
                }
                // Polled after completion.
                Self::Done => return Poll::Pending,
            }
        }
    }
}
