//! Credentials, and the providers that find them.
//!
//! A client has one [`Provider`]: a [`Credential`] for a key that the program has, [`AssumeRole`],
//! or by default [`Chain`], which looks in the usual places. Temporary credentials are cached and
//! renewed before they expire, once for all callers that wait.
//!
//! A provider returns a credential, is *not configured*, or fails. Chains go on only past providers
//! that are not configured. Failures name the provider, variable, file, line and profile, and never
//! a secret. [`Client::identity`](crate::client::Client::identity), spans and refusals about
//! authentication report which provider and secret ID signed.
//!
//! # The usual places
//!
//! | order | provider | configured by |
//! | --- | --- | --- |
//! | 1 | [`Environment`] | `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY`, or a token |
//! | 1 | [`Profile`] | `TENCENTCLOUD_PROFILE` or `TENCENTCLOUD_CREDENTIALS_FILE` |
//! | 1 | [`Tccli`] | `TCCLI_PROFILE` |
//! | 1 | [`InstanceRole`] | `TENCENTCLOUD_CAM_ROLE_NAME` |
//! | 2 | [`WebIdentity`] | `TKE_PROVIDER_ID`, `TKE_WEB_IDENTITY_TOKEN_FILE` or `TKE_ROLE_ARN` |
//! | 3 | [`Profile`] | the profile `default` of the usual file |
//! | 4 | [`Tccli`] | the profile `default` |
//! | 5 | [`InstanceRole`] | a role of the machine |
//!
//! Each place of order 1 is an identity that a variable names. Two of them at once contradict each
//! other and are an error. With `TENCENTCLOUD_ROLE_ARN`, the chain assumes that role with the
//! credential it finds.
//!
//! # Variables
//!
//! A variable that is set to an empty or blank value counts as not set. Blanks and quotes around a
//! value are removed; other blanks, quotes, control and non-ASCII characters in keys are errors.
//! Variables in one row are names of one fact: values that differ are an error.
//!
//! | variable | meaning |
//! | --- | --- |
//! | `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY` | the key pair; one half alone is an error |
//! | `TENCENTCLOUD_TOKEN`, `TENCENTCLOUD_SECURITY_TOKEN`, `TENCENTCLOUD_SESSION_TOKEN` | the token of a temporary key pair |
//! | `TENCENTCLOUD_ROLE_ARN`, `TENCENTCLOUD_ASSUME_ROLE_ARN` | the role to assume |
//! | `TENCENTCLOUD_ROLE_SESSION_NAME`, `TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME` | the name of its session; by default `tencentcloud-rust-` and the process ID |
//! | `TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION` | the life of its credential, 1 to 43200 seconds; by default 7200 |
//! | `TENCENTCLOUD_ASSUME_ROLE_EXTERNAL_ID` | the external ID that the role requires |
//! | `TENCENTCLOUD_ASSUME_ROLE_SOURCE_IDENTITY` | the UIN of the caller, for audit logs |
//! | `TENCENTCLOUD_PROFILE` | the profile of the file below; it has to exist |
//! | `TENCENTCLOUD_CREDENTIALS_FILE` | the file to read instead of the usual ones; it has to exist |
//! | `TCCLI_PROFILE` | the profile of `tccli`; it has to exist |
//! | `TENCENTCLOUD_CAM_ROLE_NAME` | the role of the machine; the machine has to have it |
//! | `TKE_REGION`, `TKE_PROVIDER_ID`, `TKE_ROLE_ARN`, `TKE_WEB_IDENTITY_TOKEN_FILE` | the web identity of a pod (four facts), set by the cluster |
//! | `HOME`, `USERPROFILE` | the home directory: the first that is set |
//!
//! The other `TENCENTCLOUD_ASSUME_ROLE_…` variables of the Terraform provider (MFA, SAML, web
//! identity) are not supported: with a role they are an error.
//!
//! # Files
//!
//! | file | contents |
//! | --- | --- |
//! | `~/.tencentcloud/credentials`, or else `/etc/tencentcloud/credentials` | INI; per profile `secret_id`, `secret_key`, `token`, and `role_arn`, `role_session_name`, `duration_seconds`, `external_id`; other keys are ignored |
//! | `~/.tccli/<profile>.credential` | JSON; `secretId`, `secretKey`, `token`, `expiresAt`, `role-arn`, `role-session-name`, `type` (absent, `default`, `oauth`, `sso`, `cvm-role`) |
//!
//! Files are UTF-8 with or without a byte order mark, up to 1 MiB. An INI line that cannot be read
//! spoils its own profile alone. Values follow the rules of variables.
//!
//! # Expiry
//!
//! An expiry is a number of seconds since 1970-01-01 UTC, the same as text, or a date and time such
//! as `2019-02-25T17:44:25Z`. One that cannot be read is an error. Credentials of a login (`oauth`,
//! `sso`), a role or a machine must have one.
//!
//! Variables and INI files have no place for it. A token from there is used until the service
//! rejects it; then the place is read again. Until then, [`Identity`] says that its expiry is unknown.

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
