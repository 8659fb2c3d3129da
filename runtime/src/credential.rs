//! Credentials: what requests are signed with, and where it comes from.
//!
//! A client has one [`Provider`]. [`Credential`] itself is one, for a secret that the program has;
//! [`Chain`] is the default and looks in all the usual places. Temporary credentials are kept and
//! renewed before they expire, once for all callers that wait.

mod cache;
mod chain;
mod context;
mod env;
mod environment;
mod expiry;
mod files;
pub(crate) mod identity;
mod ini;
mod instance_role;
mod keys;
mod profile;
mod provider;
mod role;
pub(crate) mod secret;
mod sts;
mod tccli;
mod text;
mod usual;
mod web_identity;

pub(crate) use cache::Cache;
pub use chain::Chain;
pub use context::ProviderContext;
pub use env::Env;
pub use environment::Environment;
pub use identity::Identity;
pub use instance_role::InstanceRole;
pub use profile::Profile;
pub use provider::Provider;
pub use role::AssumeRole;
pub use secret::Credential;
pub use tccli::Tccli;
pub use web_identity::WebIdentity;
