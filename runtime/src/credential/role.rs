//! Credentials of a role that is assumed with another credential.

use super::context::ProviderContext;
use super::env::Env;
use super::identity::{Identity, Origin};
use super::provider::Provider;
use super::secret::Credential;
use super::{sts, text};
use crate::error::CredentialError;
use crate::future::BoxFuture;
use serde_json::{Map, Value};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Calls `AssumeRole` of the Security Token Service with the credential of another provider, which
/// may itself assume a role.
///
/// The call uses the client's transport, proxy and endpoint override. Unlike in a chain, a source
/// that is not configured is an error here: the role was asked for.
#[derive(Clone)]
pub struct AssumeRole {
    source: Arc<dyn Provider>,
    role: String,
    parameters: Map<String, Value>,
    region: String,
    endpoint: Option<String>,
    /// The variable or the file that names the role, if the program does not.
    place: Option<String>,
}

const NAME: &str = "AssumeRole";

impl AssumeRole {
    /// Assumes the role with this resource description, such as
    /// `qcs::cam::uin/12345678:roleName/admin`, for two hours at a time.
    pub fn new(source: impl Provider, role: impl Into<String>) -> Self {
        let role = role.into();
        let mut parameters = Map::new();
        parameters.insert("RoleArn".to_owned(), Value::String(role.clone()));
        parameters.insert("RoleSessionName".to_owned(), Value::String(sts::session_name()));
        parameters.insert("DurationSeconds".to_owned(), Value::from(7200));
        Self {
            source: Arc::new(source),
            role,
            parameters,
            region: sts::REGION.to_owned(),
            endpoint: None,
            place: None,
        }
    }

    /// Sets the name of the session, which audit logs show.
    #[must_use]
    pub fn session(self, name: impl Into<String>) -> Self {
        self.with("RoleSessionName", name.into())
    }

    /// Sets how long each credential is valid: whole seconds, up to twelve hours.
    #[must_use]
    pub fn duration(self, duration: Duration) -> Self {
        self.with("DurationSeconds", duration.as_secs())
    }

    /// Sets the external ID that the role requires.
    #[must_use]
    pub fn external_id(self, id: impl Into<String>) -> Self {
        self.with("ExternalId", id.into())
    }

    /// Sets a policy that narrows the permissions of the credential, as URL-encoded JSON.
    #[must_use]
    pub fn policy(self, policy: impl Into<String>) -> Self {
        self.with("Policy", policy.into())
    }

    /// Sets the region in which the service is called; by default `ap-guangzhou`.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = region.into();
        self
    }

    /// Sets the endpoint at which the service is called, instead of the client's.
    #[must_use]
    pub fn endpoint(mut self, address: impl Into<String>) -> Self {
        self.endpoint = Some(address.into());
        self
    }

    fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.parameters.insert(key.to_owned(), value.into());
        self
    }

    /// Returns the failure of a call that this credential made.
    fn failed(&self, base: &Identity, reason: impl fmt::Display) -> String {
        let place = self.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        format!("role {}{place}, assumed by {base}{reason}", self.role)
    }

    async fn assume(&self, context: &ProviderContext<'_>) -> Result<Credential, CredentialError> {
        let source = self.source.provide(context).await;
        let source = source.map_err(|error| {
            error.configured(&format!("role {} has no credential to be assumed with", self.role))
        })?;
        let base = source.identity();
        let body = Value::Object(self.parameters.clone());
        let endpoint = self.endpoint.as_deref();
        let answer = context.sts(NAME, &body, Some(&source), &self.region, endpoint).await;
        let answer = answer.map_err(|cause| {
            let purpose = self.failed(&base, "");
            CredentialError::new(NAME, sts::Failure { purpose, cause })
        })?;
        let keys = answer.get("Credentials").unwrap_or(&Value::Null);
        let credential = sts::read(keys, &answer).map_err(|reason| {
            let failed = self
                .failed(&base, format_args!(": the response has no usable credential: {reason}"));
            CredentialError::new(NAME, failed)
        })?;
        let origin = Origin::new(NAME).role(self.role.clone(), Some(base));
        Ok(credential.found_at(match &self.place {
            Some(place) => origin.at(place.clone()),
            None => origin,
        }))
    }
}

impl Provider for AssumeRole {
    fn provide<'a>(
        &'a self,
        context: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(self.assume(context))
    }
}

// The external ID is known to the caller and the owner of the role alone.
impl fmt::Debug for AssumeRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AssumeRole")
            .field("source", &self.source)
            .field("role", &self.role)
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

