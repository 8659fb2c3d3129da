//! A call before it is made: its action, parameters, options and the client's settings.

use super::endpoint::Endpoint;
use crate::credential::secret::Credential;
use crate::error::{Catalogue, ConfigError};
use crate::operation::{Operation, Service, Site, Sites};
use crate::retry::Policy;
use crate::wire::SiteMismatch;
use bytes::Bytes;
use http::HeaderValue;
use std::borrow::Cow;
use std::time::Duration;

/// The settings of a client, as its builder has them.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) site: Site,
    pub(crate) region: Option<Box<str>>,
    pub(crate) endpoint: Option<Endpoint>,
    /// The endpoint of the Security Token Service, if it is not the one of all services.
    pub(crate) sts_endpoint: Option<Endpoint>,
    pub(crate) language: HeaderValue,
    /// The names of this library and the program, for `X-TC-RequestClient` and `User-Agent`.
    pub(crate) agent: HeaderValue,
    pub(crate) attempt_timeout: Duration,
    pub(crate) deadline: Option<Duration>,
    pub(crate) response_limit: usize,
    pub(crate) retry: Policy,
    pub(crate) skip_site_check: bool,
}

/// Options of a single call; those that are not set are the client's.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub(crate) deadline: Option<Duration>,
    pub(crate) region: Option<Box<str>>,
    pub(crate) retry: Option<Policy>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) credential: Option<Credential>,
    pub(crate) skip_site_check: bool,
    pub(crate) unsigned: bool,
}

impl Options {
    /// Creates options of which none is set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds other options. Where both say something, the others count.
    #[must_use]
    pub fn merge(mut self, others: Self) -> Self {
        self.update(others);
        self
    }

    pub(crate) fn update(&mut self, others: Self) {
        let Self { deadline, region, retry, idempotent, credential, skip_site_check, unsigned } =
            others;
        self.deadline = deadline.or(self.deadline);
        self.region = region.or(self.region.take());
        self.retry = retry.or(self.retry.take());
        self.idempotent = idempotent.or(self.idempotent);
        self.credential = credential.or(self.credential.take());
        self.skip_site_check |= skip_site_check;
        self.unsigned |= unsigned;
    }

    /// Signs with this credential instead of the client's.
    #[must_use]
    pub fn credential(mut self, credential: Credential) -> Self {
        self.credential = Some(credential);
        self
    }

    /// Limits the whole call, including retries.
    #[must_use]
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = Some(limit);
        self
    }

    /// Sets the region to call, such as `ap-singapore`.
    #[must_use]
    pub fn region(mut self, region: impl Into<Box<str>>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the retry policy; [`Policy::off`] disables retries.
    #[must_use]
    pub fn retry(mut self, policy: Policy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Sets whether this request is idempotent, whatever the action's documentation says.
    #[must_use]
    pub fn idempotent(mut self, safe: bool) -> Self {
        self.idempotent = Some(safe);
        self
    }

    /// Sends the request even if the action, or a member that the request has, is not documented
    /// for the client's site, or if a member that the site requires is absent.
    #[must_use]
    pub fn skip_site_check(mut self) -> Self {
        self.skip_site_check = true;
        self
    }

    /// Sends the request without a signature (`Authorization: SKIP`), for which no credential is
    /// needed. Actions that are documented to want it so, such as `AssumeRoleWithWebIdentity`, are
    /// sent so without this option, unless the call has a credential of its own.
    #[must_use]
    pub fn unsigned(mut self) -> Self {
        self.unsigned = true;
        self
    }
}

/// An action without generated types.
///
/// ```
/// use tencentcloud_runtime::raw::ActionRef;
///
/// let target = ActionRef::new("cvm", "2017-03-12", "DescribeZones").idempotent();
/// # let _ = target;
/// ```
#[derive(Clone, Debug)]
pub struct ActionRef {
    pub(crate) service: Cow<'static, str>,
    pub(crate) version: Cow<'static, str>,
    pub(crate) name: Cow<'static, str>,
    /// The service, if generated code knows it.
    pub(crate) known: Option<&'static Service>,
    pub(crate) sites: Sites,
    pub(crate) rate_limit: Option<u32>,
    pub(crate) idempotent: bool,
    pub(crate) unsigned: bool,
    pub(crate) output_error: bool,
    pub(crate) options: Options,
    /// The endpoint, if it is not the client's.
    pub(crate) endpoint: Option<Endpoint>,
}

impl ActionRef {
    /// An action, by the name of the service (the first part of its host), the version and the
    /// name of the action.
    pub fn new(
        service: impl Into<Cow<'static, str>>,
        version: impl Into<Cow<'static, str>>,
        name: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            service: service.into(),
            version: version.into(),
            name: name.into(),
            known: None,
            sites: Sites::BOTH,
            rate_limit: None,
            idempotent: false,
            unsigned: false,
            output_error: false,
            options: Options::new(),
            endpoint: None,
        }
    }

    /// Sets that the action is idempotent: safe to retry.
    #[must_use]
    pub fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// Sets that the action is sent without a signature, as a few want it: a call needs no
    /// credential. A credential of the call's own options is used all the same.
    #[must_use]
    pub fn unsigned(mut self) -> Self {
        self.unsigned = true;
        self
    }

    /// Sets that the response of the action declares a member `Error` of its own, which then is not
    /// taken for a refusal.
    #[must_use]
    pub fn output_error(mut self) -> Self {
        self.output_error = true;
        self
    }

    /// Sets the region.
    #[must_use]
    pub fn region(mut self, region: impl Into<Box<str>>) -> Self {
        self.options.region = Some(region.into());
        self
    }

    /// Adds options, which every call of this action has.
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.options.update(options);
        self
    }

    /// Sets the documented requests per second.
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
            unsigned: operation.unsigned,
            output_error: operation.output_error,
            ..Self::new(operation.service.name, operation.version, operation.name)
        }
    }
}

