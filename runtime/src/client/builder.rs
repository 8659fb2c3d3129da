//! The configuration of clients.

use crate::call::Core;
use crate::clock::Clock;
use crate::credential::{Cache, Chain, Env, Provider};
use crate::error::ConfigError;
use crate::operation::Site;
use crate::pipeline::prepared::checked_region;
use crate::pipeline::{Endpoint, Pipeline, ServiceClock, Settings};
use crate::rate_limit::Limiter;
use crate::retry::{Budget, Policy};
use crate::transport::{Proxy, Transport, TransportConfig};
use http::HeaderValue;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// The language of the service's messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese.
    Chinese,
}

/// The place to call.
struct Location {
    site: Site,
    region: Option<Box<str>>,
    endpoint: Option<Endpoint>,
}

/// Marks builders of clients for async programs.
#[derive(Debug)]
pub enum Async {}

/// Configures a client; `C` is the client that it builds. Nothing is required.
#[must_use = "a builder does nothing until it builds"]
pub struct Builder<C, M> {
    credentials: Option<Arc<dyn Provider>>,
    env: Env,
    site: Option<Site>,
    region: Option<String>,
    endpoint: Option<String>,
    sts_endpoint: Option<String>,
    language: Language,
    user_agent: Option<String>,
    connect_timeout: Option<Duration>,
    attempt_timeout: Duration,
    deadline: Option<Duration>,
    proxy: Option<Proxy>,
    retry: Policy,
    response_limit: usize,
    skip_site_check: bool,
    rate_limits: bool,
    default_rate_limit: Option<u32>,
    pub(crate) transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    marks: PhantomData<fn() -> (C, M)>,
}

impl<C, M> Builder<C, M> {
    /// Creates a builder with the defaults.
    pub fn new() -> Self {
        Self {
            credentials: None,
            env: Env::process(),
            site: None,
            region: None,
            endpoint: None,
            sts_endpoint: None,
            language: Language::default(),
            user_agent: None,
            connect_timeout: None,
            attempt_timeout: Duration::from_secs(60),
            deadline: None,
            proxy: None,
            retry: Policy::new(),
            response_limit: 32 << 20,
            skip_site_check: false,
            rate_limits: true,
            default_rate_limit: None,
            transport: None,
            clock: None,
            marks: PhantomData,
        }
    }

    /// Sets the source of credentials: a [`Credential`](crate::credential::Credential), or one of the
    /// providers beside it. By default, [`Chain`] looks in the usual places.
    pub fn credentials(mut self, provider: impl Provider) -> Self {
        self.credentials = Some(Arc::new(provider));
        self
    }

    /// Reads these variables instead of those of the process: `TENCENTCLOUD_SITE` (`mainland` or
    /// `international`), `TENCENTCLOUD_REGION` and `TENCENTCLOUD_ENDPOINT`. Each counts where the
    /// builder says nothing. Without [`Builder::credentials`], credentials are looked for with them,
    /// too.
    pub fn env(mut self, env: Env) -> Self {
        self.env = env;
        self
    }

    /// Sets the site whose hosts are called. The default is `TENCENTCLOUD_SITE`, or else the mainland
    /// site.
    pub fn site(mut self, site: Site) -> Self {
        self.site = Some(site);
        self
    }

    /// Sets the region to call, such as `ap-singapore`; an empty one is none. Some services need one,
    /// others ignore it. The default is `TENCENTCLOUD_REGION`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the address to call instead of the service's host on the site, for all services: a host
    /// alone, or with scheme, port and path. Signatures do not depend on it. The default is
    /// `TENCENTCLOUD_ENDPOINT`, or else the host of the service.
    pub fn endpoint(mut self, address: impl Into<String>) -> Self {
        self.endpoint = Some(address.into());
        self
    }

    /// Sets the endpoint of the Security Token Service, which credential providers call to assume
    /// roles. By default it is [`Builder::endpoint`] if that is set, or else the site's host.
    pub fn sts_endpoint(mut self, address: impl Into<String>) -> Self {
        self.sts_endpoint = Some(address.into());
        self
    }

    /// Sets the language of the service's messages; the default is English.
    pub fn language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Sets the program's name in the service's logs: up to 100 letters, digits and `-_,;.`.
    pub fn user_agent(mut self, text: impl Into<String>) -> Self {
        self.user_agent = Some(text.into());
        self
    }