/// A role that variables or a file name.
pub(super) struct RoleSettings {
    /// The variable, or the key with its file and line.
    place: String,
    arn: String,
    optional: Optional,
}

/// The settings of a role that may be absent, each with its place.
#[derive(Default)]
pub(super) struct Optional {
    pub(super) session: Option<(String, String)>,
    pub(super) duration: Option<(String, String)>,
    pub(super) external_id: Option<(String, String)>,
    pub(super) source_identity: Option<(String, String)>,
}

/// The longest session of a role, in seconds.
const LONGEST: u64 = 43_200;

impl RoleSettings {
    /// Returns the role, or `None` if nothing names one. Settings without a role are an error.
    pub(super) fn new(
        missing: &str,
        arn: Option<(String, String)>,
        optional: Optional,
    ) -> Result<Option<Self>, String> {
        if let Some((place, duration)) = &optional.duration {
            let seconds = duration.parse::<u64>().ok();
            if seconds.is_none_or(|seconds| seconds == 0 || seconds > LONGEST) {
                return Err(format!("{place} is not a number of seconds from 1 to {LONGEST}"));
            }
        }
        match arn {
            Some((place, arn)) => Ok(Some(Self { place, arn, optional })),
            None => match optional.first() {
                Some(place) => Err(format!("{place} is set, but {missing} is missing or empty")),
                None => Ok(None),
            },
        }
    }

    /// Reads the role that the environment names.
    pub(super) fn of_env(env: &Env) -> Result<Option<Self>, String> {
        let one = |names: &[&str]| -> Result<_, String> {
            let values = names.iter().map(|name| Ok((*name, env.text(name)?)));
            let values = values.collect::<Result<Vec<_>, String>>()?;
            let agreed = text::agree(values)?;
            Ok(agreed.map(|(name, value)| (name.to_owned(), value)))
        };
        let arn = one(&[ARN, "TENCENTCLOUD_ASSUME_ROLE_ARN"])?;
        if arn.is_some()
            && let Some(name) = UNSUPPORTED.iter().find(|name| env.is_set(name))
        {
            return Err(format!("{name} is not supported; unset it, or use another provider"));
        }
        let optional = Optional {
            session: one(&[
                "TENCENTCLOUD_ROLE_SESSION_NAME",
                "TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME",
            ])?,
            duration: one(&["TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION"])?,
            external_id: one(&["TENCENTCLOUD_ASSUME_ROLE_EXTERNAL_ID"])?,
            source_identity: one(&["TENCENTCLOUD_ASSUME_ROLE_SOURCE_IDENTITY"])?,
        };
        Self::new(ARN, arn, optional)
    }

    /// Returns the provider that assumes the role.
    pub(super) fn assume(self, source: impl Provider) -> AssumeRole {
        let mut provider = AssumeRole::new(source, self.arn);
        provider.place = Some(self.place);
        let Optional { session, duration, external_id, source_identity } = self.optional;
        for (key, value) in [
            ("RoleSessionName", session),
            ("ExternalId", external_id),
            ("SourceIdentity", source_identity),
        ] {
            if let Some((_, value)) = value {
                provider = provider.with(key, value);
            }
        }
        match duration.and_then(|(_, duration)| duration.parse().ok()) {
            Some(seconds) => provider.duration(Duration::from_secs(seconds)),
            None => provider,
        }
    }

    /// Says that the role lacks a credential, for errors.
    pub(super) fn lack(&self) -> String {
        format!("{} is set, but there is no credential to assume the role with", self.place)
    }
}

impl Optional {
    fn first(&self) -> Option<&str> {
        let all = [&self.session, &self.duration, &self.external_id, &self.source_identity];
        all.into_iter().flatten().map(|(place, _)| place.as_str()).next()
    }
}

const ARN: &str = "TENCENTCLOUD_ROLE_ARN";

/// Variables of the Terraform provider that ask for another way to assume a role.
const UNSUPPORTED: [&str; 7] = [
    "TENCENTCLOUD_ASSUME_ROLE_SERIAL_NUMBER",
    "TENCENTCLOUD_ASSUME_ROLE_TOKEN_CODE",
    "TENCENTCLOUD_ASSUME_ROLE_SAML_ASSERTION",
    "TENCENTCLOUD_ASSUME_ROLE_PRINCIPAL_ARN",
    "TENCENTCLOUD_ASSUME_ROLE_WEB_IDENTITY_TOKEN",
    "TENCENTCLOUD_ASSUME_ROLE_WEB_IDENTITY_TOKEN_FILE",
    "TENCENTCLOUD_ASSUME_ROLE_PROVIDER_ID",
];