/// Stands for the request of a call without generated types, whose response is JSON.
#[derive(Debug)]
pub enum Json {}

/// A call that is ready to be made.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) action: ActionRef,
    pub(crate) body: Bytes,
    /// The catalogue with the classes of codes.
    pub(crate) catalogue: &'static Catalogue,
    pub(crate) options: Options,
    /// The first member of the request that does not suit the client's site.
    pub(crate) mismatch: Option<SiteMismatch>,
}

impl Prepared {
    pub(crate) fn untyped(action: ActionRef, body: Vec<u8>) -> Self {
        Self {
            options: action.options.clone(),
            action,
            body: body.into(),
            catalogue: &Catalogue::EMPTY,
            mismatch: None,
        }
    }

    pub(crate) fn idempotent(&self) -> bool {
        self.options.idempotent.unwrap_or(self.action.idempotent)
    }

    /// Returns the region to call. An empty one is none.
    pub(crate) fn region<'a>(
        &'a self,
        settings: &'a Settings,
    ) -> Result<Option<&'a str>, ConfigError> {
        match &self.options.region {
            Some(region) => checked_region(region),
            None => Ok(settings.region.as_deref()),
        }
    }

    /// Returns the region for logs.
    #[cfg(feature = "tracing")]
    pub(crate) fn shown_region<'a>(&'a self, settings: &'a Settings) -> Option<&'a str> {
        self.region(settings).ok().flatten()
    }

    /// Returns the error of a call that does not suit the client's site.
    pub(crate) fn site_mismatch(&self, settings: &Settings) -> Option<ConfigError> {
        if settings.skip_site_check || self.options.skip_site_check {
            return None;
        }
        let (action, site) = (&self.action.name, settings.site);
        let what = if !self.action.sites.contains(site) {
            format!("{action} is not offered on the {site} site")
        } else if let Some(mismatch) = &self.mismatch {
            format!("{action} {mismatch} on the {site} site")
        } else {
            return None;
        };
        Some(ConfigError::new(format!(
            "{what}, as far as is documented; `skip_site_check` sends it all the same"
        )))
    }
}

/// Checks a region's name. An empty one is none, as of a variable that is not set.
pub(crate) fn checked_region(region: &str) -> Result<Option<&str>, ConfigError> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match region {
        "" => Ok(None),
        _ if region.chars().all(fits) => Ok(Some(region)),
        _ => Err(ConfigError::new(format!(
            "the region {region:?} is not a name of lower-case letters, digits and hyphens, such \
             as `ap-singapore`"
        ))),
    }
}