    /// Limits the time for making a connection; the default is 10 seconds. It is an error beside
    /// `transport`, which has a [`TransportConfig`] of its own.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = Some(limit);
        self
    }

    /// Limits each request, from connecting to the end of the response; the default is 60 seconds.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = limit;
        self
    }

    /// Limits each call, including retries and pauses; by default there is no such limit.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = Some(limit);
        self
    }

    /// Selects the proxy; the default is the one of the environment. It is an error beside
    /// `transport`, which has a [`TransportConfig`] of its own.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// Sets the retry policy; [`Policy::off`] disables retries.
    pub fn retry(mut self, policy: Policy) -> Self {
        self.retry = policy;
        self
    }

    /// Limits the body of a response, in bytes; the default is 32 MiB.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.response_limit = bytes;
        self
    }

    /// Sends requests even if the action, or a member that the request has, is not documented for
    /// the site. By default they fail without being sent.
    pub fn skip_site_check(mut self) -> Self {
        self.skip_site_check = true;
        self
    }

    /// Sets whether to keep to the documented requests per second of each action; the default is to
    /// do so. All clones of the client, and all clients that share its connections, count together;
    /// each secret ID counts by itself. Requests beyond the rate wait.
    pub fn rate_limits(mut self, limit: bool) -> Self {
        self.rate_limits = limit;
        self
    }

    /// Sets the requests per second of actions whose rate is not documented; by default these are
    /// not limited. It has no effect without [`Builder::rate_limits`].
    pub fn default_rate_limit(mut self, per_second: u32) -> Self {
        self.default_rate_limit = Some(per_second);
        self
    }

    /// Sets the clock, for tests.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Returns site, region and endpoint: what the builder says, or else the environment.
    fn location(&self) -> Result<Location, ConfigError> {
        let variable = |name: &str| self.env.text(name).map_err(ConfigError::new);
        let site = match (self.site, variable("TENCENTCLOUD_SITE")?) {
            (Some(site), _) => site,
            (None, None) => Site::Mainland,
            (None, Some(name)) => {
                let site = Site::ALL.into_iter().find(|site| site.as_str() == name);
                site.ok_or_else(|| {
                    let reason = format!(
                        "TENCENTCLOUD_SITE is {name:?}; expected `mainland` or `international`"
                    );
                    ConfigError::new(reason)
                })?
            }
        };
        let named =
            |name: &str, error: ConfigError| ConfigError::new(format!("{name}: {}", error.reason));
        let region = match &self.region {
            Some(region) => checked_region(region)?.map(Into::into),
            None => match variable("TENCENTCLOUD_REGION")? {
                Some(region) => checked_region(&region)
                    .map_err(|error| named("TENCENTCLOUD_REGION", error))?
                    .map(Into::into),
                None => None,
            },
        };
        let endpoint = match &self.endpoint {
            Some(address) => Some(Endpoint::parse(address)?),
            None => match variable("TENCENTCLOUD_ENDPOINT")? {
                Some(address) => Some(
                    Endpoint::parse(&address)
                        .map_err(|error| named("TENCENTCLOUD_ENDPOINT", error))?,
                ),
                None => None,
            },
        };
        Ok(Location { site, region, endpoint })
    }

    /// Builds the state of a client; the transport and the clock are those of its kind.
    pub(crate) fn assemble(
        self,
        transport: impl FnOnce(&TransportConfig) -> Result<Arc<dyn Transport>, ConfigError>,
        clock: impl FnOnce() -> Arc<dyn Clock>,
    ) -> Result<Arc<Core>, ConfigError> {
        let Location { site, region, endpoint } = self.location()?;
        let sts_endpoint = self.sts_endpoint.as_deref().map(Endpoint::parse).transpose()?;
        let transport = match (self.transport, self.connect_timeout, self.proxy) {
            (Some(transport), None, None) => transport,
            (None, connect_timeout, proxy) => {
                let mut config = TransportConfig::new();
                if let Some(limit) = connect_timeout {
                    config = config.connect_timeout(limit);
                }
                if let Some(proxy) = proxy {
                    config = config.proxy(proxy);
                }
                transport(&config)?
            }
            (Some(_), ..) => {
                return Err(ConfigError::new(
                    "connect_timeout and proxy have no effect on a transport that is given: set \
                     them with the TransportConfig that it is made with",
                ));
            }
        };
        let provider = self.credentials.unwrap_or_else(|| Arc::new(Chain::of(&self.env)));
        Ok(Arc::new(Core {
            pipeline: Arc::new(Pipeline {
                transport,
                time: ServiceClock::new(self.clock.unwrap_or_else(clock)),
                settings: Settings {
                    site,
                    region,
                    endpoint,
                    sts_endpoint,
                    language: HeaderValue::from_static(match self.language {
                        Language::English => "en-US",
                        Language::Chinese => "zh-CN",
                    }),
                    agent: agent(self.user_agent.as_deref())?,
                    attempt_timeout: self.attempt_timeout,
                    deadline: self.deadline,
                    response_limit: self.response_limit,
                    retry: self.retry,
                    skip_site_check: self.skip_site_check,
                },
                budget: Budget::new(),
                limiter: self.rate_limits.then(|| Limiter::new(self.default_rate_limit)),
            }),
            credentials: Cache::new(provider),
        }))
    }
}

impl<C, M> Default for Builder<C, M> {
    fn default() -> Self {
        Self::new()
    }
}

/// How the client names itself, and the program that uses it.
fn agent(program: Option<&str>) -> Result<HeaderValue, ConfigError> {
    const NAME: &str = concat!("SDK_RUST_", env!("CARGO_PKG_VERSION"));
    let Some(program) = program else {
        return Ok(HeaderValue::from_static(NAME));
    };
    // The official SDKs agree on these; the service takes up to 128 characters in all.
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_,;.".contains(c);
    if program.is_empty() || program.len() > 100 || !program.chars().all(fits) {
        return Err(ConfigError::new(format!(
            "the user agent {program:?} has to be 1 to 100 letters, digits and signs of `-_,;.`"
        )));
    }
    HeaderValue::from_str(&format!("{NAME};{program}"))
        .map_err(|_| ConfigError::new("the user agent does not fit into a header"))
}

impl<C, M> fmt::Debug for Builder<C, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("credentials", &self.credentials)
            .field("site", &self.site)
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}
