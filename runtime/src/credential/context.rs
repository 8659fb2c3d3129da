//! The parts of a client that credential providers use: its transport, its clock, its site.

use super::secret::Credential;
use crate::envelope;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::operation::Site;
use crate::pipeline::prepared::{ActionRef, Prepared};
use crate::pipeline::{DEADLINE_SLACK, Endpoint, Identity, Pipeline};
use crate::transport::{Failure, Limits};
use bytes::Bytes;
use serde_json::Value;
use std::time::{Duration, SystemTime};

/// The client that asks a [`super::Provider`]: its transport, clock, site and deadline.
#[derive(Clone, Copy, Debug)]
pub struct ProviderContext<'a> {
    pipeline: &'a Pipeline,
    /// The deadline of the caller, by the monotonic clock.
    until: Option<Duration>,
}

impl<'a> ProviderContext<'a> {
    pub(crate) fn new(pipeline: &'a Pipeline, until: Option<Duration>) -> Self {
        Self { pipeline, until }
    }

    /// Shortens the deadline to at most `limit` from now.
    pub(super) fn within(&self, limit: Duration) -> Self {
        let end = self.pipeline.clock().elapsed().saturating_add(limit);
        let until = self.until.map_or(end, |until| until.min(end));
        Self { pipeline: self.pipeline, until: Some(until) }
    }

    /// Returns a future that ends after this time.
    pub(super) fn timer(&self, limit: Duration) -> BoxFuture<'static, ()> {
        self.pipeline.clock().timer(limit)
    }

    pub(super) fn is_over(&self) -> bool {
        self.left().is_some_and(|left| left < DEADLINE_SLACK)
    }

    /// Returns the client's site.
    pub fn site(&self) -> Site {
        self.pipeline.settings.site
    }

    /// Returns the current time, corrected if the machine's clock is known to be wrong.
    pub fn now(&self) -> SystemTime {
        self.pipeline.time.now()
    }

    /// Returns the time left until the deadline of the call that needs the credential, or `None`
    /// without one. [`ProviderContext::fetch`] and [`ProviderContext::call`] keep to it.
    pub fn left(&self) -> Option<Duration> {
        self.until.map(|until| until.saturating_sub(self.pipeline.clock().elapsed()))
    }

    /// Sends a request of any kind, unsigned and without retries. The response is limited to 1 MiB.
    pub async fn fetch(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> Result<http::Response<Bytes>, Failure> {
        let timeout = self.left().map_or(timeout, |left| left.min(timeout));
        if timeout.is_zero() {
            return Err(Failure::NotSent("there is no time left for it".into()));
        }
        let limits = Limits { timeout, body: 1 << 20 };
        self.pipeline.send_once(request, limits).await
    }

    /// Calls any action, with retries, and returns the value of `Response`. Without a credential the
    /// request is not signed, as a few actions require.
    pub async fn call(
        &self,
        target: ActionRef,
        parameters: &Value,
        credential: Option<&Credential>,
    ) -> Result<Value, Error> {
        let identity = credential.map_or(Identity::Unsigned, Identity::Given);
        let mut call = Prepared::untyped(target, parameters.to_string().into_bytes());
        if let Some(left) = self.left() {
            let limit = call.options.deadline.or(self.pipeline.settings.deadline);
            call.options.deadline = Some(limit.map_or(left, |limit| limit.min(left)));
        }
        let answer = self.pipeline.call(&call, identity).await?;
        envelope::read_raw(&call.action.name, &answer)
    }

    /// Calls an action of the Security Token Service.
    pub(super) async fn sts(
        &self,
        action: &'static str,
        parameters: &Value,
        credential: Option<&Credential>,
        region: &str,
        endpoint: Option<&str>,
    ) -> Result<Value, Error> {
        // AssumeRole and its like do nothing but issue credentials.
        let mut target = ActionRef::new("sts", "2018-08-13", action).idempotent().region(region);
        target.endpoint = match endpoint {
            Some(address) => Some(Endpoint::parse(address).map_err(Error::from)?),
            // Without one, the client's override applies, and without that the site's host.
            None => self.pipeline.settings.sts_endpoint.clone(),
        };
        self.call(target, parameters, credential).await
    }
}
