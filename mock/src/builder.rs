//! How to set up a mock, with or without a server around it.

use crate::config::{Answers, Config, Credential, SECRET_ID, SECRET_KEY};
use crate::cors::check_origin;
use crate::error::Error;
use crate::mock::Mock;
use crate::rule::Rule;
use crate::rule_check::check_all;
use crate::server::MockServer;
use crate::server::settings::{Limits, Settings};
use crate::spec::Spec;
use std::io;
use std::net::SocketAddr;
use std::thread;
use std::time::Duration;
use tencentcloud_model::model::Site;
use tokio::sync::oneshot;

/// Sets up a mock. What is not said has a default that suits tests.
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
    /// Speaks this API. The default is the one this crate was built with.
    pub fn spec(mut self, spec: impl Into<Spec>) -> Self {
        self.spec = Some(spec.into());
        self
    }

    /// Knows this key. Without any, the key is [`SECRET_ID`] and [`SECRET_KEY`].
    pub fn credential(
        mut self,
        secret_id: impl Into<String>,
        secret_key: impl Into<String>,
    ) -> Self {
        self.config.credentials.push(Credential::new(secret_id, secret_key));
        self
    }

    /// Knows this temporary key: requests signed with it must send the token.
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

    /// Takes requests without looking at their signatures, or that have none.
    pub fn accept_unsigned(mut self) -> Self {
        self.config.verify_signatures = false;
        self
    }

    /// Takes this service name in the scope of signatures too. Some clients take it from the host,
    /// which for a mock is another: `127` of `127.0.0.1`.
    pub fn scope(mut self, service: impl Into<String>) -> Self {
        self.config.scopes.push(service.into());
        self
    }

    /// Takes requests for this action with `Authorization: SKIP`. `AssumeRoleWithSAML` and
    /// `AssumeRoleWithWebIdentity` are such actions without being named.
    pub fn unsigned_action(mut self, action: impl Into<String>) -> Self {
        self.config.unsigned_actions.push(action.into());
        self
    }

    /// Offers what this site offers. Without it, both sites' actions and parameters are there,
    /// unless a request names the host of one.
    pub fn site(mut self, site: Site) -> Self {
        self.config.site = Some(site);
        self
    }

    /// Takes these regions. Without it, whatever has the form of a region.
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

    /// Does not enforce the documented rates.
    pub fn without_rate_limits(mut self) -> Self {
        self.config.rate_limits = false;
        self
    }

    /// What to answer to requests that are right.
    pub fn answers(mut self, answers: Answers) -> Self {
        self.config.answers = answers;
        self
    }

    /// What invented values and request ids are made from. The same seed gives the same.
    pub fn seed(mut self, seed: u64) -> Self {
        self.config.seed = seed;
        self
    }

    /// How many items there are to page through; 25 without it.
    pub fn items(mut self, count: usize) -> Self {
        self.config.items = count;
        self
    }

    /// How many items one action has to page through.
    pub fn items_of(mut self, action: impl Into<String>, count: usize) -> Self {
        self.config.items_of.insert(action.into(), count);
        self
    }

    /// How many polls find a task in progress before one finds it done; 2 without it.
    pub fn task_polls(mut self, count: u32) -> Self {
        self.config.task_polls = count;
        self
    }

    /// How many requests the log keeps, and how many bytes; 1,000 and 8 MiB without it.
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

    /// Adds rules, for example of [`rules_from_file`](crate::rules_from_file).
    pub fn rules(mut self, rules: impl IntoIterator<Item = Rule>) -> Self {
        self.rules.extend(rules);
        self
    }

    /// Listens on this port; without it, on a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.settings.address.set_port(port);
        self
    }

    /// Listens on this address, which must be of this machine alone.
    pub fn address(mut self, address: SocketAddr) -> Self {
        self.settings.address = address;
        self
    }

    /// Lets the address be one that other machines reach. A mock protects nothing: whoever reaches
    /// it can use it.
    pub fn allow_remote(mut self) -> Self {
        self.settings.allow_remote = true;
        self
    }

    /// Speaks HTTPS, with a certificate made at the start for `localhost`, `127.0.0.1` and the
    /// hosts of the spec: [`MockServer::certificate_pem`] is what clients must trust.
    #[cfg(feature = "tls")]
    pub fn tls(mut self) -> Self {
        self.settings.tls = true;
        self
    }

    /// How many threads serve; 1 without it, which is enough for tests.
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

    /// How large the body of a request may be, in bytes; 10 MiB without it, as documented.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.limits().body = bytes;
        self
    }

    /// How large the bodies of requests and answers that are held at the same time may be together,
    /// in bytes; 256 MiB without it. Requests beyond that are refused with `ServiceUnavailable`.
    pub fn max_bodies(mut self, bytes: usize) -> Self {
        self.limits().bodies = bytes;
        self
    }

    /// How long a connection may take from one request to the end of the next one's head, idle or
    /// not; 60 seconds without it.
    pub fn head_time(mut self, time: Duration) -> Self {
        self.limits().head_time = time;
        self
    }

    /// How long the body of a request may take; 30 seconds without it.
    pub fn body_time(mut self, time: Duration) -> Self {
        self.limits().body_time = time;
        self
    }

    fn limits(&mut self) -> &mut Limits {
        &mut self.settings.limits
    }

    /// Makes the mock without a server.
    ///
    /// # Errors
    ///
    /// If the embedded spec is broken, or a rule can never apply.
    pub fn build(self) -> Result<Mock, Error> {
        let spec = self.spec.map_or_else(Spec::embedded, Ok)?;
        let mut config = self.config;
        if config.credentials.is_empty() {
            config.credentials.push(Credential::new(SECRET_ID, SECRET_KEY));
        }
        let origins = self.origins.iter().map(|origin| check_origin(origin));
        config.allowed_origins = origins.collect::<Result<_, _>>()?;
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
            // Whoever waited may have gone: then the server stops at once.
            let _ = send.send(self.start_blocking());
        };
        let aside = thread::Builder::new().name("mock start".to_owned()).spawn(start);
        aside.map_err(Error::Thread)?;
        let stopped = |_| Error::Thread(io::Error::other("it stopped"));
        receive.await.map_err(stopped)?
    }

    /// Starts the server; for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`Builder::start`].
    pub fn start_blocking(self) -> Result<MockServer, Error> {
        let settings = self.settings.clone();
        MockServer::serve(self.build()?, settings)
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
