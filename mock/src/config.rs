//! How a mock behaves, apart from its rules.

use http::HeaderValue;
use std::collections::BTreeMap;
use std::fmt;
use tencentcloud_model::model::Site;

/// The secret ID of the default key.
pub const SECRET_ID: &str = "AKIDmockmockmockmockmockmockmockmock";

/// The secret key of the default key.
pub const SECRET_KEY: &str = "mockmockmockmockmockmockmockmock";

/// A key that a mock accepts.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    pub(crate) secret_id: String,
    pub(crate) secret_key: String,
    pub(crate) token: Option<String>,
}

impl Credential {
    /// A permanent key.
    pub fn new(secret_id: impl Into<String>, secret_key: impl Into<String>) -> Self {
        Self { secret_id: secret_id.into(), secret_key: secret_key.into(), token: None }
    }

    /// Makes it a temporary key: requests must send this token.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential").field("secret_id", &self.secret_id).finish_non_exhaustive()
    }
}

/// The answers of a mock to the requests it accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Answers {
    /// The documented example that is nearest to the request; a generated value if there is none.
    #[default]
    Documented,
    /// Generated values of the declared shape, every member present.
    Generated,
}

/// How a mock behaves.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    pub(crate) credentials: Vec<Credential>,
    pub(crate) verify_signatures: bool,
    pub(crate) scopes: Vec<String>,
    pub(crate) unsigned_actions: Vec<String>,
    pub(crate) site: Option<Site>,
    pub(crate) allowed_origins: Vec<HeaderValue>,
    pub(crate) regions: Option<Vec<String>>,
    pub(crate) rate_limits: bool,
    pub(crate) answers: Answers,
    pub(crate) seed: u64,
    pub(crate) items: usize,
    pub(crate) items_of: BTreeMap<String, usize>,
    pub(crate) task_polls: u32,
    pub(crate) log_entries: usize,
    pub(crate) log_bytes: usize,
}

impl Config {
    /// Whether requests for an action may go without a signature, whatever the spec says.
    pub(crate) fn is_unsigned(&self, action: &str) -> bool {
        self.unsigned_actions.iter().any(|name| name == action)
    }

    /// How many items an action has to list.
    pub(crate) fn count_of(&self, action: &str) -> usize {
        self.items_of.get(action).copied().unwrap_or(self.items)
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            credentials: Vec::new(),
            verify_signatures: true,
            scopes: Vec::new(),
            unsigned_actions: Vec::new(),
            site: None,
            allowed_origins: Vec::new(),
            regions: None,
            rate_limits: true,
            answers: Answers::Documented,
            seed: 0,
            items: 25,
            items_of: BTreeMap::new(),
            task_polls: 2,
            log_entries: 1_000,
            log_bytes: 8 << 20,
        }
    }
}
