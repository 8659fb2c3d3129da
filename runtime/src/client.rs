//! The client: what sends requests.
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

#[cfg(any(feature = "reqwest", feature = "blocking"))]
pub(crate) use builder::Needs;
pub use builder::{Async, Builder, Language};

use crate::action::{Action, Site};
use crate::call::Call;
use crate::channel::{Channel, Identity, Prepared, Target};
use crate::credential::Cache;
use crate::error::Error;
use crate::page::{Items, Paged, Pages};
use crate::wait::{Wait, Waiting};
use crate::wire;
use std::sync::Arc;

/// What sends requests, without blocking the thread. Clones are cheap and share everything:
/// connections, credential, budget of retries.
#[derive(Clone, Debug)]
pub struct Client {
    core: Arc<Core>,
}

/// What the clones of a client share.
#[derive(Debug)]
pub(crate) struct Core {
    pub(crate) channel: Channel,
    pub(crate) credentials: Cache,
}

impl Client {
    /// What a client is configured with.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// A client for the mainland site that finds its credential in the usual places.
    pub fn new() -> Result<Self, crate::error::ConfigError> {
        Self::builder().build()
    }

    /// The site that the client calls.
    pub fn site(&self) -> Site {
        self.core.channel.settings.site
    }

    /// Sends a request: `client.send(&request).await`.
    ///
    /// The request is encoded at once and may then be dropped; it is sent when the call is awaited.
    pub fn send<A: Action>(&self, request: &A) -> Call<A> {
        Call::new(&self.core, request)
    }

    /// Calls an action that no generated code knows, and gives what stands under `Response`.
    pub async fn call(
        &self,
        target: Target,
        parameters: &serde_json::Value,
    ) -> Result<serde_json::Value, Error> {
        let call = Prepared::untyped(target, parameters.to_string().into_bytes());
        let identity = Identity::Cached(&self.core.credentials);
        let answer = self.core.channel.call(&call, identity).await?;
        crate::untyped::response(&call, &answer)
    }

    /// The pages of a list, from the one that the request names on.
    pub fn pages<A: Paged>(&self, request: A) -> Pages<A> {
        Pages::new(self.clone(), request)
    }

    /// The items of a list, over all pages from the one that the request names on.
    pub fn items<A: Paged>(&self, request: A) -> Items<A> {
        Items::new(self.pages(request))
    }

    /// Waits until what a request has started is done, as far as the response to it names tasks.
    pub fn wait<A: Wait>(&self, request: &A, response: &A::Response) -> Waiting<A> {
        Waiting::new(self.clone(), request, response)
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn assembled(core: Arc<Core>) -> Self {
        Self { core }
    }

    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.core
    }
}

impl Core {
    /// Encodes a request.
    pub(crate) fn prepare(
        &self,
        operation: &'static crate::action::Operation,
        catalogue: &'static crate::error::Catalogue,
        request: &dyn wire::Record,
    ) -> Prepared {
        let site = self.channel.settings.site;
        Prepared {
            target: Target::of(operation),
            body: wire::to_json(request).into(),
            catalogue,
            options: crate::call::Options::default(),
            foreign: wire::elsewhere(request, site),
        }
    }
}
