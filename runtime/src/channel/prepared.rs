//! A call before it is made: what is called, with what, under which conditions.

use super::{Endpoint, Settings};
use crate::action::{Operation, Service, Sites};
use crate::error::{Catalogue, ConfigError};
use crate::retry::Policy;
use bytes::Bytes;
use std::borrow::Cow;
use std::time::Duration;

/// Conditions of a single call; what is not said here is as the client has it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub(crate) deadline: Option<Duration>,
    pub(crate) region: Option<Box<str>>,
    pub(crate) retry: Option<Policy>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) elsewhere: bool,
    pub(crate) unsigned: bool,
}

impl Options {
    /// As the client has it.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long the call may take, with all retries.
    #[must_use]
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = Some(limit);
        self
    }

    /// The region to call, such as `ap-singapore`.
    #[must_use]
    pub fn region(mut self, region: impl Into<Box<str>>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// When to send again; [`Policy::off`] for never.
    #[must_use]
    pub fn retry(mut self, policy: Policy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Whether this request may be sent twice, whatever the action's documentation says.
    #[must_use]
    pub fn idempotent(mut self, safe: bool) -> Self {
        self.idempotent = Some(safe);
        self
    }

    /// Sends the request even if the action, or a member that the request has, is not documented
    /// for the client's site.
    #[must_use]
    pub fn elsewhere(mut self) -> Self {
        self.elsewhere = true;
        self
    }

    /// Sends the request without a signature (`Authorization: SKIP`), for which no credential is
    /// needed. A few actions, such as `AssumeRoleWithWebIdentity`, want it so.
    #[must_use]
    pub fn unsigned(mut self) -> Self {
        self.unsigned = true;
        self
    }
}

/// An action that no generated code knows.
///
/// ```
/// use tencentcloud_runtime::untyped::Target;
///
/// let target = Target::new("cvm", "2017-03-12", "DescribeZones").idempotent();
/// # let _ = target;
/// ```
#[derive(Clone, Debug)]
pub struct Target {
    pub(crate) service: Cow<'static, str>,
    pub(crate) version: Cow<'static, str>,
    pub(crate) action: Cow<'static, str>,
    /// The service, if generated code knows it.
    pub(crate) known: Option<&'static Service>,
    pub(crate) sites: Sites,
    pub(crate) rate_limit: Option<u32>,
    pub(crate) idempotent: bool,
    pub(crate) output_error: bool,
    pub(crate) options: Options,
    /// Where to send it, whatever the client's own endpoint is.
    pub(crate) endpoint: Option<Endpoint>,
}

impl Target {
    /// An action, by the name of the service (the first part of its host), the version and the
    /// name of the action.
    pub fn new(
        service: impl Into<Cow<'static, str>>,
        version: impl Into<Cow<'static, str>>,
        action: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            service: service.into(),
            version: version.into(),
            action: action.into(),
            known: None,
            sites: Sites::BOTH,
            rate_limit: None,
            idempotent: false,
            output_error: false,
            options: Options::new(),
            endpoint: None,
        }
    }

    /// The same, safe to send twice.
    #[must_use]
    pub fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// The same in a region.
    #[must_use]
    pub fn region(mut self, region: impl Into<Box<str>>) -> Self {
        self.options.region = Some(region.into());
        self
    }

    /// The same under these conditions, which also say the region.
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// The same with the documented number of requests per second.
    #[must_use]
    pub fn rate_limit(mut self, per_second: u32) -> Self {
        self.rate_limit = Some(per_second);
        self
    }

    pub(crate) fn of(operation: &'static Operation) -> Self {
        Self {
            known: Some(operation.service),
            sites: operation.sites,
            rate_limit: operation.rate_limit,
            idempotent: operation.idempotent,
            output_error: operation.output_error,
            ..Self::new(operation.service.name, operation.version, operation.name)
        }
    }
}

/// A call that is ready to be made.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) target: Target,
    pub(crate) body: Bytes,
    /// Where the classes of codes stand.
    pub(crate) catalogue: &'static Catalogue,
    pub(crate) options: Options,
    /// A member of the request that the client's site does not have.
    pub(crate) foreign: Option<String>,
}

impl Prepared {
    pub(crate) fn untyped(target: Target, body: Vec<u8>) -> Self {
        Self {
            options: target.options.clone(),
            target,
            body: body.into(),
            catalogue: &Catalogue::EMPTY,
            foreign: None,
        }
    }

    pub(crate) fn idempotent(&self) -> bool {
        self.options.idempotent.unwrap_or(self.target.idempotent)
    }

    pub(crate) fn region<'a>(&'a self, settings: &'a Settings) -> Option<&'a str> {
        let region = self.options.region.as_ref().or(settings.region.as_ref());
        region.map(AsRef::as_ref)
    }

    /// Why the call is not made on the client's site, if it is not.
    pub(crate) fn obstacle(&self, settings: &Settings) -> Option<ConfigError> {
        if settings.elsewhere || self.options.elsewhere {
            return None;
        }
        let (action, site) = (&self.target.action, settings.site);
        let what = if !self.target.sites.contains(site) {
            format!("{action} is not offered on the {site} site")
        } else if let Some(member) = &self.foreign {
            format!("{action} has no parameter {member} on the {site} site")
        } else {
            return None;
        };
        Some(ConfigError::new(format!(
            "{what}, as far as is documented; `elsewhere` sends it all the same"
        )))
    }
}
