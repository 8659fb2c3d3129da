//! The client for programs without async: the same calls, which block the thread.
//!
//! A call ends with `.call()` where async programs write `.await`; pages and items are iterators.
//!
//! ```no_run
//! use tencentcloud_runtime::{action::Site, blocking::Client};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder().site(Site::International).build()?;
//! # Ok(())
//! # }
//! ```

mod call;
mod page;

pub use crate::transport::BlockingTransport as Transport;
pub use crate::transport::Ureq;
pub use call::{Call, Waiting};
pub use page::{Items, Pages};

use crate::action::Action;
use crate::client;
use crate::clock::{self, Clock};
use crate::credential::{Identity, Provider};
use crate::error::{ConfigError, Error};
use crate::future::block_on;
use crate::operation::Site;
use crate::page::Paged;
use crate::raw::{ActionRef, Json};
use crate::transport::{self, BlockingAdapter};
use crate::wait::Wait;
use std::sync::Arc;

/// The blocking client. Clones are cheap and share everything: connections, credential, retry
/// budget and rate limits.
#[derive(Clone, Debug)]
pub struct Client {
    // The async client over a transport and a clock that block the thread.
    inner: client::Client,
}

/// Marks builders of clients that block.
#[derive(Debug)]
pub enum Blocking {}

/// Configures a blocking client.
pub type Builder<C = Client> = client::Builder<C, Blocking>;

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
        self.inner.site()
    }

    /// Returns the identity that requests are signed with: provider, place and shortened secret ID.
    ///
    /// It looks for the credential if no call has done so, and fails with [`Error::Credential`] if
    /// there is none. The service is not asked.
    pub fn identity(&self) -> Result<Identity, Error> {
        block_on(self.inner.identity())
    }

    /// Sends a request: `client.send(&request).call()`.
    pub fn send<A: Action>(&self, request: &A) -> Call<A> {
        Call::new(self.inner.send(request))
    }

    /// Calls an action without generated types: `client.call(action, &parameters).call()` returns
    /// the value of `Response`.
    pub fn call(&self, action: ActionRef, parameters: &serde_json::Value) -> Call<Json> {
        Call::new(self.inner.call(action, parameters))
    }

    /// Returns a client with another source of credentials, which shares everything else with this
    /// one: see [`Client::with_credentials`](crate::client::Client::with_credentials).
    #[must_use]
    pub fn with_credentials(&self, provider: impl Provider) -> Self {
        Self { inner: self.inner.with_credentials(provider) }
    }

    /// Iterates over the pages of a list, starting at the requested one.
    pub fn pages<A: Paged>(&self, request: A) -> Pages<A> {
        Pages::new(self.inner.pages(request))
    }

    /// Iterates over the items of all pages of a list, starting at the requested one.
    pub fn items<A: Paged>(&self, request: A) -> Items<A> {
        Items::new(self.inner.items(request))
    }

    /// Waits until what a request has started is done, as far as the response to it names tasks:
    /// `client.wait(&request, &response).call()`.
    pub fn wait<A: Wait>(&self, request: &A, response: &A::Response) -> Waiting<A> {
        Waiting::new(self.inner.wait(request, response))
    }
}

impl<C: From<Client>> client::Builder<C, Blocking> {
    /// Sets the transport, instead of a new one over ureq. Several clients can share one: pass clones
    /// of it, or of an `Arc` of it.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(BlockingAdapter(transport)));
        self
    }

    /// Builds the client. Nothing is sent yet; an error says which setting cannot work, and why.
    pub fn build(self) -> Result<C, ConfigError> {
        let clock = || -> Arc<dyn Clock> { Arc::new(clock::Thread::new()) };
        let core = self.assemble(transport::connect_blocking, clock)?;
        Ok(Client { inner: client::Client::new_with(core) }.into())
    }
}
