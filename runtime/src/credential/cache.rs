//! Caches a credential and renews it once for all callers that wait.

use super::context::ProviderContext;
use super::provider::Provider;
use super::secret::Credential;
use crate::error::CredentialError;
use crate::future::{BoxFuture, with_timeout};
use crate::pipeline::{CredentialSource, Pipeline};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// The cached credential of a client.
///
/// One caller at a time asks the provider. Callers without a valid credential wait for that one and
/// share its result; callers with a valid one use it. Only another credential replaces the cached
/// one: neither an error nor a cancelled caller loses one that is still valid.
#[derive(Debug)]
pub(crate) struct Cache {
    provider: Arc<dyn Provider>,
    state: Mutex<State>,
    // Locked while the provider is asked. If its holder is dropped, the next one takes over.
    asking: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct State {
    held: Option<Held>,
    /// The number of times the provider was asked.
    round: u64,
    /// The error of the last round, if it failed.
    failure: Option<CredentialError>,
}

#[derive(Clone, Debug)]
struct Held {
    credential: Arc<Credential>,
    /// The time to renew it; `None` if it does not expire.
    renew: Option<SystemTime>,
}

/// The time before its expiry at which a credential is renewed, unless its life is short.
const REFRESH_BEFORE_EXPIRY: Duration = Duration::from_secs(300);

/// The time a call waits for a new credential while the old one is valid. A call waits no longer
/// than half of the time it has left.
const REFRESH_WAIT: Duration = Duration::from_secs(5);

/// The time after a failed renewal until the next one, while the old credential is valid.
const REFRESH_RETRY_AFTER: Duration = Duration::from_secs(30);

impl Cache {
    pub(crate) fn new(provider: Arc<dyn Provider>) -> Self {
        Self { provider, state: Mutex::default(), asking: tokio::sync::Mutex::new(()) }
    }

    /// Returns a credential that has not expired.
    async fn get(&self, context: &ProviderContext<'_>) -> Result<Arc<Credential>, CredentialError> {
        let (held, round) = self.with(|state| (state.held.clone(), state.round));
        match held {
            Some(held) if !held.is_due(context.now()) => Ok(held.credential),
            Some(held) if !held.has_expired(context.now()) => match self.asking.try_lock() {
                Ok(_turn) => Ok(self.renew(held.credential, context, round).await),
                Err(_) => Ok(held.credential),
            },
            _ => {
                let _turn = self.asking.lock().await;
                self.ask(context, round).await
            }
        }
    }

    /// Returns another credential than `stale`, which the service rejected, if there is one.
    async fn other_than(
        &self,
        stale: &Credential,
        context: &ProviderContext<'_>,
    ) -> Option<Arc<Credential>> {
        let (held, round) = self.with(|state| (state.held.clone(), state.round));
        let other = match held {
            // Another caller has replaced it already.
            Some(held) if !held.credential.same_as(stale) => held.credential,
            _ => {
                let _turn = self.asking.lock().await;
                self.ask(context, round).await.ok()?
            }
        };
        (!other.same_as(stale)).then_some(other)
    }

    /// Returns a new credential, or after [`REFRESH_WAIT`] or a failure the one that is still valid.
    /// The caller holds the lock.
    async fn renew(
        &self,
        valid: Arc<Credential>,
        context: &ProviderContext<'_>,
        round: u64,
    ) -> Arc<Credential> {
        let limit = context.left().map_or(REFRESH_WAIT, |left| REFRESH_WAIT.min(left / 2));
        let hasty = context.within(limit);
        if let Some(Ok(new)) = with_timeout(context.timer(limit), self.ask(&hasty, round)).await {
            return new;
        }
        self.with(|state| {
            state.postpone(context.now());
        });
        valid
    }

    /// Asks the provider, unless another caller has done so since the given round. The caller holds
    /// the lock. A failure because of the caller's deadline is not shared.
    async fn ask(
        &self,
        context: &ProviderContext<'_>,
        round: u64,
    ) -> Result<Arc<Credential>, CredentialError> {
        if let Some(shared) = self.with(|state| state.since(round)) {
            return shared;
        }
        let provided =
            self.provider.provide(context).await.and_then(|credential| match credential.flaw() {
                Some(flaw) => Err(CredentialError::new(credential.provider(), flaw)),
                None => Ok(Arc::new(credential)),
            });
        if let Err(error) = &provided
            && context.is_over()
        {
            return Err(error.clone());
        }
        let now = context.now();
        self.with(|state| {
            state.round += 1;
            match provided {
                Ok(credential) => {
                    let renew = credential.expires().map(|expires| renewal(now, expires));
                    state.failure = None;
                    state.held = Some(Held { credential: credential.clone(), renew });
                    Ok(credential)
                }
                Err(error) => {
                    state.failure = Some(error.clone());
                    match state.postpone(now) {
                        Some(held) => Ok(held.credential.clone()),
                        None => Err(error),
                    }
                }
            }
        })
    }

    fn with<T>(&self, read: impl FnOnce(&mut State) -> T) -> T {
        read(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl CredentialSource for Cache {
    fn resolve<'a>(
        &'a self,
        pipeline: &'a Pipeline,
        until: Option<Duration>,
    ) -> BoxFuture<'a, Result<Arc<Credential>, CredentialError>> {
        Box::pin(async move { self.get(&ProviderContext::new(pipeline, until)).await })
    }

    fn replace<'a>(
        &'a self,
        stale: &'a Credential,
        pipeline: &'a Pipeline,
        until: Option<Duration>,
    ) -> BoxFuture<'a, Option<Arc<Credential>>> {
        Box::pin(
            async move { self.other_than(stale, &ProviderContext::new(pipeline, until)).await },
        )
    }
}

impl State {
    /// Delays the next renewal of the cached credential, if it is still valid.
    fn postpone(&mut self, now: SystemTime) -> Option<&Held> {
        self.held.take_if(|held| held.has_expired(now));
        let held = self.held.as_mut()?;
        if held.credential.expires().is_some() {
            held.renew = now.checked_add(REFRESH_RETRY_AFTER);
        }
        Some(held)
    }

    /// Returns the result of the rounds since this one, if there were any.
    fn since(&self, round: u64) -> Option<Result<Arc<Credential>, CredentialError>> {
        if self.round == round {
            return None;
        }
        match (&self.held, &self.failure) {
            (Some(held), _) => Some(Ok(held.credential.clone())),
            (None, Some(failure)) => Some(Err(failure.clone())),
            (None, None) => None,
        }
    }
}

impl Held {
    fn is_due(&self, now: SystemTime) -> bool {
        self.renew.is_some_and(|renew| renew <= now)
    }

    fn has_expired(&self, now: SystemTime) -> bool {
        self.credential.expires().is_some_and(|expires| expires <= now)
    }
}

/// Returns the time to renew: five minutes before the expiry, or after four fifths of a short life.
fn renewal(now: SystemTime, expires: SystemTime) -> SystemTime {
    let life = expires.duration_since(now).unwrap_or_default();
    now + life.saturating_sub(REFRESH_BEFORE_EXPIRY.min(life / 5))
}
