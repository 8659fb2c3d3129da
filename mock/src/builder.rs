//! The builder of a mock, with or without a server.

use crate::config::{Answers, Config, Credential, SECRET_ID, SECRET_KEY};
use crate::cors::check_origin;
use crate::error::Error;
use crate::list::List;
use crate::mock::Mock;
use crate::rule::Rule;
use crate::rule_check::{check_all, unknown_action};
use crate::server::MockServer;
use crate::server::settings::{Limits, Settings};
use crate::spec::Spec;
use std::io;
use std::net::SocketAddr;
use std::thread;
use std::time::Duration;
use tencentcloud_model::model::Site;
use tokio::sync::oneshot;

/// The settings of a mock. The defaults suit tests.
///
/// ```
/// use tencentcloud_mock::{MockServer, Rule};
///
/// # fn main() -> Result<(), tencentcloud_mock::Error> {
/// let server = MockServer::builder()
///     .credential("AKIDtest", "secret")
///     .items_of("ListUsers", 120)
///     .rule(Rule::on("DeleteUser").error("FailedOperation.ZoneIdNotExist").once())
///     .start_blocking()?;
/// assert!(server.url().starts_with("http://127.0.0.1:"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Builder {
    spec: Option<Spec>,
    config: Config,
    rules: Vec<Rule>,
    origins: Vec<String>,
    settings: Settings,
}

impl Builder {
    /// Speaks this API. The default is the embedded spec.
    pub fn spec(mut self, spec: impl Into<Spec>) -> Self {
        self.spec = Some(spec.into());
        self
    }

    /// Accepts this key. The default key is [`SECRET_ID`] and [`SECRET_KEY`].
    pub fn credential(
        mut self,
        secret_id: impl Into<String>,
        secret_key: impl Into<String>,
    ) -> Self {
        self.config.credentials.push(Credential::new(secret_id, secret_key));
        self
    }

    /// Accepts this temporary key: requests signed with it must send the token.
    pub fn temporary_credential(
        mut self,
        secret_id: impl Into<String>,
        secret_key: impl Into<String>,
        token: impl Into<String>,
    ) -> Self {
        let credential = Credential::new(secret_id, secret_key).with_token(token);
        self.config.credentials.push(credential);
        self
    }

    /// Accepts requests whatever their signature, and requests without one.
    pub fn accept_unsigned(mut self) -> Self {
        self.config.verify_signatures = false;
        self
    }

    /// Accepts this service name in the scope of signatures, too. Some clients take the name from the
    /// host, such as `127` from `127.0.0.1`.
    pub fn scope(mut self, service: impl Into<String>) -> Self {
        self.config.scopes.push(service.into());
        self
    }

    /// Accepts requests for this action with `Authorization: SKIP`, as it always does for actions
    /// that the spec declares `unsigned`.
    pub fn unsigned_action(mut self, action: impl Into<String>) -> Self {
        self.config.unsigned_actions.push(action.into());
        self
    }

    /// Offers the actions and parameters of this site. By default, those of both sites are there,
    /// unless a request names the host of one.
    pub fn site(mut self, site: Site) -> Self {
        self.config.site = Some(site);
        self
    }

    /// Accepts these regions only. By default, everything in the form of a region is accepted.
    pub fn regions<R: Into<String>>(mut self, regions: impl IntoIterator<Item = R>) -> Self {
        self.config.regions = Some(regions.into_iter().map(Into::into).collect());
        self
    }

    /// Lets pages of this origin call the mock from a browser, such as `http://localhost:3000`: its
    /// preflights are answered, and it may read answers. Only pages on this machine can be allowed.
    pub fn allow_origin(mut self, origin: impl Into<String>) -> Self {
        self.origins.push(origin.into());
        self
    }

    /// Turns off the documented rate limits.
    pub fn without_rate_limits(mut self) -> Self {
        self.config.rate_limits = false;
        self
    }

    /// Selects the answers to valid requests.
    pub fn answers(mut self, answers: Answers) -> Self {
        self.config.answers = answers;
        self
    }

    /// Sets the seed of generated values, keys and request IDs. Equal seeds give equal values.
    pub fn seed(mut self, seed: u64) -> Self {
        self.config.seed = seed;
        self
    }

    /// Sets how many items each list has; 25 by default, 1,000,000 at most.
    pub fn items(mut self, count: usize) -> Self {
        self.config.items = count;
        self
    }

    /// Sets how many items the list of one action has.
    pub fn items_of(mut self, action: impl Into<String>, count: usize) -> Self {
        self.config.items_of.insert(action.into(), count);
        self
    }

    /// Sets how many polls find a task in progress before one finds it done; 2 by default.
    pub fn task_polls(mut self, count: u32) -> Self {
        self.config.task_polls = count;
        self
    }

    /// Sets how many requests and bytes the log keeps; 1,000 and 8 MiB by default.
    pub fn log(mut self, entries: usize, bytes: usize) -> Self {
        self.config.log_entries = entries;
        self.config.log_bytes = bytes;
        self
    }

    /// Adds a rule, which is checked when the mock is made.
    pub fn rule(mut self, rule: Rule) -> Self {
        self.rules.push(rule);
        self
    }

    /// Adds rules, for example from [`rules_from_file`](crate::rules_from_file).
    pub fn rules(mut self, rules: impl IntoIterator<Item = Rule>) -> Self {
        self.rules.extend(rules);
        self
    }

