//! The async client.
//!
//! ```no_run
//! use tencentcloud_runtime::{action::Site, client::Client, credential::Credential};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder()
//!     .site(Site::International)
//!     .credentials(Credential::new("AKIDEXAMPLE", "secret"))
//!     .build()?;
//! # Ok(())
//! # }
//! ```

mod builder;

pub use builder::{Async, Language};

use crate::action::Action;
use crate::call::{Call, Core};
use crate::clock::System;
use crate::credential::{Identity, Provider};
use crate::error::{ConfigError, Error};
use crate::operation::Site;
use crate::page::{Items, Paged, Pages};
use crate::raw::{ActionRef, Json};
use crate::transport::{self, Transport};
use crate::wait::{Wait, Waiting};
use std::sync::Arc;

/// Configures a client; `C` is the client that it builds, `M` its kind.
pub type Builder<C = Client, M = Async> = builder::Builder<C, M>;

/// The async client. Clones are cheap and share everything: connections, credential, retry budget
/// and rate limits.
#[derive(Clone, Debug)]
pub struct Client {
    core: Arc<Core>,
}

impl Client {
    /// Returns a builder for a client.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// Creates a client with the default settings, which finds its credential in the usual places.
    pub fn new() -> Result<Self, ConfigError> {
        Self::builder().build()
    }

    /// Returns the site that the client calls.
    pub fn site(&self) -> Site {
        self.core.pipeline.settings.site
    }

    /// Returns the identity that requests are signed with: provider, place and shortened secret ID.
    ///
    /// It looks for the credential if no call has done so, and fails with [`Error::Credential`] if
    /// there is none. The service is not asked; its `GetCallerIdentity` returns the account.
    ///
    /// ```
    /// use tencentcloud_runtime::client::Client;
    /// use tencentcloud_runtime::credential::{Env, Environment};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let env = Env::of([
    ///     ("TENCENTCLOUD_SECRET_ID", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE"),
    ///     ("TENCENTCLOUD_SECRET_KEY", "secret"),
    /// ]);
    /// let client = Client::builder().credentials(Environment::of(env)).build()?;
    /// let identity = client.identity().await?;
    /// assert_eq!(identity.to_string(), "AKID****MPLE from environment (TENCENTCLOUD_SECRET_ID)");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn identity(&self) -> Result<Identity, Error> {
        self.core.identity().await
    }

    /// Sends a request: `client.send(&request).await`.
    ///
    /// The request is encoded at once and may then be dropped; it is sent when the call is awaited.
    pub fn send<A: Action>(&self, request: &A) -> Call<A> {
        Call::new(&self.core, request)
    }

    /// Calls an action without generated types: `client.call(action, &parameters).await` returns the
    /// value of `Response`.
    pub fn call(&self, action: ActionRef, parameters: &serde_json::Value) -> Call<Json> {
        Call::raw(&self.core, action, parameters)
    }

    /// Returns a client with another source of credentials.
    ///
    /// It shares everything else with this one: connections, settings, the retry budget and the
    /// limiter of rates, which counts each secret ID by itself. Programs that govern many accounts
    /// make one client and call this for each account.
    ///
    /// ```
    /// use tencentcloud_runtime::{client::Client, credential::Credential};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = Client::builder().region("ap-singapore").build()?;
    /// let other = client.with_credentials(Credential::new("AKIDEXAMPLE", "secret"));
    /// # let _ = other;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_credentials(&self, provider: impl Provider) -> Self {
        Self { core: Arc::new(self.core.with_credentials(Arc::new(provider))) }
    }

    /// Iterates over the pages of a list, starting at the requested one.
    pub fn pages<A: Paged>(&self, request: A) -> Pages<A> {
        Pages::new(self.core.clone(), request)
    }

    /// Iterates over the items of all pages of a list, starting at the requested one.
    pub fn items<A: Paged>(&self, request: A) -> Items<A> {
        Items::new(self.pages(request))
    }

    /// Waits until the tasks that a request has started have ended.
    pub fn wait<A: Wait>(&self, request: &A, response: &A::Response) -> Waiting<A> {
        Waiting::new(self.core.clone(), request, response)
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn new_with(core: Arc<Core>) -> Self {
        Self { core }
    }
}

impl<C: From<Client>> Builder<C> {
    /// Sets the transport, instead of a new one over hyper. Several clients can share one: pass clones
    /// of it, or of an `Arc` of it.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Builds the client. Nothing is sent yet; an error says which setting cannot work, and why.
    pub fn build(self) -> Result<C, ConfigError> {
        let core = self.assemble(transport::connect, || Arc::new(System::new()))?;
        Ok(Client { core }.into())
    }
}