    /// Listens on this port; by default, on a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.settings.address.set_port(port);
        self
    }

    /// Listens on this address, which must be a loopback address unless
    /// [`allow_remote`](Self::allow_remote) is called.
    pub fn address(mut self, address: SocketAddr) -> Self {
        self.settings.address = address;
        self
    }

    /// Allows an address that other machines can reach. A mock protects nothing: anyone who can reach
    /// it can use it.
    pub fn allow_remote(mut self) -> Self {
        self.settings.allow_remote = true;
        self
    }

    /// Speaks HTTPS, with a certificate made at the start for `localhost`, `127.0.0.1` and the
    /// hosts of the spec. Clients must trust [`MockServer::certificate_pem`].
    #[cfg(feature = "tls")]
    pub fn tls(mut self) -> Self {
        self.settings.tls = true;
        self
    }

    /// Sets the number of threads that serve; 1 by default, which is enough for tests.
    pub fn threads(mut self, count: usize) -> Self {
        self.settings.threads = count.max(1);
        self
    }

    /// Serves at most this many connections at once; 512 by default. Further ones wait, and with
    /// them their first request, until one is closed or has been idle.
    pub fn max_connections(mut self, count: usize) -> Self {
        self.limits().connections = count.max(1);
        self
    }

    /// Lets a new connection stay silent for this long while others wait; 2 seconds by default. After
    /// that it is closed if no request has begun.
    pub fn silent_time(mut self, time: Duration) -> Self {
        self.limits().silent_time = time;
        self
    }

    /// Limits the body of a request, in bytes; 10 MiB by default, as documented.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.limits().body = bytes;
        self
    }

    /// Limits the bodies of requests and answers that are held at the same time, in bytes; 256 MiB by
    /// default. Requests beyond that are refused with `ServiceUnavailable`.
    pub fn max_bodies(mut self, bytes: usize) -> Self {
        self.limits().bodies = bytes;
        self
    }

    /// Limits the time from one request to the end of the next one's head, idle time included; 60
    /// seconds by default.
    pub fn head_time(mut self, time: Duration) -> Self {
        self.limits().head_time = time;
        self
    }

    /// Limits the time for the body of a request; 30 seconds by default.
    pub fn body_time(mut self, time: Duration) -> Self {
        self.limits().body_time = time;
        self
    }

    fn limits(&mut self) -> &mut Limits {
        &mut self.settings.limits
    }

    /// Builds the mock without a server.
    ///
    /// # Errors
    ///
    /// If the embedded spec is broken, a setting names an action that does not exist or is not a list,
    /// there would be too many items, an origin is not on this machine, or a rule can never apply.
    pub fn build(self) -> Result<Mock, Error> {
        let spec = self.spec.map_or_else(Spec::embedded, Ok)?;
        let mut config = self.config;
        if config.credentials.is_empty() {
            config.credentials.push(Credential::new(SECRET_ID, SECRET_KEY));
        }
        let origins = self.origins.iter().map(|origin| check_origin(origin));
        config.allowed_origins = origins.collect::<Result<_, _>>()?;
        check_settings(&spec, &config)?;
        check_all(&self.rules, &spec)?;
        let mock = Mock::new(spec, config);
        mock.add_rules(self.rules)?;
        Ok(mock)
    }

    /// Starts the server.
    ///
    /// # Errors
    ///
    /// If the mock cannot be made, or the address cannot be listened on.
    pub async fn start(self) -> Result<MockServer, Error> {
        let (send, receive) = oneshot::channel();
        // Reading a spec takes too long to block an async runtime on.
        let start = move || {
            // If the caller no longer waits, the server stops at once.
            let _ = send.send(self.start_blocking());
        };
        let aside = thread::Builder::new().name("mock start".to_owned()).spawn(start);
        aside.map_err(Error::Thread)?;
        let stopped = |_| Error::Thread(io::Error::other("it stopped"));
        receive.await.map_err(stopped)?
    }

    /// Starts the server from a program without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`Builder::start`].
    pub fn start_blocking(self) -> Result<MockServer, Error> {
        let settings = self.settings.clone();
        MockServer::serve(self.build()?, settings)
    }
}

/// How many items a list may have.
const MAX_ITEMS: usize = 1_000_000;

/// Checks settings that name actions or count items: none may be without effect.
fn check_settings(spec: &Spec, config: &Config) -> Result<(), Error> {
    let counts = config.items_of.values().chain([&config.items]);
    if let Some(count) = counts.max().filter(|count| **count > MAX_ITEMS) {
        let problem = format!("{count} items are more than the {MAX_ITEMS} a list may have");
        return Err(Error::Setting(problem));
    }
    for action in config.items_of.keys() {
        if spec.named(action).next().is_none() {
            return Err(Error::Setting(format!(
                "items of an action: {}",
                unknown_action(spec, action)
            )));
        }
        if !spec.named(action).any(|operation| List::of(operation).is_some()) {
            return Err(Error::Setting(format!("items of `{action}`: it does not return a list")));
        }
    }
    let unsigned =
        config.unsigned_actions.iter().find(|action| spec.named(action).next().is_none());
    match unsigned {
        Some(action) => {
            Err(Error::Setting(format!("unsigned action: {}", unknown_action(spec, action))))
        }
        None => Ok(()),
    }
}

impl Mock {
    /// Returns a builder for a mock without a network.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

impl MockServer {
    /// Returns a builder for a server.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Starts a server for an API with default settings, on a free port of this machine alone.
    ///
    /// # Errors
    ///
    /// If no port can be opened.
    pub async fn start(spec: impl Into<Spec>) -> Result<Self, Error> {
        Self::builder().spec(spec).start().await
    }

    /// Starts a server as [`MockServer::start`] does, from a program without an async runtime.
    ///
    /// # Errors
    ///
    /// If no port can be opened.
    pub fn start_blocking(spec: impl Into<Spec>) -> Result<Self, Error> {
        Self::builder().spec(spec).start_blocking()
    }
}
